import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.items import UnknownItem, is_part_of, item, load_items, load_states
from schoolgate.domain.roll import Sensitivity, roll_field
from schoolgate.domain.vocabulary import Subject, Transform

SHARED_VOCABULARY = Path(__file__).parents[3] / "shared" / "notices" / "VOCABULARY.md"
EVERY_ITEM = load_items().values()


@pytest.mark.parametrize("held", EVERY_ITEM, ids=lambda held: held.key)
def test_an_item_says_in_plain_words_what_it_is_and_stands_for_fields_that_exist(held):
    assert held.label[0].isupper()
    assert "_" not in held.label
    assert held.description.endswith(".")
    assert [roll_field(key).key() for key in held.roll_fields] == list(held.roll_fields)
    assert held.roll_supplies == bool(held.roll_fields)


@pytest.mark.parametrize("held", EVERY_ITEM, ids=lambda held: held.key)
def test_a_field_of_article_9_leaves_only_by_an_item_of_article_9(held):
    special = [key for key in held.roll_fields if roll_field(key).sensitivity is Sensitivity.SPECIAL_CATEGORY]
    assert held.special_category or not special


@pytest.mark.parametrize("held", EVERY_ITEM, ids=lambda held: held.key)
def test_nobody_is_sent_a_field_of_somebody_the_notice_did_not_mean(held):
    for subject, tables in {
        Subject.PARENT: {"contact"},
        Subject.STAFF: {"staff"},
        Subject.VISITOR: set(),
        Subject.GOVERNOR: set(),
        Subject.OTHER: set(),
    }.items():
        assert {key.partition(".")[0] for key in held.fields_about([subject])} <= tables


@given(
    st.sampled_from(list(EVERY_ITEM)), st.sets(st.sampled_from(list(Subject))), st.sampled_from(list(Subject))
)
def test_to_speak_of_more_people_never_takes_a_field_away(held, subjects, another):
    fewer, more = held.fields_about(subjects), held.fields_about({*subjects, another})
    assert set(fewer) <= set(more) <= set(held.roll_fields)
    assert held.fields_about([]) == ()


def test_a_reader_and_the_register_use_the_same_keys():
    if not SHARED_VOCABULARY.exists():
        pytest.skip("../shared/notices/VOCABULARY.md is not beside this checkout")
    text = SHARED_VOCABULARY.read_text("utf-8").split("## `kind`")[0]
    keys = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    assert {*load_items(), *load_states()} == set(keys)


def test_what_stands_in_place_of_items_is_a_state_and_can_supply_nothing():
    assert set(load_states()) == {"none", "statistics_only", "parent_entered"}
    assert not set(load_states()) & set(load_items())


def test_an_initial_and_an_age_never_let_the_whole_field_out():
    assert item("surname_initial").transform is Transform.INITIAL
    assert item("age").transform is Transform.AGE_BAND


def test_what_a_notice_does_not_break_down_cannot_be_sent():
    vague = ("all_pupil_data", "all_school_data", "characteristics", "parent_details")
    assert not any(item(key).roll_supplies for key in vague)


def test_what_arises_in_a_service_cannot_be_sent_to_it():
    arising = ("behaviour", "user_content", "payment", "usage_logs", "communications")
    assert not any(item(key).roll_supplies for key in arising)


def test_an_email_address_is_that_of_the_person_the_notice_speaks_of():
    assert item("contact_email").fields_about([Subject.PUPIL]) == ("pupil.email",)
    assert item("contact_email").fields_about([Subject.PARENT]) == ("contact.email",)
    assert item("contact_email").fields_about([Subject.STAFF]) == ("staff.email",)


def test_a_telephone_number_on_a_notice_about_pupils_is_their_familys():
    assert item("contact_phone").fields_about([Subject.PUPIL]) == ("contact.phone",)
    assert item("contact_phone").fields_about([Subject.STAFF]) == ()


def test_a_key_of_this_home_leaves_by_no_item_but_to_tie_a_pupil_to_a_class():
    keys = {
        key
        for held in EVERY_ITEM
        for key in held.roll_fields
        if roll_field(key).sensitivity is Sensitivity.INTERNAL
    }
    assert keys == {"enrolment.class_id", "enrolment.person_id"}


def test_an_unknown_item_is_refused_with_the_nearest_ones():
    with pytest.raises(UnknownItem) as refusal:
        item("fullname")
    assert (
        str(refusal.value)
        == "There is no data item 'fullname'. Did you mean full_name or username or staff_name?"
    )


def test_an_unknown_item_like_nothing_we_know_points_to_the_list():
    with pytest.raises(UnknownItem) as refusal:
        item("zzzz")
    assert str(refusal.value) == "There is no data item 'zzzz'. docs/items.md lists them."


def test_a_part_is_part_of_an_item_that_is_whole():
    items = load_items()

    for one in items.values():
        if one.part_of is not None:
            assert items[one.part_of].part_of is None


@pytest.mark.parametrize(
    ("key", "wider", "is_part"),
    [
        ("first_name", "full_name", True),
        ("surname_initial", "full_name", True),
        ("age", "date_of_birth", True),
        ("date_of_birth", "age", False),
        ("full_name", "first_name", False),
        ("full_name", "full_name", False),
        ("photo", "full_name", False),
        ("unheard_of", "full_name", False),
    ],
)
def test_less_of_the_same_is_part_of_it(key, wider, is_part):
    assert is_part_of(key, wider) is is_part
