"""Several roles in one line: "Awarding body: NCFE (name). E-portfolio: OneFile (name). Cards: CITB."."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.labels import exact_meaning

ROLE = re.compile(r"(?:(?<=[.;|] )|(?<=^)|(?<=\n))(?P<label>[A-Z][\w’' /&-]{2,30}): (?=(?:the )?[A-Z0-9])")
FEWEST = 2  # roles of a line, and times that one comes again on the page
MOST_LABEL_WORDS = 4


def roles_apart(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each such line as one line a role, where roles come again from line to line."""
    found = {at: roles for at, block in enumerate(blocks) if (roles := _roles(text, block))}
    often = Counter(fold(text[slice(*role)]) for roles in found.values() for role in roles)
    several = {at for at, roles in found.items() if len(roles) >= FEWEST}
    if not several or max(often.values()) < FEWEST:
        return [*blocks]
    return [
        part
        for at, block in enumerate(blocks)
        for part in (_parts(block, found[at]) if at in several else (block,))
    ]


def _roles(text: str, block: Block) -> list[Span]:
    """Its labels, where the line begins with one and none is a card's."""
    if block.kind is not BlockKind.LINE or text.count(":", *block.span) < 1:
        return []
    found = [
        (block.start + match.start("label"), block.start + match.end("label"))
        for match in ROLE.finditer(text[block.start : block.end])
    ]
    short = all(len(text[slice(*one)].split()) <= MOST_LABEL_WORDS for one in found)
    cards = any(exact_meaning(text[slice(*one)]) for one in found)
    return found if found and found[0][0] == block.start and short and not cards else []


def _parts(block: Block, roles: Sequence[Span]) -> list[Block]:
    edges = [start for start, _ in roles] + [block.end + 1]
    return [
        replace(block, start=start, end=end - 1, after_gap=block.after_gap and n == 0, lead=None)
        for n, (start, end) in enumerate(pairwise(edges))
    ]
