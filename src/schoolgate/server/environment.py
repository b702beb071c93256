"""What the environment says. Nothing else in the project asks it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """`database` and `owner` are PostgreSQL addresses, which may hold a password: `repr` leaves them out.

    database  the address the application uses; None: SQLite in the home
    owner     the address of the tables' owner, used to make and upgrade them and for nothing else
    school    the id of the school to work in, where a home keeps several
    address   where suppliers reach the server through a proxy, "https://data.school.example"
    """

    home: Path
    database: str | None = None
    owner: str | None = None
    school: str | None = None
    address: str | None = None

    def __repr__(self) -> str:
        return f"Environment(home={self.home!s})"


def read(environ: Mapping[str, str] = os.environ) -> Environment:
    return Environment(
        home=Path(environ.get("SCHOOLGATE_HOME") or _default_home(environ)).expanduser().absolute(),
        database=environ.get("SCHOOLGATE_DATABASE") or None,
        owner=environ.get("SCHOOLGATE_DATABASE_OWNER") or None,
        school=environ.get("SCHOOLGATE_SCHOOL") or None,
        address=environ.get("SCHOOLGATE_ADDRESS") or None,
    )


def _default_home(environ: Mapping[str, str]) -> Path:
    """The XDG base directory specification: a relative XDG_DATA_HOME is ignored."""
    data = Path(environ.get("XDG_DATA_HOME", ""))
    return (data if data.is_absolute() else Path.home() / ".local" / "share") / "schoolgate"
