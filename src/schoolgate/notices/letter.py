"""What a letter has round its words: "Dear parents", "Yours sincerely", who signs it."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.notices.blocks import Block, BlockKind

GREETING = re.compile(
    r"(?:dear|to all|for the attention of)\s+(?:[a-z/&’']+\s+){0,2}"
    r"(?:parents?|carers?|guardians?|famil(?:y|ies)|pupils?|students?|all|sir|madam|everyone|friends?)\b[^.:]{0,40}[,.]?",
    re.IGNORECASE,
)
FAREWELL = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)"
    r"|(?:with )?(?:kind|kindest|best|warm|warmest|many) (?:regards|wishes|thanks)"
    r"|(?:with )?(?:thanks|thank you)(?: for your (?:support|help|co-?operation|time))?|regards|sincerely"
    r"|signed(?: on behalf of [^:]{3,60})?)\W*",
    re.IGNORECASE,
)
MOST_SIGNING = 6  # lines below the farewell
MOST_WORDS = 8  # of such a line
SAYS_MORE = re.compile(r"[:?]|\s[–—-]\s|\.$|\d{3}")


def without_letter(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Leaves out the greeting, the farewell and the short lines below it that only say who signs."""
    signing = 0
    for block in blocks:
        words = text[slice(*block.span)]
        if block.kind in (BlockKind.LINE, BlockKind.HEADING) and FAREWELL.fullmatch(words):
            signing = MOST_SIGNING
            continue
        signs = (
            block.kind is BlockKind.LINE and len(words.split()) <= MOST_WORDS and not SAYS_MORE.search(words)
        )
        signing = signing - 1 if signing and signs else 0
        if not signing and not GREETING.fullmatch(words):
            yield block
