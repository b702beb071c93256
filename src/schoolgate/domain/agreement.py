"""What a school has agreed to share: with whom, what, why, on what footing."""

from dataclasses import dataclass
from enum import StrEnum

from schoolgate.domain.vocabulary import (
    OPT_IN,
    Basis,
    ChoiceKind,
    Condition,
    Flow,
    Kind,
    Role,
    ServiceType,
    Subject,
    Transform,
)


class AgreementState(StrEnum):
    """Only APPROVED is in force. A new version of an approved agreement is a draft again."""

    DRAFT = "draft"
    AWAITING = "awaiting"  # its assessment has not been made: nothing can override that
    APPROVED = "approved"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Criticality(StrEnum):
    """ESSENTIAL: a child could come to harm if it stopped, so a review merely past warns and escalates."""

    ESSENTIAL = "essential"
    OTHER = "other"


class Standing(StrEnum):
    STANDING = "standing"
    STATUTORY = "statutory"
    OCCASIONAL = "occasional"  # police, auditors, courts: each disclosure is recorded, nothing to approve


class WhenEnded(StrEnum):
    """What the recipient does with what it holds when a pupil leaves or a family withdraws."""

    RETURN = "return"
    TRANSFER = "transfer"
    DELETE = "delete"
    KEEP = "keep"  # a legal hold, a safeguarding file: said aloud


class KeyKind(StrEnum):
    """What a recipient knows a pupil by."""

    PSEUDONYM = "pseudonym"  # ours, for this recipient alone
    EXISTING = "existing"  # a key the service already uses and the roll holds, kept with its reason
    ACCOUNT = "account"  # the service's own key of each account, matched to pupils by a rehearsed mapping
    UNKNOWN = "unknown"  # the service is in use already, and nobody has said what it knows pupils by


class Depends(StrEnum):
    """What a printed condition of an item ("if given", "in an emergency") comes to, once settled."""

    ALWAYS = "always"  # it leaves of everybody in the scope; a blank stays a blank
    PERMISSION = "permission"  # it leaves where a family has said yes, so its clause has to ask
    ON_REQUEST = "on_request"  # told on occasion, each time recorded; never in a feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words in a document that a value came from."""

    document: str  # the document's digest
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One item of a clause: how it gets there and how little of it."""

    item: str  # a key of items.toml
    flow: Flow
    certain: bool = True
    transform: Transform = Transform.AS_IS
    subjects: tuple[Subject, ...] = (Subject.PUPIL,)
    conditions: tuple[str, ...] = ()  # as printed: "if given"
    depends: Depends | None = None  # what they come to; None: nobody has said, so it does not leave
    reason: str | None = None  # why it is needed; a UPN leaves only with one
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose rows. `stated` is what the notice prints; None everywhere is unknown, never 'all'."""

    stated: str | None = None
    everyone: bool = False
    year_groups: tuple[str, ...] = ()  # YEARS and STAGES of domain/roll
    classes: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()  # ids of single pupils, chosen by a person
    groups: tuple[str, ...] = ()  # teaching groups by name: who sits in one that day

    def is_known(self) -> bool:
        return self.everyone or bool(self.year_groups or self.classes or self.pupils or self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a family may decide about a clause. kind None: unknown."""

    kind: ChoiceKind | None = None
    alternative: str | None = None  # what a family who says no is offered
    route: str | None = None  # how to say so
    wording: str | None = None  # the question as asked

    def is_opt_in(self) -> bool:
        return self.kind in OPT_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One promise: these items, of these people, for these purposes, on this basis.

    What is not named does not leave.
    """

    id: str
    purposes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    basis: Basis | None = None
    basis_printed: str | None = None
    condition: Condition | None = None
    schedule_1: str | None = (
        None  # the DPA 2018 Schedule 1 condition, where the Article 9 condition needs one
    )
    legitimate_interest: str | None = None  # what the interest is, where the basis is 6(1)(f)
    role: Role | None = None
    choice: Choice = Choice()
    scope: Scope = Scope()

    def sent(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.flow is Flow.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version of what is agreed with one recipient for one service. Clauses stand in the order made."""

    slug: str
    version: int
    service: str
    state: AgreementState
    canonical: str | None = None  # the catalogue's name
    category: str | None = None  # the catalogue's category
    recipient: str | None = None  # the legal entity
    kind: Kind | None = None
    standing: Standing = Standing.STANDING
    criticality: Criticality = Criticality.OTHER
    clauses: tuple[Clause, ...] = ()
    service_type: ServiceType | None = None
    section: str | None = None
    website: str | None = None
    privacy_notice: str | None = None
    retention: str | None = None
    storage: str | None = None
    transfer: str | None = None
    contract: str | None = None
    controls: str | None = None
    via: str | None = None
    access: str | None = None
    adverts: str | None = None
    risk_printed: str | None = None  # "2019-09" or "awaiting", as the notice says
    format: str | None = None  # a name in feeds/formats; None: plain CSV of the sent items
    key: KeyKind = KeyKind.PSEUDONYM
    key_field: str | None = None  # the roll field of an existing key
    key_reason: str | None = None
    when_ended: WhenEnded | None = None
    please_delete: bool = True  # a withdrawal asks the recipient to delete; False for files held by law
    open_ended: bool = False
    nothing_shared: bool = False
    notes: tuple[str, ...] = ()
    quotes: tuple[tuple[str, Quote], ...] = ()  # field name, the words it came from

    def terms(self) -> tuple[Term, ...]:
        return tuple(term for clause in self.clauses for term in clause.terms)

    def sent(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms() if term.flow is Flow.SENT)

    def is_essential(self) -> bool:
        return self.criticality is Criticality.ESSENTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementChange:
    """Who made a version, when and why, and what differs from the one before."""

    slug: str
    version: int
    made_by: str
    made_at: str  # RFC 3339, UTC
    why: str
    before: Agreement | None  # None: the first version
    after: Agreement
