"""A pupil who left: the files that had to follow are asked about once a school's holidays explain nothing."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from schoolgate.actions import answering, asking, ledger, membership, register, scheduling
from schoolgate.actions import school as schools
from schoolgate.actions.asking import Ask
from schoolgate.actions.due import school_days
from schoolgate.actions.leaving_records import last_day
from schoolgate.domain.agreement import WhenEnded
from schoolgate.domain.deletion import Answered, Asking
from schoolgate.domain.schedule import SchoolTerm, Terms
from schoolgate.domain.vocabulary import Nation
from schoolgate.store import runs, salts
from schoolgate.store.transactions import together
from tests.actions.cast import (
    AT,
    HEAD,
    OFFICE,
    ON,
    Clock,
    changed,
    in_force,
    later,
    load_roll,
    made_up,
    on_roll,
    run,
)

ANN, BEN, *_ = on_roll()
FILE, PROTECTION = "OPS-004", "OPS-005"
LEFT = date(2026, 10, 16)
LATE = (
    "Of 2 pupils who left on 2026-10-16, no common transfer file went from here within 15 school days. "
    "Was it sent another way?"
)
SILENT = (
    "Of 1 pupil who left on 2026-10-16 nothing is on record of a child protection file. "
    "Was there one in CPOMS, and was it passed on?"
)
PASSED_LATE = (
    "The child protection file of 1 pupil who left on 2026-10-16 was passed on later than "
    "5 school days after."
)
AUTUMN = Terms(
    terms=(
        SchoolTerm(first=date(2026, 9, 2), last=date(2026, 10, 23)),
        SchoolTerm(first=date(2026, 11, 2), last=date(2026, 12, 18)),
    ),
    set_by=OFFICE,
    set_at=AT,
)


def left(*pupils, on=LEFT):
    return changed(
        made_up(), lambda row: row | {"leaving_date": on, "entry_date": None} if row["id"] in pupils else row
    )


def gone(office, tmp_path, *pupils, on=LEFT):
    load_roll(office, tmp_path, left(*pupils, on=on))


def said(office, check, on=ON):
    return [one.message for one in register.findings(office, on=on) if one.check == check]


@pytest.fixture
def school(with_roll):
    scheduling.put_terms(with_roll, [(one.first, one.last) for one in AUTUMN.terms], by=OFFICE, at=AT)
    return with_roll


def counted(days, terms=AUTUMN):
    return last_day(LEFT, days, terms, school_days(terms, Nation.ENGLAND))


def test_school_days_are_counted_over_half_term_and_never_guessed():
    assert counted(5) == date(2026, 10, 23)
    assert counted(15) == date(2026, 11, 13)
    assert counted(5, terms=None) == LEFT + timedelta(days=7 + 56)
    assert counted(60) == LEFT + timedelta(days=84 + 56)  # beyond the last term that is known


def test_a_transfer_file_is_asked_about_after_fifteen_school_days(school, tmp_path):
    gone(school, tmp_path, ANN, BEN)

    assert said(school, FILE, on=date(2026, 11, 13)) == []
    assert said(school, FILE, on=date(2026, 11, 14)) == [LATE]


def test_no_transfer_file_is_asked_of_an_academy_or_for_a_child_long_gone(school, tmp_path):
    gone(school, tmp_path, ANN, on=date(2025, 7, 20))
    assert said(school, FILE) == []
    gone(school, tmp_path, ANN)
    schools.set_value(school, "type", "academy")
    assert said(school, FILE) == []


def transferred(office, pupil, *, at):
    """As if a common transfer file of the pupil had left."""
    intent = ledger.disclosures(office)[-1].intent
    files = tuple(replace(one, name="8233301_CTF_8812001_001.xml") for one in intent.files)
    number = uuid4().hex
    kept = salts.ensure(office.tenant, (pupil,), lambda: secrets.token_bytes(32))
    made = membership.made(number, {pupil: intent.items}, kept)
    with together(office.tenant):
        runs.add_membership(office.tenant, made)
        told = replace(intent, run=number, at=at, files=files, people_root=made.root)
        ledger.append(office, told, at=at)


def test_a_transfer_file_in_the_ledger_answers_for_its_pupil_alone(school, tmp_path):
    in_force(school)
    run(school, tmp_path / "out")
    transferred(school, ANN, at=later(days=-30))
    gone(school, tmp_path, ANN, BEN)

    assert said(school, FILE)[0].startswith("Of 1 pupil who left on 2026-10-16, ")


def test_a_protection_file_is_asked_about_where_a_service_may_hold_one(school, tmp_path):
    gone(school, tmp_path, ANN)
    assert said(school, PROTECTION) == []
    in_force(school, "cpoms", service="CPOMS", canonical="CPOMS", category="safeguarding")

    assert said(school, PROTECTION) == [SILENT]


def test_a_protection_file_passed_on_late_is_reported_and_a_missing_receipt_too(school, tmp_path):
    kept = {"service": "CPOMS", "canonical": "CPOMS", "category": "safeguarding"}
    in_force(school, "cpoms", **kept, when_ended=WhenEnded.TRANSFER)
    run(school, tmp_path / "out", "cpoms")
    gone(school, tmp_path, ANN)
    told = Ask(asking=Asking.BY_HAND, by=OFFICE, no_hold=HEAD, pupils=(ANN,), out=None)
    asking.ask(school, "cpoms", told, clock=Clock(AT))

    assert said(school, PROTECTION) == [
        PASSED_LATE,
        "No receipt is on record for the child protection file of 1 pupil who left on 2026-10-16.",
    ]
    answering.answer(school, 1, Answered.DONE, said="received", by=OFFICE, at=AT)
    assert len(said(school, PROTECTION)) == 1
