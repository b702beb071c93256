"""schoolgate feed preview | diff | run | rekey | release | table | profile"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import bulk, hold
from schoolgate.actions import feeds as deeds
from schoolgate.cli import feed_bulk, feed_diff, feed_profile, feed_rekey, feed_table
from schoolgate.cli.exits import ERROR, REFUSED
from schoolgate.cli.options import By, DryRun, Json, On
from schoolgate.cli.output import print_json, print_line, print_table, progress, talk
from schoolgate.cli.session import moment, now, session
from schoolgate.domain.disclosure import Delivery
from schoolgate.feeds.engines import ENGINES

app = typer.Typer(help="What each recipient may have, and sending it.", no_args_is_help=True)
app.command()(feed_table.table)
app.command()(feed_diff.diff)
app.command()(feed_rekey.rekey)
app.add_typer(feed_profile.app, name="profile")
UNSURE = (Delivery.FAILED, Delivery.UNKNOWN)
OutOrDoor = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="A folder for the parcels, instead of each agreement's door."),
]
FromParquet = Annotated[
    Path | None,
    typer.Option("--from-parquet", metavar="DIR", help="Many schools' rolls, for a parcel of each."),
]
OneFile = Annotated[
    Path | None,
    typer.Option(
        "--one-file", metavar="FILE", help="All schools of --from-parquet in this one file, for one SERVICE."
    ),
]
Confirmed = Annotated[
    str | None,
    typer.Option("--confirmed-by", metavar="NAME", help="The second person, for a first send or a widening."),
]


@app.command()
def preview(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SERVICE")],
    json: Json = False,
    rows: Annotated[int, typer.Option(min=0, help="How many rows to print, as they would leave.")] = 0,
    on: On = None,
) -> None:
    """Show exactly what a run would send now: fields and why, rows, and the SHA-256 of every file.

    Example: schoolgate feed preview ttrockstars --rows 3
    """
    seen = deeds.preview(session(context).office(), service, at=moment(on))
    if json:
        print_json("schoolgate.preview/1", deeds.preview_as_json(seen))
        return
    print_table(("field", "why it may leave"), seen.fields)
    if seen.withheld:
        print_table(("withheld", "why"), seen.withheld)
    for warning in seen.warnings:
        talk(f"Warning: {warning}")
    if seen.needs_second_person:
        talk(f"A second person has to confirm the run, as {' and '.join(seen.needs_second_person)}.")
    for file in seen.files:
        print_line(f"{file.name}\t{file.rows} rows\t{file.bytes} bytes\tsha256 {file.sha256}")
    for line in seen.first_lines(rows):
        print_line(line)


@app.command()
def run(
    context: typer.Context,
    service: Annotated[str | None, typer.Argument(metavar="SERVICE")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every agreement in force.")] = False,
    out: OutOrDoor = None,
    from_parquet: FromParquet = None,
    one_file: OneFile = None,
    engine: feed_bulk.Engine = ENGINES[0],
    master: feed_bulk.Master = None,
    by: By = "the office",
    confirmed_by: Confirmed = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Send: written into the ledger first, then delivered to the folder, or to the agreement's own door.

    Example: schoolgate feed run ttrockstars --out parcels --confirmed-by "M. Head"
    """
    if all_ == (service is not None):
        raise typer.BadParameter("Name one SERVICE, or say --all.")
    office, second = session(context).office(), confirmed_by or _ask()
    if from_parquet is not None:
        where, source = feed_bulk.where_to(out, one_file, service), from_parquet.absolute()
        night = bulk.Night(folder=source, out=where.out, by=by, clock=now, confirmed_by=second)
        feed_bulk.run(office, night, where, engine=engine, master=master, dry_run=dry_run, json=json)
        return
    feed_bulk.refuse_for_one_school(one_file, engine, master)
    # A run that is interrupted is finished later, perhaps from another folder: the path has to hold there.
    folder = out.absolute() if out is not None else None
    sending = deeds.Sending(out=folder, by=by, confirmed_by=second, clock=now)
    if service is not None:
        sent = [deeds.run_one(office, service, sending, dry_run=dry_run)]
    else:
        sent = list(progress(deeds.run_all(office, sending, dry_run=dry_run), "Feeds"))
    _print_runs(sent, json=json)
    if any(one.outcome in UNSURE for one in sent):
        raise typer.Exit(ERROR)
    if any(one.refused for one in sent):
        raise typer.Exit(REFUSED)


@app.command()
def release(context: typer.Context, by: By, dry_run: DryRun = False) -> None:
    """Let feeds run again after a restore, once everything later than the backup is in the register again.

    Example: schoolgate feed release --by "M. Head"
    """
    hold.release(session(context).office(), by=by, at=now(), dry_run=dry_run)
    talk("Would release them." if dry_run else "Released. Feeds can run again.")


def _ask() -> str | None:
    """A second person, asked for at a terminal only; a script says --confirmed-by."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    name: str = typer.prompt("Second person, if this is a first send or sends more", default="", err=True)
    return name or None


def _print_runs(sent: list[deeds.Ran], *, json: bool) -> None:
    if json:
        print_json("schoolgate.runs/1", {"runs": [deeds.ran_as_json(one) for one in sent]})
        return
    print_table(
        ("agreement", "outcome", "rows", "file", "sha256"),
        [(one.slug, one.outcome, one.rows, one.file_names(), one.digests()) for one in sent],
    )
    for one in sent:
        for warning in one.warnings:
            talk(f"Warning, {one.slug}: {warning}")
        if one.refused:
            talk(f"Refused, {one.slug}:")
            for reason in one.refused:
                talk(f"  - {reason}")
