"""What a school keeps beside its register, as far as a check needs it: what left, what families said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from schoolgate.domain.contract import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One parcel that left, or may have, beside what its version of the agreement allowed.

    entry      its number in the ledger
    items      what was in it; `permitted`: what that version says is sent
    whose      of whom it was made: "everyone", "year 4", "class 4 Oak"; `scope`: of whom that version speaks
    refused    pupils of whom something was in it that their families' answers did not allow when it was made
    """

    entry: int
    slug: str
    on: date
    version: int
    is_approved: bool
    items: frozenset[str]
    permitted: frozenset[str]
    whose: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A pupil who left the school, without a name: what had to follow, and what is on record of it.

    on          the last day on roll
    file_due    the last day for the common transfer file; `protection_due`: for the child protection file
    file_on     a common transfer file of the pupil left here; None: none did
    protection_on   a service was asked to pass the child protection file on; `receipt_on`: it was answered
    """

    on: date
    file_due: date
    protection_due: date
    file_on: date | None = None
    protection_on: date | None = None
    receipt_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """None: nobody looked, so nothing is asked.

    permissions   slug → pupils for whom a yes stands
    declared      names of the recipients in the newest notice on file
    contracts     slug → what was found in the contract, where somebody looked
    """

    sendings: tuple[Sending, ...] = ()
    permissions: Mapping[str, int] | None = field(default=None)
    declared: tuple[str, ...] | None = None
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    left: tuple[Left, ...] = ()
    papers: tuple[str, ...] = field(default=(), repr=False)


NONE = Records()
