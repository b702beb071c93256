"""Who decides: the controller in law, and its schools."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from schoolgate.domain.vocabulary import Nation, SchoolType

SCHOOL_TIME = ZoneInfo("Europe/London")  # its day decides who is on roll


@dataclass(frozen=True, slots=True, kw_only=True)
class Controller:
    """The legal entity that decides: governing body, academy trust, authority or proprietor."""

    id: str
    name: str
    dpo_name: str | None = None
    dpo_contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """One establishment. A nation or type of None is unknown: a rule of England is then not decided."""

    id: str
    controller_id: str
    name: str
    nation: Nation | None = None
    type: SchoolType | None = None
    phase: str | None = None
    urn: str | None = None  # six digits (GIAS)
    laestab: str | None = None  # seven digits: authority and establishment
    contact: str | None = None
    complaint_route: str | None = None
    website: str | None = None
    address: str | None = None  # for letters
    ages: str | None = None  # the youngest and the oldest pupils, such as "3-11"
    retention_policy: str | None = None  # where it says how long records are kept
    collections: str | None = None  # "scotland-census: the law for it; …", where the papers could not know
    security: str | None = None  # how records are kept safe, in a sentence
    automated_decisions: str | None = None  # what a machine alone decides about people; "none" where nothing
    review_months: int = 12  # how old an assessment may be; the school's own limit, no law sets one
    overdue_months: int = 24
