"""The one way to a view: who may open it, by which method, and what an error becomes."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from schoolgate.domain.errors import Ambiguous, Invalid, NotFound, Refused, SchoolgateError
from schoolgate.web.visit import Visit, is_opened, visit_of

View = Callable[..., HttpResponse]  # (request, visit, **what the path names)


class Who(StrEnum):
    ANYONE = "anyone"
    OPENED = "opened"  # a browser that used a one-time link


@dataclass(frozen=True, slots=True)
class Address:
    """One row of access.py."""

    path: str
    view: View
    who: Who
    methods: tuple[str, ...]


BY_CAUSE: tuple[tuple[type[SchoolgateError], int], ...] = (
    (NotFound, 404),
    (Ambiguous, 409),
    (Refused, 409),
    (Invalid, 422),
    (SchoolgateError, 500),
)


def guarded(address: Address) -> Callable[..., HttpResponse]:
    @wraps(address.view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if address.who is not Who.ANYONE and not is_opened(request):
            return render(request, "closed.html", status=403)
        if request.method not in address.methods and not (
            request.method == "HEAD" and "GET" in address.methods
        ):
            return HttpResponseNotAllowed(address.methods)
        return _answer(address.view, request, visit_of(request), **named)

    return answer


def _answer(view: View, request: HttpRequest, visit: Visit, **named: Any) -> HttpResponse:
    try:
        return view(request, visit, **named)
    except SchoolgateError as error:
        return stopped(request, error)


def stopped(request: HttpRequest, error: SchoolgateError) -> HttpResponse:
    """What the office reads when a deed was not done: the error's own words, each reason on a line."""
    reasons = error.reasons if isinstance(error, Refused) else ()
    words = str(error).split("\n")[0] if reasons else error.sentence
    status = next(code for cause, code in BY_CAUSE if isinstance(error, cause))
    return render(request, "stopped.html", {"words": words, "reasons": reasons}, status=status)


def no_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check failed."""
    return render(request, "refused_form.html", status=403)
