"""Printing: a table for people, tab-separated lines in a pipe, JSON for programs."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

T = TypeVar("T")
# A name in a notice could else drive the terminal: move its cursor, name its window, hide what stands there.
_DRIVES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def print_json(schema: str, body: Mapping[str, Any]) -> None:
    """One JSON object whose first key names its schema, with keys in a stable order."""
    print_document({"schema": schema, **body})


def print_line(text: str = "") -> None:
    sys.stdout.write(shown(text) + "\n")


def shown(text: str) -> str:
    """As it may be shown: a control character is a replacement character; lines and tabs stay."""
    return _DRIVES.sub("\ufffd", text)


def talk(text: str) -> None:
    """Words for the person at the keyboard; never data."""
    sys.stderr.write(shown(text) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [list(headings), *cells]:
            print_line("\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in cells:
        table.add_row(*(Text(shown(cell)) for cell in row))
    Console().print(table)


def print_facts(facts: Iterable[tuple[str, object]]) -> None:
    """One fact a line; those that are unknown say so."""
    for name, value in facts:
        print_line(f"{name}: {'unknown' if value in (None, '') else value}")


def print_document(document: Mapping[str, Any]) -> None:
    """A JSON document that already names its schema."""
    said = json.dumps(document, ensure_ascii=False, indent=2)
    # JSON escapes the control characters of ASCII by itself, and spells these the same way.
    sys.stdout.write(re.sub(r"[\x7f-\x9f]", lambda one: f"\\u{ord(one[0]):04x}", said) + "\n")


def write_exactly(text: str) -> None:
    """Bytes that somebody will hash: UTF-8, and no line end of our own."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def progress(work: Iterable[T], label: str, total: int | None = None) -> Iterator[T]:
    """The same work with a progress bar on a terminal, and none in a pipe."""
    if not sys.stderr.isatty():
        yield from work
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(work, description=label, total=total)
