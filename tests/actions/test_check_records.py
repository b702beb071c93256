"""What left is held against what its agreement and the families' answers allowed at that moment."""

import secrets
from dataclasses import replace
from uuid import uuid4

import pytest

from schoolgate.actions import check_records, decisions, ledger, membership, register
from schoolgate.actions.adopting import adopt, keep
from schoolgate.domain.vocabulary import ChoiceKind, Kind
from schoolgate.store import decisions as answers
from schoolgate.store import runs, salts
from schoolgate.store.transactions import together
from tests.actions.cast import answer, clause, draft, in_force, later, on_roll, opt_in, run, withdraw
from tests.actions.day import AT, ON

BEYOND = "OPS-007"
THIRD = f"Entry 3 of the ledger, {ON}: what left for Sums"


@pytest.fixture
def sums(with_roll):
    in_force(with_roll)
    return with_roll


def found(office, check):
    return [one for one in register.findings(office, on=ON) if one.check == check]


def said(office, check):
    return [one.message for one in found(office, check)]


def told_otherwise(office, *, people=(), **changes):
    """A parcel as a broken program would have sent it: written down, and not what the agreement says."""
    (last, *_) = reversed(ledger.disclosures(office))
    number = uuid4().hex
    intent = replace(last.intent, run=number, at=later(hours=2), **changes)
    kept = salts.ensure(office.tenant, people, lambda: secrets.token_bytes(32))
    made = membership.made(number, dict.fromkeys(people, intent.items), kept)
    with together(office.tenant):
        runs.add_membership(office.tenant, made)
        ledger.append(office, replace(intent, people_root=made.root), at=later(hours=2))


def test_what_the_engine_sends_is_what_was_agreed(sums, tmp_path):
    assert run(sums, tmp_path).outcome == "delivered"
    (sending,) = check_records.sendings(sums)
    assert (sending.slug, sending.is_approved, sending.refused) == ("sums", True, 0)
    assert sending.items == sending.permitted == {"full_name", "pupil_id"}
    assert sending.whose == sending.scope == {"everyone"}
    assert found(sums, BEYOND) == []


def test_an_item_that_the_version_does_not_send_is_reported_by_its_entry(sums, tmp_path):
    run(sums, tmp_path)
    told_otherwise(sums, items=("full_name", "upn"))
    assert said(sums, BEYOND) == [f"{THIRD} held what version 2 does not send: unique pupil number."]


def test_a_version_that_nobody_had_approved_is_reported(sums, tmp_path):
    run(sums, tmp_path)
    told_otherwise(sums, version=1)
    assert said(sums, BEYOND) == [f"{THIRD} was made by version 1, which nobody had approved then."]


@pytest.mark.parametrize("last_word", ["no", "withdrawn", "objection"])
def test_a_pupil_whose_family_said_no_before_is_counted_and_never_named(with_roll, tmp_path, last_word):
    first, second = on_roll()[:2]
    opt_in(with_roll)
    answer(with_roll, first)
    answer(with_roll, second)
    run(with_roll, tmp_path)
    assert found(with_roll, BEYOND) == []
    if last_word == "withdrawn":
        withdraw(with_roll, first, at=later(hours=1))
    else:
        answer(with_roll, first, last_word, at=later(hours=1))
    assert found(with_roll, BEYOND) == []

    now = answers.sequence(with_roll.tenant)
    told_otherwise(with_roll, people=(first, second), decisions=now)
    assert said(with_roll, BEYOND) == [
        f"{THIRD} held data of 1 pupil whose family's answer did not allow it then."
    ]


def test_public_pictures_want_a_yes_on_record(with_roll):
    asked = clause("photo", choice=ChoiceKind.PERMISSION)
    draft(with_roll, "facebook", asked, service="Facebook", kind=Kind.PUBLIC)
    shown = "Pupils' pictures or names go to Facebook, which is open to the public"
    assert said(with_roll, "IMG-001") == [f"{shown}, and no family's yes to it is on record."]
    pupil = on_roll()[0]
    answer(with_roll, pupil, slug="facebook")
    assert found(with_roll, "IMG-001") == []
    decisions.withdraw(
        with_roll, "facebook", pupil, clause=None, by="R. Begum", capacity=decisions.Capacity.PARENT, at=AT
    )
    assert found(with_roll, "IMG-001")


NOTICE = b"""Suppliers we use

Mathsy
Data shared: first name, class

Reado
Data shared: first name
"""


def test_the_register_and_the_notice_on_file_name_the_same_providers(office):
    assert check_records.declared(office, check_records.papers_that_list(office)) is None
    document = keep(office, NOTICE, "notice.txt", at=AT)
    assert check_records.declared(office, check_records.papers_that_list(office)) == ("Mathsy", "Reado")
    adopt(office, document.number, by="O. Office", at=AT, on=ON)
    assert found(office, "XREG-002") == []

    draft(office, "quizzo", service="Quizzo", kind=Kind.SUPPLIER)
    keep(office, NOTICE + b"\nSpello\nData shared: first name\n", "notice.txt", at=later(days=1))
    assert said(office, "XREG-002") == [
        "Quizzo is in the register, and the notice on file does not name it.",
        "The notice on file names these, and the register holds no agreement: Spello.",
    ]
