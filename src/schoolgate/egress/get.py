"""Fetches one published document, following where it leads as far as the guard allows."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpcore
import httpx

from schoolgate.egress.door import Deadline, OutOfTime, UnknownHost
from schoolgate.egress.errors import NotFetched
from schoolgate.egress.guard import Guard, shown_as

LARGEST = 20_000_000  # bytes, once unpacked
SECONDS = 30.0
MOST_REDIRECTS = 5
REDIRECTS = frozenset((301, 302, 303, 307, 308))
ASKS_WHO = frozenset((401, 403, 407))
# Nothing packed is asked for; what comes so all the same is unpacked within bounds. 47: gzip or zlib.
PACKED = {"gzip": 47, "x-gzip": 47, "deflate": 47}
SAVE_IT = "Open it in a browser, save the page, and read the file."
AGAIN = "Try again later, or save the page in a browser and read the file."


@dataclass(frozen=True, slots=True)
class Fetched:
    """`address` is where it was found in the end; `sort` its content type, "" where not told."""

    data: bytes
    address: str
    sort: str


def get(
    address: str, guard: Guard, *, plain: bool = False, seconds: float = SECONDS, largest: int = LARGEST
) -> Fetched:
    """Raises NotFetched, HostNotAllowed or InsideRefused; nothing of a broken answer is given.

    plain  http is allowed too
    """
    url = guard.checked(address, plain=plain)
    try:
        with guard.client(Deadline(seconds)) as client:
            for _ in range(MOST_REDIRECTS + 1):
                with client.stream("GET", url) as answer:
                    if answer.status_code not in REDIRECTS:
                        return _taken(answer, url, largest)
                    url = guard.checked(_led_to(answer, url), plain=plain)
    except (OutOfTime, UnknownHost, httpcore.TimeoutException) as error:
        raise _unanswered(error, url, seconds) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
        raise _broken(error, url) from None
    raise NotFetched(
        shown_as(url), f"it leads on more than {MOST_REDIRECTS} times", "Give the address it ends at."
    )


def _led_to(answer: httpx.Response, url: httpx.URL) -> str:
    """Raises NotFetched where it leads nowhere."""
    try:
        return str(url.join(answer.headers["location"]))
    except (KeyError, httpx.InvalidURL):
        raise NotFetched(shown_as(url), "it leads on to no readable address", SAVE_IT) from None


def _taken(answer: httpx.Response, url: httpx.URL, largest: int) -> Fetched:
    shown = shown_as(url)
    if answer.status_code in ASKS_WHO:
        raise NotFetched(shown, f"it asks who is there (answer {answer.status_code})", SAVE_IT)
    if answer.status_code != 200:
        advice = "Check the address in a browser." if answer.status_code in (404, 410) else AGAIN
        raise NotFetched(shown, f"its server gave no page (answer {answer.status_code})", advice)
    data = bytearray()
    for part in _unpacked(answer, shown, largest):
        data += part
        if len(data) > largest:
            raise NotFetched(shown, f"it has more than {largest / 1_000_000:g} MB", SAVE_IT)
    if not data:
        raise NotFetched(shown, "it is empty", "Check the address in a browser.")
    sort = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(bytes(data), str(url), sort)


def _unpacked(answer: httpx.Response, shown: str, largest: int) -> Iterator[bytes]:
    packing = answer.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("identity", ""):
        yield from answer.iter_raw()
        return
    if packing not in PACKED:
        raise NotFetched(shown, "it is packed in a way that was not asked for", SAVE_IT)
    unpacking = zlib.decompressobj(PACKED[packing])
    for part in answer.iter_raw():
        yield unpacking.decompress(part, largest + 1)  # never more than is too much
    if not unpacking.eof:
        raise zlib.error("cut short")


def _unanswered(error: Exception, url: httpx.URL, seconds: float) -> NotFetched:
    if isinstance(error, UnknownHost):
        return NotFetched(shown_as(url), f"no host is known as {url.host}", "Check the address for a slip.")
    return NotFetched(shown_as(url), f"it was not there within {seconds:g} seconds", AGAIN)


def _broken(error: Exception, url: httpx.URL) -> NotFetched:
    """`error` may quote the answer, so its words are left out."""
    shown = shown_as(url)
    if isinstance(error, httpcore.ConnectError):
        certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
        why = "its certificate is not valid for it" if certificate else "its server can't be reached"
        advice = "Tell whoever keeps the website." if certificate else AGAIN
        return NotFetched(shown, why, advice)
    return NotFetched(shown, "its server broke off, or did not keep to the rules of the web", AGAIN)
