"""What a contract with a processor says, as somebody found it there (UK GDPR Art 28)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ContractTerm(StrEnum):
    """What Art 28(3) asks a contract to set out, in its order: first what it describes, then (a) to (h)."""

    SUBJECT_MATTER = "subject_matter"
    DURATION = "duration"
    NATURE_AND_PURPOSE = "nature_and_purpose"
    DATA_AND_PEOPLE = "data_and_people"
    CONTROLLER_RIGHTS = "controller_rights"
    INSTRUCTIONS = "instructions"  # (a)
    TRANSFERS = "transfers"  # (a), Chapter V
    CONFIDENTIALITY = "confidentiality"  # (b)
    SECURITY = "security"  # (c)
    SUB_PROCESSORS = "sub_processors"  # (d), Art 28(2) and (4)
    RIGHTS = "rights"  # (e)
    ASSISTANCE = "assistance"  # (f)
    END = "end"  # (g)
    AUDIT = "audit"  # (h)
    UNLAWFUL_INSTRUCTIONS = "unlawful_instructions"  # the words after (h)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermQuote:
    """Words in which a contract seems to say what one term asks."""

    term: ContractTerm
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubProcessor:
    """Whom a processor passes data on to."""

    name: str
    does: str | None = None  # what for, and where


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One contract for one agreement, as recorded. A later record stands over an earlier one.

    document   the file's name, or how else it is known
    digest     hex SHA-256 of the file that was read; None: recorded by hand
    quotes     what was found; a term without a quote was not found, which is a question and no breach
    ends_on    the last day; None: not known, or until either side gives notice
    notice     how it is ended, in its own words
    """

    slug: str
    document: str
    digest: str | None = None
    quotes: tuple[TermQuote, ...] = ()
    sub_processors: tuple[SubProcessor, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    notice: str | None = None
    recorded_by: str
    recorded_at: datetime

    def not_found(self) -> tuple[ContractTerm, ...]:
        found = {quote.term for quote in self.quotes}
        return tuple(term for term in ContractTerm if term not in found)
