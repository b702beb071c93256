"""The guard at the way out: only hosts allowed by name, and nothing that is secret in an address.

Whatever leaves goes through here; door.py sees to where a connection really leads.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from schoolgate.domain.step import Step
from schoolgate.egress.door import Deadline, Places, Transport, dial
from schoolgate.egress.errors import HostNotAllowed, NotFetched
from schoolgate.egress.network import Network

PORTS = {"https": 443, "http": 80}
THIS_MACHINE = "localhost"  # what is said to it in the clear nobody on the way can hear
AGENT = "Schoolgate (reads a school's published notice for its office)"


@dataclass(frozen=True, slots=True)
class Guard:
    """The one way out, for one deed.

    allowed  hosts' names in lower case, as `host_of` gives them: they may lead to public addresses alone
    private  places in a network of one's own that a person let out to by name and port. Only a door or
             a source of rolls is ever given them: no page that is fetched, nor where one leads, comes there
    """

    allowed: frozenset[str]
    network: Network
    private: Places = frozenset()

    def checked(self, address: str, *, plain: bool = False) -> httpx.URL:
        """The address, if it may be gone to. Raises NotFetched or HostNotAllowed.

        plain  http too, which anybody on the way could read and change
        """
        url = _parsed(address)
        shown = shown_as(url)
        host, port = url.host.rstrip("."), url.port or PORTS[url.scheme]
        is_named = (host, port) in self.private and not url.userinfo
        if is_named and (url.scheme == "https" or host == THIS_MACHINE):
            return url
        if url.scheme == "http" and not plain:
            raise NotFetched(
                shown,
                "it is not encrypted, so anybody on the way could change it",
                "Try it with https://, or say --plain-http if the school has no other.",
                Step.FETCH_ENCRYPTED,
            )
        if url.userinfo:
            raise NotFetched(shown, "it holds a user name or password", "Take that out of the address.")
        if port != PORTS[url.scheme]:
            raise NotFetched(
                shown,
                f"it asks for port {url.port}",
                "Published pages are on port 443: leave the number out.",
            )
        if host not in self.allowed:
            raise HostNotAllowed(shown, url.host)
        return url

    def dial(self, host: str, port: int, deadline: Deadline) -> socket.socket:
        """A bare connection to an allowed host. Raises HostNotAllowed, and what `egress.door.dial` does."""
        named = host.rstrip(".").lower()
        if named not in self.allowed and (named, port) not in self.private:
            raise HostNotAllowed(host, host)
        return dial(self.network, host, port, deadline, self.private)

    @contextmanager
    def client(self, deadline: Deadline) -> Iterator[httpx.Client]:
        """A client that can reach public addresses alone, until the deadline; it keeps no cookie."""
        with httpx.Client(
            transport=Transport(self.network, deadline, self.private),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
            follow_redirects=False,
            timeout=None,
            headers={"User-Agent": AGENT, "Accept-Encoding": "identity"},
        ) as client:
            yield client


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address.strip())
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in PORTS or not url.host:
        raise NotFetched(
            "The address",
            "it is not a web page's",
            "Copy it from the browser: it begins with https://.",
        )
    return url


def shown_as(url: httpx.URL) -> str:
    """Without what may be secret: no user, no query."""
    return f"{url.scheme}://{url.host}{url.path if url.path != '/' else ''}"


def host_of(words: str) -> str:
    """A host's name from what a person typed: a name, or an address with it. Raises NotFetched."""
    named = words.strip() if "//" in words else f"https://{words.strip()}"
    return _parsed(named).host.rstrip(".").lower()
