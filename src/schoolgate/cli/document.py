"""schoolgate document list | follows | differences | settle | words"""

from typing import Annotated

import typer

from schoolgate.actions import differences as deeds
from schoolgate.actions import editions, papers
from schoolgate.actions.register import find
from schoolgate.cli.options import By, DryRun, Json, On, Service
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.difference import Difference, Settled

app = typer.Typer(help="The papers taken in, and where they differ from the register.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The document's number.")]


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List the documents that were taken in, newest first, each with the one it follows.

    Example: schoolgate document list
    """
    office = session(context).office()
    found = [(one, editions.last_edition(office, one)) for one in papers.documents(office)]
    rows = [
        (one.number, one.name, one.kind.value, one.read_at.date().isoformat(), last.number if last else None)
        for one, last in found
    ]
    keys = ("number", "name", "kind", "read_on", "follows")
    if json:
        listed = [dict(zip(keys, row, strict=True)) for row in rows]
        print_json("schoolgate.documents/1", {"documents": listed})
        return
    print_table(("number", "name", "kind", "read on", "follows"), rows)


@app.command()
def follows(
    context: typer.Context,
    number: Number,
    last: Annotated[int, typer.Argument(metavar="LAST", help="The one it follows; 0: none.")],
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Say which document another is the next edition of, where it was not seen or seen wrongly.

    Example: schoolgate document follows 3 1 --by "A. Khan"
    """
    editions.say_follows(session(context).office(), number, last or None, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Not kept, only rehearsed' if dry_run else 'Kept'}: document {number} follows {last or 'none'}.")


@app.command()
def differences(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="NUMBER", help="One document; else all.")] = None,
    json: Json = False,
) -> None:
    """Show what a document says that the register does not. Both stand until a person settles it.

    Example: schoolgate document differences 2
    """
    office = session(context).office()
    found = deeds.open_everywhere(office) if number is None else deeds.of_document(office, number)
    if json:
        print_json("schoolgate.differences/1", {"differences": [_as_json(one) for one in found]})
        return
    print_differences(found)


@app.command()
def settle(
    context: typer.Context,
    number: Number,
    service: Service,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="As `document differences` names it; 'all' of it: -.")
    ],
    action: Annotated[Settled, typer.Argument(help="Take the document's word, or keep the register's.")],
    by: By,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept.")] = "settled by hand",
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Settle one difference. Taking makes a new version, which is a draft until it is approved.

    Example: schoolgate document settle 2 ttrockstars item.class take --by "A. Khan" --why "asked them"
    """
    office = session(context).office()
    word = deeds.Word(by=by, at=now(), on=day(on), why=why)
    slug = find(office, service).slug
    asked = "" if field == "-" else field
    done = deeds.settle(office, number, slug, asked, action, word, dry_run=dry_run)
    verb = "Taken" if action is Settled.TAKE else "Kept"
    talk(f"{'Not done, only rehearsed. ' if dry_run else ''}{verb}: {done.service}, {field}.")


@app.command()
def words(context: typer.Context, service: Service, json: Json = False) -> None:
    """Show what each paper says of one service, with its words.

    Example: schoolgate document words ttrockstars
    """
    office = session(context).office()
    found = papers.words_on(office, find(office, service).slug)
    rows = [
        (one.field, "; ".join(one.values), one.document.number, one.document.name, _quoted(one.quotes))
        for one in found
    ]
    if json:
        keys = ("field", "value", "document", "name", "words")
        listed = [dict(zip(keys, row, strict=True)) for row in rows]
        print_json("schoolgate.words/1", {"words": listed})
        return
    print_table(("field", "value", "document", "name", "words"), rows)


def print_differences(found: tuple[Difference, ...]) -> None:
    if not found:
        print_line("Nothing differs.")
        return
    print_table(
        ("document", "agreement", "field", "the document says", "the register says"),
        [(one.document, one.slug, one.field or "-", one.said, one.held) for one in found],
    )
    first = found[0]
    talk(f"{len(found)} to settle. Both stand until then. For example:")
    talk(f'schoolgate document settle {first.document} {first.slug} {first.field or "-"} keep --by "…"')


def _as_json(one: Difference) -> dict[str, object]:
    return {
        "document": one.document,
        "agreement": one.slug,
        "service": one.service,
        "field": one.field or None,
        "kind": one.kind.value,
        "said": one.said,
        "held": one.held,
        "words": _quoted(one.quotes),
    }


def _quoted(quotes: tuple[object, ...]) -> str:
    return " … ".join(" ".join(str(getattr(one, "text", one)).split()) for one in quotes)
