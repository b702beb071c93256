"""schoolgate finding list | waive | waivers | fix"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import fixing, notice_file, notices, waivers
from schoolgate.actions import register as deeds
from schoolgate.actions.office import Office
from schoolgate.cli.finding_output import All
from schoolgate.cli.options import By, DryRun, Json, On, Unprotected
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.finding import SEVERITIES, Finding
from schoolgate.domain.waiver import REGISTER, Judged

app = typer.Typer(
    help="What the checks say: put it right, or say why it is no problem.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(metavar="ID", help="The finding's name, such as RISK-001-5f2a90c1.")]
OfNotice = Annotated[
    Path | None, typer.Option("--notice", metavar="FILE", help="Of this document, not of the register.")
]


@app.command("list")
def list_(
    context: typer.Context,
    json: Json = False,
    show_all: All = False,
    notice: OfNotice = None,
    on: On = None,
    unprotected: Unprotected = False,
) -> None:
    """List the findings by name, worst first.

    Example: schoolgate finding list
    """
    office = session(context).office()
    found, source = _found(office, notice, on, unprotected)
    judged = waivers.judged(office, found, on=day(on), source=source)
    held = [one for one in judged if show_all or not one.is_waived()]
    held.sort(key=lambda one: SEVERITIES.index(one.finding.severity))
    if json:
        print_json("schoolgate.finding-names/1", {"findings": [_as_json(one) for one in held]})
        return
    print_table(("finding", "severity", "about", "what is found", "fix"), [_row(one) for one in held])


@app.command()
def waive(
    context: typer.Context,
    name: Name,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is not a problem; it is kept.")],
    by: By,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day it holds (default: a year on).")
    ] = None,
    notice: OfNotice = None,
    on: On = None,
    unprotected: Unprotected = False,
    dry_run: DryRun = False,
) -> None:
    """Say why a finding is no problem. It comes back when its words change, or after a year.

    Example: schoolgate finding waive MIN-003-5f2a90c1 --why "Its norms need the day" --by "A. Khan"
    """
    office = session(context).office()
    found, source = _found(office, notice, on, unprotected)
    made = waivers.waive(
        office,
        waivers.named(found, name),
        why=why,
        by=by,
        at=now(),
        on=day(on),
        until=day(until) if until else None,
        source=source,
        dry_run=dry_run,
    )
    talk(f"{'Would record' if dry_run else 'Recorded'}: {made.finding} is no problem until {made.lapses_on}.")


@app.command("waivers")
def waivers_(context: typer.Context, json: Json = False) -> None:
    """List every word that a finding is no problem, in the order given.

    Example: schoolgate finding waivers
    """
    said = waivers.waivers(session(context).office())
    if json:
        print_json("schoolgate.waivers/1", {"waivers": [deeds.as_json(one) for one in said]})
        return
    print_table(
        ("finding", "of", "about", "why", "by", "until"),
        [(one.finding, one.source, one.about, one.why, one.by, one.lapses_on) for one in said],
    )


@app.command()
def fix(context: typer.Context, name: Name, by: By, on: On = None, dry_run: DryRun = False) -> None:
    """Put a finding right in the register, where that is certain: a new version, to be approved.

    Example: schoolgate finding fix MIN-003-5f2a90c1 --by "A. Khan" --dry-run
    """
    office = session(context).office()
    remedy, after = fixing.fix(office, name, by=by, on=day(on), at=now(), dry_run=dry_run)
    for key, value in remedy.sets:
        print_line(f"{after.slug} {key}: {value}")
    done = "Would make" if dry_run else "Made"
    talk(f"{remedy.says} {done} version {after.version} of {after.slug}, a {after.state}.")


def _found(
    office: Office, notice: Path | None, on: str | None, unprotected: bool
) -> tuple[tuple[Finding, ...], str]:
    """The findings, and what they are of."""
    if notice is None:
        return deeds.raised(office, on=day(on)), REGISTER
    reading = notice_file.read(notice_file.bytes_of(notice), notice.name, unprotected=unprotected)
    return notices.findings(reading, asked=notices.asked(office), on=day(on)), notice.name


def _row(one: Judged) -> tuple[object, ...]:
    finding = one.finding
    answer = "said to be no problem" if one.is_waived() else "can be done" if finding.remedy else ""
    return finding.id, finding.severity, finding.entry or "the whole page", finding.message, answer


def _as_json(one: Judged) -> dict[str, object]:
    finding = one.finding
    return {
        "id": finding.id,
        "severity": finding.severity,
        "entry": finding.entry,
        "message": finding.message,
        "remedy": finding.remedy.says if finding.remedy else None,
        "waived": one.waiver.why if one.waiver and one.is_waived() else None,
        "lapsed": one.lapsed,
    }
