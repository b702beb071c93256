import json

import pytest
from pyld import jsonld

from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Basis, Subject
from schoolgate.publish.linked import _file, as_linked, context
from tests.publish.cast import FINGERS, TABLES, WHOLE, page

DPV, PD, SCHEMA = "https://w3id.org/dpv#", "https://w3id.org/dpv/pd#", "https://schema.org/"


def offline(url, options):
    raise AssertionError(f"the document asks for {url}")


def expanded(*agreements, **more):
    (node,) = jsonld.expand(as_linked(page(*agreements, **more)), {"documentLoader": offline})
    return node


def test_it_expands_without_the_network_and_loses_no_key():
    document = as_linked(page(*WHOLE, not_used=("Zoom",)))
    again = jsonld.compact(
        jsonld.expand(document, {"documentLoader": offline}), context(), {"documentLoader": offline}
    )
    assert {key: value for key, value in again.items() if key != "@context"}.keys() == (
        document.keys() - {"@context"}
    )
    assert json.loads(json.dumps(document)) == document


def test_a_recipient_is_a_process_in_the_vocabularys_words():
    (process,) = expanded(TABLES)[f"{DPV}hasProcess"]
    assert process["@type"] == [f"{DPV}PersonalDataProcess"]
    assert process[f"{DPV}hasLegalBasis"] == [{"@id": f"{DPV}PublicInterest"}]
    kinds = [kind for one in process[f"{DPV}hasPersonalData"] for kind in one["@type"]]
    assert kinds == [f"{PD}Name", f"{PD}Name", f"{DPV}PersonalData", f"{DPV}PersonalData", f"{PD}Education"]
    places = {
        one["@type"][0]: one[f"{SCHEMA}description"][0]["@value"]
        for one in process[f"{DPV}hasStorageCondition"]
    }
    assert places == {
        f"{DPV}StorageLocation": "servers in Ireland",
        f"{DPV}StorageDuration": "until the end of the school year in which your child leaves",
    }
    assert process[f"{DPV}hasRecipient"][0][f"{SCHEMA}name"] == [{"@value": "Maths Round Ltd"}]


def test_sensitive_data_are_of_the_special_category():
    (process,) = expanded(FINGERS)[f"{DPV}hasProcess"]
    kinds = [set(one["@type"]) for one in process[f"{DPV}hasPersonalData"]]
    assert {f"{PD}Biometric", f"{DPV}SpecialCategoryPersonalData"} in kinds


def test_the_page_is_a_web_page_of_a_school():
    node = expanded(*WHOLE)
    assert f"{SCHEMA}WebPage" in node["@type"]
    (school,) = node[f"{SCHEMA}publisher"]
    assert school["@type"] == [f"{SCHEMA}School"]


def test_what_the_school_has_not_said_is_not_said():
    process = expanded(FINGERS)[f"{DPV}hasProcess"][0]
    assert f"{DPV}hasStorageCondition" not in process
    assert f"{DPV}hasPurpose" not in process


@pytest.mark.parametrize(
    ("section", "keys"), [("item", load_items()), ("basis", set(Basis)), ("subject", set(Subject))]
)
def test_the_table_of_terms_names_only_what_there_is(section, keys):
    assert set(_file()[section]) <= set(keys)
