"""What a request is handed: the school's office, its pages for suppliers, the day's limits."""

import time
from datetime import UTC, datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from schoolgate.actions.office import Office
from schoolgate.actions.pulling import Provider
from schoolgate.api.rate import Rate

TOKENS_A_MINUTE = 120  # that one address may ask for


def now() -> datetime:
    return datetime.now(UTC)


def office() -> Office:
    found = settings.SCHOOLGATE_OFFICE()
    assert isinstance(found, Office)
    return found


def provider() -> Provider:
    return _provider_of(office())


@lru_cache(maxsize=8)
def _provider_of(place: Office) -> Provider:
    return Provider(place, now)


@lru_cache(maxsize=1)
def pages() -> Rate:
    return Rate(share_of(settings.PULLS_A_MINUTE), time.monotonic)


@lru_cache(maxsize=1)
def tokens() -> Rate:
    return Rate(share_of(TOKENS_A_MINUTE), time.monotonic)


def share_of(a_minute: int) -> int:
    """What this process may let through, so that all of them together keep to the limit. 0: no limit."""
    return max(1, a_minute // settings.SERVED_BY) if a_minute else 0


def site_of(request: HttpRequest) -> str:
    """Where suppliers reach us, without a slash at the end: as the operator says, else as they asked."""
    said: str | None = settings.SCHOOLGATE_ADDRESS
    return said.rstrip("/") if said else f"{request.scheme}://{request.get_host()}"
