"""The link that opens the pages, once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from schoolgate.actions.office import Office
from schoolgate.store import links

LASTS = timedelta(minutes=15)


def make_link(office: Office, *, at: datetime) -> str:
    """A fresh token; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    links.make(office.tenant, _hashed(token), expires_at=at + LASTS)
    return token


def use_link(office: Office, token: str, *, at: datetime) -> bool:
    """True once, and only before it expires."""
    return links.use(office.tenant, _hashed(token), at=at)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
