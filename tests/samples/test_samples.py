import json
import re
from importlib.resources import files
from itertools import chain

import pytest
from lxml import html

from schoolgate.domain.catalogue import known
from schoolgate.domain.items import load_items, load_states
from schoolgate.domain.vocabulary import Kind, ServiceType, Subject

SAMPLES = files("schoolgate.samples")
NOTICES = {
    path.name.rsplit(".", 1)[0]: path
    for path in SAMPLES.joinpath("notices").iterdir()
    if path.name != "README.md"
}
ANSWERS = {
    path.name.removesuffix(".json"): json.loads(path.read_text("utf-8"))
    for path in SAMPLES.joinpath("answers").iterdir()
}
ROWS = [(stem, row) for stem, answer in sorted(ANSWERS.items()) for row in answer["recipients"]]
IDS = [f"{stem}: {row['name']}" for stem, row in ROWS]


def words(text):
    return " ".join(re.findall(r"[a-z0-9@]+", text.lower().replace("’", "'").replace("'", "")))


def page(stem):
    text = NOTICES[stem].read_text("utf-8")
    return words(html.fromstring(text).text_content() if NOTICES[stem].name.endswith(".html") else text)


def test_five_layouts_and_a_notice_that_says_all_of_it_ship_with_the_project():
    assert set(NOTICES) == set(ANSWERS)
    assert len(NOTICES) == 6
    assert {path.name.rsplit(".", 1)[1] for path in NOTICES.values()} == {"txt", "md", "html"}


def test_the_folder_says_that_schools_and_claims_are_made_up():
    told = SAMPLES.joinpath("notices", "README.md").read_text("utf-8")
    assert "Every school here is made up, and so is every claim about a product." in told
    assert all(path.name in told for path in NOTICES.values())


def test_no_sample_could_be_taken_for_a_real_persons_address():
    for path in NOTICES.values():
        text = path.read_text("utf-8")
        assert all(host.endswith(".example") for host in re.findall(r"[\w.-]+@([\w.-]+\w)", text))
        numbers = re.findall(r"\b0\d{4} \d{3} \d{3}\b", text)
        assert all(number.startswith("01632 960") for number in numbers)


@pytest.mark.parametrize(("stem", "row"), ROWS, ids=IDS)
def test_every_answer_is_printed_on_its_page(stem, row):
    text = page(stem)
    for field in ("name", "purpose", "data_text", "year_groups", "website", "status_note", "section"):
        assert row[field] is None or words(row[field]) in text, field


@pytest.mark.parametrize(("stem", "row"), ROWS, ids=IDS)
def test_every_answer_speaks_the_registers_words(stem, row):
    assert set(row["data_items"]) <= {*load_items(), *load_states()}
    assert row["kind"] is None or Kind(row["kind"])
    assert row["service_type"] is None or ServiceType(row["service_type"])
    assert [Subject(name) for name in row["data_subjects"]] or row["data_items"] == ["none"]
    assert row["risk_assessed"] is None or re.fullmatch(r"20\d\d-[01]\d|awaiting", row["risk_assessed"])


def test_the_samples_name_services_that_the_catalogue_knows():
    unknown = {row["canonical"] for _, row in ROWS if known(row["canonical"]) is None}
    assert unknown == {"Millbrook Vale Council"}


def test_recipients_stand_in_printed_order():
    for stem, answer in ANSWERS.items():
        text, last = page(stem), 0
        for name in (words(row["name"]) for row in answer["recipients"]):
            found = text.find(name, last)
            assert found >= 0 or name in text, f"{stem}: {name}"
            last = max(last, found)


def test_the_notice_that_says_all_of_it_leaves_no_entry_open():
    rows = ANSWERS["willowmere-primary"]["recipients"]
    told = ("purpose", "organisation", "website", "year_groups", "risk_assessed", "service_type")
    assert all(row[field] for row in rows for field in told)
    extras = chain.from_iterable(row["extra"].items() for row in rows)
    assert all(value for _, value in extras)
    assert not [
        row["name"]
        for row in rows
        if known(row["name"])
        and known(row["name"]).curriculum
        and {"upn", "date_of_birth"} & set(row["data_items"])
    ]
