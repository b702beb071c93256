"""A run that differs so much from the last one that half a roll is likelier than so many changes."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.roll import Sensitivity, roll_field
from schoolgate.domain.sentences import listed
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.refusals import Warned


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """What was sent last, as counts. version  of the agreement"""

    rows: int
    fields: tuple[str, ...]
    version: int


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "unusual.toml").read_text("utf-8"))


def unusual(last: LastRun | None, rows: int, fields: Sequence[str], version: int) -> tuple[str, ...]:
    """Why somebody has to look; empty where nothing is unusual. last  None: nothing was sent yet"""
    if last is None:
        return ()
    found = []
    if abs(rows - last.rows) > max(_load()["rows_least"], _load()["rows_share"] * last.rows):
        found.append(f"it has {rows} rows where the last run had {last.rows}")
    gone = [one for one in last.fields if one not in fields]
    if gone and version == last.version:
        found.append(f"it no longer has {listed(gone)}, and the agreement is the same")
    return tuple(found)


def unusual_but_essential(last: LastRun, rows: int, why: Sequence[str]) -> Warned:
    """The feed goes on, as a child could come to harm without, and the warning rises with the change."""
    share = abs(rows - last.rows) / max(last.rows, 1)
    level = 1 + sum(share >= one for one in _load()["levels"])
    return Warned(
        "unusual-change",
        level,
        f"Something is unusual: {' and '.join(why)}. The feed goes on, as it is essential. "
        f"{_load()['todo'][level - 1]}",
    )


def unseen_but_essential(before: Reach | None, now: Reach, why: Sequence[str]) -> Warned:
    """A first send or a widening goes on too, and the warning rises with how private is what is new."""
    level = max(
        (_level(name) for name in now.fields if before is None or name not in before.fields), default=1
    )
    return Warned(
        "unseen",
        level,
        f"Nobody but the sender has looked at it, and {' and '.join(why)}. The feed goes on, as it is "
        f"essential. {_load()['unseen'][level - 1]}",
    )


def _level(name: str) -> int:
    match roll_field(name.partition(" ")[0]).sensitivity:
        case Sensitivity.SPECIAL_CATEGORY:
            return 3
        case Sensitivity.IDENTIFYING | Sensitivity.SENSITIVE:
            return 2
        case _:
            return 1


def still_unseen(days: int) -> str:
    """What to do where for so many days nobody looked."""
    words: str = _load()["unseen"][sum(days >= one for one in _load()["unseen_days"])]
    return words
