"""To several folders at once: each as durably as by itself, for two waits for the disk in all."""

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import ONLY_OURS, is_same, refuse_names, refuse_others, said_plainly
from schoolgate.disk import settling

ONLY_OUR_FOLDER = 0o700
Parcel = tuple[str, Mapping[str, bytes]]  # where to, and the files in their order


@dataclass(slots=True, repr=False)
class _Visit:
    """One parcel on its way. placed  files that stand under their names; trouble  why it goes no further"""

    folder: str
    files: Mapping[str, bytes]
    missing: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    trouble: NotDelivered | None = None

    def part(self, name: str) -> str:
        return f"{self.folder}/.{name}.part"

    def go(self, step: Callable[["_Visit"], None]) -> None:
        """One step further, unless something went wrong before."""
        if self.trouble is None:
            try:
                with said_plainly(Path(self.folder), self.placed):
                    step(self)
            except NotDelivered as trouble:
                self.trouble = trouble
                _clear(self)


def deliver_each(parcels: Sequence[Parcel]) -> list[NotDelivered | None]:
    """Each as `folder.deliver` puts it there. Gives what went wrong with each, None where nothing did.

    No file has its name before the disk holds all of them, and of one parcel they get their names in order.
    """
    visits = [_Visit(to, files) for to, files in parcels]
    for step in (_lay_out, _place):
        for visit in visits:
            visit.go(step)
        _settle(visits)
    return [visit.trouble for visit in visits]


def _lay_out(visit: _Visit) -> None:
    """All of its bytes beside their names."""
    refuse_names(visit.files)
    if os.path.lexists(visit.folder):
        folder = Path(visit.folder)
        visit.placed += [name for name, content in visit.files.items() if is_same(folder / name, content)]
        visit.missing = [name for name in visit.files if name not in visit.placed]
        refuse_others(folder, visit.missing, visit.placed)
    else:
        visit.missing = [*visit.files]
    _make(visit.folder)
    for name in visit.missing:
        _write(visit.part(name), visit.files[name])


def _make(folder: str) -> None:
    if os.path.isdir(folder):  # noqa: PTH112
        return
    _make(os.path.dirname(folder))  # noqa: PTH120
    Path(folder).mkdir(mode=ONLY_OUR_FOLDER, exist_ok=True)


def _write(part: str, content: bytes) -> None:
    """Over what a crash may have left of an earlier try."""
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with open(os.open(part, how, ONLY_OURS), "wb", buffering=0) as file:  # noqa: PTH123
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]


def _place(visit: _Visit) -> None:
    for name in visit.missing:
        os.rename(visit.part(name), f"{visit.folder}/{name}")  # noqa: PTH104
        visit.placed.append(name)


def _settle(visits: Sequence[_Visit]) -> None:
    """What the disk can't hold is trouble of each that is still on its way."""
    under_way = [visit for visit in visits if visit.trouble is None]
    try:
        settling.settle(visit.folder for visit in under_way)
    except OSError as failure:
        for visit in under_way:
            visit.go(_fails(failure))


def _fails(failure: OSError) -> Callable[[_Visit], None]:
    def step(_: _Visit) -> None:
        raise failure

    return step


def _clear(visit: _Visit) -> None:
    """Nothing lies about under a name that is not its own."""
    for name in visit.missing:
        with suppress(OSError):
            Path(visit.part(name)).unlink()
