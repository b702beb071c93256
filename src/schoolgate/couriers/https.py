"""To an address over HTTPS: one signed message with the whole parcel (Standard Webhooks 1.0).

Its id is the run's, at each attempt the same: a recipient that has it already takes it once.
"""

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

import httpcore
import httpx
from standardwebhooks import Webhook

from schoolgate.couriers import trouble
from schoolgate.couriers.courier import Courier
from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.opened import Opened, refuse_names
from schoolgate.domain.disclosure import Delivery
from schoolgate.egress.door import Deadline, OutOfTime, UnknownHost
from schoolgate.egress.errors import HostNotAllowed, InsideRefused, NotFetched

SORT = "schoolgate.parcel/1"
# Before a connection stands nothing can have left.
NOT_REACHED = (httpcore.ConnectError, httpcore.ConnectTimeout, UnknownHost)
LATER = frozenset((408, 425, 429))  # the server did not take it, and asks to be asked again
AGAIN = "Run the feed again later; the recipient takes the same message once."


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one attempt came to. `passes`: another may come to something else."""

    delivery: Delivery
    detail: str = ""
    why: str = ""
    remedy: str = AGAIN
    passes: bool = False


TAKEN = _Answer(Delivery.DELIVERED)
NOT_THERE = _Answer(Delivery.FAILED, "no-answer", "its server can't be reached", passes=True)
SILENT = _Answer(Delivery.UNKNOWN, "broke-off", "its server did not say whether it took it", passes=True)
NOT_LET_OUT = _Answer(
    Delivery.FAILED, trouble.NOT_ALLOWED.detail, trouble.NOT_ALLOWED.why, trouble.NOT_ALLOWED.remedy
)
INSIDE = _Answer(Delivery.FAILED, trouble.INSIDE.detail, trouble.INSIDE.why, trouble.INSIDE.remedy)


def courier(opened: Opened) -> Courier:
    """`to` is the door's address and, after '#', the run's id, which stays here."""

    def deliver(files: Mapping[str, bytes], *, to: str) -> None:
        opened.refuse_expired()
        refuse_names(files)
        _push(opened, body_of(files), urldefrag(to).fragment)

    return deliver


def look(opened: Opened) -> str:
    """Knocks and says nothing: a HEAD without a parcel. Raises NotDelivered where nobody answers."""
    opened.refuse_expired()
    answer = _answer(opened, "HEAD", b"", {})
    if answer.detail in (NOT_THERE.detail, SILENT.detail, NOT_LET_OUT.detail, INSIDE.detail):
        raise _said(opened, answer, Delivery.FAILED)
    return "its server answers, with a certificate that is valid for it"


def body_of(files: Mapping[str, bytes]) -> bytes:
    """{"type", "files": [{"name", "content": base64}]}: made of the parcel alone, so it repeats exactly."""
    told = [{"name": name, "content": base64.b64encode(content).decode()} for name, content in files.items()]
    return json.dumps({"type": SORT, "files": told}, separators=(",", ":")).encode()


def _push(opened: Opened, body: bytes, run: str) -> None:
    may_have = False
    for pause in (*opened.pauses, None):
        answer = _answer(opened, "POST", body, _signed(opened, body, run))
        if answer.delivery is Delivery.DELIVERED:
            return
        may_have = may_have or answer.delivery is Delivery.UNKNOWN
        if pause is None or not answer.passes:
            raise _said(opened, answer, Delivery.UNKNOWN if may_have else Delivery.FAILED)
        time.sleep(pause)


def _signed(opened: Opened, body: bytes, run: str) -> dict[str, str]:
    """By each of the secrets, the newest first: a recipient changes over when it likes."""
    at = opened.clock()
    keys = [line for line in opened.secret.decode().splitlines() if line]
    signatures = [Webhook(key).sign(msg_id=run, timestamp=at, data=body.decode()) for key in keys]
    return {
        "content-type": "application/json",
        "webhook-id": run,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _answer(opened: Opened, method: str, body: bytes, fields: Mapping[str, str]) -> _Answer:
    try:
        url = opened.guard.checked(opened.door.address)
        with (
            opened.guard.client(Deadline(opened.seconds)) as client,
            client.stream(method, url, content=body, headers=dict(fields)) as answer,
        ):
            return _of_status(answer.status_code)  # the rest of the answer is not read
    except NOT_REACHED:
        return NOT_THERE
    except InsideRefused:
        return INSIDE
    except (HostNotAllowed, NotFetched):
        return NOT_LET_OUT
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OutOfTime, OSError):
        return SILENT
    except httpx.HTTPError:
        return SILENT


def _of_status(status: int) -> _Answer:
    said = f"its server answered {status}"
    if 200 <= status < 300:
        return TAKEN
    if status in LATER:
        return _Answer(Delivery.FAILED, f"http-{status}", said, passes=True)
    if 300 <= status < 500:
        advice = "Check the door's address and its secret with the recipient."
        return _Answer(Delivery.FAILED, f"http-{status}", said, advice)
    return _Answer(Delivery.UNKNOWN, f"http-{status}", said, passes=True)


def _said(opened: Opened, answer: _Answer, delivery: Delivery) -> NotDelivered:
    what = "Nothing was sent" if delivery is Delivery.FAILED else "Nobody knows whether the parcel was taken"
    at = "to" if delivery is Delivery.FAILED else "at"
    return NotDelivered(
        f"{what} {at} {opened.door.address}: {answer.why}. {answer.remedy}",
        delivery=delivery,
        detail=answer.detail,
        has_seen=False,
    )
