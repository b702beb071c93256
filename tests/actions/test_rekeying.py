"""Accounts that were there before: rehearsed, confirmed by two people, then kept or moved."""

import csv
import io
import json
from pathlib import Path

import pytest

from schoolgate.actions import feeds, ledger, register, rekeying
from schoolgate.actions.rekeying import Confirmation, Listing
from schoolgate.domain.agreement import AgreementState, KeyKind
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.feeds.accounts.match import Evidence
from schoolgate.store import account_keys
from tests.actions.cast import (
    AT,
    DEPUTY,
    OFFICE,
    Clock,
    admission_numbers,
    approve,
    assess,
    changed,
    draft,
    in_force,
    load_roll,
    made_up,
    on_roll,
    rows_of,
    run,
)

NUMBERS = admission_numbers()


def listing(folder, keys, *, extra=(), **more):
    """A recipient's list: one account for each pupil, by admission number."""
    path = Path(folder) / "accounts.csv"
    lines = [
        "Account,Admission number,Name",
        *(f"{key},{NUMBERS[pupil]}," for pupil, key in keys.items()),
        *extra,
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return Listing(path=path, **more)


def old_keys():
    return {pupil: f"acct-{n}" for n, pupil in enumerate(on_roll())}


def confirmation(office, listed, slug="sums", **more):
    digest = rekeying.rehearse(office, slug, listed, at=AT).digest
    return Confirmation(**{"by": OFFICE, "confirmed_by": DEPUTY, "rehearsed": digest} | more)


def keep(office, listed, slug="sums", **more):
    return rekeying.keep(office, slug, listed, confirmation(office, listed, slug, **more), at=AT)


def keys_sent(ran, heading="Account key"):
    by_number = {number: pupil for pupil, number in NUMBERS.items()}
    return {by_number[row["Admission number"]]: row[heading] for row in rows_of(ran.folder)}


def test_kept_keys_leave_in_the_next_version_once_it_is_signed(with_roll, tmp_path):
    in_force(with_roll)
    before = keys_sent(run(with_roll, tmp_path / "out"), "Pupil key")

    made = keep(with_roll, listing(tmp_path, old_keys()))
    meanwhile = keys_sent(run(with_roll, tmp_path / "out"), "Pupil key")
    approve(with_roll)

    assert (made.key, made.state) == (KeyKind.ACCOUNT, AgreementState.DRAFT)
    assert made.key_reason.startswith(
        "accounts that were there before, matched on 2026-11-22 from accounts.csv"
    )
    assert meanwhile == before
    assert keys_sent(run(with_roll, tmp_path / "out")) == old_keys()
    assert (
        register.history(with_roll, "sums")[-2].why
        == f"keys kept: {len(old_keys())} matched, 0 left behind, confirmed by {DEPUTY}"
    )


def test_a_joiner_without_an_account_gets_a_key_of_ours_and_nobody_else_does(with_roll, tmp_path):
    draft(with_roll)
    first, *others = old_keys().items()
    keep(with_roll, listing(tmp_path, dict(others)))
    assess(with_roll)
    approve(with_roll)

    sent = keys_sent(run(with_roll, tmp_path / "out"))

    assert len(sent.pop(first[0])) == 26
    assert sent == dict(others)


def test_a_rehearsal_shows_every_pupil_and_keeps_nothing(with_roll, tmp_path):
    in_force(with_roll)
    first, second, *_ = on_roll()
    listed = listing(tmp_path, {first: "k1"}, extra=["k2,,Zadie Quill"])

    found = rekeying.rehearse(with_roll, "sums", listed, at=AT)

    told = list(rekeying.rows_of(found))
    assert told[:2] == [("matched", "k1", first, "the same admission number"), ("lost", "k2", "", "")]
    assert ("new", "", second, "no account: gets a key of ours") in told
    assert len(told) == 1 + len(on_roll())
    assert json.loads(json.dumps(rekeying.as_json(found)))["matched"][0]["key"] == "k1"
    assert account_keys.slugs(with_roll.tenant) == ()
    assert len(register.history(with_roll, "sums")) == 2


def test_nothing_is_kept_that_was_not_rehearsed_settled_and_seen_by_two_people(with_roll, tmp_path):
    in_force(with_roll)
    name = next(f"{r['legal_forename']} {r['legal_surname']}" for r in made_up()["pupil"].records())
    listed = listing(tmp_path, {}, extra=[f"k1,,{name}", "k2,,Zadie Quill"])

    with pytest.raises(Refused) as error:
        keep(with_roll, listed, rehearsed="not this", confirmed_by=OFFICE.upper())

    assert error.value.reasons == (
        (
            "It is not what was rehearsed: look at every account with --dry-run, and give the digest that it "
            "prints with --rehearsed. The list, the roll or what is accepted may have changed since."
        ),
        "No account is matched to a pupil, so there is nothing to keep. Give a list of another export.",
        (
            "1 account is doubtful. Put the pupil's UPN or admission number into the list, or say with "
            "--accept which evidence is enough."
        ),
        (
            "1 account is nobody's on this roll. If it is of a pupil who has left, say --accept-lost; if "
            "not, correct the list: else a pupil would get a second account."
        ),
        "A second person has to confirm it. Give the name of somebody other than who is doing this.",
    )
    assert account_keys.slugs(with_roll.tenant) == ()


def test_a_roll_that_changed_since_the_rehearsal_is_rehearsed_again(with_roll, tmp_path):
    in_force(with_roll)
    listed = listing(tmp_path, old_keys())
    seen = confirmation(with_roll, listed)
    someone = on_roll()[0]
    load_roll(
        with_roll,
        tmp_path,
        changed(made_up(), lambda row: row | {"leaving_date": AT.date()} if row["id"] == someone else row),
    )

    rekeying.keep(with_roll, "sums", listed, seen, at=AT)  # whose account is whose is the same
    with pytest.raises(Refused, match="not what was rehearsed"):
        rekeying.keep(with_roll, "sums", listing(tmp_path, {someone: "other"}), seen, at=AT)


def test_moved_keys_are_in_the_ledger_before_they_are_handed_over(with_roll, tmp_path):
    in_force(with_roll, key=KeyKind.UNKNOWN)
    listed = listing(tmp_path, old_keys())

    made, handed = rekeying.move(
        with_roll, "sums", listed, confirmation(with_roll, listed), out=tmp_path / "moves", clock=Clock()
    )
    approve(with_roll)
    new = keys_sent(run(with_roll, tmp_path / "out"), "Pupil key")

    rows = csv.reader(io.StringIO((Path(handed.folder) / "moved_keys.csv").read_text("utf-8")))
    assert dict(list(rows)[1:]) == {old: new[pupil] for pupil, old in old_keys().items()}
    assert (made.key, made.state) == (KeyKind.PSEUDONYM, AgreementState.DRAFT)
    told = ledger.disclosures(with_roll)[0]
    assert (told.intent.profile, told.intent.people) == ("moved_keys/1", len(old_keys()))
    assert told.outcome.delivery == "delivered"
    assert ledger.verify(with_roll).holds()


def test_a_service_in_use_whose_key_nobody_said_is_refused_until_somebody_does(with_roll, tmp_path):
    in_force(with_roll, key=KeyKind.UNKNOWN)

    assert run(with_roll, tmp_path / "out").refused == (
        (
            "Sums is in use already, and nobody has said what it knows pupils by: a key of ours could give "
            "every pupil a second account. If nobody has an account there, say schoolgate agreement set sums "
            "key pseudonym; if the roll holds its key, set key to existing, with key_field and key_reason; "
            "else match its own list of accounts: schoolgate feed rekey sums --mapping FILE.csv --dry-run"
        ),
    )
    with pytest.raises(Refused, match="in use already"):
        feeds.preview(with_roll, "sums", at=AT)


def test_account_keys_that_were_never_matched_stop_the_feed(with_roll, tmp_path):
    in_force(with_roll, key=KeyKind.ACCOUNT, key_reason="accounts from 2023")

    assert run(with_roll, tmp_path / "out").refused == (
        (
            "Sums keeps its own account keys, and no list of them was matched to pupils. Match it: "
            "schoolgate feed rekey sums --mapping FILE.csv --dry-run"
        ),
    )


def test_evidence_that_could_mean_two_children_is_not_accepted_for_all(with_roll, tmp_path):
    in_force(with_roll)

    with pytest.raises(Invalid) as error:
        rekeying.rehearse(with_roll, "sums", listing(tmp_path, {}, accepted=(Evidence.SEVERAL,)), at=AT)

    assert str(error.value) == (
        "Nothing was matched: 'several' can't be accepted for all accounts at once. It can be "
        "name-and-class, similar-name-and-birthday, name-alone, similar-name; settle the others in the list, "
        "with the pupil's UPN."
    )


def test_no_account_key_can_be_read_in_the_home(fresh_office, tmp_path):
    in_force(fresh_office)
    keep(fresh_office, listing(tmp_path, {on_roll()[0]: "zz-unlikely-key"}))

    files = [path for path in fresh_office.home.rglob("*") if path.is_file()]
    assert files
    assert not any(b"zz-unlikely-key" in path.read_bytes() for path in files)
