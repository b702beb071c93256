"""What a check has to say."""

from dataclasses import dataclass
from enum import StrEnum

from schoolgate.domain.reading import Span


class Severity(StrEnum):
    """Worst first. QUESTION asks before it accuses."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    QUESTION = "question"


SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingQuote:
    value: str
    span: Span | None  # None: the words are the register's, not a document's


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One objection or question. `absent`: the finding is that nothing is said; then there are no quotes."""

    check: str  # "RISK-001"
    severity: Severity
    entry: str | None  # the recipient as printed; None: the whole page
    quotes: tuple[FindingQuote, ...]
    absent: bool
    message: str
    citation: str
    fix: str
    entries: tuple[str, ...] = ()  # every recipient it names, where it asks once of several
