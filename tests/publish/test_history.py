from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.domain.agreement import AgreementState, Choice, Scope, Standing
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.publish.history import changes
from schoolgate.publish.phrases import LANGUAGES
from tests.publish.cast import CLOCK, COUNCIL, MEALS, TABLES, WHOLE, agreement, clause, page, sent


def told(before, after):
    return changes(page(*before), page(*after))


def sums(*terms, **more):
    return agreement("Reading Eggs", clause(*(terms or (sent("full_name"),))), **more)


def test_the_first_page_is_said_to_be_the_first():
    assert changes(None, page(*WHOLE)) == ("This list is up for the first time.",)


def test_a_page_that_says_the_same_has_nothing_to_tell():
    assert told(WHOLE, tuple(reversed(WHOLE))) == ()


def test_who_is_new_and_who_is_gone_is_told():
    assert told([TABLES], [COUNCIL]) == (
        (
            "School census is new on this list. "
            "It gets: Ethnic group, Full name, Unique pupil number, Attendance."
        ),
        "Tables Rock is no longer on this list.",
    )


def test_what_is_no_longer_in_force_is_no_longer_on_the_list():
    stopped = replace(TABLES, state=AgreementState.SUSPENDED)
    assert told([TABLES, COUNCIL], [stopped, COUNCIL]) == ("Tables Rock is no longer on this list.",)


def test_data_that_is_added_or_left_out_is_told_item_by_item():
    assert told([sums()], [sums(sent("full_name"), sent("class"))]) == ("Reading Eggs now also gets: Class.",)
    assert told([sums(sent("full_name"), sent("class"))], [sums()]) == (
        "Reading Eggs no longer gets: Class.",
    )
    assert told([sums(sent("photo"))], [sums(sent("photo", conditions=("if you say yes",)))]) == (
        "Reading Eggs now also gets: Photographs (if you say yes).",
        "Reading Eggs no longer gets: Photographs.",
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, "Ireland", "Reading Eggs, Where it is kept: this now says “Ireland”."),
        (
            "Ireland",
            "Germany",
            "Reading Eggs, Where it is kept: this now says “Germany”. Before, it said “Ireland”.",
        ),
        ("Ireland", None, "Reading Eggs, Where it is kept: this no longer says “Ireland”."),
    ],
)
def test_a_value_that_changes_is_told_with_the_one_before(before, after, said):
    assert told([sums(storage=before)], [sums(storage=after)]) == (said,)


def test_a_choice_that_changes_is_told():
    asked = agreement("Reading Eggs", clause(sent("full_name"), choice=Choice(kind=ChoiceKind.PERMISSION)))
    said = told([sums()], [asked])
    assert any(
        "Your choice: this now says “We ask first, and share this only if you say yes.”" in one
        for one in said
    )


def test_a_service_that_is_told_nothing_any_more_is_still_on_the_list():
    quiet = replace(CLOCK, slug=TABLES.slug, service="Tables Rock")
    assert told([TABLES], [quiet]) == ("Tables Rock is new on this list. We send it no data.",)


def test_whom_to_ask_is_part_of_the_page():
    before, after = page(TABLES), replace(page(TABLES), contact="head@elmrow.example")
    assert changes(before, after) == (
        (
            "Elm Row Primary School, Ask the school: this now says “head@elmrow.example”. "
            "Before, it said “office@elmrow.example”."
        ),
    )


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(range(len(WHOLE)))), st.sets(st.sampled_from(range(len(WHOLE)))))
def test_pages_of_one_version_tell_nothing_and_of_two_versions_something(before, after):
    first, second = (page(*(WHOLE[place] for place in places)) for places in (before, after))
    assert bool(changes(first, second)) is (first.version != second.version)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_it(language):
    wider = replace(MEALS, clauses=(clause(sent("full_name"), scope=Scope(year_groups=("3",))),))
    said = changes(page(*WHOLE), page(TABLES, wider), language)
    assert len(said) > 3
    assert not any("{" in one for one in said)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"not_used": ("Zoom",)}, "Elm Row Primary School, We do not use these: this now says “Zoom”."),
        (
            {"website": "https://elm.example"},
            "Elm Row Primary School, Website: this now says “https://elm.example”.",
        ),
    ],
)
def test_nothing_on_the_page_changes_in_silence(more, said):
    before = page(TABLES)
    assert changes(before, replace(before, **more)) == (said,)


def test_a_service_that_moves_to_another_heading_is_told():
    before, after = sums(), sums(standing=Standing.OCCASIONAL)
    assert told([before], [after]) == ("Reading Eggs, On this page: this now says “Only now and then”.",)
