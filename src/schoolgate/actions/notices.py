"""Checking a notice as it stands. Nothing is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from schoolgate import checks
from schoolgate.actions import editions
from schoolgate.actions.office import Office
from schoolgate.compare.joining import joined
from schoolgate.domain.finding import Finding
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.domain.school import School
from schoolgate.notices.contract_terms import contract_terms
from schoolgate.store import school as schools


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose rules a document is judged by, and the school's other papers, which may say what it does not.

    school  None: not known, and rules of one nation are then questions
    """

    school: School | None
    papers: tuple[Reading, ...] = ()


NOBODY = Asked(None)


def asked(office: Office) -> Asked:
    """The home's school, or nobody where none was created yet."""
    if office.is_empty():
        return NOBODY
    papers = tuple(editions.reading_of(one) for one in editions.newest_editions(office))
    return Asked(schools.get(office.tenant), papers)


def findings(
    reading: Reading, *, asked: Asked, on: date, beside: Sequence[Reading] = ()
) -> tuple[Finding, ...]:
    """What one of the school's other papers answers is not asked of this one.

    beside  other schools' documents: the yardstick for what a service is told
    """
    found = _run(reading, asked.school, on, beside)
    others = [one for one in asked.papers if not _is_same_paper(one, reading)]
    if not others:
        return found
    return tuple(_unanswered(found, _run(joined(reading, others), asked.school, on, beside)))


def _run(reading: Reading, school: School | None, on: date, peers: Sequence[Reading]) -> tuple[Finding, ...]:
    terms = None
    if reading.document_kind is DocumentKind.CONTRACT_SCHEDULE:
        terms = frozenset(quote.term for quote in contract_terms(reading.text))
    return checks.run(checks.subject_of_reading(reading, school, on, peers, terms))


def _is_same_paper(one: Reading, other: Reading) -> bool:
    same_words = one.source.sha256 == other.source.sha256
    return same_words or (one.source.name, one.document_kind) == (other.source.name, other.document_kind)


def _unanswered(found: Sequence[Finding], together: Sequence[Finding]) -> Iterator[Finding]:
    """Those that stand when all papers are read together; of one about several recipients, those left."""
    for one in found:
        still = [other for other in together if (other.check, other.entry) == (one.check, one.entry)]
        if any(other.quotes == one.quotes for other in still if one.quotes):
            yield one
        elif not one.quotes and still:
            left = tuple(name for name in one.entries if name in still[0].entries)
            yield one if left == one.entries else replace(one, entries=left, message=still[0].message)
