"""What a machine read in a document: proposals, each with the words it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, ServiceType, Subject

Span = tuple[int, int]  # characters in Reading.text, end excluded
Spans = tuple[Span, ...]  # several where a value was rejoined from cells or lines


class DocumentKind(StrEnum):
    PRIVACY_NOTICE = "privacy_notice"
    SUPPLIER_LIST = "supplier_list"
    EXTRACT = "extract"
    CONSENT_FORM = "consent_form"
    CONTRACT_SCHEDULE = "contract_schedule"
    SUPPLIER_NOTICE = "supplier_notice"  # what a supplier itself says it is told
    OTHER = "other"


class Confidence(StrEnum):
    SURE = "sure"
    CHECK = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRead:
    """One data item in an entry."""

    item: str  # a key of domain/items.toml
    flow: Flow
    certain: bool = True  # False: "potential", "may", "if"
    subjects: tuple[Subject, ...] = (Subject.PUPIL,)
    conditions: tuple[str, ...] = ()  # the words: "if given"
    evidence: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One recipient, as printed. None or empty: the document does not say."""

    name: str
    canonical: str | None = None  # the catalogue's name, where it is known
    organisation: str | None = None
    kind: Kind | None = None
    purposes: tuple[str, ...] = ()
    items: tuple[ItemRead, ...] = ()
    nothing_shared: bool = False
    open_ended: bool = False  # "etc.", "such as", "some information"
    subjects: tuple[Subject, ...] = ()
    service_type: ServiceType | None = None
    year_groups: str | None = None
    risk_assessed: str | None = None  # "YYYY-MM" or "awaiting"
    website: str | None = None
    privacy_notice_linked: bool = False
    choice: ChoiceKind | None = None
    alternative: str | None = None  # what a family who says no is offered
    via: str | None = None  # the integrator it comes through
    access: str | None = None  # "to maintain the service or to fix faults"
    controls: str | None = None
    state: EntryState = EntryState.UNKNOWN
    status_note: str | None = None
    section: str | None = None
    basis: str | None = None  # as printed
    condition: str | None = None
    role: str | None = None
    retention: str | None = None
    storage: str | None = None
    transfer: str | None = None
    contract: str | None = None
    blanks: tuple[str, ...] = ()  # fields whose label is printed with nothing behind it
    evidence: Mapping[str, Spans] = field(default_factory=dict)  # by the field's name
    confidence: Mapping[str, Confidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing the page says of all or some of its sharing."""

    kind: str  # consent_policy, storage_region, marketing … : notices/statements.toml lists them
    value: str
    qualifier: str | None = None  # "the majority"
    applies_to: str = "document"  # document, section or entry
    section: str | None = None
    evidence: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """A service the page says is not used, or not told anything."""

    name: str
    evidence: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that was read."""

    name: str
    sha256: str
    encoding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document read. Spans count in the characters of `text`."""

    source: Source
    text: str
    school: str | None
    document_kind: DocumentKind
    entries: tuple[Entry, ...] = ()
    statements: tuple[Statement, ...] = ()
    denied: tuple[Denied, ...] = ()
    not_understood: Spans = ()
    warnings: tuple[str, ...] = ()
