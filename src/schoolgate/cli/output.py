"""Printing: a table for people, tab-separated lines in a pipe, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table


def print_json(schema: str, body: Mapping[str, Any]) -> None:
    """One JSON object whose first key names its schema, with keys in a stable order."""
    print_line(json.dumps({"schema": schema, **body}, ensure_ascii=False, indent=2))


def print_line(text: str = "") -> None:
    sys.stdout.write(text + "\n")


def talk(text: str) -> None:
    """Words for the person at the keyboard; never data."""
    sys.stderr.write(text + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [list(headings), *cells]:
            print_line("\t".join(" ".join(cell.split()) for cell in row))
        return
    table = Table(*headings, box=None, pad_edge=False, header_style="bold")
    for row in cells:
        table.add_row(*row)
    Console().print(table)


def print_facts(facts: Iterable[tuple[str, object]]) -> None:
    """One fact a line; those that are unknown say so."""
    for name, value in facts:
        print_line(f"{name}: {'unknown' if value in (None, '') else value}")
