"""schoolgate roll generate | load | pull | source | mapping | show"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import roll as deeds
from schoolgate.actions import roll_mapping
from schoolgate.actions.roll_file import write_faults
from schoolgate.cli import roll_source
from schoolgate.cli.options import DryRun, Json, On, OutFile, Unprotected
from schoolgate.cli.output import print_facts, print_json, print_line, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.feeds.sources import RollRefused

Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="HEADING=FIELD", help="What a heading means, such as 'Pupil no=admission_number'."
    ),
]
MapFile = Annotated[
    Path | None,
    typer.Option("--map-file", metavar="FILE", help="The same, one to a line; a line with # is left aside."),
]
AcceptChanges = Annotated[
    bool,
    typer.Option(
        "--accept-changes", help="Load although more than a tenth of the pupils are gone, or columns moved."
    ),
]
Report = Annotated[
    Path | None,
    typer.Option("--report", metavar="FILE", help="Write every fault to this CSV, by row and column."),
]
app = typer.Typer(help="The pupils, as the school's own system has them.", no_args_is_help=True)
app.add_typer(roll_source.app, name="source")


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


@contextmanager
def _loading(report: Path | None) -> Iterator[None]:
    # A roll is many small values and no cycles: to look for those takes a quarter of a load.
    gc.disable()
    try:
        yield
    except RollRefused as refused:
        if report is not None:
            write_faults(report, refused.faults)
            talk(f"Wrote every fault to {report}.")
        raise
    finally:
        gc.enable()


@app.command()
def load(
    context: typer.Context,
    file: Path,
    on: On = None,
    accept_changes: AcceptChanges = False,
    map_: Map = None,
    map_file: MapFile = None,
    report: Report = None,
    unprotected: Unprotected = False,
    dry_run: DryRun = False,
) -> None:
    """Load a school system's export (.csv, .tsv, .txt, .xlsx, .xml) or a zip of CSVs as one sealed snapshot.

    Example: schoolgate roll load roll.zip
    """
    office = session(context).office()
    with _loading(report):
        loaded = deeds.load(
            office,
            file,
            at=now(),
            on=day(on),
            asked=roll_mapping.corrections(office, map_ or (), map_file),
            accept_changes=accept_changes,
            unprotected=unprotected,
            dry_run=dry_run,
        )
    _tell(loaded, dry_run)


def _tell(loaded: deeds.Load, dry_run: bool) -> None:
    for line in loaded.notes:
        talk(line)
    count = loaded.snapshot.counts.get("pupil", 0)
    talk(f"{'Would load' if dry_run else 'Loaded'} {count} pupil{'' if count == 1 else 's'}.")
    print_line(loaded.snapshot.digest)


@app.command()
def pull(
    context: typer.Context,
    name: roll_source.Name,
    on: On = None,
    accept_changes: AcceptChanges = False,
    map_: Map = None,
    map_file: MapFile = None,
    report: Report = None,
    dry_run: DryRun = False,
) -> None:
    """Pull the roll from a server and load it as one sealed snapshot: all of it, or nothing.

    Example: schoolgate roll pull mis
    """
    from schoolgate.actions import roll_pulling

    office = session(context).office()
    with _loading(report):
        loaded = roll_pulling.pull(
            office,
            name,
            at=now(),
            on=day(on),
            asked=roll_mapping.corrections(office, map_ or (), map_file),
            accept_changes=accept_changes,
            dry_run=dry_run,
        )
    _tell(loaded, dry_run)


@app.command()
def mapping(
    context: typer.Context,
    file: Path,
    on: On = None,
    map_: Map = None,
    map_file: MapFile = None,
    unprotected: Unprotected = False,
    json: Json = False,
) -> None:
    """Show what each heading of an export would be read as; nothing is loaded.

    Example: schoolgate roll mapping pupils.csv --map "Pupil no=admission_number"
    """
    office = session(context).office()
    asked = roll_mapping.corrections(office, map_ or (), map_file)
    found = roll_mapping.mapping(office, file, on=day(on), asked=asked, unprotected=unprotected)
    if json:
        print_json("schoolgate.roll-mapping/1", asdict(found))
        return
    talk(f"Read as {found.kind}." if found.kind else (found.refused or ""))
    print_table(
        ("heading", "field", "what it is"), (*found.rows, *((h, "", "left out") for h in found.left_out))
    )


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
