"""Many notices from their files, read and not kept; and the same services in them side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schoolgate.actions import notice_file
from schoolgate.compare.across import Compared, Declaration, compare, declarations, service_key
from schoolgate.compare.asking import Ask, asks
from schoolgate.domain.errors import Invalid, NotFound, SchoolgateError
from schoolgate.domain.reading import Reading
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.many import read_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One file: its reading, or in one sentence why there is none."""

    path: Path
    reading: Reading | None = None
    problem: str | None = None


def files_in(places: Iterable[Path]) -> Iterator[Path]:
    """Files as named; of a folder every document in it, and below, by name. Raises NotFound."""
    for place in places:
        if place.is_dir():
            yield from sorted(path for path in place.rglob("*") if _is_read(path))
        elif place.exists():
            yield place
        else:
            raise NotFound(f"Nothing was read: there is no file {place}. Check the name and the folder.")


def left_out(places: Iterable[Path]) -> tuple[Path, ...]:
    """Files of these folders that no reader is for: a folder of notices may hold a .doc or a photograph."""
    found = (path for place in places if place.is_dir() for path in sorted(place.rglob("*")))
    return tuple(path for path in found if path.is_file() and not _is_read(path) and path.name[0] != ".")


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in notice_file.ENDINGS


def read_files(paths: Sequence[Path], *, workers: int, unprotected: bool = False) -> Iterator[Read]:
    """In the order given; a file that can't be read stops none of the others."""
    refused: dict[int, Read] = {}
    taken: list[Path] = []

    def documents() -> Iterator[tuple[str, bytes]]:
        for number, path in enumerate(paths):
            try:
                data = notice_file.bytes_of(path)
            except (SchoolgateError, OSError) as error:
                refused[number] = Read(path=path, problem=_why(error, path))
                continue
            taken.append(path)
            yield path.name, data

    done = 0
    found = read_many(documents(), workers=workers, unprotected=unprotected)
    for index, (_, answer) in enumerate(found):
        while done in refused:
            yield refused[done]
            done += 1
        path = taken[index]
        if isinstance(answer, NoticeError):
            yield Read(path=path, problem=str(answer))
        else:
            yield Read(path=path, reading=answer)
        done += 1
    yield from (refused[number] for number in sorted(refused) if number >= done)


def _why(error: Exception, path: Path) -> str:
    return str(error) if isinstance(error, SchoolgateError) else f"{path.name} was not read: no permission."


def compared(found: Iterable[Read], *, service: str | None = None, at_least: int = 2) -> tuple[Compared, ...]:
    """The services that so many of these notices name; with `service`, that one alone, however many.

    Raises  NotFound where none of them names the service.
    """
    said = [pair for one in found if one.reading for pair in _declarations(one.reading, one.path)]
    if service is None:
        return compare(said, at_least=at_least)
    key = service_key(service)
    chosen = compare([pair for pair in said if pair[0] == key], at_least=1)
    if not chosen:
        raise NotFound(f"None of these notices names '{service}'. Leave --service out to see what they name.")
    return chosen


def _declarations(reading: Reading, path: Path) -> Iterator[tuple[str, Declaration]]:
    return declarations(reading, reading.school or path.stem)


def for_less(found: Sequence[Compared]) -> tuple[Ask, ...]:
    """What to ask suppliers to do without, the worst first."""
    return asks(found)


def workers_of(cores: int | None) -> int:
    """One reader for each core. Raises Invalid."""
    if cores is not None and cores < 1:
        raise Invalid(f"Nothing was read: {cores} readers can't read. Give --jobs 1 or more.")
    return cores or 1
