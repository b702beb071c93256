"""What a heading means by what stands beside it: "Forename" beside "Known as", parts of an address."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import fields_of, fold_heading
from schoolgate.feeds.sources.values import NotAValue, value_of

ADDRESS = "address_lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """names  place in the row → field of a pupil. said  places that the school itself said something of"""

    headings: Sequence[str]
    names: Mapping[int, str]
    said: Collection[int]

    def legal_names(self) -> dict[int, str]:
        """Place → "legal_forename" for a plain "Forename" beside a "Known as", and so for surnames."""
        found: dict[int, str] = {}
        for field, plain in load_beside()["plain_names"].items():
            legal = field.replace("preferred", "legal")
            alike = [at for at, name in self.names.items() if name == field]
            own = [at for at in alike if fold_heading(self.headings[at]) in plain and at not in self.said]
            if len(alike) == 2 and len(own) == 1 and legal not in self.names.values():
                found[own[0]] = legal
        return found

    def address(self, known: Collection[int]) -> tuple[int, ...]:
        """Places of the columns that hold a pupil's address between them; none where one holds the whole.

        known  places that are something else
        """
        told = load_beside()["address"]
        free = {
            at: fold_heading(one)
            for at, one in enumerate(self.headings)
            if at not in known and at not in self.said
        }
        if ADDRESS in self.names.values() or not set(free.values()) & set(told["begins"]):
            return ()
        return tuple(at for at, one in free.items() if one in told["begins"] or one in told["goes_on"])


def joined(cells: Sequence[object], parts: Sequence[int]) -> object:
    """The parts of an address as one; of parts that are no text, the first, as it stands."""
    line = fields_of("pupil")[ADDRESS]
    told = []
    for at in parts:
        try:
            told.append(value_of(cells[at], line))
        except NotAValue:
            return cells[at]
    return ", ".join(str(one) for one in told if one is not None)


@cache
def load_beside() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "flat.toml").read_text("utf-8"))
