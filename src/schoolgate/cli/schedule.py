"""schoolgate schedule set | terms | list | remove"""

from datetime import date
from typing import Annotated

import typer

from schoolgate.actions import scheduling
from schoolgate.cli.options import By, DryRun, Json, Service
from schoolgate.cli.output import print_json, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.schedule import Rhythm

app = typer.Typer(
    help="Feeds that run by themselves, through their agreements' doors, and pulls of the roll.",
    no_args_is_help=True,
)
SPAN = ".."


@app.command("set")
def set_schedule(
    context: typer.Context,
    service: Service,
    nightly: Annotated[bool, typer.Option("--nightly", help="Every night.")] = False,
    term_time: Annotated[bool, typer.Option("--term-time", help="On school days.")] = False,
    on_change: Annotated[
        bool, typer.Option("--on-change", help="When the roll, the agreement or an answer has changed.")
    ] = False,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="The school's own time of day.")] = "02:00",
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Let an agreement's feed run by itself, or a roll be pulled: `roll:` and its source's name in SERVICE's
    place. A worker must be awake: schoolgate worker, or up.

    Example: schoolgate schedule set roll:mis --nightly --at 01:00
    """
    chosen = [
        rhythm
        for rhythm, said in (
            (Rhythm.NIGHTLY, nightly),
            (Rhythm.TERM_TIME, term_time),
            (Rhythm.ON_CHANGE, on_change),
        )
        if said
    ]
    if len(chosen) != 1:
        raise typer.BadParameter("Say one of --nightly, --term-time and --on-change.")
    office = session(context).office()
    made = scheduling.put(office, service, chosen[0], time_of_day=at, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would let' if dry_run else 'Let'} {made.slug} run by itself: {made.rhythm}, {made.at}.")


@app.command()
def terms(
    context: typer.Context,
    spans: Annotated[list[str], typer.Argument(metavar="FIRST..LAST", help="The days of each term.")],
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Tell when the school is open, half-terms left out; bank holidays are known.

    Example: schoolgate schedule terms 2026-09-02..2026-10-23 2026-11-02..2026-12-18
    """
    found = tuple(_span(one) for one in spans)
    made = scheduling.put_terms(session(context).office(), found, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would keep' if dry_run else 'Kept'} {len(made.terms)} terms.")


@app.command("list")
def list_schedules(context: typer.Context, json: Json = False) -> None:
    """List what runs by itself: when next, how it went last, and what was missed in the last week.

    Example: schoolgate schedule list --json
    """
    found = scheduling.listing(session(context).office(), at=now())
    if json:
        print_json("schoolgate.schedules/1", {"schedules": [scheduling.as_json(one) for one in found]})
        return
    print_table(
        ("what", "when", "at", "next (UTC)", "last", "missed"),
        [
            (
                one.schedule.slug,
                one.schedule.rhythm,
                one.schedule.at,
                f"{one.next_due:%Y-%m-%d %H:%M}" if one.next_due else "",
                one.last.outcome or "under way" if one.last else "",
                ", ".join(f"{moment:%Y-%m-%d}" for moment in one.missed),
            )
            for one in found
        ],
    )


@app.command()
def remove(context: typer.Context, service: Service, by: By = "the office", dry_run: DryRun = False) -> None:
    """Let an agreement's feed run by itself no longer, or a roll be pulled no longer.

    Example: schoolgate schedule remove ttrockstars
    """
    slug = scheduling.take_away(session(context).office(), service, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would take away' if dry_run else 'Took away'} the schedule of {slug}.")


def _span(words: str) -> tuple[date, date]:
    first, found, last = words.partition(SPAN)
    if not found:
        raise typer.BadParameter(f"'{words}' is not a term. Write it as 2026-09-02..2026-10-23.")
    return day(first), day(last)
