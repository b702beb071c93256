"""Who is at the door: the place of work, the person's name and the moment, handed to every view."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from schoolgate.actions.office import Office

NOBODY_NAMED = "the office"  # what is written beside a decision where the person gave no name
_OPENED_FOR, _NAME = "opened_for", "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request's circumstances. `by` is the name given when the link was opened."""

    office: Office
    by: str
    at: datetime
    on: date


def visit_of(request: HttpRequest) -> Visit:
    at = timezone.now()
    return Visit(
        office=cast(Callable[[], Office], settings.SCHOOLGATE_OFFICE)(),
        by=str(request.session.get(_NAME) or NOBODY_NAMED),
        at=at,
        on=timezone.localdate(at),
    )


def is_opened(request: HttpRequest) -> bool:
    return bool(request.session.get(_OPENED_FOR))


def open_for(request: HttpRequest, name: str) -> None:
    """From here on this browser may see the school's pages."""
    request.session[_OPENED_FOR] = True
    request.session[_NAME] = " ".join(name.split())


def close_for(request: HttpRequest) -> None:
    request.session.flush()
