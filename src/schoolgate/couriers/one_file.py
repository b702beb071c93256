"""One large file, laid out at home, to the name it leaves under: durably, and never over another."""

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import CODES, NAME, ONLY_OURS, UNEXPECTED
from schoolgate.disk.settling import settle_names
from schoolgate.domain.disclosure import Delivery


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LargeFile:
    """ready  where the bytes lie, of this SHA-256 (hex); they are on the disk already"""

    ready: Path
    sha256: str
    manifest: bytes


def can_name(file: Path) -> bool:
    return NAME.fullmatch(manifest_of(file).name) is not None


def manifest_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.manifest.json")


def deliver_file(large: LargeFile, to: Path) -> None:
    """Give the file its name, and put its manifest beside it.

    What is there with the same bytes is left; what has other bytes is never overwritten.
    Returns when all of it would outlast a power cut.
    Raises  NotDelivered: FAILED while the file is not under its name, after that UNKNOWN.
    """
    manifest = manifest_of(to)
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_other(to, large.sha256, Delivery.FAILED)
        so_far = Delivery.UNKNOWN if os.path.lexists(to) else Delivery.FAILED
        _refuse_other(manifest, hashlib.sha256(large.manifest).hexdigest(), so_far)
        _place(large.ready, to)
        _write(_part(manifest), large.manifest)
        _place(_part(manifest), manifest)
        settle_names(to.parent)
    except OSError as failure:
        for part in (_part(to), _part(manifest)):
            with suppress(OSError):
                part.unlink()
        raise _said(failure, is_there=os.path.lexists(to)) from None


def _refuse_other(path: Path, digest: str, delivery: Delivery) -> None:
    if os.path.lexists(path) and not _is(path, digest):
        raise NotDelivered(
            f"The file was not delivered: {path.parent} already holds another {path.name}. "
            "Choose another name, or move that file away.",
            delivery=delivery,
            detail="other-file-there",
        )


def _is(path: Path, digest: str) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _place(ready: Path, to: Path) -> None:
    if not os.path.lexists(to):
        try:
            ready.rename(to)
        except OSError as failure:
            if failure.errno != errno.EXDEV:
                raise
            _copy(ready, _part(to))
            _part(to).rename(to)
    ready.unlink(missing_ok=True)


def _copy(ready: Path, part: Path) -> None:
    """From another disk."""
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS)
    with ready.open("rb") as source, open(handle, "wb") as file:  # noqa: PTH123
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())


def _write(part: Path, content: bytes) -> None:
    part.unlink(missing_ok=True)  # what a crash left
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS), "wb") as file:  # noqa: PTH123
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _said(failure: OSError, *, is_there: bool) -> NotDelivered:
    detail, why, remedy = CODES.get(failure.errno or 0, UNEXPECTED)
    what = "Only the file was put in place, and not its manifest" if is_there else "Nothing was put in place"
    return NotDelivered(
        f"{what}: {why}. {remedy}",
        delivery=Delivery.UNKNOWN if is_there else Delivery.FAILED,
        detail=detail,
    )
