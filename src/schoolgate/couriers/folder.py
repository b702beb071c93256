"""To a folder: durably, each file under its name only when all of it is there."""

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from schoolgate.couriers.errors import NotDelivered
from schoolgate.disk.settling import settle_names
from schoolgate.domain.disclosure import Delivery

NAME = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._-]{0,127}", re.ASCII)
ONLY_OURS = 0o600  # a parcel holds children's data: others are let in by whoever owns the folder
CODES = {
    errno.ENOSPC: ("disk-full", "the disk is full", "Make room and run the feed again."),
    errno.EDQUOT: ("disk-full", "the disk is full", "Make room and run the feed again."),
    errno.EACCES: ("not-permitted", "it may not be written to", "Choose a folder you may write to."),
    errno.EPERM: ("not-permitted", "it may not be written to", "Choose a folder you may write to."),
    errno.EROFS: ("not-permitted", "it may not be written to", "Choose a folder you may write to."),
    errno.ENOTDIR: ("no-folder", "part of its path is a file", "Choose another folder."),
    errno.EEXIST: ("no-folder", "a file has its name", "Choose another folder."),
}
UNEXPECTED = ("io-error", "the disk reported an error", "Look at the disk, then run the feed again.")


def deliver(files: Mapping[str, bytes], *, to: str) -> None:
    """Put the files in the folder `to`, in their order, making it where it is missing.

    A file that is there with the same bytes is left; one with other bytes is never overwritten.
    Returns when all of it would outlast a power cut.
    Raises  NotDelivered: FAILED while no file stands under its name, after that UNKNOWN.
    """
    folder = Path(to)
    refuse_names(files)
    placed: list[str] = []
    with said_plainly(folder, placed):
        placed += [name for name, content in files.items() if is_same(folder / name, content)]
        missing = [name for name in files if name not in placed]
        refuse_others(folder, missing, placed)
        _make(folder)
        for name in missing:
            _place(folder, name, files[name])
            placed.append(name)
        settle_names(folder)


def refuse_names(files: Mapping[str, bytes]) -> None:
    if strange := [name for name in files if not NAME.fullmatch(name)]:
        raise NotDelivered(
            f"Nothing was delivered: {len(strange)} of the parcel's files have names that are not plain. "
            "Use letters, digits, '-', '_' and '.'.",
            delivery=Delivery.FAILED,
            detail="bad-name",
        )


def refuse_others(folder: Path, missing: list[str], placed: list[str]) -> None:
    if others := [name for name in missing if os.path.lexists(folder / name)]:
        raise NotDelivered(
            f"The parcel was not delivered: {folder} already holds another {others[0]}. "
            "Choose an empty folder, or move that file away.",
            delivery=Delivery.UNKNOWN if placed else Delivery.FAILED,
            detail="other-file-there",
        )


def is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    settle_names(folder.parent)


def _place(folder: Path, name: str, content: bytes) -> None:
    part = folder / f".{name}.part"
    part.unlink(missing_ok=True)  # what a crash left
    try:
        _write(part, content)
        part.rename(folder / name)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _write(part: Path, content: bytes) -> None:
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS), "wb") as file:  # noqa: PTH123
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def said_plainly(folder: Path, placed: list[str]) -> Iterator[None]:
    try:
        yield
    except OSError as failure:
        detail, why, remedy = CODES.get(failure.errno or 0, UNEXPECTED)
        what = f"Only {len(placed)} of the files were put" if placed else "Nothing was put"
        raise NotDelivered(
            f"{what} in {folder}: {why}. {remedy}",
            delivery=Delivery.UNKNOWN if placed else Delivery.FAILED,
            detail=detail,
        ) from None
