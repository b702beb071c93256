"""A sample of a recipient's upload: how it is spelled. Its rows are looked at, and never kept."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

from schoolgate.domain.errors import Invalid
from schoolgate.feeds.encoder import Form, Newline, delimiter_of

LARGEST = 1024 * 1024  # a few rows are enough
MOST_ROWS, MOST_COLUMNS = 500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """headings in order; `rows` below them, each as wide as the headings."""

    name: str
    headings: tuple[str, ...]
    form: Form
    rows: tuple[tuple[str, ...], ...] = field(repr=False)

    def examples(self, place: int) -> tuple[str, ...]:
        """What stands under one heading, blanks aside."""
        return tuple(row[place].strip() for row in self.rows if row[place].strip())


def read_sample(data: bytes, name: str) -> Sample:
    """Raises Invalid where it is no CSV with a row of headings."""
    encoding, text = _decoded(data, name)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = delimiter_of(first)
    escape = "backslash" if '\\"' in text else "quote"
    rows = _rows(text, delimiter, escape, name)
    headings = tuple(cell.strip() for cell in rows[0])
    _refuse_unusable(headings, name)
    newline: Newline = "\r\n" if "\r\n" in text else "\n"
    quoted = delimiter.join('"' + one.replace('"', '""') + '"' for one in rows[0])
    form = Form(
        newline=newline,
        encoding=encoding,
        delimiter=delimiter,
        quoting="every" if first.strip() == quoted else "needed",
        escape="backslash" if escape == "backslash" else "quote",
    )
    width = len(headings)
    below = tuple(tuple([*row, *[""] * width][:width]) for row in rows[1 : MOST_ROWS + 1] if any(row))
    return Sample(name=name, headings=headings, form=form, rows=below)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    if len(data) > LARGEST:
        raise _unusable(name, "it is larger than 1 MB. The headings and two or three made-up rows are enough")
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise _unusable(name, "it is a workbook. Save it as CSV (UTF-8) and name that file")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        raise _unusable(name, "it is not text as a CSV is. Save it as CSV (UTF-8) and name that file")
    if data.startswith(b"\xef\xbb\xbf"):
        return _tried(data, "utf-8-sig", name)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        return _tried(data, "cp1252", name)


def _tried(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return encoding, data.decode(encoding)
    except UnicodeDecodeError as error:
        wrong = "its letters are in no encoding we know. Save it as CSV (UTF-8) and name that file"
        raise _unusable(name, wrong) from error


def _rows(text: str, delimiter: str, escape: str, name: str) -> list[list[str]]:
    spelled: dict[str, Any] = {"doublequote": False, "escapechar": "\\"} if escape == "backslash" else {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, **spelled)
    try:
        rows = [row for row in reader if row]
    except csv.Error as error:
        raise _unusable(name, "a quotation mark in it is left open, or stands where none may") from error
    if not rows:
        raise _unusable(name, "it is empty. Name a file with the recipient's headings in its first line")
    return rows


def _refuse_unusable(headings: tuple[str, ...], name: str) -> None:
    twice = sorted({one for one in headings if one and headings.count(one) > 1})
    if twice:
        raise _unusable(name, f"two of its columns are both headed '{twice[0]}'. Keep one of them")
    if len(headings) > MOST_COLUMNS:
        raise _unusable(name, f"it has more than {MOST_COLUMNS} columns")
    if not any(headings):
        raise _unusable(name, "its first line has no headings")


def _unusable(name: str, why: str) -> Invalid:
    return Invalid(f"No format was made from '{name}': {why}.")
