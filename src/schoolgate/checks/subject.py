"""What is checked: a notice or a register, in one shape, so that each question is written once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from schoolgate.checks.quotes import passage_around
from schoolgate.checks.records import NONE, Records
from schoolgate.domain import vocabulary
from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.contract import ContractTerm
from schoolgate.domain.finding import FindingQuote, Severity
from schoolgate.domain.reading import DocumentKind, Span, Statement
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import ChoiceKind, EntryState, Flow, Kind, Role, ServiceType, Transform

Quotes = tuple[FindingQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """One data item of one recipient."""

    item: str  # a key of domain/items.toml
    flow: Flow
    certain: bool = True
    transform: Transform = Transform.AS_IS
    reason: str | None = None  # why it is needed; a notice never says, a register may
    condition: str | None = None  # the Article 9 condition it stands on
    schedule_1: str | None = None
    quotes: Quotes = ()

    def is_involved(self) -> bool:
        return self.flow is not Flow.DENIED


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """One recipient. None or empty: nothing is said or recorded."""

    name: str
    slug: str | None = None  # the agreement, where it is of a register's
    service: KnownService | None = None
    organisation: str | None = None
    kind: Kind | None = None
    purposes: tuple[str, ...] = ()
    items: tuple[ItemFacts, ...] = ()
    subjects: frozenset[vocabulary.Subject] = frozenset()
    nothing_shared: bool = False
    open_ended: bool = False
    year_groups: str | None = None
    assessed: date | None = None  # the last day it can have been, where only a month is printed
    review_due: date | None = None
    awaiting: bool = False
    state: EntryState = EntryState.UNKNOWN
    choice: ChoiceKind | None = None
    section: str | None = None
    website: str | None = None
    privacy_notice_linked: bool = False
    bases: tuple[str, ...] = ()
    basis_missing: bool = True
    retention: str | None = None
    storage: str | None = None
    transfer: str | None = None
    service_type: ServiceType | None = None
    roles: frozenset[Role] = frozenset()
    role_missing: bool = True
    roleless: tuple[str, ...] = ()  # a register's clauses that say no role
    contract: str | None = None
    via: str | None = None  # the integrator it comes through
    access: str | None = None  # "to maintain the service or to fix faults"
    alternative: str | None = None  # what a family who says no is offered
    years_known: bool = False  # the register can tell of whom; of a notice its words are asked
    consent_lacks: tuple[str, ...] = ()  # what a clause that stands on consent has not recorded
    when_ended: str | None = None  # what becomes of the data when the agreement has ended
    blanks: tuple[str, ...] = ()
    quotes: Mapping[str, Quotes] = field(default_factory=dict)  # by the field's name
    passages: Quotes = ()  # all that its own part of the document says, passage by passage

    def words(self, *fields: str) -> Quotes:
        """The words these fields came from, each once, in the order asked."""
        return distinct(quote for name in fields for quote in self.quotes.get(name, ()))

    def involved(self) -> tuple[ItemFacts, ...]:
        return tuple(item for item in self.items if item.is_involved())

    def own_items(self) -> tuple[ItemFacts, ...]:
        """Those named in its own part of the document, not in a heading or a sentence about all."""
        own = set(self.passages)
        return tuple(item for item in self.involved() if not own or own.intersection(item.quotes))

    def is_in_use(self) -> bool:
        return self.state not in (EntryState.PAST, EntryState.NOT_IN_USE)

    def is_supplier(self) -> bool:
        return self.kind is Kind.SUPPLIER or (self.kind is None and self.service_kind() is Kind.SUPPLIER)

    def service_kind(self) -> Kind | None:
        return Kind(self.service.kind) if self.service else None

    def concerns_pupils(self) -> bool:
        return not self.subjects or vocabulary.Subject.PUPIL in self.subjects

    def same_as(self) -> str:
        """What two rows of one recipient share, however each prints it."""
        return fold(self.service.name if self.service else self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A notice as read, or a school's register, on one day.

    document        None: the register, which must hold everything itself
    text            what the spans of quotes count in; empty for a register
    ended           a register's agreements that have ended; they are no entries
    printed_school  the school's name as a document prints it
    printed_nation  the one nation whose own bodies and rules a document names
    contract_terms  what a contract says of Article 28(3); None: it is no contract, or nobody looked
    review_months   an assessment older than this is due for review; `overdue_months`: overdue
    """

    on: date
    school: School | None = None
    document: DocumentKind | None = None
    entries: tuple[EntryFacts, ...] = ()
    statements: tuple[Statement, ...] = ()
    text: str = ""
    officer: str | None = None  # the data protection officer's contact, where a register holds one
    complaint_route: str | None = None
    printed_school: str | None = None
    printed_nation: vocabulary.Nation | None = None
    controller: str | None = None  # its name, where a register holds one
    contract_terms: frozenset[ContractTerm] | None = None
    ended: tuple[EntryFacts, ...] = ()
    peers: tuple[EntryFacts, ...] = ()  # what other schools' documents say of their recipients
    records: Records = NONE
    review_months: int = 12
    overdue_months: int = 24

    def nation(self) -> vocabulary.Nation | None:
        """The school's; where nobody recorded it, the document's own."""
        return self.school.nation if self.school and self.school.nation else self.printed_nation

    def is_register(self) -> bool:
        return self.document is None

    def slug_of(self, entry: str | None) -> str | None:
        """The agreement that goes by this name; None where none or several do."""
        slugs = {one.slug for one in self.entries if one.name == entry and one.slug}
        return slugs.pop() if len(slugs) == 1 else None

    def should_say_all(self) -> bool:
        """A supplier list or an extract may leave to other papers what these two may not."""
        return self.document in (None, DocumentKind.PRIVACY_NOTICE)

    def weigh(self, severity: Severity) -> Severity:
        """How grave it is that something is not said here: elsewhere it may be."""
        return severity if self.should_say_all() else Severity.QUESTION

    def quote(self, span: Span) -> FindingQuote:
        return FindingQuote(value=self.text[slice(*span)], span=span)

    def found(self, *patterns: re.Pattern[str]) -> Iterator[FindingQuote]:
        """Each passage of the text in which a pattern is met, in order, each once."""
        spans = sorted({m.span() for pattern in patterns for m in pattern.finditer(self.text)})
        yield from distinct(self.quote(passage_around(self.text, span)) for span in spans)

    def says(self, kinds: tuple[str, ...], entry: EntryFacts | None, pattern: re.Pattern[str]) -> bool:
        """Does a statement of one of these kinds hold for this recipient, or for all where it is None?"""
        return any(
            said.kind in kinds and self._covers(said, entry) and pattern.search(self.printed(said))
            for said in self.statements
        )

    def _covers(self, said: Statement, entry: EntryFacts | None) -> bool:
        """A statement under a heading holds for the recipients listed there; under one that lists none,
        or a single one, it is said of the whole page."""
        if said.applies_to == "entry":
            return False
        listed = [one for one in self.entries if one.section == said.section]
        is_of_a_group = said.applies_to == "section" and said.section is not None and len(listed) > 1
        return not is_of_a_group or (entry is not None and entry.section == said.section)

    def printed(self, said: Statement) -> str:
        return " ".join([said.value, *(self.text[slice(*span)] for span in said.evidence)])


def distinct(quotes: Iterable[FindingQuote]) -> Quotes:
    return tuple(dict.fromkeys(quotes))
