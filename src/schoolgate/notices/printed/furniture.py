"""What stands on every page and belongs to none: running heads and feet, page numbers, the printer's date."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schoolgate.notices.printed.places import Box, Line, Sheet, lines_of

EDGE = 0.12  # of the page's height, at its head and at its foot
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|pg\.?|p\.)\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*(?:page\s*)?\d{1,4})?\W*", re.IGNORECASE
)
PRINTED = re.compile(  # what a browser prints at a page's edges
    r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?: ?[AP]M)?(?: .{0,200})?|(?:https?|file)://\S+(?: \d+/\d+)?"
)
LEADERS = re.compile(r".*(?:\.\s?|…){4,}\s*\d{1,4}\W*")  # a line of a table of contents
SAME_HEIGHT = 6.0  # points


def without_furniture(sheets: Sequence[Sheet], tables: Sequence[Sequence[Box]]) -> list[Sheet]:
    """The sheets without it. `tables` are the ruled tables' boxes by sheet: what stands in one is kept."""
    edges = [_edge_lines(sheet, boxes) for sheet, boxes in zip(sheets, tables, strict=True)]
    repeated = _repeated(edges)
    return [_without(sheet, _dropped(lines, repeated)) for sheet, lines in zip(sheets, edges, strict=True)]


def _edge_lines(sheet: Sheet, tables: Sequence[Box]) -> list[Line]:
    head, foot = sheet.height * EDGE, sheet.height * (1 - EDGE)
    words = [w for w in sheet.words if not any(box.holds(w.box.middle) for box in tables)]
    return [line for line in lines_of(words) if line.bottom < head or line.top > foot]


def _repeated(edges: Sequence[Sequence[Line]]) -> Counter[tuple[str, int]]:
    """Lines' words, their numbers left out, with their height on the page, that two pages or more have."""
    found = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = max(2, len(edges) // 3)
    return Counter({key: count for key, count in found.items() if count >= least})


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / SAME_HEIGHT)


def _dropped(lines: Iterable[Line], repeated: Counter[tuple[str, int]]) -> list[Line]:
    return [
        line
        for line in lines
        if PAGE_NUMBER.fullmatch(line.text) or PRINTED.fullmatch(line.text) or _key(line) in repeated
    ]


def _without(sheet: Sheet, lines: Sequence[Line]) -> Sheet:
    dropped = {id(word) for line in lines for word in line.words}
    dropped |= {id(w) for line in lines_of(sheet.words) if LEADERS.fullmatch(line.text) for w in line.words}
    return replace(sheet, words=tuple(word for word in sheet.words if id(word) not in dropped))
