"""Doors: where each recipient takes its parcels in, the secret that opens it, and trying it."""

import base64
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from schoolgate.actions import hosts, profiles, register
from schoolgate.actions.documents import write_whole
from schoolgate.actions.doorway import FOLDER, Doorway
from schoolgate.actions.office import Office
from schoolgate.couriers import COURIERS, DOORS, LOOKS, Courier
from schoolgate.couriers.address import Address, address_of
from schoolgate.couriers.opened import Opened
from schoolgate.couriers.proofs import refuse_proofs
from schoolgate.domain.door import Door, DoorKind
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.domain.run import FeedRun
from schoolgate.domain.step import Reason, Step
from schoolgate.egress.guard import Guard
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.formats import profile_for
from schoolgate.store import doors as kept

ACCOUNTS = "scim_json"
SOON = timedelta(days=30)  # enough to agree on a new key with a recipient
SIGNING_BYTES = 24  # Standard Webhooks: between 24 and 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody says of a door. `secret` of None: for HTTPS one is made here."""

    address: str
    user: str = ""
    host_key: str = ""
    secret: bytes | None = None
    expires: date | None = None
    by: str

    def __repr__(self) -> str:
        return "Asked(…)"


def add(office: Office, name: str, asked: Asked, *, at: datetime, dry_run: bool = False) -> Door:
    """The agreement's door from now on, in place of any before. Raises Invalid; Refused for its host."""
    agreement = register.find(office, name)
    address = address_of(asked.address, hosts.private(office.home))
    door = Door(
        slug=agreement.slug,
        kind=address.kind,
        address=address.shown,
        user=asked.user or address.user,
        host_key=asked.host_key.strip(),
        expires=asked.expires,
        set_by=asked.by,
        set_at=at,
    )
    secret = asked.secret if asked.secret is not None else _made(door.kind)
    refuse_proofs(door, secret)
    _refuse_host(office, address)
    if not dry_run:
        write_whole(secret_file(office, door.slug), secret)
        kept.put_door(office.tenant, door)
    return door


def rotate(
    office: Office,
    name: str,
    secret: bytes | None,
    *,
    expires: date | None,
    by: str,
    at: datetime,
    dry_run: bool = False,
) -> Door:
    """A new secret. What is signed is signed by the one before as well, until the next rotation."""
    door = _standing(office, name)
    new = secret if secret is not None else _made(door.kind)
    refuse_proofs(door, new)
    changed = replace(door, expires=expires, set_by=by, set_at=at)
    if not dry_run:
        before = _read(office, door.slug) if door.kind is DoorKind.HTTPS else b""
        first = before.split(b"\n")[0]
        write_whole(secret_file(office, door.slug), new.rstrip(b"\n") + b"\n" + first if first else new)
        kept.put_door(office.tenant, changed)
    return changed


def remove(office: Office, name: str, *, by: str, at: datetime, dry_run: bool = False) -> Door:
    """The secret goes too: the recipient can then tell that nothing more is to come."""
    door = _standing(office, name)
    if not dry_run:
        kept.take_door_away(office.tenant, door.slug, by=by, at=at)
        secret_file(office, door.slug).unlink(missing_ok=True)
    return door


def listing(office: Office) -> tuple[Door, ...]:
    return tuple(kept.doors(office.tenant).values())


def ending(office: Office, *, on: date) -> Mapping[str, date]:
    """Slug → the last day of its door's key, where that is past or within `SOON`; the first to end first."""
    found = {one.slug: one.expires for one in listing(office) if one.expires and one.expires <= on + SOON}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def check(
    office: Office, name: str, *, clock: Callable[[], datetime], network: Network = INTERNET
) -> tuple[Door, str]:
    """Tries the door and sends nothing. Raises NotDelivered with what is wrong."""
    door = _standing(office, name)
    return door, LOOKS[door.kind](_opened(office, door, clock, network))


def doorway(
    office: Office, slug: str, *, clock: Callable[[], datetime], network: Network = INTERNET
) -> Doorway:
    """Raises Refused: no door, no secret, or one that has expired."""
    door = kept.doors(office.tenant).get(slug)
    if door is None:
        raise Refused(
            "No feed was run.",
            [
                Reason(
                    "It has no door.",
                    Step.NAME_DOOR,
                    f"Set --out, or add one with: schoolgate door add {slug} ADDRESS",
                )
            ],
        )
    if door.has_expired(clock().date()):
        raise Refused(
            "No feed was run.",
            [
                Reason(
                    f"The key of its door expired on {door.expires}.",
                    Step.RENEW_KEY,
                    f"A new one is taken by: schoolgate door rotate {slug}",
                )
            ],
        )
    _refuse_format(office, door)
    return Doorway(
        name=door.kind.value,
        courier=DOORS[door.kind](_opened(office, door, clock, network)),
        # The run's id after '#' stays here: it names the message, and never goes out in an address.
        place=lambda _slug, _at, run: f"{door.address}#{run}",
    )


def opened(
    office: Office, slug: str, kind: DoorKind, *, clock: Callable[[], datetime], network: Network = INTERNET
) -> Opened:
    """The agreement's door, where it is of this kind. Raises Refused; NotFound where there is none."""
    door = _standing(office, slug)
    if door.kind is not kind:
        raise Refused("Nothing was done.", [f"the door of {slug} is {door.address}, and that is not {kind}"])
    return _opened(office, door, clock, network)


def courier_of(
    office: Office, run: FeedRun, *, clock: Callable[[], datetime], network: Network = INTERNET
) -> Courier | None:
    """Who took an interrupted run; None where its door has gone, or has moved."""
    if run.courier == FOLDER:
        return COURIERS[FOLDER]
    door = kept.doors(office.tenant).get(run.slug)
    if door is None or door.kind != run.courier or run.destination != f"{door.address}#{run.run}":
        return None
    try:
        return DOORS[door.kind](_opened(office, door, clock, network))
    except Refused:
        return None


def secret_file(office: Office, slug: str) -> Path:
    """Among the home's keys: a backup takes it, and `doctor` sees that nobody else can read it."""
    return office.home / "keys" / f"door-{office.tenant.school_id}-{slug}.key"


def door_as_json(door: Door) -> Mapping[str, Any]:
    return {
        "agreement": door.slug,
        "kind": door.kind.value,
        "address": door.address,
        "user": door.user,
        "host_key": door.host_key,
        "expires": door.expires.isoformat() if door.expires else None,
        "set_by": door.set_by,
        "set_at": door.set_at.isoformat(),
    }


def _standing(office: Office, name: str) -> Door:
    slug = register.find(office, name).slug
    door = kept.doors(office.tenant).get(slug)
    if door is None:
        raise NotFound(f"'{slug}' has no door. Set one with: schoolgate door add {slug} ADDRESS")
    return door


def _opened(office: Office, door: Door, clock: Callable[[], datetime], network: Network) -> Opened:
    home = office.home
    guard = Guard(frozenset(hosts.allowed(home)), network, hosts.private(home))
    return Opened(door=door, secret=_read(office, door.slug), guard=guard, clock=clock)


def _read(office: Office, slug: str) -> bytes:
    try:
        return secret_file(office, slug).read_bytes()
    except FileNotFoundError:
        raise Refused(
            "No feed was run.",
            [
                Reason(
                    "Its door's key is not among the home's keys.",
                    Step.RENEW_KEY,
                    f"A new one is taken by: schoolgate door rotate {slug}",
                )
            ],
        ) from None


def _refuse_format(office: Office, door: Door) -> None:
    """A door for accounts takes nothing else: said before anything is written down."""
    agreement = register.find_standing(office, door.slug)
    profile = profile_for(agreement, profiles.own(office))
    if door.kind is DoorKind.SCIM and profile is not None and profile.writer != ACCOUNTS:
        raise Refused(
            "No feed was run.",
            [
                Reason(
                    f"Its door takes accounts over SCIM, and its format is {profile.name}.",
                    Step.NAME_FORMAT,
                    f"Let it be {ACCOUNTS}.",
                )
            ],
        )


def _refuse_host(office: Office, address: Address) -> None:
    host = address.host
    if host not in hosts.allowed(office.home) and (host, address.port) not in hosts.private(office.home):
        raise Refused(
            "No door was set.",
            [f"{host} is not among the hosts that this home may reach; schoolgate egress allow {host}"],
        )


def _made(kind: DoorKind) -> bytes:
    """Raises Invalid where only the recipient can give one."""
    if kind is not DoorKind.HTTPS:
        raise Invalid(
            "No door was set: it needs the password, the private key or the token that the recipient knows. "
            "Give the file it is in: --secret-file FILE"
        )
    return b"whsec_" + base64.b64encode(secrets.token_bytes(SIGNING_BYTES))
