"""The words of the public page that no school typed."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def phrases() -> dict[str, Any]:
    """Section → key → words, as in phrases.toml."""
    return tomllib.loads((files(__package__) / "phrases.toml").read_text("utf-8"))
