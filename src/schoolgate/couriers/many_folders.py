"""Many schools' parcels into one folder, many folders at once: durably, for two waits for the disk in all.

A folder is laid out at home while others are made, or else beside its own name, and gets that in one step:
whoever looks sees all of it or nothing.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import CODES, ONLY_OURS, UNEXPECTED
from schoolgate.disk.settling import settle
from schoolgate.domain.disclosure import Delivery

ONLY_OUR_FOLDER = 0o700
AT_HOME, PART = "laid-out.", ".part"


class Load(NamedTuple):
    """to  a folder, and the files by their paths below it, with `/`. ready  where they lie already, if so"""

    to: str
    files: Mapping[str, bytes]
    ready: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What lies ready under one name, and gets another."""

    ready: str
    final: str
    files: Mapping[str, bytes]

    def take(self) -> None:
        try:
            os.rename(self.ready, self.final)  # noqa: PTH104 - of many thousands, each path by itself costs more
        except OSError as failure:
            if failure.errno != errno.EXDEV:
                raise
            _lay_out(_part(self.final), self.files)
            settle([os.path.dirname(self.final)])  # noqa: PTH120
            os.rename(_part(self.final), self.final)  # noqa: PTH104


@contextmanager
def put_down_at_home(home: Path, out: Path) -> Iterator[Path | None]:
    """A folder for what is to leave for `out` by its name alone; None where that lies on another disk."""
    there = next(one for one in (out, *out.absolute().parents) if one.exists())
    if there.stat().st_dev != home.stat().st_dev:
        yield None
        return
    place = Path(tempfile.mkdtemp(PART, AT_HOME, home))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Lying(Mapping[str, bytes]):
    """Files that lie in a folder, read when they are asked for."""

    folder: str
    names: tuple[str, ...]

    def __getitem__(self, name: str) -> bytes:
        return Path(self.folder, name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def lying(folder: str, names: Iterable[str]) -> Mapping[str, bytes]:
    """What `put_down` put there, without a byte of it in memory."""
    return _Lying(folder, tuple(names))


def put_down(folder: str, files: Mapping[str, bytes]) -> bool:
    """Whether there was room for them."""
    try:
        _lay_out(folder, files)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    return True


def deliver_all(loads: Sequence[Load]) -> None:
    """Put every load in its folder, making it where it is missing.

    A file that is there with the same bytes is left; one with other bytes is never overwritten.
    Returns when all of it would outlast a power cut.
    Raises  NotDelivered: FAILED while no file of any load stands under its name, after that UNKNOWN.
    """
    there: list[str] = []
    placed = 0
    steps: list[_Step] = []
    try:
        for load in loads:
            steps += _steps(load, there)
        settle(os.path.dirname(load.to) for load in loads)  # noqa: PTH120
        for step in steps:
            step.take()
            placed += len(step.files)
        settle(os.path.dirname(load.to) for load in loads)  # noqa: PTH120
    except NotDelivered:
        _sweep(loads)
        raise
    except OSError as failure:
        _sweep(loads)
        raise _said(failure, len(there) + placed) from None


def _sweep(loads: Sequence[Load]) -> None:
    """What lies ready, and was not put in place: nobody comes back for it by that name."""
    for to, files, _ in loads:
        shutil.rmtree(_part(to), ignore_errors=True)
        for name in files:
            with suppress(OSError):
                os.unlink(_part(f"{to}/{name}"))  # noqa: PTH108


def _steps(load: Load, there: list[str]) -> Iterator[_Step]:
    """What is left to do where all bytes lie ready; what was there before is added to `there`."""
    to, files, ready = load
    if not os.path.lexists(to):
        if ready:
            Path(to).parent.mkdir(mode=ONLY_OUR_FOLDER, parents=True, exist_ok=True)
        else:
            ready = _part(to)
            _lay_out(ready, files)
        yield _Step(ready=ready, final=to, files=files)
        return
    missing = {name: one for name, one in files.items() if not _is_there(f"{to}/{name}", one, there)}
    _make(to, missing)
    for name, content in missing.items():
        path = f"{to}/{name}"
        _write(_part(path), content)
        yield _Step(ready=_part(path), final=path, files={name: content})


def _lay_out(folder: str, files: Mapping[str, bytes]) -> None:
    _make(folder, files)
    _write_all(folder, files)


def _make(folder: str, names: Iterable[str]) -> None:
    Path(folder).mkdir(mode=ONLY_OUR_FOLDER, parents=True, exist_ok=True)
    with _looked_up(folder) as here:
        for below in dict.fromkeys(name.rpartition("/")[0] for name in names):
            if below:
                with suppress(FileExistsError):
                    os.mkdir(below, ONLY_OUR_FOLDER, dir_fd=here)


@contextmanager
def _looked_up(folder: str) -> Iterator[int]:
    """Found once: of a long path each name would be looked up again for every file."""
    here = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield here
    finally:
        os.close(here)


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


def _write_all(folder: str, files: Mapping[str, bytes]) -> None:
    with _looked_up(folder) as here:
        for name, content in files.items():
            _write(name, content, here)


def _write(path: str, content: bytes, folder: int | None = None) -> None:
    """Over what a crash may have left of an earlier try."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, ONLY_OURS, dir_fd=folder)
    try:
        written = os.write(handle, content)
        while written < len(content):
            written += os.write(handle, memoryview(content)[written:])
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
