"""Cards whose labels nobody taught us: the same words begin a line below one name after another.

"Made by ..... Tes", "maker – Tes", "Belongs to   Tes": that a label comes again and again shows that it is
one, and what its values are shows what it is for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import Labelled, add_entry
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import NAME, NUMBER, exact_meaning, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body, looks_like_name
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.naming import COMPANY, named
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Label
from schoolgate.notices.scope import scope_of

FEWEST_CARDS = 2
FEWEST_LABELS = 2  # of each card, and of the page
MOST_NAME_WORDS = 9
MOST_LABEL_WORDS = 6
LINE = re.compile(r"[^\n]+")
LABEL = re.compile(
    r"[-*•\s]*\**(?P<label>[A-Za-z][^\n.…:_|–—*]{1,45}?)\**\s*"
    r"(?P<sign>(?:\s?\.){3,}|…+|_{2,}|:(?!//)\**|\s[–—-](?=\s)|\s{2,})\s*(?P<value>\S.*)?"
)
WITH_DATA = re.compile(r"(?P<name>[A-Z0-9][^().,;:]{1,50}?) \([^()]+\)")
LEADERS = ("...", "…", "__", ". .")
TELLING = (Label.DATA, Label.PROVIDER, Label.PURPOSE, Label.ENTERED_DATA, Label.RECEIVED_DATA)


@dataclass(frozen=True, slots=True)
class Card:
    """A name and its labels; `blocks`: how many it takes."""

    title: Block
    labels: tuple[Labelled, ...]
    blocks: int


@dataclass(slots=True)
class _Line:
    """A line of the page, with its label where it may have one."""

    block: int
    span: Span
    label: str  # folded; "" for none
    printed: str
    value: Span
    led: bool  # dots or a rule lead to the value
    sign: str = ""  # the first of what stands between: ".", ":", "–"
    after_gap: bool = False


def like_cards(text: str, blocks: Sequence[Block]) -> Mapping[int, Card]:
    """Block → the card that begins there, where at least two have labels in common; else none."""
    lines = [line for at, block in enumerate(blocks) for line in _lines(text, at, block)]
    often = Counter(line.label for line in lines if line.label)
    shared = {label for label, count in often.items() if count >= FEWEST_CARDS}
    if len(shared) < FEWEST_LABELS or not _are_strange(lines, shared):
        return {}
    found = [*_found(text, lines, shared)]
    meant = _meant(text, [one for _, told in found for one in told])
    if len(found) < FEWEST_CARDS or not any(label in TELLING for label in meant.values()):
        return {}
    if _are_roles(text, [one for _, told in found for one in told]):
        return {}
    return {
        title.block: _card(blocks, title, told, meant)
        for title, told in found
        if not any(meant[one.label] == NAME for one in told)  # "Service: Arbor" below it: it is a heading
    }


def _are_roles(text: str, lines: Sequence[_Line]) -> bool:
    """ "Awarding body: NCFE (name)" beside "E-portfolio: OneFile (name)": somebody behind each label."""
    whom = [line for line in lines if _names_one_with_data(text[slice(*line.value)])]
    return len({line.label for line in whom}) >= FEWEST_LABELS and len(whom) * 2 > len(lines)


def _names_one_with_data(words: str) -> bool:
    match = WITH_DATA.match(words)
    return match is not None and (recognise(match["name"]) is not None or looks_like_name(match["name"]))


def _are_strange(lines: Sequence[_Line], shared: set[str]) -> bool:
    """Is any of them a label we were not taught, or set out with dots? Others have readers of their own."""
    ours = [line for line in lines if line.label in shared]
    return any(line.led or not _taught(line.printed) for line in ours)


def _taught(printed: str) -> bool:
    return (exact_meaning(printed) or meaning(printed)) is not None


def _lines(text: str, at: int, block: Block) -> Iterator[_Line]:
    if block.kind is BlockKind.ROW:
        filled = [cell for cell in block.cells if cell[0] < cell[1]]
        if len(filled) == 2 == len(block.cells):
            printed = text[slice(*filled[0])]
            yield _Line(at, block.span, fold(printed), printed, filled[1], led=False)
        return
    for found in LINE.finditer(text, *block.span):
        match = LABEL.fullmatch(found[0]) if block.kind is not BlockKind.HEADING else None
        if match is None or len(match["label"].split()) > MOST_LABEL_WORDS:
            yield _Line(at, trimmed(text, found.span()), "", "", (0, 0), led=False)
            continue
        begin = found.start() + (match.start("value") if match["value"] else match.end())
        value = trimmed(text, (begin, found.end()))
        led = match["sign"].strip().startswith(LEADERS)
        whole, label, sign = trimmed(text, found.span()), match["label"], match["sign"].strip()[:1]
        gap = block.after_gap and found.start() == block.start
        yield _Line(at, whole, fold(label), label, value, led=led, sign=sign, after_gap=gap)


def _found(text: str, lines: Sequence[_Line], shared: set[str]) -> Iterator[tuple[_Line, list[_Line]]]:
    """Each name with the labels below it, up to a line that is none or a label seen before."""
    for n, title in enumerate(lines):
        if title.label in shared or not _may_name(text[slice(*title.span)]):
            continue
        told: list[_Line] = []
        for line in lines[n + 1 :]:
            if line.label not in shared and not (told and _goes_with(told[-1], line)):
                break
            if line.label in {one.label for one in told}:
                break
            told.append(line)
        if len(told) >= FEWEST_LABELS and told[0].block > title.block:
            yield title, told


def _goes_with(above: _Line, line: _Line) -> bool:
    """A label that only this card has, set out as the one above it."""
    return bool(line.label) and line.sign == above.sign and not line.after_gap


def _may_name(words: str) -> bool:
    short = len(words.split()) <= MOST_NAME_WORDS and not words.endswith((".", ":", "?", ","))
    return short and (recognise(words) is not None or looks_like_name(words))


def _meant(text: str, lines: Sequence[_Line]) -> dict[str, str]:
    """What each label is for: as taught, else as its values show."""
    values: defaultdict[str, list[Span]] = defaultdict(list)
    printed = {line.label: line.printed for line in lines}
    for line in lines:
        values[line.label].append(line.value)
    return {label: _taught_or_shown(text, printed[label], told) for label, told in values.items()}


def _taught_or_shown(text: str, printed: str, values: Sequence[Span]) -> str:
    taught = exact_meaning(printed) or meaning(printed)
    told = [value for value in values if value[0] < value[1]]
    words = [text[slice(*value)] for value in told]
    if taught is not None and context_of(f"{printed}:") is not Context.DENIED:
        return taught
    if sum(1 for value in told if is_all_data(Passage.of(text, (value,)))) * 2 > len(told):
        return Label.DATA
    if sum(1 for one in words if COMPANY.search(one) or is_owner(one) or is_body(one)) * 2 > len(words):
        return Label.PROVIDER
    years = (scope_of(one) for one in words)
    if sum(1 for scope in years if scope.everyone or scope.year_groups) * 2 > len(words):
        return Label.YEAR_GROUPS
    return Label.OTHER


def _card(blocks: Sequence[Block], title: _Line, told: Sequence[_Line], meant: Mapping[str, str]) -> Card:
    head = replace(blocks[title.block], kind=BlockKind.LINE, start=title.span[0], end=title.span[1], cells=())
    labels = tuple(Labelled(meant[one.label], one.printed, one.value, one.block) for one in told)
    return Card(head, labels, told[-1].block + 1 - title.block)


def read_like_card(draft: Draft, card: Card) -> int:
    """One row of the card, and denied where a value says that it is no longer used."""
    promise = draft.promise()
    if promise in CLOSED or says_unused(draft.words(card.title.span)):
        return 0
    if promise is Context.DENIED:
        for one in named(draft.text, card.title.span, several=False):
            draft.deny(one)
        return card.blocks
    kept = [label for label in card.labels if label.meant not in (NAME, NUMBER)]
    add_entry(draft, card.title, kept)
    return card.blocks
