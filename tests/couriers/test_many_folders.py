"""Folders of many schools' parcels: each is seen whole or not at all."""

import errno

import pytest

from schoolgate.couriers import disk
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.many_folders import deliver_all
from schoolgate.domain.disclosure import Delivery

FILES = {"s1/pupils.csv": b"id\n1\n", "s2/pupils.csv": b"id\n2\n", "manifests.jsonl": b"{}\n"}


def held(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_every_file_lies_in_its_place_for_its_owner_alone(tmp_path):
    deliver_all([(f"{tmp_path}/sums/{day}", FILES) for day in ("1", "2")])

    for day in ("1", "2"):
        assert held(tmp_path / "sums" / day) == FILES
        assert {path.stat().st_mode & 0o777 for path in (tmp_path / "sums" / day).rglob("*")} == {
            0o600,
            0o700,
        }


def test_a_folder_has_its_name_only_when_all_of_it_is_on_the_disk(tmp_path, monkeypatch):
    seen = []
    sync = disk._sync

    def synced(folder):
        seen.append((tmp_path / "sums").exists())
        sync(folder)

    monkeypatch.setattr(disk, "_sync", synced)
    deliver_all([(f"{tmp_path}/sums", FILES)])

    assert seen == [False, True]


def test_what_a_crash_left_ready_is_written_over(tmp_path):
    left = tmp_path / ".sums.part" / "s1"
    left.mkdir(parents=True)
    (left / "pupils.csv").write_bytes(b"half of something longer than it ought to be")

    deliver_all([(f"{tmp_path}/sums", FILES)])

    assert held(tmp_path) == {f"sums/{name}": data for name, data in FILES.items()}


def test_what_is_there_already_is_left_and_what_is_missing_is_put(tmp_path):
    deliver_all([(f"{tmp_path}/sums", FILES)])
    before = (tmp_path / "sums" / "manifests.jsonl").stat()
    (tmp_path / "sums" / "s1" / "pupils.csv").unlink()

    deliver_all([(f"{tmp_path}/sums", FILES)])

    assert held(tmp_path / "sums") == FILES
    assert (tmp_path / "sums" / "manifests.jsonl").stat().st_ino == before.st_ino


def test_another_file_of_a_name_is_never_overwritten(tmp_path):
    other = tmp_path / "sums" / "s1" / "pupils.csv"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another")

    with pytest.raises(NotDelivered) as refusal:
        deliver_all([(f"{tmp_path}/maths", FILES), (f"{tmp_path}/sums", FILES)])

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

    monkeypatch.setattr(disk, "_sync", full)
    with pytest.raises(NotDelivered) as raised:
        deliver_all([(f"{tmp_path}/sums/{day}", FILES) for day in ("1", "2")])

    assert str(raised.value) == (
        "Nothing was put in place: the disk is full. Make room and run the feed again."
    )
    assert held(tmp_path) == {}
