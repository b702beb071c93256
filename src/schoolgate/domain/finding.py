"""What a check has to say."""

import hashlib
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


class Authority(StrEnum):
    """Who asks for it: the law, which says must, or guidance and good practice."""

    LAW = "law"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingQuote:
    value: str
    span: Span | None  # None: the words are the register's, not a document's


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What would put a finding right in the register, certain enough to be done at a word.

    sets   pairs of a value's name and its new value, as `agreement set` takes them
    """

    says: str  # "Send the month and year of birth instead of the day."
    sets: tuple[tuple[str, str], ...]


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
    url: str = ""  # where what is cited can be read
    authority: Authority = Authority.LAW
    slug: str | None = None  # the agreement, where it is of a register's
    remedy: Remedy | None = None
    question: str = ""  # what the check asks of every document

    @property
    def about(self) -> str:
        """The recipient, or the page, as two readings of one document would both call it."""
        return " ".join((self.slug or self.entry or "").casefold().split())

    @property
    def words(self) -> str:
        """A digest of what is said: other words, or another sentence about them, give another."""
        said = [self.message, *(quote.value for quote in self.quotes)]
        text = "\n".join(" ".join(one.split()) for one in said)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    @property
    def id(self) -> str:
        """Names it from one day to the next for as long as its words stand: "RISK-001-5f2a90c1"."""
        digest = hashlib.sha256(f"{self.about}\n{self.words}".encode()).hexdigest()
        return f"{self.check}-{digest[:8]}"
