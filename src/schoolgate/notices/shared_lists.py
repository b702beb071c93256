"""A list of data below the words that say whose it becomes: "We share the following with X: name, class"."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft, Drafted, identity
from schoolgate.notices.flows import purpose_begins
from schoolgate.notices.listing import listed, people
from schoolgate.notices.members import is_product, knowledge
from schoolgate.notices.names import mentions
from schoolgate.notices.naming import Named
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.sentences import told_in

MOST_NAMING = 4  # one bullet in so many: "Glow e-mail address" among names and dates
MOST_ABOVE = 3  # lines
TELLS_WHOM = re.compile(r"\b(?:with|to|by|following)\s*:$", re.IGNORECASE)
GOES_ON = re.compile(r"(?:this|these|it|they|the (?:data|information))\b", re.IGNORECASE)


def read_shared_list(draft: Draft, blocks: Sequence[Block], at: int, lead: Block | None) -> int:
    """Reads bullets of data below a line that names who gets them; gives how many blocks they took."""
    end = at
    while end < len(blocks) and blocks[end].kind is BlockKind.BULLET:
        end += 1
    if lead is None or not draft.words(lead.span).endswith(":") or not _are_data(draft, blocks[at:end]):
        return 0
    names = list(_named_above(draft, blocks, at, lead))
    for one in names:
        _row_of(draft, one).cells += _cells(draft, lead, blocks[at:end])
    if not names and TELLS_WHOM.search(draft.words(lead.span)):
        return 0
    for block in () if names else blocks[at:end]:
        draft.add_prose(block.span, Context.DATA)
    return end - at


def _are_data(draft: Draft, bullets: Sequence[Block]) -> bool:
    """More of them are data than not, and hardly any names somebody."""
    words = [Passage.of(draft.text, (block.span,)) for block in bullets]
    if sum(1 for one in words if mentions(one.words)) * MOST_NAMING > len(words):
        return False
    return sum(1 for one in words if begins_with_data(one)) * 2 > len(words)


def begins_with_data(words: Passage) -> bool:
    """ "Date of birth of your child", "Personal information (such as name)", but not "Springpod - name"."""
    first = min((one.start for one in listed(words)), default=None)
    if first is None:
        return False
    before = words.folded[:first]
    for hit in people().find(before):
        before = before[: hit.start] + " " * (hit.end - hit.start) + before[hit.end :]
    return set(re.findall(r"[a-z]+", before)) <= set(knowledge()["before_data"])


def _named_above(draft: Draft, blocks: Sequence[Block], at: int, lead: Block) -> Iterator[Named]:
    """Whom the lead's last sentence names, or where it goes on with "This includes:" those before it."""
    parts = [part for block in _paragraphs_above(blocks, at) for part in sentences(draft.text, block.span)]
    while len(parts) > 1 and GOES_ON.match(draft.words(parts[-1])):
        parts.pop()
    if not parts:  # a lead of marks alone: a line of dashes, a lone colon
        return
    words = draft.words(parts[-1])
    context = context_of(words)
    if context in CLOSED or context is Context.DENIED or denies(words):
        return
    seen: set[str] = set()
    for one in told_in(draft, parts[-1]):
        sure = context is not Context.DATA or is_product(one.name)
        if sure and identity(one.name) not in seen:
            seen.add(identity(one.name))
            yield one


def _paragraphs_above(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The lead, and the lines of prose straight above it."""
    first = at
    while first > 0 and at - first < MOST_ABOVE and blocks[first - 1].kind is BlockKind.LINE:
        first -= 1
    return blocks[first:at]


def _row_of(draft: Draft, one: Named) -> Drafted:
    """The row there is for it already, or a new one."""
    same = (row for row in draft.rows if identity(row.name) == identity(one.name))
    return next(same, None) or draft.add_row(one)


def _cells(draft: Draft, lead: Block, bullets: Sequence[Block]) -> Iterator[Cell]:
    yield Cell(label=Label.DATA, spans=tuple(block.span for block in bullets))
    why = _purpose(draft, lead.span)
    if why:
        yield Cell(label=Label.PROSE, spans=(why,))


def _purpose(draft: Draft, lead: Span) -> Span | None:
    """ "… so that you can pay for meals:": what the lead says it is for."""
    words = Passage.of(draft.text, (lead,))
    begins = purpose_begins(words.folded, 0)
    spans = words.spans(begins, len(words.words))
    return (spans[0][0], spans[-1][1] - 1) if spans and spans[-1][1] - spans[0][0] > 1 else None
