"""Asks a server, patiently: a token first (OAuth 2 client credentials, RFC 6749 §4.4), then page after page.

A token that lapses on the way is asked for anew; what may pass is tried again, within limits. One connection
an answer, so that nothing left over from one is taken for the next.
"""

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TypeVar
from urllib.parse import quote_plus, urlencode

import httpcore
import httpx

from schoolgate.egress.door import Deadline, OutOfTime, UnknownHost
from schoolgate.egress.errors import InsideRefused
from schoolgate.egress.guard import Guard, shown_as
from schoolgate.feeds.rest.dialect import load_dialect
from schoolgate.feeds.rest.errors import ASK, LATER, NotGiven, NotPulled, Passing
from schoolgate.feeds.rest.pages import OddAnswer, Page, page_of, token_of

PAUSES = (1.0, 5.0, 25.0)  # seconds before the second, third and fourth try
SECONDS = 60.0  # for one answer, however slowly each part of it moves
PATIENCE = 900.0  # seconds for all of it
LONGEST_WAIT = 120.0  # seconds that a server may ask us to wait
LARGEST = 16_000_000  # bytes of one answer
BUSY = frozenset((408, 425, 429))
NOT_GIVEN = frozenset((403, 404))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A source with its secret in the hand. address  what collections hang on, without a slash at its end"""

    dialect: str
    address: str
    token_address: str
    client: str = field(repr=False)
    secret: str = field(repr=False)
    guard: Guard = field(repr=False)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    pauses: tuple[float, ...] = PAUSES
    seconds: float = SECONDS
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    """total  as the server says, or None. leads_to  the next page; "" for none, None where it says nothing"""

    page: Page
    total: int | None
    leads_to: str | None


class Asker:
    """One sweep's talk with one server."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self._dialect = load_dialect(opened.dialect)
        self._ends = Deadline(opened.patience)
        self._token: str | None = None

    def page(self, address: str, collection: str) -> Answer:
        """Raises NotPulled; NotGiven where the server does not have or give this collection."""
        return self._patiently(lambda: self._page(address, collection))

    def _page(self, address: str, collection: str) -> Answer:
        found = self._with_token(address)
        if found.status in NOT_GIVEN:
            raise NotGiven(found.status)
        _refuse_status(found)
        page = page_of(found.body, self.opened.dialect, collection)
        if self._dialect.next is None:
            return Answer(page, _total(found), _next(found))
        return Answer(page, None, _led_to(page.leads_to or "", found, self.opened.address))

    def _with_token(self, address: str) -> "_Raw":
        """A token that lapsed on the way is asked for once more."""
        found = self._raw("GET", address, self._bearer())
        if found.status == 401:
            self._token = None
            found = self._raw("GET", address, self._bearer())
        return found

    def _bearer(self) -> Mapping[str, str]:
        if self._token is None:
            self._token = self.opened.secret if self._dialect.bearer else self._ask_token()
        return {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}

    def _ask_token(self) -> str:
        """Of the scopes the widest that the server grants."""
        for scope in self._dialect.scopes:
            found = self._raw("POST", self.opened.token_address, {**self._basic(), **FORM}, _form(scope))
            if found.status != 400:
                break
        if found.status in (400, 401, 403):
            why = f"its server does not know our client and secret (answer {found.status})"
            raise self._stop(why, "Ask for new ones, and give them with: schoolgate roll source add")
        _refuse_status(found)
        return token_of(found.body, self.opened.dialect)

    def _basic(self) -> Mapping[str, str]:
        said = (self.opened.client, self.opened.secret)
        spelled = map(quote_plus, said) if self._dialect.spells_credentials else said
        packed = base64.b64encode(":".join(spelled).encode()).decode()
        return {"Authorization": f"Basic {packed}", "Accept": "application/json"}

    def _patiently(self, ask: Callable[[], Told]) -> Told:
        for pause in (*self.opened.pauses, None):
            try:
                return ask()
            except Passing as trouble:
                if pause is None:
                    raise self._stop(trouble.why, LATER) from None
                if trouble.after > LONGEST_WAIT:
                    why = f"its server asks us to wait {trouble.after:.0f} seconds"
                    raise self._stop(why, LATER) from None
                self.opened.sleep(max(pause, trouble.after))
            except OddAnswer as odd:
                raise self._stop(str(odd), ASK) from None
        raise AssertionError

    def _raw(
        self, method: str, address: str, fields: Mapping[str, str], form: Mapping[str, str] | None = None
    ) -> "_Raw":
        """Raises Passing, NotPulled."""
        try:
            url = self.opened.guard.checked(address)
            seconds = min(self.opened.seconds, self._ends.left())
        except OutOfTime:
            raise self._stop(f"it was not done within {self.opened.patience:g} seconds", LATER) from None
        try:
            with (
                self.opened.guard.client(Deadline(seconds)) as client,
                client.stream(method, url, headers=dict(fields), content=_body(form)) as answer,
            ):
                return _Raw(answer.status_code, answer.headers, url, _taken(answer))
        except InsideRefused:
            why = f"the name {url.host} leads into a private network"
            place = f"{url.host}:{url.port or 443}"
            advice = (
                f"If it is a server of your own, allow that place: schoolgate egress allow {place} --private"
            )
            raise self._stop(why, advice) from None
        except _TooMuch as much:
            raise self._stop(str(much), ASK) from None
        except (OutOfTime, httpcore.TimeoutException):
            raise Passing(f"it did not answer within {seconds:g} seconds") from None
        except UnknownHost:
            raise self._stop(f"no host is known as {url.host}", "Check the address for a slip.") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            raise self._broken(error) from None

    def _broken(self, error: Exception) -> Exception:
        """`error` may quote the answer, so its words are left out."""
        if isinstance(error, httpcore.ConnectError):
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                return self._stop("its certificate is not valid for it", ASK)
            return Passing("its server can't be reached")
        return Passing("its server broke off in the middle of an answer")

    def _stop(self, why: str, advice: str) -> NotPulled:
        return NotPulled(shown_as(httpx.URL(self.opened.address)), why, advice)


@dataclass(frozen=True, slots=True, repr=False)
class _Raw:
    status: int
    headers: httpx.Headers
    url: httpx.URL
    body: bytes


class _TooMuch(Exception):
    """Says of what."""


def _form(scope: str) -> Mapping[str, str]:
    return {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}


def _body(form: Mapping[str, str] | None) -> bytes | None:
    return urlencode(form).encode() if form is not None else None


def _taken(answer: httpx.Response) -> bytes:
    if answer.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise _TooMuch("its answer is packed in a way that was not asked for")
    data = bytearray()
    for part in answer.iter_raw():
        data += part
        if len(data) > LARGEST:
            raise _TooMuch(f"one of its answers has more than {LARGEST // 1_000_000} MB")
    return bytes(data)


def _refuse_status(found: _Raw) -> None:
    """Raises Passing for what may be over soon, OddAnswer for the rest."""
    said = f"its server answered {found.status}"
    if found.status in BUSY or found.status >= 500:
        raise Passing(said, _asked_to_wait(found.headers))
    if found.status != 200:
        raise OddAnswer(said)


def _asked_to_wait(headers: httpx.Headers) -> float:
    """Retry-After: seconds, or a moment by the server's own clock (RFC 9110 §10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 10:
        return float(said)
    try:
        return (parsedate_to_datetime(said) - parsedate_to_datetime(headers["date"])).total_seconds()
    except (KeyError, TypeError, ValueError):
        return 0.0


def _total(found: _Raw) -> int | None:
    said = found.headers.get("x-total-count", "").strip()
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _next(found: _Raw) -> str | None:
    """Where the answer's Link leads (RFC 8288). Raises OddAnswer where that is another server."""
    if "link" not in found.headers:
        return None
    said = next((one.get("url", "") for one in _links(found.headers) if one.get("rel") == "next"), "")
    if not said:
        return ""
    try:
        led = found.url.join(said)
    except httpx.InvalidURL:
        raise OddAnswer("it leads on to no readable address") from None
    if (led.host, led.path) != (found.url.host, found.url.path):
        raise OddAnswer("it leads on to another address than the one that was asked")
    return str(found.url.copy_with(query=led.query))  # a server behind another often says http of itself


def _led_to(said: str, found: _Raw, base: str) -> str:
    """A next page that the page itself names. Raises OddAnswer where that is elsewhere."""
    if not said:
        return ""
    try:
        led = found.url.join(said)
    except httpx.InvalidURL:
        raise OddAnswer("it leads on to no readable address") from None
    if led.host != found.url.host or not led.path.startswith(httpx.URL(base).path):
        raise OddAnswer("it leads on to another address than the one that was asked")
    return str(found.url.copy_with(path=led.path, query=led.query))


def _links(headers: httpx.Headers) -> list[dict[str, str]]:
    answer = httpx.Response(200, headers={"link": headers["link"]})
    return [*answer.links.values()]
