"""The edge: how a name becomes addresses, which of them may be reached, and how one is dialled.

Handed to the guard, so that a test puts a machine of its own there and leaves everything above as it is.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpcore
import httpx

from schoolgate.egress.addresses import is_public


def resolve(host: str) -> Sequence[str]:
    """Its IPv4 addresses. Raises OSError."""
    found = socket.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def authorities() -> ssl.SSLContext:
    """Certificates are checked against the list that comes with httpx; nothing around us can add to it."""
    return httpx.create_ssl_context(trust_env=False)


DIALLER = httpcore.SyncBackend()


@dataclass(frozen=True, slots=True)
class Network:
    """`dialler` is only ever given an address that `may_reach` said yes to."""

    resolve: Callable[[str], Sequence[str]] = resolve
    may_reach: Callable[[str], bool] = is_public
    dialler: httpcore.NetworkBackend = DIALLER
    tls: Callable[[], ssl.SSLContext] = authorities


INTERNET = Network()
