"""The field's fixed lists: flows, subjects, lawful bases, conditions, choices, transforms."""

from enum import StrEnum


class Flow(StrEnum):
    """How an item comes to be with the recipient. Only SENT compiles to a feed."""

    SENT = "sent"
    CREATED = "created"  # arises in the service: scores, uploads, concerns written there
    ENTERED_BY_FAMILIES = "entered_by_families"
    VIEWED = "viewed"  # the recipient's people look; nothing is handed over
    RECEIVED = "received"  # comes from the recipient to the school
    DENIED = "denied"  # the document says this is not shared
    UNKNOWN = "unknown"  # the words do not decide it: a person must


class Subject(StrEnum):
    """Whose data it is."""

    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    VISITOR = "visitor"
    GOVERNOR = "governor"
    APPLICANT = "applicant"
    OTHER = "other"


class Kind(StrEnum):
    """What sort of body receives."""

    SUPPLIER = "supplier"
    STATUTORY = "statutory"
    AUTHORITY = "authority"
    PROFESSIONAL = "professional"
    PUBLIC = "public"
    OTHER = "other"


class ServiceType(StrEnum):
    PURCHASED = "purchased"
    FREE = "free"
    EXTERNAL = "external"
    GOVERNMENT = "government"


class EntryState(StrEnum):
    """What a notice says of an entry's use."""

    IN_USE = "in_use"
    AWAITING = "awaiting"
    PAST = "past"
    NOT_IN_USE = "not_in_use"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """UK GDPR Article 6(1), by its letter; (ea) was added by the Data (Use and Access) Act 2025, s.70."""

    CONSENT = "6(1)(a)"
    CONTRACT = "6(1)(b)"
    LEGAL_OBLIGATION = "6(1)(c)"
    VITAL_INTERESTS = "6(1)(d)"
    PUBLIC_TASK = "6(1)(e)"
    RECOGNISED_LEGITIMATE_INTEREST = "6(1)(ea)"
    LEGITIMATE_INTERESTS = "6(1)(f)"


class Condition(StrEnum):
    """UK GDPR Article 9(2), by its letter."""

    EXPLICIT_CONSENT = "9(2)(a)"
    EMPLOYMENT = "9(2)(b)"
    VITAL_INTERESTS = "9(2)(c)"
    NOT_FOR_PROFIT = "9(2)(d)"
    MADE_PUBLIC = "9(2)(e)"
    LEGAL_CLAIMS = "9(2)(f)"
    SUBSTANTIAL_PUBLIC_INTEREST = "9(2)(g)"
    HEALTH_OR_SOCIAL_CARE = "9(2)(h)"
    PUBLIC_HEALTH = "9(2)(i)"
    ARCHIVING = "9(2)(j)"


class Role(StrEnum):
    """What the recipient is in law for one clause (UK GDPR Art 4(7), 4(8), 26)."""

    PROCESSOR = "processor"
    CONTROLLER = "controller"
    JOINT = "joint"


class ChoiceKind(StrEnum):
    """What a family may decide. The mechanism follows the basis: `choice_fits` says which pairs hold."""

    NONE = "none"  # a duty
    OBJECT = "object"  # no question asked, but Art 21 lets them object
    PERMISSION = "permission"  # the school's own opt-in, on top of public task
    OPT_OUT = "opt_out"  # the school's own opt-out, on top of public task
    CONSENT = "consent"  # consent in law: Art 6(1)(a), Art 7
    BIOMETRIC = "biometric"  # Protection of Freedoms Act 2012, s.26


OPT_IN = frozenset({ChoiceKind.PERMISSION, ChoiceKind.CONSENT, ChoiceKind.BIOMETRIC})

_CHOICES_BY_BASIS = {
    Basis.CONSENT: frozenset({ChoiceKind.CONSENT, ChoiceKind.BIOMETRIC}),
    Basis.CONTRACT: frozenset({ChoiceKind.NONE, ChoiceKind.PERMISSION, ChoiceKind.OPT_OUT}),
    Basis.LEGAL_OBLIGATION: frozenset({ChoiceKind.NONE}),
    Basis.VITAL_INTERESTS: frozenset({ChoiceKind.NONE}),
    Basis.PUBLIC_TASK: frozenset({ChoiceKind.OBJECT, ChoiceKind.PERMISSION, ChoiceKind.OPT_OUT}),
    Basis.RECOGNISED_LEGITIMATE_INTEREST: frozenset({ChoiceKind.OBJECT}),
    Basis.LEGITIMATE_INTERESTS: frozenset({ChoiceKind.OBJECT, ChoiceKind.PERMISSION, ChoiceKind.OPT_OUT}),
}


def choice_fits(basis: Basis, choice: ChoiceKind) -> bool:
    """May this choice stand on this basis?

    Source: UK GDPR Art 7 (consent can be withdrawn), Art 21(1) (objection on 6(1)(e), (ea) and (f) only;
    (ea) was added by the Data (Use and Access) Act 2025, s.70), Protection of Freedoms Act 2012 s.26.
    """
    return choice in _CHOICES_BY_BASIS[basis]


def choices_for(basis: Basis) -> frozenset[ChoiceKind]:
    return _CHOICES_BY_BASIS[basis]


class Transform(StrEnum):
    """How little of a field leaves. ICO, "Edtech examined", June 2026."""

    AS_IS = "as_is"
    INITIAL = "initial"
    MONTH_AND_YEAR = "month_and_year"
    YEAR = "year"
    AGE_BAND = "age_band"
    COARSE_CODE = "coarse_code"
    PSEUDONYM = "pseudonym"


class Nation(StrEnum):
    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class SchoolType(StrEnum):
    MAINTAINED = "maintained"
    ACADEMY = "academy"
    INDEPENDENT = "independent"
    SPECIAL = "special"
    NURSERY = "nursery"
