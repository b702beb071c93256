"""A door's address as a person writes it, taken apart. No secret may be in it: it is shown and kept."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from schoolgate.domain.door import DoorKind
from schoolgate.domain.errors import Invalid
from schoolgate.egress.guard import THIS_MACHINE

WRITTEN = (
    "Write it as sftp://files.example.org/in, https://example.org/hook or scim+https://example.org/scim/v2."
)

SCHEMES = {
    "sftp": DoorKind.SFTP,
    "https": DoorKind.HTTPS,
    "scim+https": DoorKind.SCIM,
    "http": DoorKind.HTTPS,
    "scim+http": DoorKind.SCIM,
}
PORTS = {"sftp": 22, "https": 443, "scim+https": 443, "http": 80, "scim+http": 80}
PLAIN = ("http", "scim+http")  # nobody but this machine may listen


@dataclass(frozen=True, slots=True)
class Address:
    """`shown` has no user in it."""

    kind: DoorKind
    host: str
    port: int
    user: str
    shown: str


def address_of(words: str, private: frozenset[tuple[str, int]] = frozenset()) -> Address:
    """private  places in one's own network, by name and port: such a name needs no point, HTTPS no port 443

    Raises Invalid; what is wrong is said without what was typed, which may hold a password."""
    try:
        parts = urlsplit(words.strip())
        port = parts.port
    except ValueError:
        raise _refused("its address can't be read") from None
    if parts.scheme not in SCHEMES:
        raise _refused("it is of no kind that is known")
    host = (parts.hostname or "").rstrip(".").lower()
    port_asked = port or PORTS[parts.scheme]
    _refuse(parts, host, port_asked, is_private=(host, port_asked) in private)
    at = f"{host}:{port}" if port else host
    return Address(
        kind=SCHEMES[parts.scheme],
        host=host,
        port=port_asked,
        user=parts.username or "",
        shown=f"{parts.scheme}://{at}{parts.path}",
    )


def _refuse(parts: SplitResult, host: str, port: int, *, is_private: bool) -> None:
    if parts.password is not None:
        raise Invalid(
            "No door was set: a password is in its address, where others would see it. "
            "Take it out, and give the file it is in: --secret-file FILE"
        )
    if ("." not in host and not is_private) or host.replace(".", "").isdigit() or ":" in host:
        raise _refused("its address names no host")
    if parts.scheme in PLAIN and not (is_private and host == THIS_MACHINE):
        raise _refused("it is not encrypted, and only a place on this machine, let out to by name, may be so")
    if parts.query or parts.fragment:
        raise _refused("something stands after '?' or '#' in its address")
    if parts.scheme != DoorKind.SFTP and (parts.username or (port != 443 and not is_private)):
        raise _refused("over HTTPS there is no user, and the port is 443")


def _refused(why: str) -> Invalid:
    return Invalid(f"No door was set: {why}. {WRITTEN}")
