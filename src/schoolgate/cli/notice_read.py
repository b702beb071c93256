"""schoolgate notice read: needs a file and no home, so it starts without the store."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import notice_file
from schoolgate.cli.options import Json, PlainHttp, Unprotected
from schoolgate.cli.output import print_document, print_line, print_table, talk
from schoolgate.cli.session import session
from schoolgate.domain.reading import Entry, Reading

HELP = "A notice the school already has."
File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help=f"The notice: {', '.join(notice_file.ENDINGS)}; https://… is fetched; - is pasted text.",
    ),
]
PASTED = "-"


def read(
    context: typer.Context,
    file: File,
    json: Json = False,
    plain_http: PlainHttp = False,
    unprotected: Unprotected = False,
) -> None:
    """Say what the document says, every value with its quote, and what was not understood.

    Example: schoolgate notice read notice.docx --json
    """
    reading = notice_file.read(*document(context, file, plain_http), unprotected=unprotected)
    for warning in reading.warnings:
        talk(f"Note: {warning}")
    if json:
        print_document(notice_file.as_json(reading))
    else:
        _print_reading(reading)


def document(context: typer.Context, file: str, plain_http: bool) -> tuple[bytes, str]:
    """Its bytes and its name; an address is fetched, and `-` takes what is pasted on standard input."""
    if "://" in file:
        return _fetched(context, file, plain_http)
    if file != PASTED:
        return notice_file.bytes_of(Path(file)), Path(file).name
    if sys.stdin.isatty():
        talk("Paste the notice here, then press Ctrl-D on a line of its own.")
    data = sys.stdin.buffer.read(notice_file.LARGEST + 1)
    return data, notice_file.name_of_pasted(data)


def _fetched(context: typer.Context, address: str, plain_http: bool) -> tuple[bytes, str]:
    # What reaches the network takes a quarter of a second to import, and most notices are files.
    from schoolgate.actions import fetching

    found = fetching.fetch(session(context).home, address, plain=plain_http)
    talk(f"Fetched {found.address}")
    return found.data, found.name


def _print_reading(reading: Reading) -> None:
    print_line(f"{reading.school or 'School not named'}: {reading.document_kind.replace('_', ' ')}")
    print_table(
        ("recipient", "organisation", "what for", "items", "risk assessed"),
        [_row(entry) for entry in reading.entries],
    )
    for statement in reading.statements:
        print_line(f"{statement.kind}: {statement.value}")
    for denied in reading.denied:
        print_line(f"not shared with: {denied.name}")
    for start, end in reading.not_understood:
        print_line(f"not understood: {' '.join(reading.text[start:end].split())}")


def _row(entry: Entry) -> tuple[object, ...]:
    items = ", ".join(f"{one.item} ({one.flow.replace('_', ' ')})" for one in entry.items)
    shared = "nothing, it says" if entry.nothing_shared else items
    return entry.name, entry.organisation, "; ".join(entry.purposes), shared, entry.risk_assessed
