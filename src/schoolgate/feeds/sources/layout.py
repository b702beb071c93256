"""How a standard or a vendor lays a roll out over several CSV files: read from layouts/*.toml."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

Columns = dict[str, str]  # field of our table → heading of the file


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A file of people. role  of all of them, where the file is for one kind; else `role_column` says.

    by_role  pupil, contact or staff → their columns
    school   heading that says which school
    agents   heading of a list of the keys of those who answer for a pupil, or of whom one answers for
    ids      heading of a list of "{type:number}"
    """

    file: str
    id: str
    by_role: dict[str, Columns]
    role: str | None = None
    role_column: str | None = None
    school: str | None = None
    agents: str | None = None
    ids: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """A file that says who has which role. columns  of pupils, told there."""

    file: str
    person: str
    role: str
    school: str | None = None
    columns: Columns = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """A file that tells more of pupils."""

    file: str
    person: str
    columns: Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """kind  of each, where there is no `kind_column`."""

    file: str
    id: str
    columns: Columns
    kind: str = "teaching"
    kind_column: str | None = None
    kinds: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """Who is in which class. role  of all, else `role_column` says. main  "true" for the main teacher."""

    file: str
    class_id: str
    person: str
    role: str | None = None
    role_column: str | None = None
    main: str | None = None
    columns: Columns = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Who answers for which pupil."""

    file: str
    pupil: str
    contact: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout.

    needs          file → headings it must have: what tells this layout from others
    lacks          file → headings it must not have; a file without any must not be there at all
    version        of a manifest that says so
    roles          role as told, in lower case → pupil, contact or staff; others stand under "else"
    blanks         field → words that say that nobody said
    id_types       type of a number, as headings are compared → field
    end_is_after   is the last date the day after the last?
    months_first   may dates be written month first?
    """

    name: str
    source: str
    needs: dict[str, list[str]]
    people: tuple[People, ...]
    lacks: dict[str, list[str]] = field(default_factory=dict)
    version: str | None = None
    roles: dict[str, str] = field(default_factory=dict)
    blanks: dict[str, list[str]] = field(default_factory=dict)
    id_types: dict[str, str] = field(default_factory=dict)
    end_is_after: bool = False
    months_first: bool = False
    role_file: Roles | None = None
    more: tuple[More, ...] = ()
    classes: Classes | None = None
    members: tuple[Memberships, ...] = ()
    relations: tuple[Relations, ...] = ()

    def kind_of(self, role: str) -> str | None:
        """pupil, contact or staff; None: nobody of a roll."""
        return self.roles.get(role.strip().lower(), self.roles.get("else")) or None


@cache
def load_layout(name: str) -> Layout:
    told: dict[str, Any] = tomllib.loads((files(__package__) / "layouts" / f"{name}.toml").read_text("utf-8"))
    parts = {"people": People, "more": More, "members": Memberships, "relations": Relations}
    many = {key: tuple(made(**one) for one in told.get(key, ())) for key, made in parts.items()}
    ones = {
        key: made(**told[key])
        for key, made in {"role_file": Roles, "classes": Classes}.items()
        if key in told
    }
    return Layout(**{**told, **many, **ones})
