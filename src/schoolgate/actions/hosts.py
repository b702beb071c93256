"""Which hosts a home may reach: a list that people keep, one name a line, in the home's folder."""

from pathlib import Path

from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.egress.guard import host_of

LIST = "allowed-hosts.txt"


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


def forbid(home: Path, words: str, *, dry_run: bool = False) -> str:
    """Raises NotFound."""
    host = host_of(words)
    if host not in allowed(home):
        raise NotFound(f"Nothing was changed: {host} was not allowed. See: schoolgate egress list")
    if not dry_run:
        _write(home, {*allowed(home)} - {host})
    return host


def _write(home: Path, hosts: set[str]) -> None:
    """All or nothing: a crash leaves the old list."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = home / f"{LIST}.new"
    aside.write_text("".join(f"{host}\n" for host in sorted(hosts)), "utf-8")
    aside.chmod(0o600)
    aside.replace(home / LIST)
