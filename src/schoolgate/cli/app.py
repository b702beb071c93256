"""Every command, by noun. A new noun is one file and one line here.

A command starts with its own noun's file alone: all of them together take most of a second to import.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer

NOUNS = (
    "school",
    "notice",
    "document",
    "register",
    "agreement",
    "decision",
    "deletion",
    "roll",
    "feed",
    "door",
    "schedule",
    "key",
    "ledger",
    "pupil",
    "publish",
    "phrases",
    "finding",
    "egress",
    "catalogue",
)
VERBS = {
    "up": "house",
    "worker": "worker",
    "doctor": "house",
    "backup": "house",
    "restore": "house",
    "demo": "demo",
}
# Commands that work on files alone, each with the file that it needs and no more: no store, so no home.
ON_FILES = {
    ("notice", "read"): "notice_read",
    ("notice", "batch"): "notice_batch",
    ("notice", "compare"): "notice_compare",
    ("phrases", "languages"): "phrases",
    ("phrases", "show"): "phrases",
    ("catalogue", "search"): "catalogue",
    ("catalogue", "show"): "catalogue",
}


def needs_a_home(words: Sequence[str]) -> bool:
    return tuple(words[:2]) not in ON_FILES


def build(words: Sequence[str] = ()) -> typer.Typer:
    """The commands that `words` may mean: those of their noun; all of them where they begin with none."""
    app = typer.Typer(
        name="schoolgate",
        help="Reads the data-sharing notice a school already has, and makes it true.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_nothing)  # a program of one command would otherwise be that command
    if not needs_a_home(words):
        app.add_typer(_alone(words[0], words[1]), name=words[0])
        return app
    nouns, verbs = _meant(words[0] if words else "")
    for noun in nouns:
        app.add_typer(_file(noun).app, name=noun)
    for verb in verbs:
        app.command(verb)(getattr(_file(VERBS[verb]), verb))
    return app


def _meant(first: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The nouns and the verbs that a command beginning with this word needs."""
    if first in NOUNS:
        return (first,), ()
    if first in VERBS:
        return (), (first,)
    return NOUNS, tuple(VERBS)


def _alone(noun: str, verb: str) -> typer.Typer:
    file = _file(ON_FILES[noun, verb])
    group = typer.Typer(help=file.HELP, no_args_is_help=True)
    group.command()(getattr(file, verb))
    group.callback()(_nothing)
    return group


def _nothing() -> None:
    pass


def _file(name: str) -> Any:
    return import_module(f"schoolgate.cli.{name}")
