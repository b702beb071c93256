"""What the words of a data cell, or running words, say is shared."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.items import load_items, load_states
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.holdings import data_of
from schoolgate.notices.items import items_of_list, items_of_prose
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label, Row
from schoolgate.notices.wording import load

CELLS = tomllib.loads((Path(__file__).parents[1] / "corpus" / "cells.toml").read_text("utf-8"))["cell"]


def passage(words):
    return Passage.of(words, ((0, len(words)),))


def listed(words):
    return {item.item: item for item in items_of_list(passage(words)).items}


def told(words):
    return {item.item: item for item in items_of_prose(passage(words)).items}


def of_cell(cell):
    text = f"Thing: {cell['words']}"
    label = Label.DATA if cell["kind"] == "data" else Label.PROSE
    row = Row(name="Thing", name_spans=((0, 5),), cells=(Cell(label=label, spans=((7, len(text)),)),))
    return data_of(text, row, to_body=False)


def f1(pairs):
    hit = sum(len(want & got) for want, got in pairs)
    return 2 * hit / sum(len(want) + len(got) for want, got in pairs)


def test_a_plain_list_is_sent_and_each_item_keeps_its_own_words():
    words = "full name, DOB, class"
    found = items_of_list(passage(words)).items
    quotes = [words[start:end] for item in found for start, end in item.evidence]

    assert [item.item for item in found] == ["full_name", "date_of_birth", "class"]
    assert {item.flow for item in found} == {Flow.SENT}
    assert quotes == ["full name", "DOB", "class"]


def test_a_forename_with_a_surname_is_the_full_name():
    assert set(listed("first name, surname, DOB")) == {"full_name", "date_of_birth"}
    assert set(listed("First name & Surname initial")) == {"first_name", "surname_initial"}


def test_what_is_not_shared_is_denied():
    found = listed("photos, no names or addresses")

    assert found["photo"].flow is Flow.SENT
    assert found["full_name"].flow is Flow.DENIED
    assert found["address"].flow is Flow.DENIED


def test_what_is_never_used_is_denied_and_not_what_stands_beside_it():
    found = listed("Photographs, first names are never used")

    assert (found["photo"].flow, found["first_name"].flow) == (Flow.SENT, Flow.DENIED)


def test_what_parents_add_for_themselves_is_theirs():
    found = listed("child's name; parents set up their own account and add their bank card")

    assert found["full_name"].flow is Flow.SENT
    assert found["payment"].flow is Flow.ENTERED_BY_FAMILIES


@pytest.mark.parametrize("words", ["none", "None - staff use only", "nothing shared by us", "No pupil data"])
def test_nothing_is_a_state_of_its_own(words):
    found = items_of_list(passage(words))

    assert found.nothing
    assert not found.items


def test_a_class_login_beside_nothing_is_no_class():
    assert items_of_list(passage("none (class login)")).items == ()


def test_a_scheme_of_vouchers_is_no_eligibility():
    assert items_of_list(passage("FSM vouchers")).items == ()


def test_nothing_of_pupils_still_shares_what_is_said_of_staff():
    found = items_of_list(passage("No pupil data; staff names and emails"))

    assert not found.nothing
    assert {item.item for item in found.items} == {"staff_name", "staff_email"}


def test_a_name_keeps_the_person_it_is_of():
    found = listed("pupil name, class, parent name, email, medical needs")

    assert found["parent_name"].subjects == (Subject.PARENT,)
    assert found["contact_email"].subjects == (Subject.PARENT,)
    assert found["medical"].subjects == (Subject.PUPIL,)


def test_names_of_several_people_are_several_items():
    assert set(listed("names of pupils, parents and staff")) == {"full_name", "parent_name", "staff_name"}


def test_brackets_break_a_head_word_down():
    assert set(listed("contact details (email, phone)")) == {"contact_email", "contact_phone"}


def test_only_what_can_arise_in_a_service_is_created_there():
    found = listed("names, images and content uploaded by user")

    assert found["full_name"].flow is Flow.SENT
    assert found["photo"].flow is Flow.CREATED
    assert found["user_content"].flow is Flow.CREATED


def test_names_given_to_make_accounts_are_sent_and_the_usernames_made_there():
    found = listed("Names provided to generate usernames & passwords")

    assert found["full_name"].flow is Flow.SENT
    assert found["username"].flow is Flow.CREATED
    assert "password" not in found


def test_data_that_families_type_in_is_no_data_of_the_schools():
    found = listed("Data will be entered by parents (School will only access for info)")

    assert found["parent_entered"].flow is Flow.ENTERED_BY_FAMILIES


def test_a_condition_makes_its_item_uncertain_and_is_kept():
    found = listed("names, contact details (if given)")

    assert found["full_name"].certain
    assert not found["contact_details"].certain
    assert found["contact_details"].conditions == ("if given",)


def test_a_count_of_pupils_is_statistics_and_no_item_about_them():
    assert set(listed("number of FSM pupils")) == {"statistics_only"}
    assert set(listed("Anonymised assessment data only")) == {"statistics_only"}


def test_what_a_service_stores_is_unknown_until_somebody_says_who_put_it_there():
    assert told("The system is used to store all pupil information.")["all_pupil_data"].flow is Flow.UNKNOWN


def test_concerns_noted_in_a_service_are_created_there():
    assert told("Staff use it for noting concerns.")["safeguarding"].flow is Flow.CREATED


def test_results_sent_back_are_received():
    assert told("It gives results back to school.")["attainment"].flow is Flow.RECEIVED


def test_a_purpose_names_no_data():
    assert told("App based programs to support curriculum learning and reading.") == {}


def test_data_presented_as_such_outweighs_what_a_purpose_mentions():
    words = "For recording behaviour and special needs. Data includes names and contact details."

    assert set(told(words)) == {"full_name", "contact_details"}


def test_special_needs_in_capitals_are_not_sending():
    assert set(listed("attendance, exclusions, SEND")) == {"attendance", "exclusions", "sen"}


def test_the_wordings_are_filed_under_the_items_the_school_knows():
    assert set(load("items.toml")) - {"-"} == set(load_items()) | set(load_states())


def test_made_up_cells_are_read_as_a_careful_person_would():
    first = [cell for cell in CELLS if not cell.get("later")]
    pairs = [(set(cell["items"]), sent(cell)) for cell in first]

    assert f1(pairs) >= 0.95


def test_cells_that_no_rule_was_made_for_are_read_nearly_as_well():
    later = [cell for cell in CELLS if cell.get("later")]
    pairs = [(set(cell["items"]), sent(cell)) for cell in later]

    assert f1(pairs) >= 0.85


def sent(cell):
    return {f"{item.item}:{item.flow}" for item in of_cell(cell).items if item.flow is not Flow.DENIED}


WORDS = st.sampled_from(
    [
        *(
            "full name",
            "DOB",
            "class",
            "UPN",
            "parents' emails",
            "no photos",
            "etc.",
            "SEN",
            "(if given)",
            "and",
        ),
        *(";", ",", ". ", "staff", "assessment data", "created in the app", "entered by parents", "none"),
        *("medical needs", "not", "(", ")", "–", "\n", "children’s", "address"),
    ]
)


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_every_item_stands_on_words_of_the_document(words):
    for found in (items_of_list(passage(words)), items_of_prose(passage(words))):
        for item in found.items:
            assert item.evidence
            assert all(0 <= start < end <= len(words) for start, end in item.evidence)


@given(st.text(max_size=80))
def test_any_words_at_all_can_be_read(words):
    items_of_list(passage(words))
    items_of_prose(passage(words))


@given(st.permutations(["full name", "DOB", "class", "UPN", "gender"]))
def test_the_order_of_a_list_does_not_change_what_it_names(parts):
    assert set(listed(", ".join(parts))) == {"full_name", "date_of_birth", "class", "upn", "gender"}


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("name, pupil number", "upn"),
        ("pupil numbers only", "statistics_only"),
        ("name, student number", "pupil_id"),
    ],
)
def test_a_pupils_number_is_no_count_of_pupils(words, item):
    assert {"upn", "statistics_only", "pupil_id"} & listed(words).keys() == {item}


def test_a_number_that_is_named_after_a_body_is_data_all_the_same():
    found = of_cell({"words": "care plans, NHS number, medication", "kind": "prose"}).items

    assert {one.item for one in found} == {"medical", "pupil_id"}


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("name and results of pupils in Key Stage 4 and Post-16", {"full_name", "attainment"}),
        ("name; those who go to vocational classes", {"full_name"}),
        ("parents' evening bookings: student name", {"full_name"}),
        ("school census and examination results", {"attainment"}),
    ],
)
def test_words_that_tell_of_whom_or_when_are_no_data(words, items):
    assert listed(words).keys() == items


def test_what_a_duty_says_is_shared_is_data():
    words = "to meet our legal duties to share certain information, such as exclusions and attendance"

    assert told(words).keys() == {"exclusions", "attendance"}


@pytest.mark.parametrize(
    ("words", "items"),
    [
        ("EHCP annual reviews, reports from therapists, attendance", {"sen", "documents", "attendance"}),
        ("first name and a summary of the pupil's needs", {"first_name", "sen"}),
        ("behaviour points, detentions and seating plans", {"behaviour"}),
    ],
)
def test_papers_and_plans_are_parts_of_a_list(words, items):
    assert {one.item for one in of_cell({"words": words, "kind": "prose"}).items} == items


def test_whom_we_set_up_with_a_name_is_sent_so():
    assert told("We set up your child with a first name and date of birth.")["first_name"].flow is Flow.SENT


def test_one_log_in_for_a_class_is_no_class():
    assert "class" not in told("One class log in is used.")


def test_parents_who_do_this_and_enter_that_have_entered_it():
    found = told("Parents book directly and enter their own details.")["parent_entered"]

    assert found.flow is Flow.ENTERED_BY_FAMILIES
