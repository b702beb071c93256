"""Questions and their answers in two columns, "Is it kept abroad?" beside "No.": headings over paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolgate.notices.blocks import ALL_BOLD, Block, BlockKind

FEWEST = 2  # questions, straight below one another
FEWEST_WORDS = 3  # of a question; "Why?" is a label
PERSON = re.compile(
    r"\b(?:we|you|i|our|your|my|us|me|school|child|children|pupils?|students?)\b", re.IGNORECASE
)


def asked_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each such row as its question over its answer."""
    asked = {at for at, block in enumerate(blocks) if _asks(text, block)}
    runs = {at for at in asked if len(_run(blocks, asked, at)) >= FEWEST}
    rows = [at for at, block in enumerate(blocks) if block.kind is BlockKind.ROW]
    words = [text[slice(*_filled(blocks[at])[0])] for at in runs]
    alone = len({*words}) == len(words) and any(PERSON.search(one) for one in words)
    if not runs or not alone or len(asked) * 2 <= sum(1 for at in rows if _stands_among(at, runs)):
        return [*blocks]
    return [part for at, block in enumerate(blocks) for part in (_apart(block) if at in runs else (block,))]


def _filled(block: Block) -> list[tuple[int, int]]:
    return [cell for cell in block.cells if cell[0] < cell[1]]


def _asks(text: str, block: Block) -> bool:
    if block.kind is not BlockKind.ROW or len(cells := _filled(block)) != FEWEST:
        return False
    question, answer = (text[slice(*cell)].strip() for cell in cells)
    return question.endswith("?") and len(question.split()) >= FEWEST_WORDS and not answer.endswith("?")


def _run(blocks: Sequence[Block], asked: set[int], at: int) -> list[int]:
    return [n for n in (at - 1, at, at + 1) if n in asked and 0 <= n < len(blocks)]


def _stands_among(at: int, runs: set[int]) -> bool:
    return min(runs) <= at <= max(runs)


def _apart(block: Block) -> Iterator[Block]:
    """No sign of a table is left: a heading, and a paragraph."""
    question, answer = _filled(block)
    plain = replace(block, cells=(), goes_on=False, after_gap=True, level=0)
    yield replace(plain, kind=BlockKind.HEADING, level=ALL_BOLD, start=question[0], end=question[1])
    yield replace(plain, kind=BlockKind.LINE, start=answer[0], end=answer[1])
