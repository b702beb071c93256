"""Which addresses are nobody's business to reach: this machine, its neighbours, and what stands for them.

Python's `is_global` alone is not enough: on 3.11 it holds of 64:ff9b::7f00:1, fec0::1 and 2002:7f00:1::, each
of which leads to 127.0.0.1 or to the machine's own network.
Sources: the IANA registries of special-purpose IPv4 and IPv6 addresses; RFC 6052 (NAT64), 3056 (6to4),
4380 (Teredo), 3879 (site-local), 6598 (shared address space).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_REFUSED = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",  # link-local, where clouds answer with a machine's own keys
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.31.196.0/24",
    "192.52.193.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "192.175.48.0/24",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "168.63.129.16/32",  # a public number at which one cloud answers its own machines
    "2001::/23",  # protocol assignments, Teredo among them
    "2001:db8::/32",
    "2002::/16",  # 6to4: an IPv4 address inside
    "2620:4f:8000::/48",
    "3fff::/20",
)
REFUSED: tuple[IPv4Network | IPv6Network, ...] = tuple(ip_network(one) for one in _REFUSED)
PUBLIC_IPV6 = IPv6Network("2000::/3")  # the only IPv6 addresses given out so far


# What a person may let out to by name and port: nothing that a cloud or a network speaks of itself at.
_PRIVATE = tuple(
    IPv4Network(one)
    for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8")
)


def is_private(address: str) -> bool:
    """Is it of a network of one's own, or this machine's? An address that cannot be read is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in one for one in _PRIVATE)


def is_public(address: str) -> bool:
    """Is it a public host's? An address that cannot be read is none."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found not in PUBLIC_IPV6:
        return False
    return _is_ordinary(found)


def _is_ordinary(found: IPv4Address | IPv6Address) -> bool:
    special = found.is_multicast or found.is_reserved or not found.is_global
    return not special and not any(found in one for one in REFUSED if one.version == found.version)
