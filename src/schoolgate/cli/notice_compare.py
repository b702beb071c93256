"""schoolgate notice compare: the same service in several notices, no home."""

import os
from collections.abc import Sequence
from typing import Annotated

import typer

from schoolgate.actions import many_notices
from schoolgate.cli.notice_batch import Files, Jobs
from schoolgate.cli.notice_read import HELP as HELP
from schoolgate.cli.options import Json, Unprotected
from schoolgate.cli.output import print_json, print_line, print_table, progress, talk
from schoolgate.compare.across import Compared, Declaration, Outlier
from schoolgate.compare.asking import Ask

Service = Annotated[str | None, typer.Option(metavar="NAME", help="One service; else all that two name.")]
Less = Annotated[bool, typer.Option("--less", help="What to ask suppliers to do without, worst first.")]


def compare(
    files: Files,
    service: Service = None,
    less: Less = False,
    json: Json = False,
    jobs: Jobs = None,
    unprotected: Unprotected = False,
) -> None:
    """Lay the same service side by side across schools: who declares what, and what stands out.

    Example: schoolgate notice compare notices/ --service "Times Tables Rock Stars"
    """
    paths = list(many_notices.files_in(files))
    workers = many_notices.workers_of(jobs if jobs is not None else os.cpu_count())
    found = many_notices.read_files(paths, workers=workers, unprotected=unprotected)
    read = list(progress(found, "Reading", total=len(paths)))
    for one in read:
        if one.problem:
            talk(one.problem)
    compared = many_notices.compared(read, service=service)
    if less:
        print_asks(many_notices.for_less(compared), json=json)
    elif json:
        print_json("schoolgate.comparison/1", {"services": [as_json(one) for one in compared]})
    else:
        print_compared(compared)


def print_compared(found: Sequence[Compared]) -> None:
    for one in found:
        print_line(f"{one.service}: {said_of(one)}")
        print_table(("school", "as printed", "items", "words"), [_row(said) for said in one.declarations])
        for outlier in one.outliers:
            print_line(f"  stands out: {outlier.school} – {outlier.item}: {why_of(outlier)}")
        print_line()
    if not found:
        talk("No service is named by two of these notices.")


def said_of(one: Compared) -> str:
    """ "3 different declarations, 2 that name no data"."""
    different, blanks = one.different(), len(one.blanks())
    parts = [f"{different} different declaration{'' if different == 1 else 's'}"] if different else []
    parts += [f"{blanks} blank{'' if blanks == 1 else 's'}"] if blanks else []
    return ", ".join(parts)


def _row(said: Declaration) -> tuple[object, ...]:
    items = ", ".join(f"{one.item} ({one.flow.value.replace('_', ' ')})" for one in said.items)
    words = " … ".join(dict.fromkeys(one.words for one in said.items if one.words)) or said.words
    shared = "nothing, it says" if said.nothing_shared else items or "does not say"
    return said.school, said.printed, shared, words


def why_of(outlier: Outlier) -> str:
    rare = f"{outlier.declared_by} of {outlier.of} give it" if outlier.of > 1 else ""
    beyond = "it can be used without" if outlier.is_beyond_least else ""
    return "; ".join(part for part in (rare, beyond) if part)


def print_asks(found: Sequence[Ask], *, json: bool) -> None:
    if json:
        rows = [
            {
                "school": one.school,
                "service": one.service,
                "items": [_outlier_json(item) for item in one.items],
                "sentence": one.sentence,
            }
            for one in found
        ]
        print_json("schoolgate.less/1", {"asks": rows})
        return
    for number, one in enumerate(found, 1):
        print_line(f"{number}. {one.school} – {one.service}: {', '.join(item.item for item in one.items)}")
        print_line(f"   {one.sentence}")
    if not found:
        talk("Nothing stands out.")


def as_json(one: Compared) -> dict[str, object]:
    return {
        "service": one.service,
        "different": one.different(),
        "blanks": len(one.blanks()),
        "least": list(one.known.least) if one.known and one.known.least else None,
        "least_source": one.known.least_source if one.known else None,
        "declarations": [
            {
                "school": said.school,
                "printed": said.printed,
                "nothing_shared": said.nothing_shared,
                "words": said.words,
                "items": [{"item": i.item, "flow": i.flow.value, "words": i.words} for i in said.items],
            }
            for said in one.declarations
        ],
        "outliers": [{"school": item.school, **_outlier_json(item)} for item in one.outliers],
    }


def _outlier_json(item: Outlier) -> dict[str, object]:
    return {
        "item": item.item,
        "words": item.words,
        "declared_by": item.declared_by,
        "of": item.of,
        "beyond_least": item.is_beyond_least,
        "special_category": item.is_special,
    }
