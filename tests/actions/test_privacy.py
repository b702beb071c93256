"""No personal data in logs, errors, reprs or files at home; and no new key for a pupil a service knows."""

import logging
import traceback
from pathlib import Path

import pytest

from schoolgate.actions import agreements, decisions, feeds, ledger, pupils, roll
from schoolgate.actions.feeds import preview
from schoolgate.couriers import COURIERS
from schoolgate.domain.agreement import KeyKind
from schoolgate.domain.errors import Invalid, NotFound, SchoolgateError
from schoolgate.store import deletions, runs, salts, snapshots
from tests.actions.cast import (
    HEAD,
    OFFICE,
    Clock,
    answer,
    approve,
    changed,
    clause,
    delivered,
    draft,
    found_office,
    in_force,
    load_roll,
    made_up,
    on_roll,
    opt_in,
    roll_file,
    rows_of,
    run,
    sending,
    withdraw,
)
from tests.actions.day import AT, ON

EDIT = {"by": OFFICE, "why": "asked for", "at": AT}
TELLING = {
    "pupil": ("legal_forename", "legal_surname", "upn", "admission_number", "postcode", "address_lines"),
    "contact": ("forename", "surname", "email", "phone"),
    "staff": ("surname", "email"),
}


def canary(table, name, number):
    return f"{table}{name}canary{number:04}".replace("_", "")


def canary_roll():
    """Names and addresses of the pupils are words that stand nowhere else; numbers stay as they are."""
    numbers = iter(range(10_000))

    def change(row):
        names = ("legal_forename", "legal_surname", "preferred_forename", "address_lines")
        return row | {name: canary("pupil", name, next(numbers)) for name in names if row.get(name)}

    return changed(made_up(), change)


def telling(tables):
    """Every value that would tell of a person, long enough not to stand somewhere by chance."""
    found = set()
    for table, names in TELLING.items():
        for row in tables[table].records():
            found |= {str(row[name]) for name in names if row.get(name) and len(str(row[name])) > 6}
    return found


@pytest.fixture
def heard(caplog, capfd):
    """All that is logged or printed while the test runs."""
    caplog.set_level(logging.DEBUG)

    def words():
        printed = capfd.readouterr()
        return "\n".join([caplog.text, printed.out, printed.err])

    return words


def told_of(error):
    """An error as it would stand in a log: its text, its repr and the whole way to it."""
    return "\n".join([str(error), repr(error), *traceback.format_exception(error)])


def failures(office, folder):
    """The text of everything that goes wrong when each of these is tried."""
    tries = [
        lambda: preview(office, "drafted", at=AT),
        lambda: answer(office, on_roll()[0], slug="told", said="yes"),
        lambda: withdraw(office, on_roll()[0], slug="told"),
        lambda: pupils.disclosures(office, "nobody"),
        lambda: load_roll(office, folder, changed(made_up(), lambda row: row | {"upn": "A1"})),
        lambda: load_roll(office, folder, made_up(8, 2)),
        lambda: half_a_roll(office, folder),
        lambda: feeds.run_one(office, "asked", sending(folder / "notes.txt")),
    ]
    for attempt in tries:
        try:
            attempt()
        except SchoolgateError as error:
            yield told_of(error)


def half_a_roll(office, folder):
    whole = roll_file(folder, canary_roll(), "half.zip")
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    roll.load(office, whole, at=AT, on=ON)


class Crash(Exception):
    pass


def test_nothing_that_is_logged_printed_raised_or_shown_tells_of_a_person(office, tmp_path, heard):
    tables = canary_roll()
    canaries = telling(tables) | telling(made_up())
    loaded = load_roll(office, tmp_path, tables)
    in_force(office, "told", clause("full_name", "date_of_birth", "address", "contact_email"))
    opt_in(office, "asked")
    draft(office, "drafted")
    (tmp_path / "notes.txt").write_text("in the way")
    shown = [loaded, answer(office, on_roll()[0], slug="asked"), preview(office, "told", at=AT)]
    shown += feeds.run_all(office, sending(tmp_path / "out"))
    shown += [decisions.decisions(office), withdraw(office, on_roll()[0], slug="asked")]
    shown += [deletions.deletions(office.tenant), runs.all_runs(office.tenant)]
    shown += [runs.memberships(office.tenant), snapshots.all_snapshots(office.tenant), office]
    shown += [pupils.disclosures(office, on_roll()[0]), ledger.disclosures(office)]
    said = [repr(one) for one in shown] + list(failures(office, tmp_path)) + [heard()]

    assert delivered(tmp_path / "out"), "something was sent, so that there is something to hide"
    everything = "\n".join(said)
    assert [one for one in canaries if one in everything] == []
    assert on_roll()[0] not in "\n".join(repr(one) for one in shown)


def test_a_crash_at_the_door_tells_of_nobody(fresh_office, tmp_path, heard, monkeypatch):
    load_roll(fresh_office, tmp_path, canary_roll(), accept_changes=True)
    in_force(fresh_office, "sums", clause("full_name", "address"))

    def courier(files, *, to):
        raise Crash(to)

    monkeypatch.setitem(COURIERS, "folder", courier)
    with pytest.raises(Crash) as crash:
        run(fresh_office, tmp_path / "out")
    told = told_of(crash.value) + heard()
    assert [one for one in telling(canary_roll()) if one in told] == []


@pytest.mark.sqlite
def test_no_file_of_the_home_but_what_is_sealed_or_asked_for_tells_of_a_person(fresh_home, tmp_path):
    office = found_office(fresh_home)
    tables = canary_roll()
    load_roll(office, tmp_path, tables)
    in_force(office, "sums", clause("full_name", "address"))
    run(office, tmp_path / "out")
    answer(office, on_roll()[0], "objection")
    files = [path for path in fresh_home.home.path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".roll" for path in files)
    for path in files:
        content = path.read_bytes()
        assert [one for one in telling(tables) if one.encode() in content] == [], path.name
        assert path.stat().st_mode & 0o077 == 0 or path.parent == fresh_home.home.path, path.name


def keys_of(folder):
    """The pupil's name → the key it stands under in the delivered file."""
    rows = rows_of(folder)
    heading = next(iter(rows[0]))
    return {(row["First name"], row["Surname"]): row[heading] for row in rows}


def test_a_pupil_keeps_one_key_with_a_recipient_through_every_version_and_signature(with_roll, tmp_path):
    in_force(with_roll)
    clock = Clock()
    first = keys_of(run(with_roll, tmp_path, clock=clock).folder)
    assert len(set(first.values())) == len(first)

    agreements.set_value(with_roll, "sums", "clause.1.items", "full_name:sent; gender:sent", **EDIT)
    approve(with_roll)
    assert keys_of(run(with_roll, tmp_path, clock=clock).folder) == first

    agreements.suspend(with_roll, "sums", by=HEAD, why="a look", at=AT)
    approve(with_roll)
    assert keys_of(run(with_roll, tmp_path, clock=clock).folder) == first

    load_roll(with_roll, tmp_path, changed(made_up(), lambda row: row | {"year_group": row["year_group"]}))
    assert keys_of(run(with_roll, tmp_path, clock=clock).folder) == first


def test_a_recipient_that_takes_another_name_keeps_the_keys_it_knows(with_roll, tmp_path):
    in_force(with_roll)
    clock = Clock()
    first = keys_of(run(with_roll, tmp_path, clock=clock).folder)
    for field in ("recipient", "service"):
        agreements.set_value(with_roll, "sums", field, "Bought By Another Ltd", **EDIT)
        approve(with_roll)
        assert keys_of(run(with_roll, tmp_path, clock=clock).folder) == first
    assert {one.known_as for one in runs.all_runs(with_roll.tenant)} == {"Sums Ltd"}


def test_two_recipients_cannot_join_their_lists_by_our_keys(with_roll, tmp_path):
    in_force(with_roll, "sums")
    in_force(with_roll, "spelling")
    first = keys_of(run(with_roll, tmp_path, "sums").folder)
    second = keys_of(run(with_roll, tmp_path, "spelling").folder)
    assert first.keys() == second.keys()
    assert set(first.values()) & set(second.values()) == set()


def test_a_key_that_a_service_already_knows_is_kept_with_its_reason(with_roll, tmp_path):
    number = {"key": KeyKind.EXISTING, "key_field": "admission_number"}
    in_force(with_roll, "sums", clause("full_name"), **number, key_reason="accounts exist under it")
    rows = rows_of(run(with_roll, tmp_path).folder)
    keys = {next(iter(row.values())) for row in rows}
    by_id = {row["id"]: row["admission_number"] for row in made_up()["pupil"].records()}
    assert keys == {by_id[one] for one in on_roll()}


def test_an_erased_pupil_is_linked_to_nothing_and_the_ledger_still_holds(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path)
    pupil = on_roll()[0]
    assert pupils.disclosures(with_roll, pupil).releases
    salts.destroy(with_roll.tenant, pupil)
    with pytest.raises(NotFound) as error:
        pupils.disclosures(with_roll, pupil)
    assert str(error.value) == (
        "Nothing is written in the ledger of a pupil with this id. "
        "Use the id of the roll; if the pupil was erased, what left can no longer be linked to them."
    )
    assert ledger.verify(with_roll).holds()


def test_one_childs_statement_tells_what_left_when_why_and_under_which_version(with_roll, tmp_path):
    in_force(with_roll)
    sent = run(with_roll, tmp_path)
    (release,) = pupils.disclosures(with_roll, on_roll()[0]).releases
    assert (release.entry, release.slug, release.version) == (sent.entry, "sums", 2)
    assert (release.recipient, release.purposes, release.outcome) == ("Sums Ltd", ("practice",), "delivered")
    assert set(release.items) == {"full_name", "pupil_id"}


def test_a_document_that_cannot_be_opened_is_named_and_not_quoted(office, tmp_path):
    path = tmp_path / "roll.csv"
    path.write_bytes(b"\xff\xfe\x00canary")
    with pytest.raises(Invalid) as refusal:
        roll.load(office, path, at=AT, on=ON)
    assert "canary" not in told_of(refusal.value)
    assert Path(path).name in str(refusal.value)
