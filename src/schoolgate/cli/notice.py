"""schoolgate notice read | check | adopt"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import adopting, notice_file, notices
from schoolgate.cli.exits import FINDINGS
from schoolgate.cli.notice_read import HELP, File, read
from schoolgate.cli.options import By, DryRun, Json, On, Unprotected
from schoolgate.cli.output import print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.cli.shown import print_findings
from schoolgate.domain.finding import SEVERITIES, Finding, Severity

app = typer.Typer(help=HELP, no_args_is_help=True)
app.command()(read)


@app.command()
def check(
    context: typer.Context,
    file: File,
    json: Json = False,
    on: On = None,
    fail_on: Annotated[
        Severity | None, typer.Option(help="Exit 6 when there is a finding this bad or worse.")
    ] = None,
    unprotected: Unprotected = False,
) -> None:
    """Say what the law and good practice would ask of the document as it stands.

    Example: schoolgate notice check notice.txt --on 2026-11-22 --fail-on high
    """
    reading = notice_file.read(notice_file.bytes_of(file), file.name, unprotected=unprotected)
    found = notices.findings(reading, asked=_asked(context), on=day(on))
    print_findings(found, json=json)
    stop_on(found, fail_on)


@app.command()
def adopt(
    context: typer.Context,
    file: File,
    review: Annotated[
        Path | None,
        typer.Option(metavar="DECISIONS.csv", help="Columns: entry, action, field, value."),
    ] = None,
    by: By = "the office",
    on: On = None,
    unprotected: Unprotected = False,
    dry_run: DryRun = False,
) -> None:
    """Turn each proposal into a draft agreement; a review accepts, edits, merges or rejects.

    Example: schoolgate notice adopt notice.txt --review decisions.csv --by "A. Khan"
    """
    done = adopting.adopt_file(
        session(context).office(),
        file,
        review=review,
        by=by,
        at=now(),
        on=day(on),
        unprotected=unprotected,
        dry_run=dry_run,
    )
    _print_adoption(done, dry_run)


def _print_adoption(done: adopting.Adoption, dry_run: bool) -> None:
    print_table(("agreement", "service", "state"), [(a.slug, a.service, a.state) for a in done.drafts])
    for name in done.already:
        talk(f"Already in the register, left as it is: {name}")
    for name in done.rejected:
        talk(f"Rejected: {name}")
    for name, into in done.merged:
        talk(f"Merged: {name} into {into}")
    verb = "would be made" if dry_run else "made"
    talk(f"{len(done.drafts)} drafts {verb}. Nothing is in force until a person approves it.")


def _asked(context: typer.Context) -> notices.Asked:
    """The home's school where there is one: a notice can be checked before anything is set up."""
    place = session(context)
    return notices.asked(place.office()) if place.has_database() else notices.NOBODY


def stop_on(found: tuple[Finding, ...], fail_on: Severity | None) -> None:
    if fail_on and any(SEVERITIES.index(one.severity) <= SEVERITIES.index(fail_on) for one in found):
        raise typer.Exit(FINDINGS)
