"""A record comes back from JSON as it was, and nothing that does not fit is bent to fit."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import Agreement, AgreementChange
from schoolgate.domain.assessment import Approval, Assessment, Override
from schoolgate.domain.decision import Decision
from schoolgate.domain.finding import Finding
from schoolgate.domain.reading import Reading
from schoolgate.domain.school import Controller, School
from schoolgate.store.codec import RecordRefused, from_json, from_text, moment_text, to_json, to_text
from tests.store.cast import AT, agreement

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@pytest.mark.parametrize(
    "record",
    [
        Agreement,
        AgreementChange,
        Approval,
        Assessment,
        Controller,
        Decision,
        Finding,
        Override,
        Reading,
        School,
    ],
)
def test_every_record_comes_back_as_it_was(record):
    @given(st.from_type(record))
    def comes_back(one):
        assert from_json(record, to_json(one)) == one
        assert from_text(record, to_text(one)) == one
        assert json.loads(to_text(one)) == to_json(one)

    comes_back()


@given(st.from_type(Agreement))
def test_text_is_ascii_so_that_every_database_keeps_it_unchanged(one):
    assert to_text(one).isascii()
    assert "\x00" not in to_text(one)


def test_one_agreement_has_one_spelling():
    data = to_json(agreement())

    assert to_text(from_json(Agreement, dict(reversed(data.items())))) == to_text(agreement())


def test_days_and_moments_are_written_in_utc_as_rfc_3339():
    summer = datetime(2026, 7, 1, 10, 0, tzinfo=timezone(timedelta(hours=1)))

    assert moment_text(summer) == "2026-07-01T09:00:00Z"
    assert moment_text(AT) == "2026-11-22T09:30:00.123456Z"
    with pytest.raises(ValueError, match="a moment must name its zone"):
        moment_text(datetime(2026, 7, 1))  # noqa: DTZ001 - the mistake itself


def changed(**values):
    return to_json(agreement()) | values


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (changed(colour="red"), "unknown key colour"),
        (changed(version="1"), "version: expected a whole number"),
        (changed(version=True), "version: expected a whole number"),
        (changed(open_ended=1), "open_ended: expected true or false"),
        (changed(website=3), "website: expected text or null"),
        (changed(notes="ab"), "notes: expected a list"),
        (changed(notes=["a", 1]), "notes[1]: expected text"),
        (changed(state="agreed"), "state: expected one of draft, awaiting, approved, suspended, ended"),
        (changed(clauses=[{"id": "1", "choice": []}]), "clauses[0].choice: expected a record"),
        (changed(clauses=[{"id": "1", "scope": {"all": True}}]), "clauses[0].scope: unknown key all"),
        (changed(quotes=[["name"]]), "quotes[0]: expected a list"),
        ({"slug": "sums", "version": 1, "service": "Sums"}, "state: missing"),
        ([], "not a record"),
        (None, "not a record"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(data, problem):
    with pytest.raises(RecordRefused) as refusal:
        from_json(Agreement, data)
    assert str(refusal.value) == f"No Agreement was read: {problem}. Correct it and try again."


def test_every_problem_is_named_at_once_and_no_value_is_repeated():
    data = {"slug": "sums", "outcome": "fine", "by": "Ann Head", "role": 7, "on": "22/11/2026", "due": None}

    with pytest.raises(RecordRefused) as refusal:
        from_json(Assessment, data)
    assert refusal.value.problems == (
        "outcome: expected one of approved, refused, awaiting",
        "role: expected text",
        "on: expected a day as 2026-11-22",
        "review_due: missing",
        "unknown key due",
    )
    assert "22/11" not in str(refusal.value)


def test_a_moment_without_a_zone_is_refused():
    override = {"slug": "s", "by": "A", "role": "head", "reason": "r", "until": "2026-12-01"}

    with pytest.raises(RecordRefused, match="made_at: expected a moment as 2026-11-22T09:00:00Z"):
        from_json(Override, override | {"made_at": "2026-11-22T09:00:00"})
    assert from_json(Override, override | {"made_at": "2026-11-22T10:00:00+01:00"}).made_at == datetime(
        2026, 11, 22, 9, tzinfo=UTC
    )
