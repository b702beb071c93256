"""A value with the words it was read from."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from schoolgate.domain.reading import Spans
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label, Row

Value = TypeVar("Value", covariant=True)
_BLANK = re.compile(r"[\s\-–—_.:]*")
_WRAPPING = re.compile(r"^[\s<(\[\-–—:]+(?=https?:)|^[\s\-–—:]+|[\s>:;,\-–—]+$")


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    value: Value
    spans: Spans
    sure: bool = True  # False: by a weak rule, so a person should look


def cells(row: Row, *labels: Label) -> tuple[Cell, ...]:
    """The row's cells under these labels that have words in them."""
    return tuple(cell for cell in row.cells if cell.label in labels and cell.spans)


def passage(text: str, row: Row, *labels: Label) -> Passage:
    """All that the row says under these labels, as one run."""
    return Passage.of(text, tuple(span for cell in cells(row, *labels) for span in cell.spans))


def printed(text: str, row: Row, label: Label) -> Said[str] | None:
    """A cell as it is printed, white space aside; a dash is a blank."""
    found = passage(text, row, label)
    words = tidy(found.words)
    return None if _BLANK.fullmatch(words) else Said(words, found.whole())


def tidy(words: str) -> str:
    return " ".join(_WRAPPING.sub("", " ".join(words.split())).split())
