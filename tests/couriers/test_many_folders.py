"""Folders of many schools' parcels: each is seen whole or not at all."""

import errno
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.many_folders import Load, deliver_all, put_down, put_down_at_home
from schoolgate.disk import settling
from schoolgate.domain.disclosure import Delivery

FILES = {"s1/pupils.csv": b"id\n1\n", "s2/pupils.csv": b"id\n2\n", "manifests.jsonl": b"{}\n"}


def held(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_file_lies_in_its_place_for_its_owner_alone(tmp_path):
    deliver_all([Load(f"{tmp_path}/sums/{day}", FILES) for day in ("1", "2")])

    for day in ("1", "2"):
        assert held(tmp_path / "sums" / day) == FILES
        assert {path.stat().st_mode & 0o777 for path in (tmp_path / "sums" / day).rglob("*")} == {
            0o600,
            0o700,
        }


def test_a_folder_has_its_name_only_when_all_of_it_is_on_the_disk(tmp_path, monkeypatch):
    seen = []
    sync = settling._sync

    def synced(folder):
        seen.append((tmp_path / "sums").exists())
        sync(folder)

    monkeypatch.setattr(settling, "_sync", synced)
    deliver_all([Load(f"{tmp_path}/sums", FILES)])

    assert seen == [False, True]


def test_what_a_crash_left_ready_is_written_over(tmp_path):
    left = tmp_path / ".sums.part" / "s1"
    left.mkdir(parents=True)
    (left / "pupils.csv").write_bytes(b"half of something longer than it ought to be")

    deliver_all([Load(f"{tmp_path}/sums", FILES)])

    assert held(tmp_path) == {f"sums/{name}": data for name, data in FILES.items()}


def test_what_is_there_already_is_left_and_what_is_missing_is_put(tmp_path):
    deliver_all([Load(f"{tmp_path}/sums", FILES)])
    before = (tmp_path / "sums" / "manifests.jsonl").stat()
    (tmp_path / "sums" / "s1" / "pupils.csv").unlink()

    deliver_all([Load(f"{tmp_path}/sums", FILES)])

    assert held(tmp_path / "sums") == FILES
    assert (tmp_path / "sums" / "manifests.jsonl").stat().st_ino == before.st_ino


def test_another_file_of_a_name_is_never_overwritten(tmp_path):
    other = tmp_path / "sums" / "s1" / "pupils.csv"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another")

    with pytest.raises(NotDelivered) as refusal:
        deliver_all([Load(f"{tmp_path}/maths", FILES), Load(f"{tmp_path}/sums", FILES)])

    assert str(refusal.value) == (
        f"The parcels were not delivered: {other.parent} already holds another pupils.csv. "
        "Choose an empty folder, or move that file away."
    )
    assert refusal.value.delivery is Delivery.FAILED
    assert other.read_bytes() == b"another"
    assert not (tmp_path / "maths").exists()


def test_what_was_laid_out_is_gone_where_it_found_no_room(tmp_path, monkeypatch):
    (tmp_path / "sums" / "2").mkdir(parents=True)

    def full(folder):
        raise OSError(errno.ENOSPC, "syncfs")

    monkeypatch.setattr(settling, "_sync", full)
    with pytest.raises(NotDelivered) as raised:
        deliver_all([Load(f"{tmp_path}/sums/{day}", FILES) for day in ("1", "2")])

    assert str(raised.value) == (
        "Nothing was put in place: the disk is full. Make room and run the feed again."
    )
    assert held(tmp_path) == {}


def test_what_lies_ready_at_home_gets_its_name_and_is_not_written_again(tmp_path):
    assert put_down(f"{tmp_path}/home", FILES)
    there = (tmp_path / "home" / "manifests.jsonl").stat().st_ino

    deliver_all([Load(f"{tmp_path}/out/sums", FILES, ready=f"{tmp_path}/home")])

    assert held(tmp_path) == {f"out/sums/{name}": data for name, data in FILES.items()}
    assert (tmp_path / "out" / "sums" / "manifests.jsonl").stat().st_ino == there


@pytest.fixture
def other_disk(tmp_path):
    place = Path("/dev/shm")
    if not place.is_dir() or place.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to")
    with TemporaryDirectory(dir=place) as there:
        yield Path(there)


def test_to_another_disk_it_is_written_beside_its_name(tmp_path, other_disk):
    assert put_down(f"{other_disk}/home", FILES)

    deliver_all([Load(f"{tmp_path}/sums", FILES, ready=f"{other_disk}/home")])

    assert held(tmp_path) == {f"sums/{name}": data for name, data in FILES.items()}


def test_a_home_on_another_disk_takes_nothing_that_is_to_leave(tmp_path, other_disk):
    with put_down_at_home(tmp_path, other_disk / "out" / "sums") as place:
        assert place is None
    with put_down_at_home(tmp_path, tmp_path / "out" / "sums") as place:
        assert put_down(f"{place}/key", FILES)

    assert held(tmp_path) == {}


def test_where_there_is_no_room_at_home_nothing_is_left_there(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "s2").write_bytes(b"a file where a folder ought to be")

    assert not put_down(f"{tmp_path}/home", FILES)
    assert held(tmp_path) == {}
