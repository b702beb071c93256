"""Every code that a page may show has plain words."""

import pickle
from copy import deepcopy

import pytest

from schoolgate.actions.hold import WORDS
from schoolgate.actions.reviewing import EDITABLE
from schoolgate.actions.roll import NO_ROLL
from schoolgate.compare.drift import DriftKind
from schoolgate.domain import (
    agreement,
    assessment,
    deletion,
    disclosure,
    document,
    finding,
    reading,
    vocabulary,
)
from schoolgate.domain.agreement import Depends, KeyKind, Scope
from schoolgate.domain.items import load_items, load_states
from schoolgate.domain.step import Reason, Step
from schoolgate.domain.vocabulary import Flow
from schoolgate.feeds.accounts.sealed import MappingRefused
from schoolgate.feeds.conditions import why_withheld
from schoolgate.feeds.key_refusals import refusals_of_key
from schoolgate.web.register import FACTS, FLOWS
from schoolgate.web.templatetags.words import (
    heading,
    in_pages,
    item_label,
    load_words,
    moment,
    plain,
    printed,
    years,
)
from tests.feeds import cases

SHOWN = [
    *(vocabulary.Flow, vocabulary.Kind, vocabulary.ServiceType, vocabulary.EntryState, vocabulary.Basis),
    *(vocabulary.Condition, vocabulary.Role, vocabulary.ChoiceKind, vocabulary.Transform, vocabulary.Subject),
    *(agreement.AgreementState, agreement.Criticality, agreement.Standing, agreement.WhenEnded),
    *(assessment.Outcome, disclosure.Delivery, document.ReviewAction, finding.Severity),
    *(reading.DocumentKind, reading.Confidence, DriftKind, deletion.Asking, deletion.Answered, Step),
]


@pytest.mark.parametrize("codes", SHOWN, ids=lambda codes: codes.__name__)
def test_every_code_has_plain_words(codes):
    assert all(plain(code) and plain(code) != code.value for code in codes)


@pytest.mark.parametrize("step", Step)
def test_a_step_in_pages_names_neither_a_command_nor_an_option_of_one(step):
    said = in_pages(Reason("It was not done.", step, "Say so with: schoolgate roll load --by NAME"))
    assert said == f"It was not done. {plain(step)}"
    assert "schoolgate " not in said
    assert "--" not in said


def test_a_reason_is_the_sentence_of_a_command_line_however_it_is_copied():
    reason = Reason("It was not done.", Step.NAME_PUPILS, "Name each with --pupil.")
    for one in (reason, deepcopy(reason), pickle.loads(pickle.dumps(reason))):
        assert (one, one.why) == ("It was not done. Name each with --pupil.", "It was not done.")
        assert one.step is Step.NAME_PUPILS


def reasons_of_a_feed():
    """Each rule that the command line meets with a command of its own."""
    for key in (KeyKind.UNKNOWN, KeyKind.ACCOUNT):
        yield from (one.sentence for one in refusals_of_key(cases.agreement(key=key), None, {}))
    for more in ({"conditions": ("only if asked",)}, {"depends": Depends.PERMISSION}):
        (term,) = cases.sent("upn", **more)
        yield why_withheld("sums", cases.clause(term), term)[1]
    yield MappingRefused("sums").sentence
    yield from (NO_ROLL, WORDS)


@pytest.mark.parametrize("reason", [*reasons_of_a_feed()])
def test_a_refused_feed_says_whom_to_ask_and_names_no_command(reason):
    assert "schoolgate " in reason
    assert "schoolgate " not in in_pages(reason)
    assert "whoever looks after Schoolgate in your school" in in_pages(reason)


@pytest.mark.parametrize("field", sorted({*EDITABLE, *FACTS}))
def test_every_fact_has_a_name_that_the_office_would_use(field):
    assert printed(field) == load_words()["field"][field]


def test_every_way_an_item_gets_there_is_shown():
    assert set(FLOWS) == set(Flow)
    assert all(heading(flow) for flow in Flow)


def test_every_item_and_every_state_in_its_place_is_named():
    assert all(item_label(key) for key in (*load_items(), *load_states()))


def test_nothing_known_is_said_to_be_not_known():
    assert plain(None) == plain("") == "Not known"


def test_a_blank_scope_is_never_everybody():
    assert years(Scope()) == "Not known"
    assert years(Scope(everyone=True)) == "Every pupil"
    assert years(Scope(year_groups=("2", "3"), classes=("3B",), pupils=("p1", "p2"))) == (
        "Years 2, 3; Classes 3B; 2 pupils chosen one by one"
    )


def test_a_moment_is_told_in_the_schools_own_time():
    assert moment("2026-06-22T14:30:00Z") == "22 June 2026, 15:30"
