"""The commands as a page for people, written from the command line itself."""

from collections.abc import Iterator
from typing import Any

import typer

HEAD = """# Commands

Written from `src/schoolgate/cli/` by `make docs`; do not edit by hand. `--help` on a command says the same.

What a command found goes to the standard output, what it has to say to the standard error. Every read takes
`--json`, every write `--dry-run`. SERVICE is an agreement's short name, as `schoolgate register list` gives
it. The home is the folder that `SCHOOLGATE_HOME` names.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | something went wrong |
| 2 | the command was not understood, or names more than one thing |
| 3 | what was asked for is not here |
| 4 | refused: a rule said no |
| 5 | the input cannot be used |
| 6 | there are findings, and `--fail-on` asked |
"""


def describe(app: typer.Typer) -> str:
    """Markdown, one heading for each command, in the order of `--help`."""
    root = typer.main.get_command(app)
    return "\n".join([HEAD, *(_section(name, command) for name, command in walk(root, "schoolgate"))])


def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """("schoolgate notice read", command) for each command below."""
    below = getattr(command, "commands", None)
    if below is None or command.invoke_without_command:  # a group may do something by itself
        yield name, command
    for verb, inner in (below or {}).items():
        yield from walk(inner, f"{name} {verb}")


def _section(name: str, command: Any) -> str:
    told, _, example = (command.help or "").partition("Example: ")
    shown = ["```", *example.strip().splitlines(), "```", ""] if example else []
    options = [_option(one) for one in command.params if not one.hidden and one.name != "help"]
    table = ["| option | what it is |", "|---|---|", *options, ""] if options else []
    return "\n".join([f"## {name}", "", told.strip(), "", *shown, *table])


def _option(one: Any) -> str:
    if one.param_type_name == "argument":
        spelt = f"`{one.metavar or one.name.upper()}`"
    else:
        spelt = " ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
    must = "" if not one.required or one.param_type_name == "argument" else " (must be given)"
    return f"| {spelt} | {(one.help or '').replace('|', ' or ')}{must} |"
