"""The one way in: which method, whose token, for which scope, how often; and what an error becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from schoolgate.actions import keys
from schoolgate.actions.pulling import NoSuchObject, QueryRefused, Version, scopes_of
from schoolgate.api import place
from schoolgate.api.faults import RETRY, Fault, Minor, answer, only
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.pull import PullToken

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")
SCOPE = "https://purl.imsglobal.org/spec/or/{version}/scope/{scope}"
SHUT = (
    "The school's agreement lets nothing out to this key now: it is not in force, was changed, or its roll "
    "is not there. Ask the school."
)
NO_DOOR = "This school hands nothing out here."


def posted(view: View) -> View:
    """Only POST; no cookie is read, so no form can be forged."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if not keys.is_any(place.office()):
            return answer(request, Fault(404, Minor.UNKNOWN, NO_DOOR))
        return view(request) if request.method == "POST" else only(request, "POST")

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def shown(view: View) -> View:
    """Only GET and HEAD, for anybody."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if not keys.is_any(place.office()):
            return answer(request, Fault(404, Minor.UNKNOWN, NO_DOOR))
        return _read(request, lambda: view(request))

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def fetched(view: View, version: Version) -> View:
    """Only GET, and HEAD which is its headers alone, with a token that opens the address."""

    @wraps(view)
    def answered(request: HttpRequest, **named: Any) -> HttpResponse:
        return _read(request, lambda: _told(view, version, request, tuple(named["words"].split("/"))))

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _read(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method not in READING:
        return only(request, *READING)
    response = make()
    if request.method == "HEAD":
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _told(view: View, version: Version, request: HttpRequest, parts: tuple[str, ...]) -> HttpResponse:
    try:
        _refuse_without_keys()
        found = _token(request)
        _refuse_too_many(found)
        _refuse_scope(found, version, scopes_of(parts))
        return view(request, version, found.key, parts)
    except Fault as fault:
        return answer(request, fault)
    except NoSuchObject:
        return answer(request, Fault(404, Minor.UNKNOWN, "There is no such object."))
    except QueryRefused as error:
        return answer(request, _of_query(error))
    except (Refused, NotFound):
        # Its words are for the school's office.
        return answer(request, Fault(403, Minor.FORBIDDEN, SHUT))


def nowhere(request: HttpRequest, **named: Any) -> HttpResponse:
    """What is below our addresses and is none of them, in the words of a supplier's system."""
    return answer(request, Fault(404, Minor.UNKNOWN, "There is no such address."))


nowhere.csrf_exempt = True  # type: ignore[attr-defined]


def _refuse_without_keys() -> None:
    if not keys.is_any(place.office()):
        raise Fault(404, Minor.UNKNOWN, NO_DOOR)


def _token(request: HttpRequest) -> PullToken:
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    found = keys.token_of(place.office(), told.strip(), at=place.now()) if kind.lower() == "bearer" else None
    if found is None:
        words = "The token is missing, unknown, lapsed or revoked. Ask for a new one."
        raise Fault(401, Minor.UNAUTHORISED, words, {"WWW-Authenticate": 'Bearer realm="oneroster"'})
    return found


def _refuse_too_many(token: PullToken) -> None:
    if not place.pages().takes(token.key.id):
        raise Fault(429, Minor.BUSY, "This key asks too often. Wait a minute.", RETRY)


def _refuse_scope(token: PullToken, version: Version, wanted: tuple[str, ...]) -> None:
    if not any(SCOPE.format(version=version.value, scope=one) in token.scopes for one in wanted):
        words = f"The token's scope does not open this address. Ask for {' or '.join(wanted)}."
        raise Fault(403, Minor.FORBIDDEN, words)


def _of_query(error: QueryRefused) -> Fault:
    minor = Minor(error.fault.value)
    return Fault(422 if minor is Minor.DATA else 400, minor, str(error))
