"""Bullets as printed, one after another → which stands under which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block
from schoolgate.notices.lines import trimmed

INLINE_MARK = re.compile(r"(?:(?<=^)|(?<=[\s,;:]))\(?(?P<mark>[1-9]\d?|[a-h])[.)]\s+(?=[A-Z0-9“\"'‘])")


@dataclass(slots=True)
class Node:
    """A bullet with those under it."""

    span: Span
    marker: str = ""
    lead: Span | None = None
    below: "list[Node]" = field(default_factory=list)


def tree_of(blocks: Sequence[Block]) -> list[Node]:
    """Depth is the margin first, and among equal margins the sort of marker: "a)" stands under "1)"."""
    roots: list[Node] = []
    above: list[tuple[tuple[int, int], Node]] = []
    first_sort = _sort(blocks[0].marker) if blocks else 0
    for block in blocks:
        node = Node(block.span, block.marker, block.lead)
        depth = (block.level, _sort(block.marker) - 1 if first_sort == 1 and _sort(block.marker) > 1 else 0)
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1].below if above else roots).append(node)
        above.append((depth, node))
    return roots


def _sort(marker: str) -> int:
    """1 for numbers, 2 for letters and for "1.1", 0 for signs."""
    return 1 + marker.count(".") if marker[:1].isdigit() else 2 if marker.isalpha() and marker != "o" else 0


def inline_marks(text: str, span: Span, *, after: str = "") -> tuple[Span, list[Span]]:
    """ "Words: 1. One 2. Two" → the words before, and each part; no parts where they do not count up.

    after  the mark already taken off the words' front, as a bullet's.
    """
    found = list(INLINE_MARK.finditer(text, *span))
    run: list[re.Match[str]] = []
    due = _next(after) if after in ("1", "a") else ""
    for match in found:
        if match["mark"] == due or (not run and match["mark"] in ("1", "a")):
            run.append(match)
            due = _next(match["mark"])
    if not run or (len(run) < 2 and run[0]["mark"] in ("1", "a")):
        return span, []
    starts = [match.end() for match in run]
    ends = [match.start() for match in run[1:]] + [span[1]]
    head = trimmed(text, (span[0], run[0].start()))
    if run[0]["mark"] not in ("1", "a"):  # the bullet's own mark was the first
        starts, ends, head = [span[0], *starts], [run[0].start(), *ends], (span[0], span[0])
    return head, [_part(text, a, b) for a, b in zip(starts, ends, strict=True)]


def _part(text: str, start: int, end: int) -> Span:
    start, end = trimmed(text, (start, end))
    while end > start and text[end - 1] in ",;":
        end -= 1
    return start, end


def _next(mark: str) -> str:
    return str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
