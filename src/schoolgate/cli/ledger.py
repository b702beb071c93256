"""schoolgate ledger list | verify | proof | export | checkpoint | key"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import ledger as deeds
from schoolgate.actions.documents import read_text
from schoolgate.cli.exits import ERROR
from schoolgate.cli.options import Json
from schoolgate.cli.output import print_document, print_json, print_line, print_table, talk, write_exactly
from schoolgate.cli.session import session

app = typer.Typer(help="What left, written down where anybody can check it.", no_args_is_help=True)


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List every release: when, to whom, what, how many, and what became of it.

    Example: schoolgate ledger list --json
    """
    found = deeds.disclosures(session(context).office())
    if json:
        print_json("schoolgate.disclosures/1", {"disclosures": [deeds.as_json(one) for one in found]})
        return
    print_table(
        ("entry", "at", "service", "version", "items", "people", "outcome"),
        [
            (
                one.entry,
                one.intent.at.isoformat(timespec="seconds"),
                one.intent.service,
                one.intent.version,
                ", ".join(one.intent.items),
                one.intent.people,
                one.outcome.delivery if one.outcome else "interrupted",
            )
            for one in found
        ],
    )


@app.command()
def verify(
    context: typer.Context,
    against: Annotated[
        Path | None, typer.Option(metavar="CHECKPOINT", help="A signed head that was kept elsewhere.")
    ] = None,
    json: Json = False,
) -> None:
    """Check every entry, every signed head and their order, and say what can't be known from here.

    Example: schoolgate ledger verify --against kept-head.txt
    """
    kept = (read_text(against).replace("\r\n", "\n"),) if against else ()
    result = deeds.verify(session(context).office(), kept=kept)
    if json:
        print_json("schoolgate.verification/1", deeds.verification_as_json(result))
    else:
        print_line(f"{result.size} entries, root {result.root.hex()}")
        for problem in result.problems:
            print_line(f"problem: {problem}")
        for unknown in result.unknown:
            talk(f"Not known: {unknown}")
        talk("The ledger holds." if result.holds() else "The ledger does NOT hold.")
    if not result.holds():
        raise typer.Exit(ERROR)


@app.command()
def proof(context: typer.Context, entry: int) -> None:
    """Print the proof that one entry is under the signed head.

    Example: schoolgate ledger proof 1
    """
    print_document(deeds.proof(session(context).office(), entry))


@app.command()
def export(context: typer.Context) -> None:
    """Print the whole ledger as an outsider verifies it (tools/verify_ledger.py).

    Example: schoolgate ledger export > ledger.json
    """
    write_exactly(deeds.export(session(context).office()))


@app.command()
def checkpoint(context: typer.Context) -> None:
    """Print the signed head, to be kept elsewhere.

    Example: schoolgate ledger checkpoint > head.txt
    """
    write_exactly(deeds.checkpoint(session(context).office()))


@app.command()
def key(context: typer.Context) -> None:
    """Print the key that heads are verified with, to be kept elsewhere.

    Example: schoolgate ledger key > key.txt
    """
    print_line(deeds.key(session(context).office()))
