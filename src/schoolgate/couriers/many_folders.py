"""To many folders at once: as durable as one by one, for two waits for the disk in all."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import CODES, ONLY_OURS, UNEXPECTED
from schoolgate.domain.disclosure import Delivery

ONLY_OUR_FOLDER = 0o700
Parcel = tuple[str, Mapping[str, bytes]]  # where to, and the files in their order


def deliver_all(parcels: Sequence[Parcel]) -> None:
    """Put every parcel in its folder, making it where it is missing.

    A file that is there with the same bytes is left; one with other bytes is never overwritten.
    Returns when all of it would outlast a power cut.
    Raises  NotDelivered: FAILED while no file of any parcel stands under its name, after that UNKNOWN.
    """
    there: list[str] = []
    placed = 0
    try:
        missing = [path for to, files in parcels for path in _laid_out(to, files, there)]
        os.sync()
        for path in missing:
            os.rename(_part(path), path)  # noqa: PTH104 - of many thousands, each path by itself costs more
            placed += 1
        os.sync()
    except OSError as failure:
        raise _said(failure, len(there) + placed) from None


def _laid_out(to: str, files: Mapping[str, bytes], there: list[str]) -> list[str]:
    """Paths of those files that now lie beside their own names; what was there is added to `there`."""
    is_new = _make(to)
    paths = {f"{to}/{name}": content for name, content in files.items()}
    missing = {path: one for path, one in paths.items() if is_new or not _is_there(path, one, there)}
    for path, content in missing.items():
        _write(path, content)
    return [*missing]


def _make(folder: str) -> bool:
    """Is it new?"""
    try:
        os.mkdir(folder, ONLY_OUR_FOLDER)  # noqa: PTH102
    except FileExistsError:
        return False
    except FileNotFoundError:
        Path(folder).mkdir(mode=ONLY_OUR_FOLDER, parents=True)
    return True


def _is_there(path: str, content: bytes, there: list[str]) -> bool:
    if not os.path.lexists(path):
        return False
    found = Path(path)
    if found.is_symlink() or not found.is_file() or found.read_bytes() != content:
        raise NotDelivered(
            f"The parcels were not delivered: {found.parent} already holds another {found.name}. "
            "Choose an empty folder, or move that file away.",
            delivery=Delivery.UNKNOWN if there else Delivery.FAILED,
            detail="other-file-there",
        )
    there.append(path)
    return True


def _part(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}.part"


def _write(path: str, content: bytes) -> None:
    """Over what a crash may have left of an earlier try."""
    handle = os.open(_part(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, ONLY_OURS)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _said(failure: OSError, placed: int) -> NotDelivered:
    detail, why, remedy = CODES.get(failure.errno or 0, UNEXPECTED)
    what = f"Only {placed} of the files were put in place" if placed else "Nothing was put in place"
    return NotDelivered(
        f"{what}: {why}. {remedy}",
        delivery=Delivery.UNKNOWN if placed else Delivery.FAILED,
        detail=detail,
    )
