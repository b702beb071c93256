"""To many folders at once: as durable as one by one, for two waits for the disk in all."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import CODES, ONLY_OURS, UNEXPECTED
from schoolgate.domain.disclosure import Delivery

Parcel = tuple[str, Mapping[str, bytes]]  # where to, and the files in their order


def deliver_all(parcels: Sequence[Parcel]) -> None:
    """Put every parcel in its folder, making it where it is missing.

    A file that is there with the same bytes is left; one with other bytes is never overwritten.
    Returns when all of it would outlast a power cut.
    Raises  NotDelivered: FAILED while no file of any parcel stands under its name, after that UNKNOWN.
    """
    placed: list[Path] = []
    try:
        missing = [one for one in _paths(parcels) if not _is_there(*one, placed)]
        for path, content in missing:
            _write(path, content)
        os.sync()
        for path, _ in missing:
            _part(path).rename(path)
            placed.append(path)
        os.sync()
    except OSError as failure:
        raise _said(failure, placed) from None


def _paths(parcels: Sequence[Parcel]) -> Iterable[tuple[Path, bytes]]:
    return ((Path(to) / name, content) for to, files in parcels for name, content in files.items())


def _is_there(path: Path, content: bytes, placed: list[Path]) -> bool:
    if not os.path.lexists(path):
        return False
    if path.is_symlink() or not path.is_file() or path.read_bytes() != content:
        raise NotDelivered(
            f"The parcels were not delivered: {path.parent} already holds another {path.name}. "
            "Choose an empty folder, or move that file away.",
            delivery=Delivery.UNKNOWN if placed else Delivery.FAILED,
            detail="other-file-there",
        )
    placed.append(path)
    return True


def _part(path: Path) -> Path:
    return path.parent / f".{path.name}.part"


def _write(path: Path, content: bytes) -> None:
    """Over what a crash may have left of an earlier try."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    try:
        handle = os.open(_part(path), flags, ONLY_OURS)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(_part(path), flags, ONLY_OURS)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _said(failure: OSError, placed: list[Path]) -> NotDelivered:
    detail, why, remedy = CODES.get(failure.errno or 0, UNEXPECTED)
    what = f"Only {len(placed)} of the files were put in place" if placed else "Nothing was put in place"
    return NotDelivered(
        f"{what}: {why}. {remedy}",
        delivery=Delivery.UNKNOWN if placed else Delivery.FAILED,
        detail=detail,
    )
