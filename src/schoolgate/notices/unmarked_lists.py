"""Lists whose bullets were lost: short lines below "We share with:", or several of one shape."""

import re
from collections.abc import Iterator
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.labels import exact_meaning

HEADING_WORDS = 12
ITEM_WORDS = 30
LEADS_TO = re.compile(r"\b(?:to|with|by|in)\s*:$", re.IGNORECASE)  # what follows is a list, even of one line
FEWEST_ALIKE = 3
DASH = re.compile(r"\s[–—-]\s")
BRACKETED = re.compile(r"[A-Z0-9][^()\n]{1,60}\([^()\n]+\)[.*]?$")
DASHED = re.compile(r"[A-Z0-9][^\s.,;:?]*(?:,? [^\s.,;:?–—]+){0,7} (?:[–—-]|\.{3}|…) \S")
SHAPES = (BRACKETED, DASHED)
NAMED = re.compile(r"(?:[^\s.,;:]+ ){1,6}[–—-]\s")
LABELLED = re.compile(r"[A-Z][\w /&’'()-]{1,40}:(?!//)")


def bulleted(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Short lines close below "We share with:" are its list, whose bullets were lost."""
    at = 0
    while at < len(blocks):
        yield blocks[at]
        at += 1
        end = at
        if blocks[at - 1].kind is BlockKind.LINE and text[blocks[at - 1].end - 1] == ":":
            end = _list_end(text, blocks, at)
        elif blocks[at - 1].kind in (BlockKind.LINE, BlockKind.HEADING):
            end = _like_lines_end(text, blocks, at)
        yield from _as_bullets(blocks[at:end])
        at = end


def _as_bullets(run: list[Block]) -> Iterator[Block]:
    """The lines of a list as its bullets, and the bullets that stood among them one level below."""
    for block in run:
        if block.kind is BlockKind.LINE:
            yield replace(block, kind=BlockKind.BULLET, marker="-", level=0)
        else:
            yield replace(block, level=block.level + 1)


def _like_lines_end(text: str, blocks: list[Block], at: int) -> int:
    """Past the last of several lines that each are "Name (words)" or "Name – words"; else `at`."""
    shape = next((one for one in SHAPES if at < len(blocks) and one.match(text, *blocks[at].span)), None)
    if shape is None:
        return at
    end = at
    while end < len(blocks) and _may_be_item(text, blocks[end]) and not (end > at and blocks[end].after_gap):
        end += 1
    alike = sum(1 for block in blocks[at:end] if shape.match(text, block.start, block.end))
    return end if alike >= FEWEST_ALIKE and alike * 4 >= (end - at) * 3 else at


def _list_end(text: str, blocks: list[Block], at: int) -> int:
    """Past the last line of a list without bullets that begins at `at`; `at` where there is none."""
    end = at
    while end < len(blocks) and not (end > at and blocks[end].after_gap):
        inside = _inner_end(text, blocks, end) if end - at >= FEWEST_ALIKE else end
        if inside == end and not _may_be_item(text, blocks[end], among=end - at >= FEWEST_ALIKE):
            break
        end = max(inside, end + 1)
    stops = sum(1 for block in blocks[at:end] if _is_sentence(text, block))
    leads = LEADS_TO.search(text, blocks[at - 1].start, blocks[at - 1].end)
    fewest = 1 if leads and end > at and _is_list(text, blocks[at]) else 2
    return end if end - at >= fewest and stops * 3 <= end - at else at


def _inner_end(text: str, blocks: list[Block], at: int) -> int:
    """Past a line that leads on ("Suppliers, such as:") and its bullets, where lines follow; else `at`."""
    end = at + 1
    while end < len(blocks) and blocks[end].kind is BlockKind.BULLET and not blocks[end].after_gap:
        end += 1
    leads = blocks[at].kind is BlockKind.LINE and text[blocks[at].end - 1] == ":"
    goes_on = end < len(blocks) and blocks[end].kind is BlockKind.LINE and not blocks[end].after_gap
    return end if leads and end > at + 1 and goes_on else at


def _is_list(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    return len(words.split()) <= HEADING_WORDS and ("," in words or not words[0].islower())


def _is_sentence(text: str, block: Block) -> bool:
    """Ends in a stop, and no name stands before a dash at its beginning."""
    return text[block.end - 1] == "." and not NAMED.match(text, block.start, block.end)


def _may_be_item(text: str, block: Block, *, among: bool = False) -> bool:
    """`among`: behind several items, one may tell its kind first ("Advisers: a music therapist")."""
    words = text[block.start : block.end]
    label = LABELLED.match(text, block.start, block.end)
    labelled = label is not None and (not among or exact_meaning(label[0].rstrip(":")) is not None)
    short = len(words.split()) <= ITEM_WORDS
    return block.kind is BlockKind.LINE and short and words[-1] not in "?:" and not labelled
