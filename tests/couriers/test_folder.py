import errno
import os
import stat

import pytest

from schoolgate.couriers import COURIERS
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery

PARCEL = {"pupils.csv": b"id,year\n1,4\n", "manifest.json": b"{}"}
deliver = COURIERS["folder"]


def held(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(files, folder):
    with pytest.raises(NotDelivered) as raised:
        deliver(files, to=str(folder))
    return str(raised.value), raised.value.delivery, raised.value.detail


def disk_error(monkeypatch, number, after=0, call="fsync"):
    """The disk fails at a call of the operating system, `after` calls that went well."""
    true, calls = getattr(os, call), iter(range(1_000))

    def fails(*given, **named):
        if next(calls) >= after:
            raise OSError(number, os.strerror(number))
        return true(*given, **named)

    monkeypatch.setattr(os, call, fails)


def test_a_parcel_arrives_whole_and_nothing_else_stays_behind(tmp_path):
    deliver(PARCEL, to=str(tmp_path / "parcels" / "times-tables"))
    assert held(tmp_path / "parcels" / "times-tables") == PARCEL


def test_nobody_else_on_the_machine_can_read_it(tmp_path):
    deliver(PARCEL, to=str(tmp_path / "parcels"))
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "parcels").iterdir()]
    assert (stat.S_IMODE((tmp_path / "parcels").stat().st_mode), modes) == (0o700, [0o600, 0o600])


def test_the_same_parcel_twice_changes_nothing(tmp_path):
    deliver(PARCEL, to=str(tmp_path))
    before = [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())]
    deliver(PARCEL, to=str(tmp_path))
    assert [path.stat().st_mtime_ns for path in sorted(tmp_path.iterdir())] == before


def test_a_delivery_cut_short_is_resumed(tmp_path):
    (tmp_path / "pupils.csv").write_bytes(PARCEL["pupils.csv"])
    (tmp_path / ".manifest.json.part").write_bytes(b"{")
    deliver(PARCEL, to=str(tmp_path))
    assert held(tmp_path) == PARCEL


def test_another_file_of_the_same_name_is_never_overwritten(tmp_path):
    (tmp_path / "manifest.json").write_bytes(b"other")
    assert refused(PARCEL, tmp_path) == (
        (
            f"The parcel was not delivered: {tmp_path} already holds another manifest.json. "
            "Choose an empty folder, or move that file away."
        ),
        Delivery.FAILED,
        "other-file-there",
    )
    assert held(tmp_path) == {"manifest.json": b"other"}


def test_what_already_arrived_is_not_called_a_failure(tmp_path):
    (tmp_path / "pupils.csv").write_bytes(PARCEL["pupils.csv"])
    (tmp_path / "manifest.json").write_bytes(b"other")
    assert refused(PARCEL, tmp_path)[1] is Delivery.UNKNOWN


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "elsewhere").write_bytes(PARCEL["pupils.csv"])
    (tmp_path / "pupils.csv").symlink_to(tmp_path / "elsewhere")
    assert refused(PARCEL, tmp_path)[2] == "other-file-there"


@pytest.mark.parametrize("name", ["../pupils.csv", "/etc/passwd", ".hidden", "a b.csv", "", "a\n"])
def test_a_name_that_could_lead_elsewhere_is_refused(tmp_path, name):
    assert refused({name: b""}, tmp_path) == (
        (
            "Nothing was delivered: 1 of the parcel's files have names that are not plain. "
            "Use letters, digits, '-', '_' and '.'."
        ),
        Delivery.FAILED,
        "bad-name",
    )


def test_a_folder_whose_name_a_file_has_is_refused(tmp_path):
    (tmp_path / "door").write_bytes(b"")
    assert refused(PARCEL, tmp_path / "door") == (
        f"Nothing was put in {tmp_path / 'door'}: a file has its name. Choose another folder.",
        Delivery.FAILED,
        "no-folder",
    )
    assert refused(PARCEL, tmp_path / "door" / "inside")[2] == "no-folder"


def test_a_full_disk_before_the_first_file_is_a_failure(tmp_path, monkeypatch):
    disk_error(monkeypatch, errno.ENOSPC)
    assert refused(PARCEL, tmp_path) == (
        f"Nothing was put in {tmp_path}: the disk is full. Make room and run the feed again.",
        Delivery.FAILED,
        "disk-full",
    )
    assert held(tmp_path) == {}


def test_a_full_disk_after_the_first_file_may_have_let_something_out(tmp_path, monkeypatch):
    disk_error(monkeypatch, errno.ENOSPC, after=1)
    assert refused(PARCEL, tmp_path) == (
        f"Only 1 of the files were put in {tmp_path}: the disk is full. Make room and run the feed again.",
        Delivery.UNKNOWN,
        "disk-full",
    )
    assert held(tmp_path) == {"pupils.csv": PARCEL["pupils.csv"]}


def test_a_folder_that_may_not_be_written_to_says_so(tmp_path, monkeypatch):
    disk_error(monkeypatch, errno.EACCES, call="open")
    assert refused(PARCEL, tmp_path) == (
        f"Nothing was put in {tmp_path}: it may not be written to. Choose a folder you may write to.",
        Delivery.FAILED,
        "not-permitted",
    )


def test_any_other_trouble_of_the_disk_is_reported(tmp_path, monkeypatch):
    disk_error(monkeypatch, errno.EIO, after=2)
    assert refused(PARCEL, tmp_path) == (
        (
            f"Only 2 of the files were put in {tmp_path}: the disk reported an error. "
            "Look at the disk, then run the feed again."
        ),
        Delivery.UNKNOWN,
        "io-error",
    )


def test_each_file_is_on_disk_before_it_has_its_name_and_the_manifest_is_last(tmp_path, monkeypatch):
    told = []
    fsync, rename = os.fsync, os.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (told.append("fsync"), fsync(handle))[1])
    monkeypatch.setattr(os, "rename", lambda a, b: (told.append(os.path.basename(b)), rename(a, b))[1])  # noqa: PTH119
    deliver(PARCEL, to=str(tmp_path))
    assert told == ["fsync", "pupils.csv", "fsync", "manifest.json", "fsync"]
