"""Columns that changed places, as far as the look of their values tells: a UPN under the admission number."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.sources.errors import Fault
from schoolgate.feeds.sources.sheet import Understood

FEWEST = 3  # cells: of fewer nobody can tell a wrong column from a slip of the pen
MAY_HOLD = {"email": ("id", "username"), "upn": ("id", "former_upn")}  # columns that may look like another


def in_wrong_columns(pupils: Understood) -> Iterator[Fault]:
    """A column most of whose cells look like another column's, where that one's own do not."""
    for name, pattern in load_shapes().items():
        if name in pupils.columns and _mostly(pupils, name, pattern):
            continue
        for other in _others(pupils, name):
            if _mostly(pupils, other, pattern):
                heading, label = pupils.named[other], fields_of("pupil")[name].label.lower()
                what = (
                    f"holds what looks like the {label}. If it is, load it again with "
                    f"--map '{heading}={name}'; if two columns changed places, say so of both."
                )
                yield Fault(what=what, table="pupil", column=heading)


def _others(pupils: Understood, name: str) -> Iterator[str]:
    """Columns of text that have no business looking like this one."""
    for other in pupils.columns:
        text = fields_of("pupil")[other].type is FieldType.TEXT
        if text and other != name and other not in MAY_HOLD.get(name, ()):
            yield other


def _mostly(pupils: Understood, name: str, pattern: str) -> bool:
    """Do most of its cells look so?"""
    look = re.compile(pattern)
    cells = [str(record[name]) for _, record in pupils.records if record.get(name) is not None]
    return len(cells) >= FEWEST and sum(bool(look.fullmatch(cell)) for cell in cells) > len(cells) / 2


@cache
def load_shapes() -> dict[str, str]:
    return tomllib.loads((files(__package__) / "shapes.toml").read_text("utf-8"))
