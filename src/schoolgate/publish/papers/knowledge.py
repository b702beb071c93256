"""The data files of the papers, each read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """papers/NAME.toml."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
