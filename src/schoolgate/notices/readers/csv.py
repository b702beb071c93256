"""A sheet saved as text: cells between commas, semicolons, tabs or bars."""

import csv
import io
from collections import Counter
from contextlib import suppress

from schoolgate.notices.blocks import Page
from schoolgate.notices.decode import decode
from schoolgate.notices.errors import Damaged
from schoolgate.notices.office.sheets import Sheet, page_of, refuse_many

SORT = "a table saved as text (.csv)"
BETWEEN = ",;\t|"
SAMPLE = 20_000  # characters looked at to see what parts the cells
TOLD = "sep="  # Excel's own first line


def read(data: bytes, name: str) -> Page:
    """Raises NotText, Damaged or TooManyCells."""
    text, encoding, warnings = decode(data, name)
    told, _, rest = text.partition("\n")
    if told.lower().startswith(TOLD) and len(told.strip()) == len(TOLD) + 1:
        between, text = told.strip()[-1], rest
    else:
        between = _between(text[:SAMPLE])
    try:
        rows = refuse_many(csv.reader(io.StringIO(text), delimiter=between), name)
    except csv.Error as error:
        raise Damaged(name, sort=SORT) from error
    return page_of([Sheet("Sheet1", rows)], encoding=encoding, warnings=warnings)


def _between(sample: str) -> str:
    """What parts most lines into as many cells: titles stand above a table, and commas in its cells."""
    return max(BETWEEN, key=lambda sign: _agreeing(sample, sign))


def _agreeing(sample: str, sign: str) -> int:
    with suppress(csv.Error):  # the reader itself says so, of the whole file
        widths = (len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign))
        return max(Counter(width for width in widths if width > 1).values(), default=0)
    return 0
