"""Accounts at a recipient's SCIM door: which it did not take, and ending those of pupils who have left."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schoolgate.actions import doors, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.feeds import made_for_preview
from schoolgate.actions.office import Office
from schoolgate.actions.turn import turn_to_send
from schoolgate.couriers import scim
from schoolgate.couriers.scim_troubles import explained
from schoolgate.domain.agreement import Agreement, WhenEnded
from schoolgate.domain.door import DoorKind
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import DeletionState
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.store import deletion_requests, deletions, runs, salts


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
    """Ends accounts at the recipient for good, of pupils whom a person asked to be deleted there.

    pupils  empty: all whom such a request waits for
    Raises  Refused, and nothing is deleted, where no request waits for one of them or one is in today's feed;
            NotDelivered where the recipient's server can't be asked.
    """
    agreement = register.find_standing(office, name)
    at = clock()
    asked = _asked_for(office, agreement)
    pupils = sorted(pupils or asked)
    _refuse(office, agreement, pupils, asked, at)
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


def _asked_for(office: Office, agreement: Agreement) -> set[str]:
    """Pupils whose data a person asked to be deleted there, having ruled out that it has to be kept."""
    found = [one for one in deletion_requests.requests(office.tenant) if one.slug == agreement.slug]
    named = {pupil for one in found if one.wanted is WhenEnded.DELETE for pupil in one.pupils}
    waiting = deletions.deletions(office.tenant, agreement.slug)
    return named & {one.pupil_id for one in waiting if one.state is DeletionState.ASKED}


def _refuse(
    office: Office, agreement: Agreement, pupils: Collection[str], asked: Collection[str], at: datetime
) -> None:
    reasons = []
    if unasked := len(set(pupils) - set(asked)) or not pupils:
        reasons.append(
            f"no request to delete waits for {f'{unasked} of these pupils' if pupils else 'anybody'}; once "
            f"nothing has to be kept, make one: schoolgate deletion make {agreement.slug} --form scim "
            "--no-hold NAME"
        )
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
