"""Documents, rolls, runs, salts, deletions, links and the ledger's bytes come back as they were put in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from schoolgate.domain.difference import Settled
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.run import DeletionState, Membership, PleaseDelete, RunState
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import SchoolType
from schoolgate.store import (
    account_keys,
    deletion_requests,
    deletions,
    documents,
    editions,
    ledger,
    links,
    publications,
    runs,
    salts,
    school,
    snapshots,
)
from schoolgate.store.tenancy import Tenant
from schoolgate.store.transactions import durable
from tests.store.cast import (
    AT,
    append_leaf,
    ask_to_delete,
    found_school,
    publish,
    run,
    settlement,
    snapshot,
)


def take_in(tenant, answer):
    return documents.take_in(
        tenant,
        name="notice.txt",
        kind=DocumentKind.EXTRACT,
        content=b"We use Sums.\x00",
        answer=answer,
        read_at=AT,
    )


def test_a_document_keeps_its_bytes_and_the_machines_answer(db):
    tenant = found_school()
    kept = take_in(tenant, {"entries": [{"name": "Sums\x00 ☃"}]})

    assert documents.get(tenant, 1) == documents.by_digest(tenant, kept.digest) == kept
    assert (kept.content, kept.answer) == (b"We use Sums.\x00", {"entries": [{"name": "Sums\x00 ☃"}]})
    assert documents.get(tenant, 2) is None
    assert "Sums" not in repr(kept)


def test_a_document_taken_in_again_is_kept_once_unless_it_is_read_otherwise(db):
    tenant = found_school()
    first, again = take_in(tenant, {"entries": []}), take_in(tenant, {"entries": []})
    better = take_in(tenant, {"entries": [{"name": "Sums"}]})

    assert first == again
    assert documents.all_documents(tenant) == (first, better)
    assert documents.by_digest(tenant, first.digest) == better


def test_what_a_person_said_of_editions_and_differences_comes_back_in_its_order(db):
    tenant = found_school()
    for follows in (1, None):
        editions.add_edition(tenant, 2, follows, by="Ann", at=AT)
    made = (settlement(), settlement(said=None, action=Settled.KEEP))
    for one in made:
        editions.add_settlement(tenant, one)

    assert editions.said_to_follow(tenant) == {2: None}
    assert editions.settlements(tenant) == made


def test_reviews_stand_apart_from_the_answer_in_the_order_made(db):
    tenant = found_school()
    take_in(tenant, {"entries": []})
    made = [
        Review(document=1, entry=0, field="name", action=ReviewAction.EDIT, value="Sums", by="Ann", at=AT),
        Review(document=1, entry=1, field=None, action=ReviewAction.REJECT, value=None, by="Ann", at=AT),
    ]
    for one in made:
        documents.add_review(tenant, one)

    assert documents.reviews(tenant, 1) == tuple(made)
    assert documents.reviews(tenant, 2) == ()


def test_the_last_two_rolls_are_kept_and_the_older_files_are_named_for_removal(db):
    tenant = found_school()
    loads = [snapshot(path) for path in ("one", "two", "one", "three")]
    for load in loads:
        snapshots.add_snapshot(tenant, load)

    assert snapshots.all_snapshots(tenant) == tuple(loads)
    assert snapshots.latest(tenant) == loads[3]
    assert snapshots.keep_last(tenant, 2) == (loads[1],)
    assert snapshots.all_snapshots(tenant) == tuple(loads[2:])


def test_a_run_is_an_intent_until_it_is_known_what_became_of_it(db):
    tenant = found_school()
    runs.add_run(tenant, run())
    runs.add_run(tenant, run("r2"))

    assert runs.unsettled(tenant) == (run(), run("r2"))
    assert runs.settle(tenant, "r1", RunState.UNKNOWN) == run(state=RunState.UNKNOWN)
    assert runs.unsettled(tenant) == (run("r2"),)
    assert runs.for_agreement(tenant, "sums") == runs.all_runs(tenant)


def test_what_became_of_a_run_is_not_rewritten(db):
    tenant = found_school()
    runs.add_run(tenant, run(state=RunState.DELIVERED))

    with pytest.raises(Refused) as refusal:
        runs.settle(tenant, "r1", RunState.FAILED)
    assert str(refusal.value) == "Run r1 was not changed.\n- it is known to be delivered"
    with pytest.raises(NotFound, match=r"There is no run r9\."):
        runs.settle(tenant, "r9", RunState.FAILED)


def test_who_was_in_a_run_stays_home_as_bytes(db):
    tenant = found_school()
    kept = Membership(run="r1", root="ef" * 32, record=b"\x00who")
    runs.add_membership(tenant, kept)

    assert runs.membership(tenant, "r1") == kept
    assert runs.memberships(tenant) == (kept,)
    assert "who" not in repr(kept)


def test_a_pupil_has_one_salt_until_it_is_destroyed(db):
    tenant = found_school()
    fresh = iter([b"1" * 16, b"2" * 16, b"3" * 16]).__next__

    first = salts.ensure(tenant, ["p2", "p1"], fresh)
    assert first == {"p1": b"1" * 16, "p2": b"2" * 16}
    assert salts.ensure(tenant, ["p1"], fresh) == {"p1": b"1" * 16}
    assert salts.destroy(tenant, "p1") is True
    assert salts.destroy(tenant, "p1") is False
    assert salts.known(tenant) == {"p2": b"2" * 16}
    assert salts.ensure(tenant, ["p1"], fresh) == {"p1": b"3" * 16}


@pytest.mark.sqlite
def test_a_destroyed_salt_is_in_no_file_of_the_home(fresh_home):
    tenant = found_school()
    salts.ensure(tenant, ["p1"], lambda: b"the salt of one pupil")
    files = list(fresh_home.home.path.glob("schoolgate.sqlite3*"))
    assert any(b"the salt of one pupil" in file.read_bytes() for file in files)

    salts.destroy(tenant, "p1")

    assert not any(b"the salt of one pupil" in file.read_bytes() for file in files if file.exists())


def test_a_pupil_waits_on_a_recipients_list_once(db):
    tenant = found_school()
    wanted = PleaseDelete(slug="sums", pupil_id="p1", asked_at=AT, why="withdrawn", state=DeletionState.OPEN)
    deletions.ask(tenant, wanted)
    deletions.ask(tenant, wanted)

    assert deletions.deletions(tenant) == deletions.deletions(tenant, "sums") == (wanted,)
    assert deletions.move(tenant, "sums", "p1", DeletionState.DONE) is True
    assert deletions.move(tenant, "sums", "p1", DeletionState.DONE) is False
    deletions.ask(tenant, wanted)
    assert [one.state for one in deletions.deletions(tenant)] == [DeletionState.DONE, DeletionState.OPEN]


def test_a_link_opens_once_and_only_in_its_time(db):
    tenant = found_school()
    for name in ("a", "b"):
        links.make(tenant, name * 64, expires_at=AT)
    early = AT - timedelta(seconds=1)

    assert [links.use(tenant, "a" * 64, at=early) for _ in range(2)] == [True, False]
    assert links.use(tenant, "b" * 64, at=AT) is False
    assert links.use(tenant, "c" * 64, at=early) is False


def test_the_ledger_gives_its_bytes_back_in_order(db):
    tenant = found_school()
    assert ledger.tip(tenant) == ledger.Tip(size=0, frontier=b"")
    assert [append_leaf(tenant, leaf) for leaf in (b"\x00one", b"two")] == [0, 1]
    for size in (1, 2):
        ledger.add_checkpoint(tenant, f"head of {size}\n\n— signed\n", size=size, at=AT)

    assert ledger.leaves(tenant) == (b"\x00one", b"two")
    assert ledger.leaf_hashes(tenant) == (b"hash of \x00one", b"hash of two")
    assert (ledger.leaf(tenant, 1), ledger.leaf(tenant, 2)) == (b"two", None)
    assert ledger.tip(tenant) == ledger.Tip(size=2, frontier=b"peaks")
    assert ledger.checkpoints(tenant) == ("head of 1\n\n— signed\n", "head of 2\n\n— signed\n")
    assert ledger.last_checkpoint(tenant) == "head of 2\n\n— signed\n"


@pytest.mark.parametrize("count", [1, 139, 140, 141, 500])
def test_many_entries_of_one_append_stand_in_their_order(db, count):
    tenant = found_school()
    append_leaf(tenant, b"before")
    made = [ledger.NewLeaf(b"%d" % n, b"hash of %d" % n) for n in range(count)]
    with durable(tenant):
        assert ledger.append_all(tenant, made, frontier=b"peaks of all", at=AT) == 1

    assert ledger.leaves(tenant) == (b"before", *(one.leaf for one in made))
    assert ledger.leaf_hashes(tenant)[1:] == tuple(one.leaf_hash for one in made)
    assert ledger.tip(tenant) == ledger.Tip(size=count + 1, frontier=b"peaks of all")


def test_a_school_and_its_controller_can_be_corrected(db):
    tenant = found_school()
    better = replace(school.get(tenant), type=SchoolType.ACADEMY)
    school.update(tenant, better)
    school.update_controller(tenant, replace(school.controller(tenant), dpo_name="Dee Officer"))

    assert school.get(tenant) == better == school.directory()[0]
    assert school.controller(tenant).dpo_name == "Dee Officer"


def test_a_rehearsed_school_leaves_nothing_behind(db):
    plan = School(id="hill", controller_id="trust", name="Hill")
    school.create(school.Controller(id="trust", name="Trust"), plan, dry_run=True)

    assert school.directory() == ()


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (school.get, "This school is not in the register. Create it first."),
        (
            school.controller,
            "This school's controller is not in the register. Create the school first.",
        ),
    ],
)
def test_a_school_that_is_not_there_is_said_to_be_missing(db, read, said):
    with pytest.raises(NotFound) as refusal:
        read(Tenant(controller_id="no", school_id="body"))
    assert str(refusal.value) == said


def test_what_was_published_stays_byte_for_byte_in_its_order(db):
    tenant = found_school()
    first = publish(tenant)
    second = publish(tenant, version="00000000", why="A new app", content=b"\x00\xff" * 5000, by=None)

    assert publications.publications(tenant) == (first, second)
    assert (first.number, second.number) == (1, 2)
    assert publications.get(tenant, 2) == publications.last(tenant) == second
    assert second.content == b"\x00\xff" * 5000
    assert publications.get(tenant, 3) is None
    assert "doctype" not in repr(first)


def test_a_request_to_delete_and_what_followed_come_back_in_their_order(db):
    tenant = found_school()
    first, step = ask_to_delete(tenant)
    second, other = ask_to_delete(tenant, run="r1")

    assert (first.number, second.number) == (1, 2)
    assert deletion_requests.requests(tenant) == (first, second)
    assert deletion_requests.request(tenant, 2) == second
    assert deletion_requests.steps(tenant) == {1: (step,), 2: (other,)}
    assert "p1" not in repr(first)


def test_an_agreement_has_one_mapping_of_account_keys_the_last(db):
    tenant = found_school()
    for sealed in (b"first", b"second"):
        account_keys.put(tenant, "sums", sealed, at=AT)

    assert account_keys.get(tenant, "sums") == b"second"
    assert account_keys.get(tenant, "spelling") is None
    assert account_keys.slugs(tenant) == ("sums",)
