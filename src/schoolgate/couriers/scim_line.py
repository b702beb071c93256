"""The line to a SCIM server: scim2-client's requests, through the guard, within bounds of time and size."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode

import httpcore
import httpx
from scim2_client import SCIMClientException
from scim2_client.client import BaseSyncSCIMClient
from scim2_models import Group, PatchOp, SCIMException, ScimPolicy, ScimProvider, User

from schoolgate.couriers.opened import Opened
from schoolgate.couriers.scim_troubles import (
    BROKEN,
    BUSY,
    NO_ANSWER,
    NO_ENTRY,
    NOT_FILTERED,
    NOT_SCIM,
    NOT_VALID,
    TAKEN,
    of_status,
)
from schoolgate.couriers.trouble import INSIDE, NOT_ALLOWED, Trouble
from schoolgate.egress.door import Deadline, OutOfTime, UnknownHost
from schoolgate.egress.errors import HostNotAllowed, InsideRefused, NotFetched

LARGEST = 1_000_000  # bytes of one answer
SHARE = 50  # requests that share one connection and one deadline
MEDIA = "application/scim+json"
NOT_REACHED = (httpcore.ConnectError, httpcore.ConnectTimeout, UnknownHost)
BREAKS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OutOfTime, OSError)
NO_LIMIT = 1.0  # second that a server without a Retry-After is given
PROVIDER = ScimProvider(models=(User, Group), policy=ScimPolicy(unknown=ScimPolicy.Unknown.ignore))
Kind = type[User[Any]] | type[Group]
Found = Mapping[str, Any]


class Halt(Exception):
    """The visit ends. after  seconds that the server asks to be left alone for."""

    def __init__(self, trouble: Trouble, after: float = 0) -> None:
        self.trouble = trouble
        self.after = after
        super().__init__(trouble.detail)


class Doubt(Exception):
    """About one request: it was not answered, or not in SCIM. What it asked for may have been done."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.detail)


class Turned(Exception):
    """Away: one request was understood and not granted. `status` is 0 where it never left."""

    def __init__(self, trouble: Trouble, status: int = 0) -> None:
        self.trouble = trouble
        self.status = status
        super().__init__(trouble.detail)


@dataclass(frozen=True, slots=True)
class _Answer:
    """As scim2-client reads one."""

    status_code: int
    headers: Mapping[str, str]
    text: str


class Line(BaseSyncSCIMClient):
    """Answers are read leniently, as servers differ; requests are as the standard has them.

    Every call raises Halt, Doubt or Turned. To be closed after use.
    """

    def __init__(self, opened: Opened) -> None:
        super().__init__(
            provider=PROVIDER,
            check_response_payload=False,
            check_response_content_type=False,
            check_response_status_codes=False,
        )
        self._opened = opened
        self._base = opened.door.address.removeprefix("scim+").rstrip("/")
        self._stack = ExitStack()
        self._client: httpx.Client | None = None
        self._left = 0

    def close(self) -> None:
        self._stack.close()
        self._client = None

    def look_up(self, kind: Kind, key: str) -> list[Found]:
        """Every resource that the server gives for this externalId; of others, too, where it can't filter.

        Only a list that says of itself how many it has is one (RFC 7644 §3.4.2): what is not found is made.
        """
        wanted = {"filter": f"externalId eq {json.dumps(key)}"}
        answer = self._said(self.query, kind, query_parameters=wanted) or {}
        found, count = answer.get("Resources", []), answer.get("totalResults")
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise Doubt(NOT_SCIM)
        if count != len(found):
            raise Doubt(NOT_SCIM) if count is None else Turned(NOT_FILTERED)
        return found

    def make(self, kind: Kind, record: Found) -> Found:
        return self._said(self.create, kind, dict(record)) or {}

    def put(self, kind: Kind, identity: str, record: Found) -> None:
        """As it stands: the models here know nothing of what a service has beyond the standard."""
        place = f"/{kind.__name__}s/{quote(identity, safe='')}"
        whole = {**record, "id": identity}
        answer = self._said(self.replace, kind, whole, check_request_payload=False, url=place)
        _confirmed(identity, answer)

    def switch_off(self, identity: str) -> None:
        self._patch(User, identity, {"op": "replace", "path": "active", "value": False})

    def take_everybody_out(self, identity: str) -> None:
        """Of an attribute without a filter every value goes (RFC 7644 §3.5.2.2)."""
        self._patch(Group, identity, {"op": "remove", "path": "members"})

    def _patch(self, kind: Kind, identity: str, operation: Mapping[str, Any]) -> None:
        patch = {"schemas": [str(PatchOp.__schema__)], "Operations": [operation]}
        _confirmed(identity, self._said(self.modify, kind, identity, patch))

    def remove(self, kind: Kind, identity: str) -> None:
        self._said(self.delete, kind, identity)

    def _said(self, ask: Any, *values: Any, **more: Any) -> Found | None:
        """None: it answered nothing but that it is done."""
        try:
            answer = ask(*values, **more)
        except SCIMClientException:
            raise Doubt(NOT_SCIM) from None
        except SCIMException:
            raise Turned(NOT_VALID) from None
        if answer is not None and not isinstance(answer, dict):
            raise Doubt(NOT_SCIM)
        return answer

    def request(self, method: str, url: str, **more: Any) -> _Answer:
        """scim2-client calls this with what it made: `params`, or `json` as the body."""
        try:
            query = urlencode(more.get("params") or {}, quote_via=quote)
            address = self._opened.guard.checked(f"{self._base}{url}{'?' if query else ''}{query}")
            return self._sent(method, address, more.get("json"))
        except NOT_REACHED:
            raise Halt(NO_ANSWER) from None
        except InsideRefused:
            raise Halt(INSIDE) from None
        except (HostNotAllowed, NotFetched):
            raise Halt(NOT_ALLOWED) from None
        except (*BREAKS, httpx.HTTPError):
            self.close()
            self._left = 0
            raise Doubt(BROKEN) from None

    def _sent(self, method: str, address: httpx.URL, body: Any) -> _Answer:
        content = json.dumps(body, ensure_ascii=False).encode() if body is not None else None
        headers = {"Authorization": f"Bearer {self._opened.secret.decode().strip()}", "Accept": MEDIA}
        headers |= {"Content-Type": MEDIA} if content is not None else {}
        with self._fresh().stream(method, address, content=content, headers=headers) as answer:
            self._refuse(answer, method)
            text = bytearray()
            for part in answer.iter_raw():
                text += part
                if len(text) > LARGEST:
                    raise Doubt(NOT_SCIM)
        return _Answer(answer.status_code, answer.headers, bytes(text).decode("utf-8", "replace"))

    def _fresh(self) -> httpx.Client:
        if self._client is None or not self._left:
            self._stack.close()
            deadline = Deadline(self._opened.seconds)
            self._client = self._stack.enter_context(self._opened.guard.client(deadline))
            self._left = SHARE
        self._left -= 1
        return self._client

    def _refuse(self, answer: httpx.Response, method: str) -> None:
        status = answer.status_code
        if 200 <= status < 300:
            return
        if status == 429:
            raise Halt(BUSY, _wait(answer.headers.get("retry-after"), self._opened.clock()))
        if status == 401 or (status == 403 and method == "GET"):
            raise Halt(NO_ENTRY)
        if status in (408, 425) or (status >= 500 and status != 501):
            raise Doubt(of_status(status))
        raise Turned(TAKEN if status == 409 and method == "POST" else of_status(status), status)


def _confirmed(identity: str, answer: Found | None) -> None:
    """A change is answered by nothing, or by the account as it stands now."""
    if answer is not None and answer.get("id") != identity:
        raise Doubt(NOT_SCIM)


def _wait(told: str | None, now: datetime) -> float:
    """Seconds, from a Retry-After of seconds or of a moment (RFC 9110 §10.2.3)."""
    if told is None:
        return NO_LIMIT
    try:
        return float(told) if told.strip().isdigit() else (parsedate_to_datetime(told) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return NO_LIMIT
