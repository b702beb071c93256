"""Whether a service may be used: who looked at the risk, what they found, until when it holds."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"
    AWAITING = "awaiting"


class SignerRole(StrEnum):
    """Who may sign. The data protection officer advises and never decides (UK GDPR Art 38(6), 39)."""

    HEAD = "head"
    DEPUTY = "deputy"
    BUSINESS_MANAGER = "business-manager"
    CHAIR = "chair"
    TRUST_LEAD = "trust-lead"
    PROPRIETOR = "proprietor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One look at one agreement. Later ones stand over earlier ones."""

    slug: str
    outcome: Outcome
    by: str
    role: str  # a SignerRole, or "notice" where only the school's notice says so
    on: date
    review_due: date | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A named person's word that a service past its review may go on until a day.

    Nothing else can be overridden.
    """

    slug: str
    by: str
    role: str
    reason: str
    until: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One version signed. The signature covers that version and no later one."""

    slug: str
    version: int
    by: str
    role: str
    made_at: datetime
