"""schoolgate demo"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from schoolgate.actions import demonstrating as deeds
from schoolgate.actions import feeds, ledger, many_notices, pupils, systems
from schoolgate.cli.exits import ERROR
from schoolgate.cli.feed_table import lines_of_sent, lines_of_the_rest
from schoolgate.cli.notice_compare import print_compared
from schoolgate.cli.options import Json, On
from schoolgate.cli.output import print_json, print_line, progress, talk
from schoolgate.cli.session import Session, day, now, session
from schoolgate.domain.finding import SEVERITIES

SHOWN = 12
WORST = 3  # findings of each notice


def demo(
    context: typer.Context,
    notice: Annotated[
        list[Path] | None, typer.Argument(metavar="[NOTICE]...", help="Notices; by default the samples.")
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where each school's home, parcels and page go.")
    ] = Path("demo-out"),
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the first school's pages at the end.")
    ] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8000,
    on: On = None,
    json: Json = False,
) -> None:
    """Do the whole job once on each notice: read, adopt, settle, approve, release, verify, publish.

    Example: schoolgate demo notice.txt other.html --no-serve
    """
    place, began = session(context), time.monotonic()
    schools = deeds.places(notice or (), out.absolute())
    told = [_one(place, one, on) for one in progress(schools, "Schools", len(schools))]
    seconds = time.monotonic() - began
    if json:
        print_json(
            "schoolgate.demo/1", {"seconds": round(seconds, 1), "schools": [_as_json(one) for one in told]}
        )
    else:
        for one in told:
            _print(one)
        _print_comparison(told)
        talk(f"{len(told)} schools in {seconds:.1f} s. Every person, pupil and signature in this is made up.")
    if not all(one.verification.holds() for one in told):
        raise typer.Exit(ERROR)
    if serve and told and not json:
        place.serve(told[0].place.home, port)


def _one(place: Session, school: deeds.Place, on: str | None) -> deeds.Told:
    deeds.clear(school)
    reading = deeds.found_school(place.open_home(school.home), school)
    return deeds.demonstrate(place.open_home(school.home), school, reading, clock=now, on=day(on))


def _print(told: deeds.Told) -> None:
    print_line(f"{told.school} ({told.place.notice.name})")
    found = Counter(one.severity for one in told.findings)
    said = ", ".join(f"{found[s]} {s}" for s in SEVERITIES if found[s]) or "none"
    print_line(f"  read:      {told.recipients} recipients; findings: {said}")
    for one in sorted(told.findings, key=lambda one: SEVERITIES.index(one.severity))[:WORST]:
        print_line(f"             {one.severity} {one.check}: {one.message}")
    head, officer = told.signed_by
    print_line(f"  settled:   by the decisions file, signed by {head}, advised by {officer}")
    _print_released(told)
    _print_refused(told)
    print_line(
        f"  elsewhere: {told.elsewhere} items never leave the school: they arise in the service, or at home"
    )
    _print_systems(told)
    state = "holds" if told.verification.holds() else "DOES NOT HOLD"
    print_line(
        f"  ledger:    {told.verification.size} entries, head {told.verification.root.hex()[:16]}…, {state}"
    )
    _print_child(told.statement)
    print_line(f"  page:      {told.page}")
    print_line()


def _print_comparison(told: Sequence[deeds.Told]) -> None:
    """The service that these schools declare most differently, and what the first letter would ask."""
    found = deeds.compared(told)
    if not found:
        return
    print_line(f"compared: {len(found)} services are named by two of these schools or more")
    print_compared(found[:1])
    for one in many_notices.for_less(found)[:1]:
        print_line(f"ask for less: {one.school} to {one.service}")
        print_line(f"  {one.sentence}")
        print_line()


def _print_released(told: deeds.Told) -> None:
    sent = [one for one in told.ran if not one.refused]
    files = sum(len(one.files) for one in sent)
    rows = sum(one.rows for one in sent)
    print_line(
        f"  released:  {files} files, {rows} rows, {told.withheld} fields withheld, to {len(sent)} recipients"
    )
    for one in sent:
        print_line(f"             {one.service}: {one.rows} rows ({', '.join(one.headings)})")


def _print_systems(told: deeds.Told) -> None:
    sent = sum(bool(one.sent) for one in told.systems)
    print_line(f"  systems:   {len(told.systems)} named, {sent} are sent something")
    for line in (*lines_of_sent(told.systems), *lines_of_the_rest(told.systems)):
        print_line(f"             {line}")


def _print_refused(told: deeds.Told) -> None:
    reasons = dict(told.refused) | {one.service: one.refused for one in told.ran if one.refused}
    print_line(f"  refused:   {len(reasons)}")
    for service, why in list(reasons.items())[:SHOWN]:
        print_line(f"             {service}: {why[0]}{f' (and {len(why) - 1} more)' if len(why) > 1 else ''}")
    if len(reasons) > SHOWN:
        print_line(
            f"             … and {len(reasons) - SHOWN} more: schoolgate feed preview SERVICE says why"
        )


def _print_child(statement: pupils.Statement | None) -> None:
    if statement is None:
        print_line("  one child: nothing left of anybody")
        return
    print_line(
        f"  one child: {len(statement.releases)} releases, {len(statement.elsewhere)} services elsewhere"
    )
    for one in statement.releases[:3]:
        print_line(f"             {one.at} {one.recipient}: {', '.join(one.items)}")


def _as_json(told: deeds.Told) -> Mapping[str, Any]:
    return {
        "notice": told.place.notice.name,
        "school": told.school,
        "home": str(told.place.home),
        "parcels": str(told.place.parcels),
        "page": str(told.page),
        "recipients": told.recipients,
        "findings": {str(s): sum(one.severity is s for one in told.findings) for s in SEVERITIES},
        "unsettled": list(told.unsettled),
        "refused": {service: list(why) for service, why in told.refused},
        "runs": [feeds.ran_as_json(one) for one in told.ran],
        "systems": [systems.as_json(one) for one in told.systems],
        "elsewhere": told.elsewhere,
        "withheld": told.withheld,
        "ledger": ledger.verification_as_json(told.verification),
        "statement": pupils.statement_as_json(told.statement) if told.statement else None,
    }
