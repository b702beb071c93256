"""Accounts that a service has already: matched to pupils, looked at by two people, then kept or moved."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from schoolgate.actions import account_keys, agreements, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.handing import Handed, Paper, hand_over
from schoolgate.actions.office import Office
from schoolgate.actions.roll_file import read_steadily
from schoolgate.domain.agreement import Agreement, KeyKind
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.accounts.isolate import read_isolated
from schoolgate.feeds.accounts.match import ACCEPTABLE, Evidence, Match, Matching, match
from schoolgate.feeds.encoder import encode
from schoolgate.feeds.present import on_roll
from schoolgate.feeds.reach import is_other_person
from schoolgate.store.rehearsal import rehearsed

FILE = "moved_keys.csv"
PROFILE = "moved_keys/1"
NOBODYS = "nobody's on this roll"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A recipient's list of accounts. accepted  evidence that a person lets pass for all accounts at once"""

    path: Path
    key_heading: str = ""
    accepted: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """rehearsed  the digest that the rehearsal printed; accept_lost  accounts of nobody may stay behind"""

    by: str
    confirmed_by: str | None
    rehearsed: str | None
    accept_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Every pupil matched, doubtful and lost, before anything is kept or sent."""

    slug: str
    service: str
    matching: Matching

    @property
    def digest(self) -> str:
        return self.matching.digest()


def rehearse(office: Office, name: str, listing: Listing, *, at: datetime) -> Rehearsal:
    """Raises NotFound without a roll; Invalid where the list can't be read, with every fault."""
    agreement = register.find(office, name)
    if strange := [one for one in listing.accepted if one not in ACCEPTABLE]:
        raise Invalid(
            f"Nothing was matched: '{strange[0]}' can't be accepted for all accounts at once. "
            f"It can be {', '.join(ACCEPTABLE)}; settle the others in the list, with the pupil's UPN."
        )
    on = at.astimezone(SCHOOL_TIME).date()
    accounts = read_isolated(
        read_steadily(listing.path), listing.path.name, on, key_heading=listing.key_heading
    )
    pupils = _pupils(office)
    found = match(accounts, pupils, on_roll=on_roll(pupils, on), accepted=listing.accepted)
    return Rehearsal(slug=agreement.slug, service=agreement.service, matching=found)


def _pupils(office: Office) -> tuple[Mapping[str, Any], ...]:
    with roll.opened(office) as snapshot:
        return tuple(snapshot.pupils()["pupil"].records())


def keep(
    office: Office,
    name: str,
    listing: Listing,
    confirmed: Confirmation,
    *,
    at: datetime,
    dry_run: bool = False,
) -> Agreement:
    """The next version keeps the service's own keys; a joiner without an account gets one of ours.

    Raises  Refused with every rule that fails; nothing is then kept.
    """
    found = _confirmed(office, name, listing, confirmed, at)
    before = register.find(office, name)
    after = replace(
        before, key=KeyKind.ACCOUNT, key_field=None, key_reason=_reason(listing, found, at.date())
    )
    with rehearsed(office.tenant, dry_run=dry_run):
        account_keys.keep(office, before.slug, found.matching.keys(), at=at)
        return agreements.new_version(
            office, before, after, by=confirmed.by, at=at, why=_why("keys kept", found, confirmed)
        )


def move(
    office: Office,
    name: str,
    listing: Listing,
    confirmed: Confirmation,
    *,
    out: Path,
    clock: Callable[[], datetime],
) -> tuple[Agreement, Handed]:
    """A file of old and new keys for the recipient, and a draft that uses the new ones.

    The draft is approved once the recipient has changed its keys: until then feeds go on as before.
    """
    at = clock()
    found = _confirmed(office, name, listing, confirmed, at)
    before = register.find(office, name)
    after = replace(before, key=KeyKind.PSEUDONYM, key_field=None, key_reason=None)
    handed = hand_over(office, before, _moves(office, after, found.matching, at), out=out, clock=clock)
    made = agreements.new_version(
        office, before, after, by=confirmed.by, at=clock(), why=_why("keys moved", found, confirmed)
    )
    return made, handed


def _moves(office: Office, after: Agreement, found: Matching, at: datetime) -> Paper:
    with roll.opened(office) as snapshot:
        names = request_of(office, after, snapshot, at=at, by="", confirmed_by=None).names()
    rows = sorted((old, names.of("pupil", pupil)) for pupil, old in found.keys().items())
    return Paper(
        profile=PROFILE,
        files={FILE: encode(("Old key", "New key"), rows)},
        rows=len(rows),
        people=dict.fromkeys(found.keys(), ("pupil_id",)),
        fields=("Old key", "New key"),
    )


def _confirmed(
    office: Office, name: str, listing: Listing, confirmed: Confirmation, at: datetime
) -> Rehearsal:
    found = rehearse(office, name, listing, at=at)
    if reasons := list(_objections(found, confirmed)):
        raise Refused(f"No account of {found.service} was kept or moved.", reasons)
    return found


def _objections(found: Rehearsal, confirmed: Confirmation) -> Iterator[str]:
    matching = found.matching
    if confirmed.rehearsed != found.digest:
        yield (
            "It is not what was rehearsed: look at every account with --dry-run, and give the digest that it "
            "prints with --rehearsed. The list, the roll or what is accepted may have changed since."
        )
    if not matching.matched:
        yield "No account is matched to a pupil, so there is nothing to keep. Give a list of another export."
    if matching.doubtful:
        yield (
            f"{_accounts(matching.doubtful, 'doubtful')}. Put the pupil's UPN or admission number into "
            "the list, or say with --accept which evidence is enough."
        )
    if matching.lost and not confirmed.accept_lost:
        yield (
            f"{_accounts(matching.lost, NOBODYS)}. If {_of_leavers(matching.lost)}, "
            "say --accept-lost; if not, correct the list: else a pupil would get a second account."
        )
    if not is_other_person(confirmed.by, confirmed.confirmed_by):
        yield "A second person has to confirm it. Give the name of somebody other than who is doing this."


def _accounts(those: Sequence[Match], what: str) -> str:
    return f"1 account is {what}" if len(those) == 1 else f"{len(those)} accounts are {what}"


def _of_leavers(those: Sequence[Match]) -> str:
    return "it is of a pupil who has left" if len(those) == 1 else "they are of pupils who have left"


def _reason(listing: Listing, found: Rehearsal, on: date) -> str:
    return f"accounts that were there before, matched on {on} from {listing.path.name} ({found.digest})"


def _why(what: str, found: Rehearsal, confirmed: Confirmation) -> str:
    counts = f"{len(found.matching.matched)} matched, {len(found.matching.lost)} left behind"
    return f"{what}: {counts}, confirmed by {confirmed.confirmed_by}"


def rows_of(found: Rehearsal) -> Iterator[tuple[str, str, str, str]]:
    """(what, account, pupils, by what): of every account, then of every pupil who has none."""
    for what, those in (
        ("matched", found.matching.matched),
        ("doubtful", found.matching.doubtful),
        ("lost", found.matching.lost),
    ):
        for one in those:
            yield what, one.account.key, ", ".join(one.pupils), one.words
    for pupil in found.matching.without:
        yield "new", "", pupil, "no account: gets a key of ours"


def as_json(found: Rehearsal) -> Mapping[str, Any]:
    def told(one: Any) -> Mapping[str, Any]:
        body = asdict(one)
        account = body.pop("account")
        return {"key": account["key"], "row": account["row"], **body}

    return {
        "slug": found.slug,
        "service": found.service,
        "digest": found.digest,
        "matched": [told(one) for one in found.matching.matched],
        "doubtful": [told(one) for one in found.matching.doubtful],
        "lost": [told(one) for one in found.matching.lost],
        "without": list(found.matching.without),
    }
