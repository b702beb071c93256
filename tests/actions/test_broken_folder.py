"""A folder of Parquet that is half written or changes while it is read: nothing lost, nothing sent twice."""

import psycopg
import pytest

from schoolgate.actions import bulk, ledger, one_file
from schoolgate.couriers.many_folders import deliver_all
from schoolgate.domain.disclosure import Delivery
from schoolgate.feeds.bulk.folder import FolderRefused
from schoolgate.feeds.engines import postgresql
from schoolgate.feeds.engines.errors import EngineFailed
from schoolgate.feeds.generator import generate
from schoolgate.feeds.parcel import sha256
from tests.actions.cast import Clock, delivered, in_force
from tests.actions.day import ON
from tests.actions.test_bulk import PLACES, counts, night
from tests.feeds.folders import write_folder

ROWS = "pupil/authority=202/school=s3/rows.parquet"
BROKEN = {
    "half": lambda data: data[: len(data) // 2],
    "cut at its end": lambda data: data[:-3],
    "empty": lambda _: b"",
    "of another kind": lambda _: b"id,name\n1,Ann\n",
}


@pytest.fixture
def folder(tmp_path):
    rolls = {place: generate(20, seed, ON) for seed, place in enumerate(PLACES)}
    return write_folder(tmp_path / "nation", rolls)


def another(tmp_path):
    """The same place's file of another day."""
    made = write_folder(tmp_path / "other day", {PLACES[2]: generate(20, 99, ON)})
    return (made / ROWS).read_bytes()


def each(office, folder, out, **more):
    return bulk.run(office, night(folder, out, **more))


def by_processes(office, folder, out, **more):
    return each(office, folder, out, much=0, **more)


def whole(office, folder, out, **more):
    return (one_file.run(office, night(folder, out, **more), "sums", out / "all.csv"),)


def contents(out):
    return {path: path.read_bytes() for path in delivered(out)}


WAYS = pytest.mark.parametrize("way", [each, by_processes, whole])


@WAYS
@pytest.mark.parametrize("how", BROKEN)
def test_a_file_that_is_no_whole_one_is_named_and_nothing_leaves(fresh_office, folder, tmp_path, how, way):
    in_force(fresh_office, "sums")
    was = (folder / ROWS).read_bytes()
    (folder / ROWS).write_bytes(BROKEN[how](was))

    with pytest.raises(FolderRefused) as refused:
        way(fresh_office, folder, tmp_path / "out")

    assert str(refused.value) == (
        f"No feed was made from the folder: {ROWS} is no whole Parquet file; put it there whole, and run the "
        "same again: what has been delivered stays so."
    )
    assert ledger.disclosures(fresh_office) == ()
    (folder / ROWS).write_bytes(was)
    wanted = 1 if way is whole else len(PLACES)
    assert [one.delivered for one in way(fresh_office, folder, tmp_path / "out")] == [wanted]


@WAYS
def test_a_file_that_breaks_off_within_is_told_of_without_a_cell_of_it(fresh_office, folder, tmp_path, way):
    in_force(fresh_office, "sums")
    data = (folder / ROWS).read_bytes()
    (folder / ROWS).write_bytes(data[:4] + b"\xff" * (len(data) // 3) + data[4 + len(data) // 3 :])

    with pytest.raises(FolderRefused) as refused:
        way(fresh_office, folder, tmp_path / "out")

    assert "is half written, or was changed while it was read" in str(refused.value)
    assert "run the same again: what has been delivered stays so." in str(refused.value)
    brought = {path.parent.parent.parent.name for path in delivered(tmp_path / "out")}
    assert "202" not in brought


def test_a_school_whose_rows_change_while_others_leave_is_not_sent_as_it_was(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    changed = another(tmp_path)

    def then_it_changes(loads):
        deliver_all(loads)
        (folder / ROWS).write_bytes(changed)

    with pytest.raises(FolderRefused) as refused:
        each(fresh_office, folder, tmp_path / "out", together=1, bring=then_it_changes)
    first = contents(tmp_path / "out")
    again = each(fresh_office, folder, tmp_path / "out", together=1)

    assert "was changed while it was read" in str(refused.value)
    assert counts(again) == {"sums": (1, 2, 0, 0)}
    assert contents(tmp_path / "out").items() >= first.items()
    told = [one for one in ledger.disclosures(fresh_office) if one.outcome.delivery is Delivery.DELIVERED]
    assert sorted(one.intent.school for one in told) == ["s1", "s2", "s3"]


class ChangesIt(Clock):
    """The rows change between the digest of the roll and the reading of its rows."""

    def __init__(self, change):
        super().__init__()
        self.change = change

    def __call__(self):
        self.change()
        return super().__call__()


def test_one_file_of_a_folder_that_changed_meanwhile_is_not_sent(fresh_office, folder, tmp_path):
    in_force(fresh_office, "sums")
    changed = another(tmp_path)
    clock = ChangesIt(lambda: (folder / ROWS).write_bytes(changed))

    with pytest.raises(FolderRefused) as refused:
        whole(fresh_office, folder, tmp_path / "out", clock=clock)

    assert "was changed while it was read" in str(refused.value)
    assert ledger.disclosures(fresh_office) == ()
    assert not (tmp_path / "out" / "all.csv").exists()
    assert not list(fresh_office.home.rglob("*.part"))


class Ends:
    """An engine whose server ends the session once it has given rows."""

    def __init__(self, engine, address):
        self.engine, self.address, self.name = engine, address, engine.name

    def rows(self, work):
        for found in self.engine.rows(work):
            yield found
            with psycopg.connect(self.address, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", [self.engine.connection.info.backend_pid])


def test_an_engine_whose_server_ends_the_session_loses_nothing_and_sends_nothing_twice(
    fresh_office, folder, tmp_path, cluster
):
    in_force(fresh_office, "sums")
    address = cluster.address(cluster.new_database(), "postgres")

    with postgresql.opened(address) as engine, pytest.raises(EngineFailed) as failed:
        each(fresh_office, folder, tmp_path / "out", engine=Ends(engine, address), together=1)
    with postgresql.opened(address) as engine:
        each(fresh_office, folder, tmp_path / "out", engine=engine, together=1)

    assert "then run the same again: what has been delivered stays so." in str(failed.value)
    told = ledger.disclosures(fresh_office)
    assert sorted(one.intent.school for one in told) == ["s1", "s2", "s3"]
    assert {one.outcome.delivery for one in told} == {Delivery.DELIVERED}
    there = {sha256(data) for path, data in contents(tmp_path / "out").items() if path.name == "pupils.csv"}
    assert there == {file.sha256 for one in told for file in one.intent.files}
