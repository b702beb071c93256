"""Rows → CSV bytes for machines. It alters no value: a cell that can't pass unharmed stops the feed."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from schoolgate.domain.roll import FieldType, RollField

Newline = Literal["\n", "\r\n"]

# What a spreadsheet takes for a formula (OWASP, CSV Injection), with their full-width forms.
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PHONE = re.compile(r"\+[0-9][0-9 ().-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def encode(headings: Sequence[str], rows: Iterable[Sequence[str | None]], newline: Newline) -> bytes:
    """UTF-8 without a byte-order mark. None and "" both give an empty cell: CSV knows no other blank."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    writer.writerow(headings)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return buffer.getvalue().encode()


def is_unsafe(cell: str | None, field: RollField | None, *, line_breaks: bool = False) -> bool:
    """Would a machine or a spreadsheet take it for more than a text? field None: a text of ours."""
    if not cell:
        return False
    if _CONTROL.search(cell) or (not line_breaks and ("\n" in cell or "\r" in cell)):
        return True
    return cell.startswith(STARTS_FORMULA) and not _sign_belongs(cell, field)


def _sign_belongs(cell: str, field: RollField | None) -> bool:
    if field is None:
        return False
    if field.type in (FieldType.WHOLE, FieldType.DECIMAL):
        return _NUMBER.fullmatch(cell) is not None
    return field.name == "phone" and _PHONE.fullmatch(cell) is not None


def count_unsafe(
    cells: Iterable[tuple[str, RollField | None, str | None]], *, line_breaks: bool = False
) -> Counter[str]:
    """Heading → how many of its cells are unsafe. cells  (heading, field, text)."""
    return Counter(
        heading for heading, field, cell in cells if is_unsafe(cell, field, line_breaks=line_breaks)
    )
