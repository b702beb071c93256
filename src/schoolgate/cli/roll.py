"""schoolgate roll generate | load | show"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import roll as deeds
from schoolgate.cli.options import DryRun, Json, On, OutFile, Unprotected
from schoolgate.cli.output import print_facts, print_json, print_line, talk
from schoolgate.cli.session import day, now, session

app = typer.Typer(help="The pupils, as the school's own system has them.", no_args_is_help=True)


@app.command()
def generate(
    pupils: Annotated[int, typer.Option(min=1, max=100_000, help="How many.")],
    out: OutFile,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Make a roll of pupils who do not exist, for trying things out.

    Example: schoolgate roll generate --pupils 420 --seed 1 --out roll.zip
    """
    counts = deeds.generate(out, pupils=pupils, seed=seed, on=day(on), dry_run=dry_run)
    wrote = "Would write" if dry_run else "Wrote"
    talk(f"{wrote} {out}: " + ", ".join(f"{count} {table}" for table, count in counts.items()) + ".")


@app.command()
def load(
    context: typer.Context,
    file: Path,
    on: On = None,
    accept_changes: Annotated[
        bool, typer.Option("--accept-changes", help="Load although more than a tenth of the pupils are gone.")
    ] = False,
    unprotected: Unprotected = False,
    dry_run: DryRun = False,
) -> None:
    """Load a school system's export (.csv, .xlsx) or a zip of CSVs as one sealed snapshot.

    Example: schoolgate roll load roll.zip
    """
    loaded = deeds.load(
        session(context).office(),
        file,
        at=now(),
        on=day(on),
        accept_changes=accept_changes,
        unprotected=unprotected,
        dry_run=dry_run,
    )
    for line in loaded.notes:
        talk(line)
    talk(f"{'Would load' if dry_run else 'Loaded'} {loaded.snapshot.counts.get('pupil', 0)} pupils.")
    print_line(loaded.snapshot.digest)


@app.command()
def show(context: typer.Context, json: Json = False) -> None:
    """Show what is known of the roll now loaded; no pupil is printed.

    Example: schoolgate roll show --json
    """
    facts = deeds.show(session(context).office())
    if json:
        print_json("schoolgate.roll/1", facts)
    else:
        print_facts(facts.items())
