"""schoolgate roll source add | list | check | remove

What speaks to servers is imported by the command that does: it takes a tenth of a second, and most loads are
of files.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions.documents import read_bytes
from schoolgate.cli.options import By, DryRun, Json
from schoolgate.cli.output import print_facts, print_json, print_table, talk
from schoolgate.cli.session import now, session
from schoolgate.feeds.rest.dialect import DIALECTS

LARGEST = 10_000  # bytes of a secret
app = typer.Typer(help="The servers that a roll is pulled from.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the source is called here, such as mis.")]


Address = Annotated[
    str, typer.Argument(metavar="ADDRESS", help="What its collections hang on: https://HOST/…/v1p2.")
]
TokenAddress = Annotated[
    str, typer.Option("--token-address", metavar="URL", help="Where it hands out access tokens.")
]
Client = Annotated[
    str, typer.Option("--client", metavar="ID", help="The client id that its keeper gave you.")
]
Secret = Annotated[
    Path,
    typer.Option(
        "--secret-file", metavar="FILE", help="Its secret, on one line; '-' reads it from the pipe."
    ),
]
Dialect = Annotated[
    str, typer.Option("--dialect", metavar="NAME", help=f"How it speaks: {', '.join(DIALECTS)}.")
]


@app.command()
def add(
    context: typer.Context,
    name: Name,
    address: Address,
    secret_file: Secret,
    token_address: TokenAddress = "",
    client: Client = "",
    dialect: Dialect = DIALECTS[0],
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Set a server that a roll is pulled from; its secret is kept among the home's keys.

    Example: schoolgate roll source add mis URL --token-address URL --client 7 --secret-file s.key
    """
    from schoolgate.actions import roll_sources

    asked = roll_sources.Asked(
        dialect=dialect,
        address=address,
        token_address=token_address,
        client=client,
        secret=_read(secret_file),
        by=by,
    )
    source = roll_sources.add(session(context).office(), name, asked, at=now(), dry_run=dry_run)
    talk(f"{'Would set' if dry_run else 'Set'} the source {source.name}: {source.address}")


@app.command("list")
def list_sources(context: typer.Context, json: Json = False) -> None:
    """List the servers that a roll is pulled from, never a secret.

    Example: schoolgate roll source list --json
    """
    from schoolgate.actions import roll_sources

    found = [roll_sources.as_json(one) for one in roll_sources.listing(session(context).office())]
    if json:
        print_json("schoolgate.roll-sources/1", {"sources": found})
        return
    print_table(
        ("name", "address", "speaks", "set by"),
        [(one["name"], one["address"], one["speaks"], one["set_by"]) for one in found],
    )


@app.command()
def check(context: typer.Context, name: Name, json: Json = False) -> None:
    """Try a server: does it let us in, and how much does it hold? Nothing is loaded.

    Example: schoolgate roll source check mis
    """
    from schoolgate.actions import roll_sources

    found = roll_sources.check(session(context).office(), name)
    if json:
        print_json("schoolgate.roll-source/1", {"name": name, "collections": dict(found)})
    else:
        print_facts(found.items())


@app.command()
def remove(context: typer.Context, name: Name, dry_run: DryRun = False) -> None:
    """Take a server away, and its secret with it; rolls that came from it stay.

    Example: schoolgate roll source remove mis
    """
    from schoolgate.actions import roll_sources

    source = roll_sources.remove(session(context).office(), name, dry_run=dry_run)
    talk(f"{'Would remove' if dry_run else 'Removed'} the source {source.name}.")


def _read(path: Path) -> bytes:
    return sys.stdin.buffer.read(LARGEST) if str(path) == "-" else read_bytes(path, largest=LARGEST)
