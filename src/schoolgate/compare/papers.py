"""What one school has on file, laid side by side: documents, register, parcels, answers, page."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.compare.editions import counterpart
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.assessment import Assessment
from schoolgate.domain.catalogue import fold, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The newest edition of one document on file.

    rows       its recipients as agreements, as people reviewed them
    lists_all  a notice or a supplier list, which should name everybody; a consent form need not
    denied     what it says is not used or told anything, each with its words
    """

    name: str
    rows: tuple[Agreement, ...]
    lists_all: bool = True
    denied: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An agreement as it holds now, since when, and its latest assessment."""

    agreement: Agreement
    since: datetime
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSent:
    """The last parcel that left for an agreement, or may have. `entry`: its number in the ledger."""

    slug: str
    on: date
    version: int
    items: tuple[str, ...]
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YesGiven:
    """How many families' yes rests on one wording. `now`: the clause's; None: it is not asked now."""

    slug: str
    clause: str
    wording: str
    families: int
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page that families see, and when it was written."""

    name: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Everything of one school. Empty or None: there is none, so nothing is held against it."""

    papers: tuple[Paper, ...] = ()
    register: tuple[Held, ...] = ()
    sent: tuple[LastSent, ...] = ()
    answers: tuple[YesGiven, ...] = ()
    page: Page | None = None

    def agreements(self) -> tuple[Agreement, ...]:
        return tuple(one.agreement for one in self.register)

    def rows_about(self, agreement: Agreement) -> tuple[tuple[Paper, Agreement], ...]:
        """Its own rows; where it has none, those of the same service."""
        held = self.agreements()
        rows = [(paper, row) for paper in self.papers for row in paper.rows]
        own = [(paper, row) for paper, row in rows if _slug(counterpart(row, held)) == agreement.slug]
        return tuple(own or [(paper, row) for paper, row in rows if is_same_service(row, agreement)])

    def lists(self) -> tuple[str, ...]:
        return tuple(paper.name for paper in self.papers if paper.lists_all)


def _slug(agreement: Agreement | None) -> str | None:
    return agreement.slug if agreement else None


def is_same_service(one: Agreement, other: Agreement) -> bool:
    return bool(names(one) & names(other))


def names(agreement: Agreement) -> frozenset[str]:
    """What it goes by, as compared."""
    return frozenset(as_compared(name) for name in (agreement.canonical, agreement.service) if name)


def as_compared(name: str) -> str:
    service = known(name)
    return fold(service.name if service else name)
