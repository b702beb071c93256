"""Cards whose labels only their looks part from the values: "[Company] Hale", "MADE BY Hale"."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import Labelled, add_entry
from schoolgate.notices.labels import NAME, exact_meaning, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.naming import COMPANY
from schoolgate.notices.rows import Label
from schoolgate.notices.scope import scope_of
from schoolgate.notices.unmarked_lists import LABELLED

FEWEST_CARDS, FEWEST_LABELS = 2, 2
MOSTLY = 0.8
MOST_LABEL_WORDS = 6
MOST_TITLE_WORDS = 10
MOST_VALUE_LINES = 4
WORD = re.compile(r"\S+")
BRACKETED = re.compile(
    r"[\[(<{](?P<label>[A-Za-z][^\])>}\n]{1,40})[\])>}]:?\s*(?P<value>[^\s(].*)", re.DOTALL
)
SHOUTED = re.compile(
    r"(?P<label>(?:[A-Z][A-Z’'/&-]+\??|[A-Z](?=\s))(?:\s+(?:[A-Z][A-Z’'/&-]+\??|[A-Z](?=\s)))*)\s+(?P<value>\S.*)",
    re.DOTALL,
)
SPACED = re.compile(r"(?P<label>[A-Za-z][^\n.:,;]{1,40}?)(?: {2,}|\t)\s*(?P<value>\S.*)", re.DOTALL)
TELLING = (
    Label.DATA,
    Label.CREATED_DATA,
    Label.ENTERED_DATA,
    Label.PROVIDER,
    Label.PURPOSE,
    Label.DATA_AND_PURPOSE,
)

Parted = tuple[Span, Span]  # where the label stands, and its value


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the name over it, where no label names it, its labels, and how many blocks it takes."""

    title: Block | None
    labels: tuple[Labelled, ...]
    blocks: int


def read_form(draft: Draft, card: Card) -> int:
    if draft.promise() in CLOSED:
        return 0
    add_entry(draft, card.title, [*card.labels])
    return card.blocks


def forms_of(text: str, blocks: Sequence[Block]) -> Mapping[int, Card]:
    """Block → the card that begins there, on a page with card after card of the same labels."""
    if cards := _named_last(text, blocks):
        return cards
    for part in (_bracketed, _shouted, _spaced, _opened):
        parted = [part(text, block) if _is_plain(block) else None for block in blocks]
        if any(parted) and (cards := _cards(text, blocks, parted)):
            return cards
    return _two_lines(text, blocks)


def _named_last(text: str, blocks: Sequence[Block]) -> dict[int, Card]:
    """ "What we share: …" over "Why: …" over "Who with: Arbor", again and again, with no name between."""
    parted = [_labelled_line(text, block) if _is_plain(block) else None for block in blocks]
    often = Counter(_label(text, pair) for pair in parted if pair)
    found: dict[int, Card] = {}
    for is_one, run in groupby(range(len(blocks)), key=lambda at: parted[at] is not None):
        parts = _split(text, [*run], parted) if is_one else []
        cards = [tuple(_labelled(text, at, pair) for at in part if (pair := parted[at])) for part in parts]
        if len(cards) < FEWEST_CARDS or not all(_ends_in_name(card) for card in cards):
            continue
        if _are_labels(text, [parted[at] for part in parts for at in part], often):
            found |= {part[0]: Card(None, card, len(part)) for part, card in zip(parts, cards, strict=True)}
    return found


def _labelled_line(text: str, block: Block) -> Parted | None:
    match = LABELLED.match(text, *block.span) if block.kind is not BlockKind.ROW else None
    return ((match.start(), match.end() - 1), (match.end(), block.end)) if match else None


def _ends_in_name(card: Sequence[Labelled]) -> bool:
    naming = [n for n, label in enumerate(card) if label.meant in (NAME, Label.PROVIDER)]
    return len(naming) == 1 and naming[0] > 0 and card[0].meant not in (Label.OTHER, None)


def _is_plain(block: Block) -> bool:
    return block.kind in (BlockKind.LINE, BlockKind.BULLET, BlockKind.ROW)


def _bracketed(text: str, block: Block) -> Parted | None:
    match = BRACKETED.fullmatch(text, *block.span) if text[block.start] in "[(<{" else None
    return (match.span("label"), match.span("value")) if match and "](" not in match[0] else None


def _shouted(text: str, block: Block) -> Parted | None:
    match = SHOUTED.fullmatch(text, *block.span) if text[block.start].isupper() else None
    if match and match["value"].isupper():
        return _opened(text, block)  # "APP CPOMS"
    plain = match and len(match["label"].split()) <= MOST_LABEL_WORDS
    return (match.span("label"), match.span("value")) if match and plain else None


def _spaced(text: str, block: Block) -> Parted | None:
    match = SPACED.fullmatch(text, *block.span) if "  " in text[block.start : block.end] else None
    short = match and len(match["label"].split()) <= MOST_LABEL_WORDS and "  " not in match["value"]
    return (match.span("label"), match.span("value")) if match and short else None


def _opened(text: str, block: Block) -> Parted | None:
    """ "Company Hale Ltd": the most words at the beginning that are a whole label."""
    if block.kind is BlockKind.ROW or LABELLED.match(text, *block.span):
        return None  # "Name of third party: Hale" has its label before the colon
    words = [match.span() for match in islice(WORD.finditer(text, *block.span), MOST_LABEL_WORDS + 1)]
    for _, end in reversed(words[:-1]):
        label = text[block.start : end]
        if label[-1].isalpha() and exact_meaning(label):
            return (block.start, end), trimmed(text, (end, block.end))
    return None


def _cards(text: str, blocks: Sequence[Block], parted: Sequence[Parted | None]) -> dict[int, Card]:
    """Runs of lines that all begin with labels, where the same labels come in several."""
    runs = [
        [at for at, _ in run]
        for is_one, run in groupby(enumerate(parted), key=lambda one: one[1] is not None)
        if is_one
    ]
    often = Counter(_label(text, parted[at]) for run in runs for at in run)
    sound = [run for run in runs if _are_labels(text, [parted[at] for at in run], often)]
    found: dict[int, Card] = {}
    for run in sound:
        for part in _split(text, run, parted):
            pairs = [(at, pair) for at in part if (pair := parted[at])]
            found |= _card(text, blocks, pairs, part[-1] + 1)
    return found if len(found) >= FEWEST_CARDS else {}


def _label(text: str, pair: Parted | None) -> str:
    return text[slice(*pair[0])].lower() if pair else ""


def _are_labels(text: str, pairs: Sequence[Parted | None], often: Mapping[str, int]) -> bool:
    """Most come again, at least half are labels we know, and one tells what is shared or with whom."""
    labels = [_label(text, pair) for pair in pairs]
    meant = {label: meaning(label) for label in labels}
    known = sum(1 for label in meant if meant[label])
    again = sum(1 for label in labels if often[label] >= FEWEST_CARDS) >= MOSTLY * len(labels)
    return (
        again
        and len(meant) >= FEWEST_LABELS
        and known * 2 >= len(meant)
        and bool({*TELLING} & {*meant.values()})
    )


def _split(text: str, run: Sequence[int], parted: Sequence[Parted | None]) -> list[list[int]]:
    """A run of several cards, each of which begins with the label of the first."""
    first = _label(text, parted[run[0]])
    cards: list[list[int]] = []
    for at in run:
        if not cards or _label(text, parted[at]) == first:
            cards.append([])
        cards[-1].append(at)
    return cards


def _card(
    text: str, blocks: Sequence[Block], pairs: Sequence[tuple[int, Parted]], end: int
) -> dict[int, Card]:
    """The card, with the name over it; none where nothing names it."""
    labels = tuple(_labelled(text, at, pair) for at, pair in pairs)
    first = pairs[0][0]
    if any(label.meant == NAME for label in labels):
        return {first: Card(None, labels, end - first)}
    if first > 1 and _is_title(text, blocks[first - 2]) and (maker := _maker(text, blocks, first - 1)):
        return {first - 2: Card(blocks[first - 2], (maker, *labels), end - first + 2)}
    if first and _is_title(text, blocks[first - 1]):
        return {first - 1: Card(blocks[first - 1], labels, end - first + 1)}
    told = any(label.meant == Label.PROVIDER for label in labels)
    return {first: Card(None, labels, end - first)} if told else {}


def _maker(text: str, blocks: Sequence[Block], at: int) -> Labelled | None:
    """A company between a name that is a heading and its labels."""
    block, above = blocks[at], blocks[at - 1]
    words = text[block.start : block.end]
    owner = is_owner(words) and recognise(words) is None  # "Unifrog" is a service below its section's heading
    company = len(words.split()) <= MOST_TITLE_WORDS and (owner or COMPANY.search(words))
    if not company or above.kind is not BlockKind.HEADING or block.kind is not BlockKind.LINE:
        return None
    return Labelled(Label.PROVIDER, "", block.span, at)


def _labelled(text: str, at: int, pair: Parted) -> Labelled:
    printed = text[slice(*pair[0])]
    meant = exact_meaning(printed) or meaning(printed) or Label.OTHER
    if meant in (Label.PURPOSE, Label.PROVIDER, Label.SUBJECTS) and _tells_years(text[slice(*pair[1])]):
        meant = Label.YEAR_GROUPS  # "For   Years 1 and 2"
    return Labelled(meant, printed, trimmed(text, pair[1]), at)


def _tells_years(words: str) -> bool:
    scope = scope_of(words)
    return scope.everyone or bool(scope.year_groups)


def _is_title(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    short = len(words.split()) <= MOST_TITLE_WORDS and not words.endswith((".", ":", ";", "?"))
    plain = block.kind in (BlockKind.LINE, BlockKind.HEADING, BlockKind.BULLET) and not exact_meaning(words)
    return plain and short and (recognise(words) is not None or looks_like_name(words) or words.istitle())


def _two_lines(text: str, blocks: Sequence[Block]) -> dict[int, Card]:
    """A label's line over its value's: "What they get" / "Name, class"."""
    words = {at: text[slice(*block.span)].lower() for at, block in enumerate(blocks)}
    heads = [at for at, block in enumerate(blocks) if _is_label_line(text, block)]
    often = Counter(words[at] for at in heads)
    heads = [at for at in heads if often[words[at]] >= FEWEST_CARDS]
    if len(heads) < FEWEST_CARDS * FEWEST_LABELS or any(b - a == 1 for a, b in pairwise(heads)):
        return {}
    found: dict[int, Card] = {}
    starts = [n for n, at in enumerate(heads) if words[at] == words[heads[0]]]
    titled = meaning(words[heads[0]]) != NAME
    for n, m in pairwise([*starts, len(heads)]):
        # The next card's name stands above its first label; the last card's last value is one block.
        end = heads[m] - titled if m < len(heads) else min(heads[m - 1] + 2, len(blocks))
        end = _up_to_heading(blocks, heads[m - 1] + 2, end)
        pairs = _pairs(blocks, [*heads[n:m], end])
        if not pairs or not _are_labels(text, [pair for _, pair in pairs], often):
            return {}
        found |= _card(text, blocks, pairs, end)
    return found if len(found) >= FEWEST_CARDS else {}


def _up_to_heading(blocks: Sequence[Block], first: int, end: int) -> int:
    """A heading over the next cards is no part of the value above it."""
    return next((at for at in range(first, end) if blocks[at].kind is BlockKind.HEADING), end)


def _pairs(blocks: Sequence[Block], edges: Sequence[int]) -> list[tuple[int, Parted]]:
    """Each label's line and the lines below it; none where a label has no value, or too long a one."""
    if any(not 1 < b - a <= MOST_VALUE_LINES + 1 for a, b in pairwise(edges)):
        return []
    return [(a, (blocks[a].span, (blocks[a + 1].start, blocks[b - 1].end))) for a, b in pairwise(edges)]


def _is_label_line(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    plain = block.kind in (BlockKind.LINE, BlockKind.HEADING)
    return plain and len(words) <= 60 and exact_meaning(words.rstrip("?")) is not None
