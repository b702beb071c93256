"""Reading and checking a notice as it stands. Nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schoolgate import checks
from schoolgate.actions.documents import read_bytes
from schoolgate.actions.office import Office
from schoolgate.domain.errors import Invalid
from schoolgate.domain.finding import Finding
from schoolgate.domain.reading import Reading
from schoolgate.domain.school import School
from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.isolate import read_isolated
from schoolgate.store import school as schools

as_json = reading_to_json
LARGEST = 20_000_000  # bytes; a notice of more is refused before it is opened


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose rules a document is judged by. None: not known, and rules of one nation are then questions."""

    school: School | None


NOBODY = Asked(None)


def asked(office: Office) -> Asked:
    """The home's school, or nobody where none was created yet."""
    return NOBODY if office.is_empty() else Asked(schools.get(office.tenant))


def bytes_of(path: Path) -> bytes:
    """Raises NotFound, or Invalid where it can't be a notice by its size or sort."""
    if path.is_file() and path.stat().st_size > LARGEST:
        raise Invalid(
            f"{path.name} was not read: it has {path.stat().st_size / 1_000_000:.0f} MB "
            f"and a notice may have {LARGEST / 1_000_000:.0f} MB. "
            "Save the page's text alone, without pictures, and try again."
        )
    return read_bytes(path)


def read(data: bytes, name: str, *, unprotected: bool = False) -> Reading:
    """The document, read in a throw-away process; `unprotected` where nothing can shut that in.

    Raises  Invalid with the reader's own sentence.
    """
    try:
        return read_isolated(data, name, unprotected=unprotected)
    except NoticeError as error:
        raise Invalid(str(error)) from error


def findings(reading: Reading, *, asked: Asked, on: date) -> tuple[Finding, ...]:
    return checks.run(checks.subject_of_reading(reading, asked.school, on))


def findings_as_json(found: Sequence[Finding]) -> Mapping[str, Any]:
    return checks.findings_json(found)
