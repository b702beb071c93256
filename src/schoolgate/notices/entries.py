"""Names as headings, each over a paragraph about it."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.draft import Draft
from schoolgate.notices.flows import way_said
from schoolgate.notices.items import is_all_data, items_of_prose
from schoolgate.notices.listed import is_known
from schoolgate.notices.listing import listed
from schoolgate.notices.members import may_receive, opens_sentence, search
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import is_general, recognise
from schoolgate.notices.naming import named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies, leaves_out, says_unused
from schoolgate.notices.title import is_school

MOST_WORDS = 8  # of a name that heads a paragraph
MOST_UNUSED_WORDS = 6  # of a further sentence that says the service is out of use
FEWEST_WORDS = 3  # of the paragraph
FEWEST = 4  # headings of one page, before their pattern says more than each of them does
STOPPED = re.compile(r"(?P<head>[A-Z][^.:;?!()\n]{1,70}(?:\([^()]{2,60}\))?)\.\s+(?=[A-Z])")
ACTING = re.compile(r"(?P<head>[A-Z][\w’'&]*(?: (?:of |and |& )?[A-Z][\w’'&]*)+) (?=[a-z]+s? )")
OF_SEVERAL = re.compile(
    r"(?:(?:all|each|both|every one|any|most|none) (?:of )?)?(?:these|those|them)\b(?! (?:is|was)\b)"
    r"|(?:they|these) (?:all|both|each)\b|(?:all|each|both) (?:are|is|gets?|holds?|have|has|needs?)\b",
    re.IGNORECASE,
)
FEWEST_OVER_LISTS = 2  # where straight below each stands a list of data
KNOWN = 0.4  # share of them that are names we know


def entry_headings(text: str, blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that head a paragraph about a recipient, on a page where name after name stands so."""
    found = [at for at in range(len(blocks) - 1) if _may_head(text, blocks, at)]
    known = sum(1 for at in found if is_known(text[slice(*blocks[at].span)]))
    lists = all(is_all_data(Passage.of(text, (blocks[at + 1].span,))) for at in found)
    fewest = FEWEST_OVER_LISTS if lists else FEWEST
    return frozenset(found) if len(found) >= fewest and known >= KNOWN * len(found) else frozenset()


def _may_head(text: str, blocks: Sequence[Block], at: int) -> bool:
    block, below = blocks[at], blocks[at + 1]
    words = text[slice(*block.span)]
    close = block.kind is BlockKind.HEADING or (block.after_gap and not below.after_gap)
    short = len(words.split()) <= MOST_WORDS and not words.endswith((".", ",", ";", ":", "?"))
    if block.kind not in (BlockKind.LINE, BlockKind.HEADING) or not (close and short):
        return False
    if below.kind is not BlockKind.LINE or not _is_told(text, blocks, at + 1):
        return False
    if _is_over_list(text, blocks, at) or _is_kind_of_data(words):
        return False
    if OF_SEVERAL.match(text, *below.span) and not is_known(words):
        return False  # "JOURNALS" over "These hold photographs."
    names = looks_like_name(words) and not is_school(words) and not opens_sentence(words)
    return is_known(words) or (names and context_of(words) is Context.NEUTRAL)


def is_taken_up(name: str, below: str) -> bool:
    """Do the words below a heading name it again, and is it no word for data or for a kind of body?"""
    again = re.search(rf"(?<![A-Z]\w )(?<!\w){re.escape(name)}(?! [A-Z])", below) is not None
    return again and not is_all_data(Passage.of(name, ((0, len(name)),))) and not is_general(name)


def _is_kind_of_data(words: str) -> bool:
    """ "Photographs" over a paragraph on them."""
    return len(words.split()) == 1 and is_all_data(Passage.of(words, ((0, len(words)),)))


def _is_over_list(text: str, blocks: Sequence[Block], at: int) -> bool:
    """ "Office systems" over a paragraph that is itself over bullets: a section of the page."""
    said = text[slice(*blocks[at + 1].span)]
    listed_below = at + 2 < len(blocks) and blocks[at + 2].kind is BlockKind.BULLET
    own = recognise(text[slice(*blocks[at].span)])
    return listed_below and said.endswith((".", "!")) and (own is None or is_general(own.name))


def _is_told(text: str, blocks: Sequence[Block], at: int) -> bool:
    """A sentence stands below the name, or straight below it a list of data, perhaps in a second language."""
    said = text[slice(*blocks[at].span)]
    if len(said.split()) >= FEWEST_WORDS and said.endswith((".", "!")):
        return True
    beside = [block for block in blocks[at : at + 2] if block.kind is BlockKind.LINE and not block.after_gap]
    return any(is_all_data(Passage.of(text, (block.span,))) for block in beside)


def entry_leads(text: str, blocks: Sequence[Block]) -> dict[int, Span]:
    """Block → the name its paragraph begins with, "Seesaw. Each child has …", where paragraph after paragraph
    does so.
    """
    stopped = {at: span for at, block in enumerate(blocks) if (span := _lead(text, block, STOPPED))}
    telling = sum(1 for span in stopped.values() if _is_somebody(text[slice(*span)]))
    if telling < FEWEST or telling < KNOWN * len(stopped):
        return {}
    acting = {at: span for at, block in enumerate(blocks) if (span := _lead(text, block, ACTING))}
    return {
        at: span for at, span in (acting | stopped).items() if at in stopped or is_strange(text[slice(*span)])
    }


def stopped_lead(text: str, block: Block) -> Span | None:
    """ "Pointmaster. Teachers record behaviour there.": a strange name, and words on how data come there."""
    span = _lead(text, block, STOPPED)
    name = text[slice(*span)] if span else ""
    if span is None or search("says", name) or not (is_known(name) or is_strange(name)):
        return None
    rest = Passage.of(text, (without_edges(text, (span[1], block.end)),))
    told = any(listed(rest)) and way_said(rest.folded) is not None
    return span if told or is_all_data(rest) else None


def _lead(text: str, block: Block, pattern: re.Pattern[str]) -> Span | None:
    match = pattern.match(text, *block.span) if block.kind is BlockKind.LINE else None
    if match is None:
        return None
    name = match["head"]
    begins = is_known(name) or not (opens_sentence(name) or search("acts", name))
    plain = len(name.split()) <= MOST_WORDS and context_of(name) is Context.NEUTRAL and not is_school(name)
    return match.span("head") if begins and plain and may_receive(name, capitals=False) else None


def _is_somebody(name: str) -> bool:
    return is_known(name) or is_strange(name)


def read_entry(draft: Draft, heading: Span, paragraphs: Sequence[Span]) -> None:
    """One row, or several that share the words: "AQA and NCFE". What the first sentence denies is no row."""
    found = named(draft.text, heading)
    said = [cell for span in paragraphs for cell in said_cells(draft.text, span)]
    first = draft.words(next(sentences(draft.text, paragraphs[0]))) if paragraphs else ""
    for one in found:
        if (
            _says_unused(draft, paragraphs)
            or _is_about(first, one.name)
            or _is_left_out(draft.text, paragraphs)
        ):
            draft.deny(one)
            continue
        one.cells += said
        draft.add_row(one)


def _says_unused(draft: Draft, paragraphs: Sequence[Span]) -> bool:
    """ "Quizzes. We stopped in 2023.": the first sentence, or a short one behind it."""
    said = [draft.words(one) for span in paragraphs[:1] for one in sentences(draft.text, span)]
    short = [words for words in said[1:] if len(words.split()) <= MOST_UNUSED_WORDS]
    return any(says_unused(words.lower()) for words in (*said[:1], *short))


def _is_about(sentence: str, name: str) -> bool:
    """ "We stopped using Jigsaw in 2023" denies Jigsaw PSHE; "It is not shared with parents" does not."""
    words = [word for word in re.findall(r"\w+", name) if word[:1].isupper()]
    return denies(sentence) and any(re.search(rf"\b{re.escape(word)}\b", sentence) for word in words)


def _is_left_out(text: str, paragraphs: Sequence[Span]) -> bool:
    """ "We do not put pictures on it", and no word of anything that goes there."""
    told = Passage.of(text, tuple(paragraphs))
    out = any(leaves_out(sentence.words) for sentence in told.sentences())
    return out and all(item.flow is Flow.DENIED for item in items_of_prose(told).items)
