"""Names as headings, each over a paragraph about it."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.listed import is_known
from schoolgate.notices.members import opens_sentence
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.naming import named, said_cells
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.title import is_school

MOST_WORDS = 8  # of a name that heads a paragraph
FEWEST_WORDS = 3  # of the paragraph
FEWEST = 4  # headings of one page, before their pattern says more than each of them does
KNOWN = 0.4  # share of them that are names we know


def entry_headings(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that head a paragraph about a recipient, on a page where name after name stands so."""
    found = [at for at in range(len(blocks) - 1) if _may_head(text, blocks, at)]
    known = sum(1 for at in found if is_known(text[slice(*blocks[at].span)]))
    return frozenset(found) if len(found) >= FEWEST and known >= KNOWN * len(found) else frozenset()


def _may_head(text: str, blocks: Sequence[Block], at: int) -> bool:
    block, below = blocks[at], blocks[at + 1]
    words, said = text[slice(*block.span)], text[slice(*below.span)]
    close = block.kind is BlockKind.HEADING or (block.after_gap and not below.after_gap)
    short = len(words.split()) <= MOST_WORDS and not words.endswith((".", ",", ";", ":", "?"))
    told = below.kind is BlockKind.LINE and len(said.split()) >= FEWEST_WORDS and said.endswith((".", "!"))
    if block.kind not in (BlockKind.LINE, BlockKind.HEADING) or not (close and short and told):
        return False
    names = looks_like_name(words) and not is_school(words) and not opens_sentence(words)
    return is_known(words) or (names and context_of(words) is Context.NEUTRAL)


def read_entry(draft: Draft, heading: Span, paragraphs: Sequence[Span]) -> None:
    """One row, or several that share the words: "AQA and NCFE". What the first sentence denies is no row."""
    found = named(draft.text, heading)
    said = [cell for span in paragraphs for cell in said_cells(draft.text, span)]
    first = draft.words(next(sentences(draft.text, paragraphs[0]))) if paragraphs else ""
    for one in found:
        if says_unused(first.lower()) or _is_about(first, one.name):
            draft.deny(one)
            continue
        one.cells += said
        draft.add_row(one)


def _is_about(sentence: str, name: str) -> bool:
    """ "We stopped using Jigsaw in 2023" denies Jigsaw PSHE; "It is not shared with parents" does not."""
    words = [word for word in re.findall(r"\w+", name) if word[:1].isupper()]
    return denies(sentence) and any(re.search(rf"\b{re.escape(word)}\b", sentence) for word in words)
