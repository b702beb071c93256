"""Names that no rule takes are weighed, and what the page takes back is no row."""

import cProfile
import json
import pstats
from pathlib import Path

import pytest

from schoolgate.domain.catalogue import fold, load_catalogue
from schoolgate.domain.reading import Confidence
from schoolgate.notices import weighed
from schoolgate.notices.draft import Draft
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from schoolgate.notices.weights import BIAS, chance, load_weights

ROOT = Path(__file__).parents[2]
TOLD = """Hollins Lane Primary School

Apps and who they hear from

Week 1. The office opens the register on Arbor and dinners on ParentPay.
Week 2. Class teachers hand out cards for Sumdog - first name, class.
Week 3. The office sends the count to Hollinshire County Council - name, date of birth.
"""


def names(words):
    reading = read_notice(words.encode(), "notice.txt")
    return {entry.name for entry in reading.entries}, {one.name for one in reading.denied}


def test_known_services_on_lines_of_no_known_shape_become_rows():
    found, _ = names(TOLD)
    assert {"Arbor", "ParentPay", "Sumdog"} <= found


def test_a_row_that_was_weighed_is_one_to_check(monkeypatch):
    added = []
    add = weighed._add
    monkeypatch.setattr(weighed, "_add", lambda *told: added.append(told[2].name) or add(*told))
    reading = read_notice(TOLD.encode(), "notice.txt")
    marks = {entry.name: entry.confidence["name"] for entry in reading.entries}
    assert added
    assert {marks[name] for name in added if name in marks} == {Confidence.CHECK}


@pytest.mark.parametrize(
    "words",
    [
        "The school itself, Hollins Lane Primary School, keeps the register.",
        "Year 5 visit the Roman Baths in June and Reception go to Chester Zoo.",
        "Our values are Courage, Kindness and Truth.",
        "The Data Protection Act 2018 and the Education Act 1996 apply.",
        "Contact Mrs Patel in the School Office on Monday to Friday.",
    ],
)
def test_other_words_in_capitals_become_no_rows(words):
    found, _ = names(f"Hollins Lane Primary School\n\nPrivacy notice\n\nAbout us\n\n{words}\n")
    assert found == set()


def test_a_label_is_no_name():
    found, _ = names(
        f"{TOLD}\nSumdog\nPurpose: maths\nWebsite: https://www.sumdog.com\nData shared: first name\n"
    )
    assert "Website" not in found


def test_a_sign_that_was_not_learnt_weighs_nothing():
    alone = chance("recipients", [frozenset()])
    assert alone == chance("recipients", [frozenset({"no such sign"})])
    heaviest = max(load_weights("recipients"), key=load_weights("recipients").get)
    assert chance("recipients", [frozenset({heaviest})]) > alone


@pytest.mark.parametrize("of", ["recipients", "denials"])
def test_no_products_own_name_is_a_sign(of):
    """What our notices say of a product says nothing of the product."""
    products = {fold(one.name) for one in load_catalogue() if one.kind == "supplier"}
    signs = {word for sign in load_weights(of) if sign != BIAS for word in sign.split()}
    assert signs & products == set()


@pytest.mark.parametrize("of", ["recipients", "denials"])
def test_weights_say_whence_they_come(of):
    told = json.loads((ROOT / f"src/schoolgate/notices/{of}.json").read_text())
    assert told["made"].startswith("by tools/learn_names.py from ")
    assert 100 < len(told["weights"]) < 3_000


def test_a_thousand_names_are_weighed_with_no_more_work_for_each_than_a_hundred():
    """By calls of functions, which no busy machine changes."""
    _, few, many = (calls(of) for of in (50, 200, 1_000))  # the first loads what is known
    assert many < 7 * few


def calls(names):
    lines = [
        f"In week {at} class {at} walked past Trenvox{at} Quillber and saw Lomizu{at}." for at in range(names)
    ]
    page = READERS[".txt"]("\n\n".join(["Elm School", "Privacy notice", *lines]).encode(), "notice.txt")
    profile = cProfile.Profile()
    profile.runcall(weighed.weigh, Draft(page.text), page.blocks)
    return pstats.Stats(profile).total_calls
