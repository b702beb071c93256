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
MADE = re.compile(
    r"(?:(?:approved|prepared|written|compiled|completed|checked|reviewed|adopted|ratified|agreed|issued|produced"
    r"|updated|amended|authorised|maintained|published)(?: off)? (?:by|on|for|with)\b[^:]{0,40}"
    r"|author|distribution|(?:document|policy) owner|version|(?:review|issue) date|next review)\s*:.*"
    r"|(?:we are )?(?:an? )?(?:proud )?(?:to be )?(?:part|member|partner) of [^.:]{3,60}",
    re.IGNORECASE,
)
HEAD = 8  # blocks at the page's top, among which who made it may be told
MOST_SIGNING = 6  # lines below the farewell
MOST_WORDS = 8  # of such a line
SAYS_MORE = re.compile(r"[:?]|\s[–—-]\s|\.$|\d{3}")


def without_letter(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Leaves out the greeting, the farewell and the short lines below it that only say who signs."""
    signing = 0
    for at, block in enumerate(blocks):
        words = text[slice(*block.span)]
        if block.kind in (BlockKind.LINE, BlockKind.HEADING) and FAREWELL.fullmatch(words):
            signing = MOST_SIGNING
            continue
        signs = (
            block.kind is BlockKind.LINE and len(words.split()) <= MOST_WORDS and not SAYS_MORE.search(words)
        )
        signing = signing - 1 if signing and signs else 0
        made = at < HEAD and block.kind is BlockKind.LINE and MADE.fullmatch(words)
        if not (signing or made or GREETING.fullmatch(words)):
            yield block
