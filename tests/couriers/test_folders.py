"""Several parcels brought to folders together: each arrives, or says why it did not, as it would alone."""

import errno
import os
import stat
from pathlib import Path

import pytest

from schoolgate.couriers import COURIERS
from schoolgate.couriers.folders import deliver_each
from schoolgate.disk import settling
from schoolgate.domain.disclosure import Delivery

PARCEL = {"pupils.csv": b"id,year\n1,4\n", "manifest.json": b"{}"}


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def brought(*folders, files=PARCEL):
    return deliver_each([(str(folder), files) for folder in folders])


def interrupted(*_):
    raise KeyboardInterrupt


def test_each_parcel_arrives_whole_and_nothing_else_stays_behind(tmp_path):
    folders = [tmp_path / "parcels" / name for name in ("sums", "words")]

    assert brought(*folders) == [None, None]
    assert [held(folder) for folder in folders] == [PARCEL, PARCEL]


def test_nobody_else_on_the_machine_can_read_them(tmp_path):
    brought(tmp_path / "parcels" / "sums")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "parcels").rglob("*")}

    assert modes == {0o700, 0o600}
    assert stat.S_IMODE((tmp_path / "parcels").stat().st_mode) == 0o700


def test_the_same_parcel_twice_changes_nothing(tmp_path):
    brought(tmp_path)
    before = [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())]

    assert brought(tmp_path) == [None]
    assert [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())] == before


def test_a_delivery_cut_short_is_resumed(tmp_path):
    (tmp_path / "pupils.csv").write_bytes(PARCEL["pupils.csv"])
    (tmp_path / ".manifest.json.part").write_bytes(b"{ and much more")
    brought(tmp_path)

    assert held(tmp_path) == PARCEL


def test_what_this_courier_left_half_done_the_single_one_finishes(tmp_path, monkeypatch):
    with monkeypatch.context() as cut:
        cut.setattr(os, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            brought(tmp_path)
    assert all(name.endswith(".part") for name in held(tmp_path))
    COURIERS["folder"](PARCEL, to=str(tmp_path))

    assert held(tmp_path) == PARCEL


@pytest.mark.parametrize("content", [b"other", None], ids=["another file", "a link that leads elsewhere"])
def test_one_that_finds_another_file_is_refused_alone(tmp_path, content):
    first, second = tmp_path / "first", tmp_path / "second"
    second.mkdir()
    if content:
        (second / "pupils.csv").write_bytes(content)
    else:
        (second / "pupils.csv").symlink_to(tmp_path / "nowhere")
    well, trouble = brought(first, second)

    assert well is None
    assert held(first) == PARCEL
    assert (str(trouble), trouble.delivery, trouble.detail) == (
        (
            f"The parcel was not delivered: {second} already holds another pupils.csv. "
            "Choose an empty folder, or move that file away."
        ),
        Delivery.FAILED,
        "other-file-there",
    )
    assert [path.name for path in second.iterdir()] == ["pupils.csv"]


def test_a_folder_whose_name_a_file_has_is_refused(tmp_path):
    (tmp_path / "door").write_text("here already")
    (trouble,) = brought(tmp_path / "door" / "inside")

    assert (trouble.delivery, trouble.detail) == (Delivery.FAILED, "no-folder")


def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path):
    (trouble,) = brought(tmp_path, files={"../pupils.csv": b""})

    assert (trouble.delivery, trouble.detail) == (Delivery.FAILED, "bad-name")
    assert held(tmp_path) == {}


def disk_error(monkeypatch, room, call, after):
    true, calls = getattr(room, call), iter(range(1_000))

    def fails(*given, **named):
        if next(calls) >= after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return true(*given, **named)

    monkeypatch.setattr(room, call, fails)


def test_a_disk_that_is_full_at_one_of_them_leaves_the_others(tmp_path, monkeypatch):
    disk_error(monkeypatch, os, "open", after=3)  # the first is laid out with two, the second with one
    with monkeypatch.context() as settled:
        settled.setattr(settling, "settle", lambda folders: [*folders])
        well, trouble = brought(tmp_path / "first", tmp_path / "second")

    assert well is None
    assert str(trouble) == (
        f"Nothing was put in {tmp_path / 'second'}: the disk is full. Make room and run the feed again."
    )
    assert trouble.delivery is Delivery.FAILED
    assert held(tmp_path / "second") == {}


@pytest.mark.parametrize(
    ("after", "delivery", "held_then", "begins"),
    [
        (0, Delivery.FAILED, {}, "Nothing was put in"),
        (1, Delivery.UNKNOWN, PARCEL, "Only 2 of the files were put in"),
    ],
    ids=["before a file has its name", "after"],
)
def test_what_the_disk_could_not_hold_is_told_of_each(
    tmp_path, monkeypatch, after, delivery, held_then, begins
):
    disk_error(monkeypatch, settling, "settle", after)
    found = brought(tmp_path / "first", tmp_path / "second")

    assert [(one.delivery, one.detail) for one in found] == [(delivery, "disk-full")] * 2
    assert all(str(one).startswith(begins) for one in found)
    assert held(tmp_path / "first") == held(tmp_path / "second") == held_then


def test_all_are_on_the_disk_before_any_file_has_its_name_and_each_manifest_is_last(tmp_path, monkeypatch):
    told = []
    settle, rename = settling.settle, os.rename
    monkeypatch.setattr(settling, "settle", lambda folders: (told.append("settled"), settle(folders))[1])
    monkeypatch.setattr(os, "rename", lambda a, b: (told.append(Path(b).name), rename(a, b))[1])
    brought(tmp_path / "first", tmp_path / "second")

    assert told == ["settled", "pupils.csv", "manifest.json", "pupils.csv", "manifest.json", "settled"]
