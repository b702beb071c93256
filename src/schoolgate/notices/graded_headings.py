"""Lines that grade what stands below them: "RED - never", "Wave 2 (some)", "Level 1: everyone"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import ALL_BOLD, Block, BlockKind

COLOUR = r"(?:red|amber|green|yellow|orange|blue|grey|gray|black|white|purple|pink|gold|silver|bronze)"
GRADE = (
    r"(?:wave|tier|level|step|stage|phase|ring|circle|layer|band)s? (?:\d{1,2}|[A-Z]|one|two|three|four|five)"
)
GRADED = re.compile(
    rf"(?:(?P<colour>{COLOUR})(?: (?:list|light|group|band|zone|box|card)s?)?|(?P<grade>{GRADE}))"
    r"\s*(?:[-–—:=]\s*(?P<words>\S.*)|\((?P<inside>[^()]+)\))?",
    re.IGNORECASE,
)
FEWEST = 2  # of one kind on a page
MOST_WORDS = 14


def with_graded_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those lines as headings by the words behind the colour, where two or more of them stand."""
    found = {at: match for at, block in enumerate(blocks) if (match := _graded(text, blocks, at))}
    colours = {match["colour"].lower() for match in found.values() if match["colour"]}
    grades = {match["grade"].lower() for match in found.values() if match["grade"]}
    kept = {at: m for at, m in found.items() if len(colours if m["colour"] else grades) >= FEWEST}
    return [_headed(block, kept[at]) if at in kept else block for at, block in enumerate(blocks)]


def _graded(text: str, blocks: Sequence[Block], at: int) -> re.Match[str] | None:
    """A line by itself over others: no cell, no item, and no sentence."""
    block, below = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    words = text[block.start : block.end]
    plain = block.kind is BlockKind.LINE and len(words.split()) <= MOST_WORDS and words[-1:] not in (".", ",")
    over = block.after_gap and below is not None and (not below.after_gap or below.kind is not BlockKind.LINE)
    return GRADED.fullmatch(text, *block.span) if plain and over else None


def _headed(block: Block, match: re.Match[str]) -> Block:
    words = "words" if match["words"] else "inside" if match["inside"] else 0
    start, end = match.span(words)
    return replace(block, kind=BlockKind.HEADING, level=ALL_BOLD, start=start, end=end, lead=None)
