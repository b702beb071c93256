"""schoolgate publish, and what stands below it"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import publishing as deeds
from schoolgate.cli import papers
from schoolgate.cli.options import DryRun, Json, On, Out
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import day, moment, session
from schoolgate.publish.layouts import Layout
from schoolgate.publish.phrases import SOURCE

app = typer.Typer()  # what it says of itself is what it does alone: the page
Language = Annotated[
    str, typer.Option("--language", metavar="CODE", help="The page's language, as cy or ur (default: en).")
]
Folder = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="The folder to write to; made if missing.")
]
Languages = Annotated[
    list[str],
    typer.Option(
        "--language", metavar="CODE", help="The page's language, as cy or ur; may be given several times."
    ),
]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `schoolgate publish history` gives it.")]
SetAs = Annotated[Layout, typer.Option("--layout", help="How the page is set.")]
Form = Annotated[deeds.Format, typer.Option("--format", help="What kind of file it is.")]
Past = Annotated[
    int | None,
    typer.Option("--version", metavar="NUMBER", help="Write what was published before, as it was."),
]
Publisher = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who publishes; it is kept.")]
Why = Annotated[str | None, typer.Option("--why", metavar="WORDS", help="Why the page changes; it is kept.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before a page that says otherwise.")]


@app.callback(invoke_without_command=True)
def publish(
    context: typer.Context,
    out: Folder = None,
    layout: SetAs = Layout.CARDS,
    form: Form = deeds.Format.HTML,
    language: Languages = [SOURCE],  # noqa: B006 - typer reads it and gives a new list
    version: Past = None,
    by: Publisher = None,
    why: Why = None,
    yes: Yes = False,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Write the school's page from the register: one file, no scripts, nothing fetched from elsewhere.

    It says what changes, and asks first on a terminal. What was put up is kept for good.

    Example: schoolgate publish --out page
    """
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise typer.BadParameter("No folder is named. Say where to write the page: --out page")
    if version is not None:
        print_line(str(deeds.put_back(session(context).office(), version, out, dry_run=dry_run)))
        return
    _ask(context, on, yes=yes or why is not None or dry_run)
    for code in dict.fromkeys(language):
        printing = deeds.Printing(layout=layout, format=form, language=code, beside=tuple(language))
        made = deeds.publish(
            session(context).office(), out,
            on=day(on), at=moment(on), printing=printing, by=by, why=why, dry_run=dry_run,
        )  # fmt: skip
        _tell(made, dry_run=dry_run)
        print_line(str(made.path))


def _ask(context: typer.Context, on: str | None, *, yes: bool) -> None:
    """On a terminal, before a page that says otherwise than the one that is up."""
    office = session(context).office()
    said = deeds.what_changes(office, on=day(on))
    if yes or not said or not deeds.history(office) or not sys.stdin.isatty():
        return
    for sentence in said:
        talk(sentence)
    if not typer.confirm("Put this up?", err=True):
        raise typer.Abort


def _tell(made: deeds.PutUp, *, dry_run: bool) -> None:
    for sentence in made.said:
        talk(sentence)
    if not made.said:
        talk("It says the same as the page before.")
    notice, page = made.grades
    before = f"Your notice: grade {notice}. " if notice is not None else ""
    talk(f"{before}This page: {page}. (Years of school needed to read it; the lower the easier.)")
    kept = f" It is kept as number {made.number}." if made.number else ""
    talk(f"{'Would write' if dry_run else 'Wrote'} {made.size} bytes, version {made.version}.{kept}")


@app.command()
def history(context: typer.Context, as_json: Json = False) -> None:
    """Every page that was put up: when, in which form, by whom and why.

    Example: schoolgate publish history
    """
    kept = deeds.history(session(context).office())
    names = ("number", "version", "layout", "format", "language", "digest", "by", "why")
    rows = [
        {**{name: getattr(one, name) for name in names}, "on": one.on.isoformat(), "at": one.at.isoformat()}
        for one in kept
    ]
    if as_json:
        print_json("schoolgate.publications/1", {"publications": rows})
        return
    shown = ("number", "on", "version", "layout", "format", "language", "by", "why")
    print_table(shown, [[row[name] for name in shown] for row in rows])


@app.command()
def diff(
    context: typer.Context, first: Number, second: Number, language: Language = SOURCE, as_json: Json = False
) -> None:
    """What one page says otherwise than an earlier one, in sentences.

    Example: schoolgate publish diff 1 2
    """
    said = deeds.difference(session(context).office(), first, second, language=language)
    if as_json:
        print_json("schoolgate.changes/1", {"from": first, "to": second, "changes": list(said)})
        return
    for sentence in said:
        print_line(sentence)
    if not said:
        talk("They say the same.")


@app.command()
def changes(context: typer.Context, out: Out, language: Language = SOURCE, dry_run: DryRun = False) -> None:
    """Write what changed from page to page: a page of its own, and an Atom feed to follow it by.

    Example: schoolgate publish changes --out page
    """
    written = deeds.publish_changes(session(context).office(), out, language=language, dry_run=dry_run)
    for path in written:
        print_line(str(path))


papers.add_to(app)
