"""Names explained on lines of their own: "BoomReader = reading diary (Squirrel Learning Ltd)"."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Drafted
from schoolgate.notices.rows import Cell, Label

LINE = re.compile(
    r"^\W{0,3}(?P<name>[A-Z0-9][^=\n]{1,50}?)\s+=\s+(?P<words>[^=\n]{3,120}?)\.?\s*$", re.MULTILINE
)


def explain_names(text: str, rows: Sequence[Drafted]) -> None:
    """Gives each row the words of the line that explains its name, where it does not have them yet."""
    told = (
        {match["name"].lower(): match.span("words") for match in LINE.finditer(text)} if " = " in text else {}
    )
    for row in rows if told else ():
        words = told.get(row.name.lower())
        if words and not any(_touch(span, words) for cell in row.cells for span in cell.spans):
            row.cells.append(Cell(label=Label.PROSE, spans=(words,)))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
