"""Accounts at a recipient's SCIM door: which it did not take, and ending those of pupils who have left."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schoolgate.actions import doors, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.feeds import made_for_preview
from schoolgate.actions.office import Office
from schoolgate.actions.pupils import was_sent
from schoolgate.actions.turn import turn_to_send
from schoolgate.couriers import scim
from schoolgate.couriers.scim_troubles import explained
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.door import DoorKind
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import DeletionState
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.store import deletions, runs, salts


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """One account or group of the last run. pupil  an id of the roll; None: of staff, or a class."""

    key: str
    pupil: str | None = field(repr=False)
    code: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What became of accounts that were to be deleted."""

    slug: str
    deleted: int
    refused: tuple[NotTaken, ...]


def troubles(office: Office, name: str, *, at: datetime) -> tuple[NotTaken, ...]:
    """Of the last run, in the order of their keys; none where all was taken."""
    agreement = register.find_standing(office, name)
    made = runs.for_agreement(office.tenant, agreement.slug)
    if not made or not made[-1].troubles:
        return ()
    whose = {key: pupil for pupil, key in _keys(office, agreement, salts.known(office.tenant), at).items()}
    return tuple(_not_taken(key, whose.get(key), code) for key, code in sorted(made[-1].troubles.items()))


def _not_taken(key: str, pupil: str | None, code: str) -> NotTaken:
    told = explained(code)
    return NotTaken(key=key, pupil=pupil, code=code, why=told.why, remedy=told.remedy)


def delete(
    office: Office,
    name: str,
    pupils: Collection[str],
    *,
    clock: Callable[[], datetime],
    network: Network = INTERNET,
    dry_run: bool = False,
) -> Ended:
    """Ends the accounts of these pupils at the recipient for good, when a person asks for it.

    Raises  Refused, and nothing is deleted, where one of them was never sent or is in today's feed;
            NotDelivered where the recipient's server can't be asked.
    """
    agreement = register.find_standing(office, name)
    at = clock()
    _refuse(office, agreement, pupils, at)
    keys = _keys(office, agreement, pupils, at)
    if dry_run:
        return Ended(slug=agreement.slug, deleted=len(keys), refused=())
    with turn_to_send(office):
        opened = doors.opened(office, agreement.slug, DoorKind.SCIM, clock=clock, network=network)
        wrong = scim.remove(opened, tuple(keys.values()))
    for pupil, key in keys.items():
        if key not in wrong:
            deletions.move(office.tenant, agreement.slug, pupil, DeletionState.DONE)
    refused = tuple(_not_taken(key, who, wrong[key].detail) for who, key in keys.items() if key in wrong)
    return Ended(slug=agreement.slug, deleted=len(keys) - len(refused), refused=refused)


def _refuse(office: Office, agreement: Agreement, pupils: Collection[str], at: datetime) -> None:
    reasons = []
    if unknown := sum(not was_sent(office, agreement.slug, one) for one in pupils):
        reasons.append(f"{unknown} of these pupils were never sent to {agreement.service}; check their ids")
    if still := len(_in_feed(office, agreement, at) & set(pupils)):
        reasons.append(
            f"{still} of these pupils are in today's feed, which would make their accounts anew; "
            "delete accounts of pupils who have left, or whose family said no"
        )
    if reasons:
        raise Refused("No account was deleted.", reasons)


def _in_feed(office: Office, agreement: Agreement, at: datetime) -> set[str]:
    """Pupils whom the agreement sends today; nobody where it lets nothing out."""
    try:
        return set(made_for_preview(office, agreement, at=at).people)
    except (NotFound, Refused):
        return set()


def _keys(office: Office, agreement: Agreement, pupils: Collection[str], at: datetime) -> Mapping[str, str]:
    """Pupil → the key that the recipient knows the account by."""
    names = _names(office, agreement, at)
    return {pupil: names.of("pupil", pupil) for pupil in pupils}


def _names(office: Office, agreement: Agreement, at: datetime) -> Pseudonyms:
    with roll.opened(office) as snapshot:
        return request_of(office, agreement, snapshot, at=at, by="", confirmed_by=None).names()
