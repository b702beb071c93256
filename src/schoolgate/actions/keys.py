"""Keys that suppliers come with to fetch what one agreement lets out, and the tokens they get for them."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from schoolgate.actions import register, roll
from schoolgate.actions.disclose import refuse_before_roll, request_of
from schoolgate.actions.office import Office
from schoolgate.actions.unchanged import unchanged
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.errors import NotFound
from schoolgate.domain.pull import PullKey, PullToken
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.reach import is_other_person
from schoolgate.feeds.roster.entities import roster_of
from schoolgate.store import pulls

LASTS = timedelta(hours=1)  # of a token
SECRET = 32  # random bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeKey:
    """A new key with its secret, which nobody can be told again."""

    key: PullKey
    secret: str = ""

    def __repr__(self) -> str:
        return f"MadeKey({self.key.id!r})"


def make(
    office: Office, name: str, *, by: str, confirmed_by: str | None, at: datetime, dry_run: bool = False
) -> MadeKey:
    """A key bound to one agreement. It takes a second person where a first send does: an essential service
    is not kept waiting for one, and `doctor` asks for it.

    Raises  Refused with every rule that fails.
    """
    agreement = register.find_standing(office, name)
    refuse_before_roll(office, agreement, at.astimezone(SCHOOL_TIME).date())
    with roll.opened(office) as snapshot:
        request = request_of(office, agreement, snapshot, at=at, by=by, confirmed_by=confirmed_by)
        request = replace(request, previous=None, known_as=known_as(office, agreement) or request.known_as)
        roster = roster_of(request)
    secret = secrets.token_urlsafe(SECRET)
    key = PullKey(
        id=f"{agreement.slug}-{secrets.token_hex(6)}",
        slug=agreement.slug,
        secret_hash=_hashed(secret),
        made_by=by,
        confirmed_by=confirmed_by if confirmed_by and is_other_person(by, confirmed_by) else "",
        made_at=at,
        known_as=request.recipient_name(),
        reach=dict(roster.reach.fields),
    )
    if not dry_run:
        pulls.add_key(office.tenant, key)
    return MadeKey(key=key, secret=secret)


def known_as(office: Office, agreement: Agreement) -> str | None:
    """The name that the sourcedIds of an earlier key were made under, whatever became of that key."""
    made = [one.known_as for one in pulls.keys(office.tenant) if one.slug == agreement.slug]
    return made[0] if made else None


def rotate(
    office: Office, key_id: str, *, by: str, confirmed_by: str | None, at: datetime, dry_run: bool = False
) -> MadeKey:
    """A new key for the same agreement. The old one works until it is revoked: nothing stands still."""
    return make(office, find(office, key_id).slug, by=by, confirmed_by=confirmed_by, at=at, dry_run=dry_run)


def revoke(office: Office, key_id: str, *, at: datetime, dry_run: bool = False) -> PullKey:
    """From this moment neither the key nor any token of it opens anything."""
    key = find(office, key_id)
    if not dry_run:
        pulls.revoke(office.tenant, key.id, at=at)
    return key


def find(office: Office, key_id: str) -> PullKey:
    """A key that was not revoked."""
    found = pulls.key(office.tenant, key_id)
    if found is None or found.revoked_at is not None:
        raise NotFound("Nothing was done: no key in use has this id. See them all with: schoolgate key list")
    return found


def all_keys(office: Office) -> tuple[PullKey, ...]:
    return pulls.keys(office.tenant)


def is_any(office: Office) -> bool:
    """Was a key ever made? Until then there is no door."""
    tenant = office.tenant
    return unchanged(lambda: bool(pulls.keys(tenant)), ("any key", tenant))


def keys_as_json(keys: Iterable[PullKey]) -> list[Mapping[str, Any]]:
    return [
        {
            "id": one.id,
            "agreement": one.slug,
            "made_by": one.made_by,
            "confirmed_by": one.confirmed_by,
            "made_at": one.made_at.isoformat(timespec="seconds"),
            "revoked_at": one.revoked_at.isoformat(timespec="seconds") if one.revoked_at else None,
        }
        for one in keys
    ]


def key_of(office: Office, key_id: str, secret: str) -> PullKey | None:
    """The key, where it is in use and the secret is its own."""
    key = pulls.key(office.tenant, key_id)
    same = hmac.compare_digest(_hashed(secret), key.secret_hash if key else "")
    return key if key is not None and key.revoked_at is None and same else None


def keep_token(office: Office, token: str, key: PullKey, scopes: Iterable[str], *, at: datetime) -> None:
    pulls.add_token(office.tenant, _hashed(token), key.id, scopes, expires_at=at + LASTS, at=at)


def token_of(office: Office, token: str, *, at: datetime) -> PullToken | None:
    """None where it was never given, has lapsed, or its key was revoked."""
    tenant, hashed = office.tenant, _hashed(token)
    found = unchanged(lambda: pulls.token(tenant, hashed), ("token", tenant, hashed))
    return found if found is not None and found.expires_at > at else None


def _hashed(secret: str) -> str:
    """256 random bits need no slow hash: nobody can try them all."""
    return hashlib.sha256(secret.encode()).hexdigest()
