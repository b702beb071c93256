"""schoolgate register list | show | history | check | drift | export | import"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import exchange
from schoolgate.actions import register as deeds
from schoolgate.cli.finding_output import All, As, FailOn, Format, ToFile, put, stop_on
from schoolgate.cli.options import By, DryRun, Json, On, Service
from schoolgate.cli.output import print_document, print_json, print_line, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.cli.shown import print_agreement, terms_by_flow
from schoolgate.domain.vocabulary import Flow
from schoolgate.domain.waiver import REGISTER

app = typer.Typer(help="Who the school shares with, and on what terms.", no_args_is_help=True)


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List every agreement as it stands.

    Example: schoolgate register list
    """
    agreements = deeds.agreements(session(context).office())
    if json:
        print_json("schoolgate.agreements/1", {"agreements": [deeds.as_json(one) for one in agreements]})
        return
    print_table(
        ("agreement", "service", "state", "version", "we send", "arises elsewhere"),
        [
            (
                one.slug,
                one.service,
                one.state,
                one.version,
                len(one.sent()),
                sum(len(v) for k, v in terms_by_flow(one).items() if k is not Flow.SENT),
            )
            for one in agreements
        ],
    )


@app.command()
def show(context: typer.Context, service: Service, json: Json = False) -> None:
    """Show one agreement with the words it came from.

    Example: schoolgate register show ttrockstars
    """
    agreement = deeds.find(session(context).office(), service)
    if json:
        print_json("schoolgate.agreement/1", {"agreement": deeds.as_json(agreement)})
    else:
        print_agreement(agreement)


@app.command()
def history(context: typer.Context, service: Service, json: Json = False) -> None:
    """Show every version: who changed what, when and why.

    Example: schoolgate register history ttrockstars
    """
    changes = deeds.history(session(context).office(), service)
    if json:
        print_json("schoolgate.history/1", {"changes": [deeds.as_json(one) for one in changes]})
        return
    for change in changes:
        print_line(f"version {change.version}, {change.made_at}, by {change.made_by}: {change.why}")
        for name, before, after in deeds.differences(change):
            print_line(f"  {name}: {before} → {after}")


@app.command()
def check(
    context: typer.Context,
    json: Json = False,
    asked: As = Format.TEXT,
    out: ToFile = None,
    on: On = None,
    fail_on: FailOn = None,
    show_all: All = False,
) -> None:
    """Say what the law and good practice would ask of the register.

    Example: schoolgate register check --json
    """
    judged = deeds.judged(session(context).office(), on=day(on))
    put(judged, Format.JSON if json else asked, source=REGISTER, on=day(on), out=out, show_all=show_all)
    stop_on(judged, fail_on)


@app.command()
def drift(
    context: typer.Context,
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The page that families see (default: the last one published)."),
    ] = None,
    json: Json = False,
    on: On = None,
) -> None:
    """Say where the school's own papers part: notice, register, what left, what families were asked.

    Example: schoolgate register drift --page site/index.html
    """
    from schoolgate.actions import comparing_papers  # it brings the whole page along, and this command alone

    found = comparing_papers.of_school(session(context).office(), on=day(on), page=page)
    if json:
        print_json("schoolgate.drift/1", {"drift": [comparing_papers.as_json(one) for one in found]})
        return
    for one in found:
        print_line(f"{one.kind.replace('_', ' ')}: {one.differs}")
        for words in one.words:
            print_line(f'  {one.paper}: "{words}"')
        print_line(f"  to do: {one.to_do}")
    places = "1 place" if len(found) == 1 else f"{len(found)} places"
    talk(f"{places} where the school's papers part." if found else "The papers say the same.")


@app.command()
def export(context: typer.Context) -> None:
    """Print the whole register as one JSON document (its schema: docs/register.schema.json).

    Example: schoolgate register export > register.json
    """
    print_document(exchange.export(session(context).office()))


@app.command("import")
def import_(
    context: typer.Context, file: Path, by: By = "the office", on: On = None, dry_run: DryRun = False
) -> None:
    """Take in a register that was exported; agreements that are the same are left alone.

    Example: schoolgate register import register.json --by "A. Khan"
    """
    taken = exchange.import_file(session(context).office(), file, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would take in' if dry_run else 'Took in'} {len(taken)} agreements as drafts or new versions.")
    for slug in taken:
        print_line(slug)
