"""Which hosts a home may reach: a list that people keep, one name a line, in the home's folder."""

import re
from pathlib import Path

from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.egress.guard import host_of

LIST = "allowed-hosts.txt"
PRIVATE = "allowed-private.txt"
LISTS = (LIST, PRIVATE)
NAME = re.compile(r"(?!-)[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63})*")
PORTS = range(1, 65_536)


def allowed(home: Path) -> tuple[str, ...]:
    """In the order of the alphabet; none in a home that has no list."""
    try:
        lines = (home / LIST).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(sorted({line.strip() for line in lines if line.strip()}))


def allow(home: Path, words: str, *, dry_run: bool = False) -> str:
    """The host's name, now on the list. `words` may be an address at it. Raises Invalid."""
    host = host_of(words)
    if "." not in host or host.replace(".", "").isdigit() or ":" in host:
        raise Invalid(
            f"No host was allowed: '{host}' is not the name of a website. "
            "Write the name as it stands in the address: www.hill.example"
        )
    if not dry_run:
        _write(home, {*allowed(home), host})
    return host


def private(home: Path) -> frozenset[tuple[str, int]]:
    """Places in a network of one's own, by name and port. For doors alone: no page is fetched there."""
    return frozenset((host, int(port)) for host, _, port in (one.rpartition(":") for one in _places(home)))


def allow_private(home: Path, words: str, *, dry_run: bool = False) -> str:
    """The place, as name:port, now on the list of private ones. Raises Invalid."""
    host, _, port = words.strip().rpartition(":")
    if not NAME.fullmatch(host) or host.replace(".", "").isdigit() or not _is_port(port):
        raise Invalid(
            "Nothing was allowed: that is not one place in your own network. "
            "Write its name and its port: files.inside.example:22"
        )
    place = f"{host.lower()}:{int(port)}"
    if not dry_run:
        _write(home, {*_places(home), place}, PRIVATE)
    return place


def _is_port(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= 5 and int(words) in PORTS


def _places(home: Path) -> tuple[str, ...]:
    try:
        lines = (home / PRIVATE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(sorted({line.strip() for line in lines if line.strip()}))


def forbid(home: Path, words: str, *, dry_run: bool = False) -> str:
    """Raises NotFound. What was allowed as a place in one's own network is forbidden by the same words."""
    if (place := words.strip().lower()) in _places(home):
        if not dry_run:
            _write(home, {*_places(home)} - {place}, PRIVATE)
        return place
    host = host_of(words)
    if host not in allowed(home):
        raise NotFound(f"Nothing was changed: {host} was not allowed. See: schoolgate egress list")
    if not dry_run:
        _write(home, {*allowed(home)} - {host})
    return host


def _write(home: Path, hosts: set[str], name: str = LIST) -> None:
    """All or nothing: a crash leaves the old list."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = home / f"{name}.new"
    aside.write_text("".join(f"{host}\n" for host in sorted(hosts)), "utf-8")
    aside.chmod(0o600)
    aside.replace(home / name)
