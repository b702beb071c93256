"""A page by topics: "Swimming. Ash Leisure: names, level." is read from behind its topic."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.cutting import PROPER
from schoolgate.notices.described import tells_trade
from schoolgate.notices.names import is_general, recognise
from schoolgate.notices.ordinary import is_strange

TOPIC = re.compile(r"(?P<topic>[A-Z][^.:;?!()\n]{2,40})[.?]\s+(?=[A-Z0-9])")
NAMED = re.compile(rf"{PROPER.pattern}(?: and (?:the |our )?{PROPER.pattern})?(?:[:,]| [–—-])\s")
MOST_WORDS = 4
FEWEST = 5  # topics of a page


def without_topics(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, each without the topic it begins with, on a page where most paragraphs begin so."""
    told = [block for block in blocks if block.kind in (BlockKind.LINE, BlockKind.BULLET)]
    begun = sum(1 for block in told if TOPIC.match(text, *block.span))
    if begun < FEWEST or begun * 2 < len(told):
        return blocks
    topics = {at: end for at, block in enumerate(blocks) if (end := _topic_end(text, block))}
    return [replace(block, start=topics[at]) if at in topics else block for at, block in enumerate(blocks)]


def _topic_end(text: str, block: Block) -> int:
    """Where the words behind the topic begin; 0 where there is none, or where it is a name."""
    match = TOPIC.match(text, *block.span) if block.kind is BlockKind.LINE and not block.lead else None
    if match is None or len(match["topic"].split()) > MOST_WORDS or match.end() >= block.end:
        return 0
    named = NAMED.match(text, match.end(), block.end) is not None
    return match.end() if named and not _is_somebody(match["topic"]) else 0


def _is_somebody(topic: str) -> bool:
    if tells_trade(topic):
        return False
    known = recognise(topic) is not None and not is_general(topic)
    return known or is_strange(topic) or re.search(r" [A-Z]", topic) is not None
