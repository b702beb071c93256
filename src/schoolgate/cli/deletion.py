"""schoolgate deletion list | make | answer | chase"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import answering, asking, leavers
from schoolgate.cli.options import By, DryRun, Json, On, Service
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import day, moment, now, session
from schoolgate.domain.deletion import Answered, Asking

app = typer.Typer(help="What recipients are to return, transfer or delete.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The request's number, as listed.")]


@app.command("list")
def list_(context: typer.Context, on: On = None, json: Json = False) -> None:
    """Say who has to be asked to delete what, and what became of those who were.

    Example: schoolgate deletion list
    """
    office = session(context).office()
    found = leavers.needs(office, at=moment(on))
    asked = answering.tracked(office, on=day(on))
    if json:
        body = {
            "needs": [answering.need_as_json(one) for one in found],
            "requests": [answering.as_json(one) for one in asked],
        }
        print_json("schoolgate.deletions/1", body)
        return
    print_table(
        ("request", "agreement", "wanted", "pupils", "state", "due"),
        [
            *(("", one.slug, one.wanted or "not said", len(one.pupils), "to be asked", "") for one in found),
            *(
                (r.request.number, r.request.slug, r.request.wanted, len(r.request.pupils), r.state, r.due_on)
                for r in asked
            ),
        ],
    )
    for one in found:
        talk(f"To ask {one.service}: schoolgate deletion make {one.slug} --no-hold NAME --by NAME --out DIR")


@app.command()
def make(
    context: typer.Context,
    service: Service,
    by: By,
    no_hold: Annotated[
        str | None,
        typer.Option("--no-hold", metavar="NAME", help="Who looked whether anything has to be kept."),
    ] = None,
    form: Annotated[Asking, typer.Option(help="How the recipient is told.")] = Asking.LETTER,
    pupil: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Of this pupil alone; may be said again.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="The folder for what the recipient gets.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Ask a recipient to return, transfer or delete what it holds, as the agreement says.

    Example: schoolgate deletion make ttrockstars --no-hold "M. Head" --by "A. Khan" --out letters
    """
    asked = asking.Ask(asking=form, by=by, no_hold=no_hold, pupils=tuple(pupil or ()), out=out)
    made = asking.ask(session(context).office(), service, asked, clock=now, dry_run=dry_run)
    request = made.request
    talk(f"{'Would ask' if dry_run else 'Asked'} of {len(request.pupils)} pupils, by {request.due_on}.")
    print_line(f"{request.number}\t{request.slug}\t{request.wanted}\t{made.folder or ''}".rstrip())


@app.command()
def answer(
    context: typer.Context,
    number: Number,
    said: Annotated[str, typer.Option("--said", metavar="TEXT", help="What it wrote, in short.")],
    by: By,
    outcome: Annotated[Answered, typer.Option(help="What the recipient said.")] = Answered.DONE,
    dry_run: DryRun = False,
) -> None:
    """Record what a recipient answered.

    Example: schoolgate deletion answer 1 --outcome done --said "deleted, e-mail of 3 May" --by "A. Khan"
    """
    found = answering.answer(
        session(context).office(), number, outcome, said=said, by=by, at=now(), dry_run=dry_run
    )
    _done(found, "Would record" if dry_run else "Recorded")


@app.command()
def chase(
    context: typer.Context,
    number: Number,
    said: Annotated[str, typer.Option("--said", metavar="TEXT", help="How it was reminded.")],
    by: By,
    dry_run: DryRun = False,
) -> None:
    """Record a reminder, which gives a new day to answer by.

    Example: schoolgate deletion chase 1 --said "by telephone" --by "A. Khan"
    """
    found = answering.chase(session(context).office(), number, said=said, by=by, at=now(), dry_run=dry_run)
    _done(found, "Would record" if dry_run else "Recorded")


def _done(found: answering.Tracked, verb: str) -> None:
    talk(f"{verb}: request {found.request.number} is {found.state}, due {found.due_on}.")
    print_line(f"{found.request.number}\t{found.request.slug}\t{found.state}\t{found.due_on}")
