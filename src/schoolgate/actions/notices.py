"""Checking a notice as it stands. Nothing is kept."""

from dataclasses import dataclass
from datetime import date

from schoolgate import checks
from schoolgate.actions.office import Office
from schoolgate.domain.finding import Finding
from schoolgate.domain.reading import Reading
from schoolgate.domain.school import School
from schoolgate.store import school as schools


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose rules a document is judged by. None: not known, and rules of one nation are then questions."""

    school: School | None


NOBODY = Asked(None)


def asked(office: Office) -> Asked:
    """The home's school, or nobody where none was created yet."""
    return NOBODY if office.is_empty() else Asked(schools.get(office.tenant))


def findings(reading: Reading, *, asked: Asked, on: date) -> tuple[Finding, ...]:
    return checks.run(checks.subject_of_reading(reading, asked.school, on))
