"""Signs before names that a key explains: "→ we send  ← comes to us": which way each line's data go."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schoolgate.domain.catalogue import fold
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.draft import Draft, Drafted, identity
from schoolgate.notices.items import items_of_list
from schoolgate.notices.listing import listed
from schoolgate.notices.naming import Named
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.ways import way_of_words

SIGN = r"[^\w\s.,;:()'’‘“”\"&/!?%£@#\[\]{}<>|=\\-]"
PAIR = re.compile(
    rf"(?P<sign>{SIGN})\uFE0F?\s*(?:=|:|–|means)?\s*(?P<words>[a-z][\w '’-]{{2,40}}?)"
    rf"(?=\s*(?:[,;.]|{SIGN}|\n|$))"
)
DENYING = re.compile(r"\b(?:no|not|nothing|none|never)\b")
FEWEST = 3  # signs of a key, and lines that bear one


@dataclass(slots=True)
class Signs:
    """What each sign means, and by where it begins each line that bears one."""

    meant: Mapping[str, str] = field(default_factory=dict)
    lines: dict[tuple[int, int], str] = field(default_factory=dict)


def without_signs(text: str, blocks: Sequence[Block]) -> tuple[list[Block], Signs]:
    """The blocks without the key, each line that bears a sign a bullet; all as they are without a key."""
    for at, block in enumerate(blocks):
        meant = {match["sign"]: match["words"] for match in _pairs(text, block)}
        if len(meant) < FEWEST:
            continue
        lines = {n: sign for n, one in enumerate(blocks) if (sign := _sign(text, one)) in meant and n != at}
        if len(lines) >= FEWEST:
            return _bare(text, blocks, at, Signs(meant), lines)
    return [*blocks], Signs()


def _pairs(text: str, block: Block) -> Iterator[re.Match[str]]:
    """The key's own first sign may have been taken for a bullet."""
    start = text.rfind("\n", 0, block.start) + 1 if block.kind is BlockKind.BULLET else block.start
    return PAIR.finditer(text, start, block.end) if block.kind is not BlockKind.ROW else iter(())


def _sign(text: str, block: Block) -> str:
    if block.kind not in (BlockKind.BULLET, BlockKind.LINE):
        return ""
    return text[block.start] if re.match(SIGN, text[block.start]) else block.marker


def _bare(
    text: str, blocks: Sequence[Block], key: int, signs: Signs, lines: Mapping[int, str]
) -> tuple[list[Block], Signs]:
    bare: list[Block] = []
    for at, block in enumerate(blocks):
        if at == key:
            continue
        if at in lines:
            start = block.start + (text[block.start] == lines[at])
            start += len(text[start : block.end]) - len(text[start : block.end].lstrip("\ufe0f \t"))
            block = replace(block, kind=BlockKind.BULLET, start=start, marker="-", level=0)
            signs.lines[block.span] = fold(signs.meant[lines[at]])
        bare.append(block)
    return bare, signs


def turn_by_signs(draft: Draft, signs: Signs) -> None:
    """Turns each such line's data the way its sign says; a service on several lines is one row."""
    first: dict[str, Drafted] = {}
    kept: list[Drafted] = []
    for row in draft.rows:
        words = next((words for span, words in signs.lines.items() if _is_in(row, span)), None)
        if words is None:
            kept.append(row)
        elif says_unused(words):
            draft.deny(Named(row.name, row.spans))
        else:
            row.cells = [_turned(draft.text, cell, way_of_words(words)) for cell in row.cells]
            again = first.setdefault(identity(row.name), row)
            if again is row:
                kept.append(row)
            else:
                again.cells += row.cells
    draft.rows = kept


def _is_in(row: Drafted, span: tuple[int, int]) -> bool:
    return bool(row.spans) and span[0] <= row.spans[0][0] < span[1]


def _turned(text: str, cell: Cell, way: Label | None) -> Cell:
    data = cell.label is Label.DATA or (cell.label is Label.PROSE and _tells(text, cell))
    return replace(cell, label=way or Label.DATA) if data else cell


def _tells(text: str, cell: Cell) -> bool:
    """ "statements of needs, each June": data, of which the sign alone says what becomes of them."""
    words = Passage.of(text, cell.spans)
    data = any(listed(words)) or items_of_list(words).items
    return bool(data) and not DENYING.search(words.folded)
