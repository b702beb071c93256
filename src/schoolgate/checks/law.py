"""The law and the guidance that the checks cite, as they stood on a day: law.toml, typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from schoolgate.checks.knowledge import table
from schoolgate.domain.finding import Authority
from schoolgate.domain.vocabulary import Nation


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One wording of one rule. since and until are its first and last day; None: always, or still."""

    id: str
    kind: Authority
    title: str
    url: str
    since: date | None = None
    until: date | None = None
    replaced_by: str | None = None  # the id of the wording that came after it
    says: str | None = None
    nations: frozenset[Nation] | None = None  # None: all four

    def is_of(self, nation: Nation | None) -> bool:
        """Of an unknown nation every law may be the one."""
        return nation is None or self.nations is None or nation in self.nations

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@cache
def laws() -> dict[str, Law]:
    return {row["id"]: _law(row) for row in table("law")["law"]}


def _law(row: Mapping[str, Any]) -> Law:
    nations = frozenset(map(Nation, row["nations"])) if "nations" in row else None
    return Law(**{**row, "kind": Authority(row["kind"]), "nations": nations})


def law_since(name: str) -> date:
    """The first day of a rule of law.toml."""
    day = laws()[name].since
    assert day is not None
    return day


def of_the_day(name: str, on: date) -> Law | None:
    """The wording that held on a day: this one, or one that it came to replace."""
    law = laws()[name]
    if law.holds(on):
        return law
    earlier = (one.id for one in laws().values() if one.replaced_by == name)
    return next((found for one in earlier if (found := of_the_day(one, on))), None)


def in_force(names: Iterable[str], on: date, nation: Nation | None = None) -> tuple[Law, ...]:
    """Those of these rules that hold on a day, there, each in the wording of that day, in the order given."""
    found = (of_the_day(name, on) for name in names)
    return tuple(dict.fromkeys(law for law in found if law and law.is_of(nation)))
