"""schoolgate notice read | check | adopt"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import adopting, notice_file, notices, waivers
from schoolgate.cli.finding_output import All, As, FailOn, Format, ToFile, put, stop_on
from schoolgate.cli.notice_batch import batch
from schoolgate.cli.notice_compare import compare
from schoolgate.cli.notice_read import HELP, File, document, read
from schoolgate.cli.options import By, DryRun, Json, On, PlainHttp, Unprotected
from schoolgate.cli.output import print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.domain.waiver import Judged

Decisions = Annotated[
    Path | None, typer.Option(metavar="DECISIONS.csv", help="Columns: entry, action, field, value.")
]
app = typer.Typer(help=HELP, no_args_is_help=True)
app.command()(read)
app.command()(batch)
app.command()(compare)


@app.command()
def check(
    context: typer.Context,
    file: File,
    json: Json = False,
    asked: As = Format.TEXT,
    out: ToFile = None,
    on: On = None,
    beside: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Another school's document, to hold this one beside; repeatable."),
    ] = None,
    fail_on: FailOn = None,
    show_all: All = False,
    plain_http: PlainHttp = False,
    unprotected: Unprotected = False,
) -> None:
    """Say what the law and good practice would ask of the document as it stands.

    Example: schoolgate notice check notice.txt --on 2026-11-22 --fail-on high
    """
    data, name = document(context, file, plain_http)
    reading = notice_file.read(data, name, unprotected=unprotected)
    others = [_read(path, unprotected) for path in beside or ()]
    judged = _judged(context, reading, name, day(on), others)
    put(judged, Format.JSON if json else asked, source=name, on=day(on), out=out, show_all=show_all)
    stop_on(judged, fail_on)


@app.command()
def adopt(
    context: typer.Context,
    file: File,
    review: Decisions = None,
    kind: Annotated[
        DocumentKind | None, typer.Option(help="What sort of paper it is, where the reader can't tell.")
    ] = None,
    follows: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="The document it is the next edition of; 0: of none."),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="SERVICE", help="It is about this service alone: a contract's schedule."),
    ] = None,
    by: By = "the office",
    on: On = None,
    plain_http: PlainHttp = False,
    unprotected: Unprotected = False,
    dry_run: DryRun = False,
) -> None:
    """Turn each proposal into a draft agreement; a review accepts, edits, merges or rejects.

    A paper read again, or another paper, fills the blanks of drafts. What it says otherwise is listed, and
    both stand until a person settles it: see `schoolgate document`.

    Example: schoolgate notice adopt notice.txt --review decisions.csv --by "A. Khan"
    """
    done = adopting.adopt_bytes(
        session(context).office(),
        *document(context, file, plain_http),
        review=review,
        by=by,
        at=now(),
        on=day(on),
        paper=adopting.Paper(kind=kind, follows=follows, about=about),
        unprotected=unprotected,
        dry_run=dry_run,
    )
    _print_adoption(done, dry_run)


def _print_adoption(done: adopting.Adoption, dry_run: bool) -> None:
    print_table(("agreement", "service", "state"), [(a.slug, a.service, a.state) for a in done.drafts])
    for name in done.already:
        filled = "its blanks were filled" if name in done.filled else "left as it is"
        talk(f"Already in the register, {filled}: {name}")
    for name in done.rejected:
        talk(f"Rejected: {name}")
    for name, into in done.merged:
        talk(f"Merged: {name} into {into}")
    verb = "would be made" if dry_run else "made"
    drafts = "draft" if len(done.drafts) == 1 else "drafts"
    talk(f"{len(done.drafts)} {drafts} {verb}. Nothing is in force until a person approves it.")
    if done.differing:
        many = len(done.differing) > 1
        talk(
            f"{len(done.differing)} {'values differ' if many else 'value differs'} from the register, which "
            f"stays as it is until {'they are' if many else 'it is'} settled: "
            f"schoolgate document differences {done.document}"
        )


def _read(path: Path, unprotected: bool) -> Reading:
    return notice_file.read(notice_file.bytes_of(path), path.name, unprotected=unprotected)


def _judged(
    context: typer.Context, reading: Reading, name: str, on: date, others: Sequence[Reading]
) -> tuple[Judged, ...]:
    """By the home's school where there is one: a notice can be checked before anything is set up."""
    place = session(context)
    if not place.has_database():
        found = notices.findings(reading, asked=notices.NOBODY, on=on, beside=others)
        return tuple(Judged(finding=one) for one in found)
    office = place.office()
    found = notices.findings(reading, asked=notices.asked(office), on=on, beside=others)
    return waivers.judged(office, found, on=on, source=name)
