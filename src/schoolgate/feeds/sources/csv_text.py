"""CSV as schools' systems write it: any of four delimiters, and three encodings."""

import codecs
import csv
import io

from schoolgate.feeds.sources.archive import check_size
from schoolgate.feeds.sources.corrections import Fields
from schoolgate.feeds.sources.errors import Fault, RollRefused, refuse
from schoolgate.feeds.sources.sheet import HEADINGS_WITHIN, MOST_COLUMNS, MOST_ROWS, recognised, too_large

DELIMITERS = (",", ";", "\t", "|")
Rows = list[tuple[int, list[str]]]

csv.field_size_limit(1024 * 1024)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, and a sentence where it was not plain UTF-8. Raises RollRefused."""
    check_size(data, name)
    text, notes = _text(data, name)
    return _in_lines(text), notes


def _text(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _decoded(data, encoding, name), ("Read as UTF-16.",)
    if b"\x00" in data:
        raise refuse(name, "it is not a text file.", "Export the pupils as CSV or XLSX.")
    try:
        return data.decode("utf-8-sig"), _mark(data)
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", name), ("Read as Windows-1252, as it is not UTF-8.",)


def _in_lines(text: str) -> str:
    """Excel's "CSV (Macintosh)" ends its lines by carriage returns alone."""
    return text if "\n" in text else text.replace("\r", "\n")


def _mark(data: bytes) -> tuple[str, ...]:
    return (
        ("A byte-order mark stood at the start and was left out.",)
        if data.startswith(codecs.BOM_UTF8)
        else ()
    )


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse(
            name,
            "its letters are in no encoding that we read (UTF-8, UTF-16, Windows-1252).",
            "Export it again as UTF-8.",
        ) from error


def read_rows(text: str, table: str, name: str, fields: Fields | None = None) -> Rows:
    """Every row with the number of the line it begins on. Raises RollRefused for a quote left open."""
    best = max(DELIMITERS, key=lambda sign: _headings_with(text, sign, table, fields or {}))
    return read_delimited(text, name, best)


def read_delimited(text: str, name: str, delimiter: str = ",") -> Rows:
    """As `read_rows`, where a standard says what parts the cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Rows = []
    begins = 1
    try:
        for cells in reader:
            rows.append((begins, cells))
            begins = reader.line_num + 1
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                raise refuse(name, next(too_large(len(rows), len(cells))))
    except csv.Error as error:
        what = "a quotation mark is left open or stands where none may: part of the file may be missing."
        raise RollRefused(name, [Fault(what=what, row=begins)]) from error
    return rows


def _headings_with(text: str, delimiter: str, table: str, fields: Fields) -> int:
    lines = text.replace("\r", "\n").split("\n", 2 * HEADINGS_WITHIN)[: 2 * HEADINGS_WITHIN]
    found = [recognised(table, cells, fields) for cells in csv.reader(lines, delimiter=delimiter)]
    return max(found, default=0)
