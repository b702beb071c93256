"""Rows → CSV bytes, in two hands: exact for machines, which alters no value, and guarded for people.

Only the guarded one may be opened in a spreadsheet unseen: a cell that would run there gets an apostrophe
before it, and is then not what the roll says. A machine must never be given that one.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal

from schoolgate.domain.roll import FieldType, RollField

Newline = Literal["\n", "\r\n"]
DELIMITERS = (",", "\t", ";", "|")

# What a spreadsheet takes for a formula (OWASP, CSV Injection), with their full-width forms.
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PHONE = re.compile(r"\+[0-9][0-9 ().-]*")
_BETWEEN = "\ue000"
_MAYBE = re.compile(f"[\x00-\x1f\x7f]|{_BETWEEN}[=+\\-@＝＋－＠]")
_STARTS = frozenset(STARTS_FORMULA)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a recipient's CSV is spelled.

    encoding      a name Python knows; "utf-8-sig" begins with a byte-order mark
    quoting       "needed" quotes a cell that could be misread, "spaced" one with a space too, "every" all of
                  them
    escape        how a quote inside a cell is told: by another quote, or by a backslash
    heading_line  False: the first line is a person's already
    """

    newline: Newline = "\r\n"
    encoding: str = "utf-8"
    delimiter: str = ","
    quoting: Literal["needed", "spaced", "every"] = "needed"
    escape: Literal["quote", "backslash"] = "quote"
    heading_line: bool = True


EXACT = Form()


def encode(headings: Sequence[str], rows: Iterable[Sequence[str | None]], form: Form = EXACT) -> bytes:
    """None and "" both give an empty cell: CSV knows no other blank.

    Raises UnicodeEncodeError where the form's encoding has no sign for a letter.
    """
    told = [headings, *rows] if form.heading_line else [*rows]
    return (_joined(told, form) or _written(told, form)).encode(form.encoding)


def _written(rows: Sequence[Sequence[str | None]], form: Form) -> str:
    if form.quoting == "spaced":
        lines = (form.delimiter.join(_spaced(one, form) for one in row) for row in rows)
        return "".join((line or '""') + form.newline for line in lines)  # a lone blank is no blank line
    buffer = io.StringIO(newline="")
    quoting: Any = csv.QUOTE_ALL if form.quoting == "every" else csv.QUOTE_MINIMAL
    csv.writer(buffer, lineterminator=form.newline, quoting=quoting, **_dialect(form)).writerows(rows)
    return buffer.getvalue()


def _spaced(cell: str | None, form: Form) -> str:
    text = cell or ""
    if form.escape == "backslash":
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        is_quoted = any(sign in text for sign in (form.delimiter, " ", "\r", "\n"))
    else:
        is_quoted = any(sign in text for sign in (form.delimiter, " ", "\r", "\n", '"'))
        text = text.replace('"', '""')
    return f'"{text}"' if is_quoted else text


def _joined(rows: Sequence[Sequence[str | None]], form: Form) -> str | None:
    """The same text, in less time, where no cell needs quotes; else None.

    None needs them where there are just as many delimiters and ends of lines as stand between cells.
    """
    if (form.quoting, form.escape) != ("needed", "quote") or not rows or len(rows[0]) < 2:
        return None
    filled = (["" if cell is None else cell for cell in row] if None in row else row for row in rows)
    text = form.newline.join([*map(form.delimiter.join, filled), ""])  # type: ignore[arg-type]
    between = sum(map(len, rows)) - len(rows)
    is_plain = _is_plain(text, form.newline) and text.count(form.newline) == len(rows)
    return text if is_plain and text.count(form.delimiter) == between else None


def encode_for_people(headings: Sequence[str], rows: Iterable[Sequence[str | None]]) -> bytes:
    """For a spreadsheet: with a byte-order mark, and no cell that would run there."""
    guarded = ([guard(cell) for cell in row] for row in rows)
    return encode(headings, guarded, Form(encoding="utf-8-sig"))


def guard(cell: str | None) -> str | None:
    return f"'{cell}" if cell and cell.startswith(STARTS_FORMULA) else cell


def count_rows(data: bytes, form: Form) -> int:
    """Of a CSV of ours, the heading aside."""
    text = data.decode(form.encoding)
    if _is_plain(text, form.newline):
        return text.count(form.newline) - form.heading_line
    reader = csv.reader(io.StringIO(text, newline=""), **_dialect(form))
    return sum(1 for _ in reader) - form.heading_line


def _is_plain(text: str, newline: Newline) -> bool:
    """No cell is quoted, so no cell holds the end of a line."""
    ends = text.count(newline)
    return '"' not in text and text.count("\n") == ends and text.count("\r") == ends * newline.count("\r")


def shown(data: bytes) -> str:
    """A CSV of ours as text, for eyes: whichever encoding its recipient takes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def delimiter_of(text: str) -> str:
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _dialect(form: Form) -> dict[str, Any]:
    if form.escape == "backslash":
        return {"delimiter": form.delimiter, "doublequote": False, "escapechar": "\\"}
    return {"delimiter": form.delimiter}


def is_unsafe(
    cell: str | None, field: RollField | None, *, line_breaks: bool = False, formulas: bool = False
) -> bool:
    """Would a machine or a spreadsheet take it for more than a text? field None: a text of ours.

    formulas  may a cell begin as a formula does, as no spreadsheet reads it?
    """
    if not cell:
        return False
    if _CONTROL.search(cell) or (not line_breaks and ("\n" in cell or "\r" in cell)):
        return True
    if formulas:
        return cell.startswith(("\t", "\r", "\n"))
    return cell.startswith(STARTS_FORMULA) and not _sign_belongs(cell, field)


def may_be_unsafe(cells: Iterable[str | None]) -> bool:
    """False: none of them is. One look at all of them, at a fraction of the cost of a look at each."""
    texts = set(filter(None, cells))
    # A control character can't be printed: that is told much faster, though there are others that can't.
    if "".join(texts).isprintable() and _STARTS.isdisjoint(map(itemgetter(0), texts)):
        return False
    return _MAYBE.search(_BETWEEN.join(["", *texts])) is not None


def _sign_belongs(cell: str, field: RollField | None) -> bool:
    if field is None:
        return False
    if field.type in (FieldType.WHOLE, FieldType.DECIMAL):
        return _NUMBER.fullmatch(cell) is not None
    return field.name == "phone" and _PHONE.fullmatch(cell) is not None


def count_unsafe(
    cells: Iterable[tuple[str, RollField | None, str | None]],
    *,
    line_breaks: bool = False,
    formulas: bool = False,
) -> Counter[str]:
    """Heading → how many of its cells are unsafe. cells  (heading, field, text)."""
    return Counter(
        heading
        for heading, field, cell in cells
        if is_unsafe(cell, field, line_breaks=line_breaks, formulas=formulas)
    )
