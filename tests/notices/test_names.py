"""A printed name → the service or body that is meant."""

import pytest

from schoolgate.notices.names import is_general, is_place_or_address, mentions, recognise
from schoolgate.notices.read import read_notice


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("TT Rockstars", "Times Tables Rock Stars"),
        ("Time Table Rock Stars", "Times Tables Rock Stars"),
        ("MyMaths", "MyMaths"),
        ("the DfE", "Department for Education"),
        ("Our local authority", "Local authority"),
        ("The Department for Education (DfE)", "Department for Education"),
        ("Purple Mash (2Simple)", "Purple Mash"),
    ],
)
def test_a_nickname_a_slip_and_brackets_still_name_the_service(printed, canonical):
    assert recognise(printed).name == canonical


@pytest.mark.parametrize("printed", ["Number Orchard", "Elm Ltd", "", "AQB", "Fancy Tool (Google)"])
def test_an_unknown_name_is_not_taken_for_a_known_one(printed):
    assert recognise(printed) is None


def test_a_product_counts_in_running_text_with_its_capital_only():
    assert [m.service.name for m in mentions("on the seesaw, then in Seesaw")] == ["Seesaw"]


def test_a_name_inside_an_address_or_another_word_is_not_there():
    assert mentions("see www.tapestry.info or Tapestrytown") == ()


def test_suppliers_at_large_are_no_product():
    assert is_general("Third party providers")
    assert not is_general("CPOMS")


@pytest.mark.parametrize(
    "words",
    ["United Kingdom", "the European Union", "dpo@hill.example", "01632 960 871", "Mill Lane", "ZZ9 9ZZ"],
)
def test_a_place_or_an_address_is_nobody(words):
    assert is_place_or_address(words)


@pytest.mark.parametrize(
    "words", ["TT Rockstars", "2Simple", "4Matrix", "3P Learning", "Lane End School", "Google"]
)
def test_a_name_with_a_figure_or_a_lane_in_it_is_still_somebody(words):
    assert not is_place_or_address(words)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Exam boards (AQA, Pearson, OCR) - name, entries", ["AQA", "Pearson", "OCR"]),
        ("Taxis (Lowmoor Cabs; Fleet 24 Cars) - name, address", ["Lowmoor Cabs", "Fleet 24 Cars"]),
        ("Payroll (Denbury Wages) - staff name", ["Denbury Wages"]),
        ("Music lessons (Years 3 and 4) - name", ["Music lessons"]),
    ],
)
def test_plain_words_before_names_in_brackets_say_what_they_are_for(printed, names):
    reading = read_notice(f"Who we share data with\n\n- {printed}\n- Arbor - name\n".encode(), "notice.txt")
    assert [entry.name for entry in reading.entries] == [*names, "Arbor"]


@pytest.mark.parametrize(
    ("printed", "organisation"),
    [
        ("SIMS (ESS) - name", "ESS"),
        ("EVOLVE (eduFOCUS) - name", "eduFOCUS"),
        ("Arbor (Arbor Education) - name", "Arbor Education"),
    ],
)
def test_a_company_in_brackets_behind_its_product_is_the_organisation(printed, organisation):
    reading = read_notice(f"Who we share data with\n\n- {printed}\n- CPOMS - name\n".encode(), "notice.txt")
    assert reading.entries[0].organisation == organisation


@pytest.mark.parametrize(
    "said",
    [
        "GCSEPod - was used until July 2024, all accounts have been deleted",
        "GCSEPod - trialled in 2023; not taken up",
        "GCSEPod - old system, data destroyed 2021",
        "GCSEPod - considered, not bought",
        "GCSEPod is not used by the school.",
        "GCSEPod - NOT APPROVED. Staff must not use it.",
    ],
)
def test_what_is_said_to_be_out_of_use_is_denied(said):
    reading = read_notice(f"Who we share data with\n\n- Arbor - name\n- {said}\n".encode(), "notice.txt")
    assert [entry.name for entry in reading.entries] == ["Arbor"]
    assert [one.name for one in reading.denied] == ["GCSEPod"]
