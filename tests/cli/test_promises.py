"""What holds of every command."""

import pytest
import typer

from schoolgate.cli.app import build
from schoolgate.cli.describe import walk

COMMANDS = dict(walk(typer.main.get_command(build()), "schoolgate"))
READS = {
    "school show",
    "notice read",
    "notice check",
    "notice compare",
    "document list",
    "document differences",
    "document words",
    "register list",
    "register show",
    "register history",
    "register check",
    "register drift",
    "egress list",
    "finding list",
    "finding waivers",
    "phrases languages",
    "phrases show",
    "decision list",
    "deletion list",
    "roll mapping",
    "roll show",
    "roll source list",
    "roll source check",
    "door list",
    "door check",
    "door troubles",
    "schedule list",
    "feed preview",
    "feed diff",
    "feed profile list",
    "feed profile show",
    "feed table",
    "key list",
    "publish history",
    "publish diff",
    "ledger list",
    "ledger verify",
    "pupil disclosures",
    "doctor",
    "demo",
    "feed run",
    "catalogue search",
    "catalogue show",
}
ALREADY_JSON = {"notice batch", "register export", "ledger proof", "ledger export"}
FOR_OUTSIDERS = {"ledger checkpoint", "ledger key"}  # signed notes and keys have a form of their own
WITHOUT_REHEARSAL = {"up", "demo", "worker"}  # they serve, show and wait
PATHS = [path.removeprefix("schoolgate ") for path in COMMANDS]


def options(path):
    return {name for one in COMMANDS[f"schoolgate {path}"].params for name in one.opts}


@pytest.mark.parametrize("path", PATHS)
def test_every_command_says_what_it_does_and_shows_an_example(path):
    told = COMMANDS[f"schoolgate {path}"].help
    assert told.strip().endswith((")", '"', *"abcdefghijklmnopqrstuvwxyz0123456789"))
    assert f"schoolgate {path}" in told.split("Example: ")[1]


@pytest.mark.parametrize("path", PATHS)
def test_every_read_speaks_json_and_every_write_can_be_rehearsed(path):
    if path in READS:
        assert "--json" in options(path)
    elif path not in ALREADY_JSON | FOR_OUTSIDERS | WITHOUT_REHEARSAL:
        assert "--dry-run" in options(path)


@pytest.mark.parametrize("path", PATHS)
def test_every_option_says_what_it_is(path):
    silent = [
        one.name for one in COMMANDS[f"schoolgate {path}"].params if not one.help and one.name != "help"
    ]
    assert [name for name in silent if name not in ("key", "value", "file", "service", "entry")] == []
