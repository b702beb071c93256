"""Names over lines that stand further in, or between the same blank lines, and hold what is said of each.

"- Glow" over ". name, SCN"; "Arbor" over "Our MIS" and "name, address". No line has a label: that data stand
below one name after another shows which lines are names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import cell_of, labelled
from schoolgate.notices.in_brackets import is_titled
from schoolgate.notices.items import is_all_data, items_of_list
from schoolgate.notices.listed import is_known
from schoolgate.notices.name_lists import is_body, looks_like_name
from schoolgate.notices.names import is_general, is_owner, recognise
from schoolgate.notices.naming import COMPANY, Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.scope import scope_of
from schoolgate.notices.title import is_school

FEWEST_SURE = 2  # names with data below them, of one page
FEWEST_LEVEL = 3  # of them where the lines below stand no further in
MOST_NAME_WORDS, MOST_LINE_WORDS = 9, 20
MOST_LINES = 8  # below one name
MOST_COMPANY_WORDS = 6
NO_NAME = re.compile(r"(?:M(?:rs?|s|iss|x)|Sir|Fr|Rev|By|On|In|At|Through|With|From|For|To|If|When|Chef)\.? ")
HEAD = re.compile(r"[^–—:;.(]+?(?=\s*(?:[–—:;(]|\s-\s|\.\.|,? for ))")
MADE_BY = re.compile(
    r"(?:it is )?(?:provided|made|run|supplied|owned|published|developed|sold) by "
    r"(?=(?:the )?[A-Z0-9][^.;,:]*$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A name, and the lines below it."""

    title: Block
    below: tuple[Block, ...]
    further_in: bool

    @property
    def sort(self) -> tuple[BlockKind, int, bool]:
        return self.title.kind, self.title.level, self.further_in


def details_below(text: str, blocks: Sequence[Block]) -> Mapping[int, Told]:
    """Block → the name there with the lines below it, on a page that has several such; else none."""
    found = {at: told for at in range(len(blocks) - 1) if (told := _told(text, blocks, at))}
    sure: dict[tuple[BlockKind, int, bool], int] = {}
    for told in found.values():
        if _is_sure(text, told):
            sure[told.sort] = sure.get(told.sort, 0) + 1
    enough = {one for one, count in sure.items() if count >= (FEWEST_SURE if one[2] else FEWEST_LEVEL)}
    return {at: told for at, told in found.items() if told.sort in enough and _may_be(text, told)}


def _told(text: str, blocks: Sequence[Block], at: int) -> Told | None:
    title = blocks[at]
    if title.kind is BlockKind.ROW or not _may_name(text[slice(*title.span)]):
        return None
    below = [*_further_in(blocks, at)]
    if below or title.kind is BlockKind.BULLET or not title.after_gap:
        level = len({(one.level, one.kind) for one in below}) == 1  # else others stand over some of them
        return Told(title, tuple(below), True) if level and len(below) <= MOST_LINES else None
    below = [*_straight_below(blocks, at)]
    return Told(title, tuple(below), False) if 1 < len(below) <= MOST_LINES else None


def _may_name(words: str) -> bool:
    short = len(words.split()) <= MOST_NAME_WORDS and not words.endswith((".", ":", "?", ",", ";"))
    short = short and NO_NAME.match(words) is None
    return short and looks_like_name(words.lstrip("*# ")) and context_of(words) is Context.NEUTRAL


def _further_in(blocks: Sequence[Block], at: int) -> Iterator[Block]:
    title = blocks[at]
    for block in blocks[at + 1 :]:
        deeper = block.level > title.level or (
            block.kind is BlockKind.BULLET and title.kind is not BlockKind.BULLET and not block.after_gap
        )
        if block.kind not in (BlockKind.LINE, BlockKind.BULLET) or not deeper:
            return
        yield block


def _straight_below(blocks: Sequence[Block], at: int) -> Iterator[Block]:
    for block in blocks[at + 1 :]:
        if block.kind is not BlockKind.LINE or block.after_gap:
            return
        yield block


def _is_sure(text: str, told: Told) -> bool:
    """Somebody's name, with data below it and nobody else's name."""
    words = text[slice(*told.title.span)]
    return _is_somebody(words) and any(_is_data(text, one) for one in told.below) and _may_be(text, told)


def _may_be(text: str, told: Told) -> bool:
    """No kind of body over those of the kind, no school, no data over more data, no card with labels."""
    words = text[slice(*told.title.span)]
    data = any(_is_data(text, one) for one in told.below)
    plain = is_all_data(Passage.of(text, (told.title.span,))) and not _is_titled_item(told.title, words)
    if plain or is_school(words) or is_general(words):
        return False
    if not (_is_somebody(words) or data):
        return False
    lines = [text[slice(*one.span)] for one in told.below]
    others = sum(1 for n, one in enumerate(lines) if _is_somebody_else(words, one, n))
    if any(len(one.split()) > MOST_LINE_WORDS for one in lines):
        return False
    labels = sum(1 for n, one in enumerate(told.below) if labelled(text, one, n))
    return others * 2 <= len(lines) - data and labels * 2 < len(lines) + data


def _is_titled_item(title: Block, words: str) -> bool:
    """ "Parents Booking" is a name, among bullets that are names; "Medical information" is none."""
    return title.kind is BlockKind.BULLET and " " in words and is_titled(words)


def _is_somebody(words: str) -> bool:
    return is_known(words) or is_body(words) or is_strange(words)


def _is_somebody_else(name: str, words: str, n: int) -> bool:
    """A known service below, other than the company of the first one; or "Name – what it gets"."""
    service = recognise(words)
    company = n == 0 and (is_owner(words) or COMPANY.search(words) is not None)
    if service is not None and not words.split()[-1].islower():
        return not (company or is_general(words) or service.name in name)
    head = HEAD.match(words)
    if head is None or _holds(head[0]):
        return False
    return is_known(head[0]) or (is_strange(head[0]) and head[0][:1].isupper())


def _holds(words: str) -> bool:
    return bool(items_of_list(Passage.of(words, ((0, len(words)),))).items)


def _is_data(text: str, block: Block) -> bool:
    words = text[slice(*block.span)]
    told = Passage.of(text, (block.span,))
    listed = "," in words and len(items_of_list(told).items) > words.count(",") / 2
    own = recognise(words) is None or words.split()[-1].islower()  # "Glow e-mail"
    return is_all_data(told) or ((listed or "mail" in words) and own)


def read_details(draft: Draft, told: Told, promise: Context) -> int:
    """The name's row with a cell for each line; denied where one says that it is out of use."""
    if promise in CLOSED:
        return 0
    cells = [cell for n, block in enumerate(told.below) for cell in _cells(draft.text, block, n)]
    gone = promise is Context.DENIED or any(says_unused(draft.words(one.span)) for one in told.below)
    for one in _named(draft.text, told.title):
        one.cells += cells
        if gone:
            draft.deny(one)
        else:
            draft.add_row(one)
    return 1 + len(told.below)


def _named(text: str, title: Block) -> list[Named]:
    """The names in the title: several where each of them is somebody's."""
    found = named(text, title.span, lead=title.lead)
    several = all(_is_somebody(one.name) for one in found)
    return found if several else named(text, title.span, lead=title.lead, several=False)


def _cells(text: str, block: Block, n: int) -> list[Cell]:
    words = text[slice(*block.span)]
    if label := labelled(text, block, n):
        return [cell_of(text, label)]
    if _is_data(text, block):
        return [Cell(label=Label.DATA, spans=(block.span,))]
    if len(words.split()) <= MOST_COMPANY_WORDS and (is_owner(words) or COMPANY.search(words)):
        return [Cell(label=Label.PROVIDER, spans=(block.span,))]
    if made := MADE_BY.match(text, *block.span):
        return [Cell(label=Label.PROVIDER, spans=((made.end(), block.end),))]
    years = scope_of(words)
    if years.everyone or years.year_groups:
        return [Cell(label=Label.YEAR_GROUPS, spans=(block.span,))]
    return said_cells(text, block.span)
