"""Label–value blocks: "Service Provider: …", "Purpose: …", one recipient after another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.cutting import without_links
from schoolgate.notices.described import only_describes
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.labels import NAME, NUMBER, TICK, exact_meaning, label_of, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import looks_like_name, parted_at
from schoolgate.notices.names import is_general, mentions, recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.passage import REMEMBERED
from schoolgate.notices.products import service_under, several_products
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.unmarked_lists import LABELLED

LABEL = re.compile(
    r"\**(?P<label>[A-Za-z][^:\n?]{0,70}?)\**\s*(?::(?!//)|\?(?=\s*$|\s+\S))\**[ \t]*"
    r"(?P<value>[^\n]*(?:\n.*)?)",
    re.DOTALL,
)
NUMBERED = re.compile(
    r"(?P<label>[A-Za-z ]{2,30}?) (?:[Nn]o\.? ?)?\d{1,3}(?: of \d+)?\s*[:.)|–—-]\s*(?P<rest>\S.*)", re.DOTALL
)
NOTHING = frozenset(("", "n a", "na", "none", "not applicable", "as above", "various"))
TELLING = (Label.STATUS, Label.DATA, Label.PURPOSE, Label.OTHER)  # where "withdrawn" is said of the service
TITLE_WORDS = 10
LABEL_WORDS = 9
FEWEST_KNOWN = 2  # known labels above a line that may have an unknown one
HEADING_RANK = 6  # of a heading told by its place, below the document's own


@dataclass(frozen=True, slots=True)
class Labelled:
    """One printed label with the words behind it (an empty span where there are none)."""

    meant: str
    printed: str
    value: Span
    block: int  # which block it stands in


def all_labelled(text: str, spans: Sequence[Span]) -> list[Labelled]:
    """Where each is a label and its value and at least half are known, those; else none."""
    blocks = [Block(kind=BlockKind.LINE, start=start, end=end) for start, end in spans]
    found = [labelled(text, block, n) or unknown_label(text, block, n) for n, block in enumerate(blocks)]
    kept = [label for label in found if label is not None and label.meant != NAME]
    known = sum(1 for label in kept if label.meant != Label.OTHER)
    return kept if len(kept) == len(blocks) and known * 2 >= len(blocks) else []


def exact_label(printed: str) -> bool:
    """Is it, whole, a label that names services or companies?"""
    return exact_meaning(printed) in (NAME, Label.PROVIDER)


def labelled(text: str, block: Block, at: int) -> Labelled | None:
    """The block as a label and its value, if its label is one we know."""
    if block.kind is BlockKind.ROW:
        return _pair(text, block, at)
    return _label(text, block.span, at)


@lru_cache(maxsize=REMEMBERED)  # several readers ask it of each line
def _label(text: str, span: Span, at: int) -> Labelled | None:
    match = LABEL.match(text, *span)
    if not match or len(match["label"].split()) > LABEL_WORDS:
        return None
    meant = exact_meaning(match["label"]) or meaning(match["label"])
    if meant is None or "," in match["label"] or context_of(f"{match['label']}:") is Context.DENIED:
        return None
    return Labelled(meant, match["label"], trimmed(text, (match.start("value"), span[1])), at)


def _pair(text: str, block: Block, at: int) -> Labelled | None:
    """A table row of two cells, the first a label."""
    filled = [cell for cell in block.cells if cell[0] < cell[1]]
    if not 1 <= len(filled) <= 2 or len(block.cells) != 2 or block.cells[0] != filled[0]:
        return None
    printed = text[slice(*block.cells[0])].rstrip(": ")
    meant = meaning(printed)
    return Labelled(meant, printed, block.cells[1], at) if meant else None


def read_fields(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Reads entries of label–value lines that begin at `at`; gives how many blocks they took."""
    if _is_nested(blocks, at) or _is_counted(draft, blocks, at):
        return 0  # the list's own reader knows what belongs to whom
    title = _title(draft, blocks, at)
    first = at + (title is not None)
    if title and _heads_entries(draft, blocks, first):
        draft.open_group(title.span, rank=HEADING_RANK)
        title = None
    if first >= len(blocks) or not _starts_entry(draft, blocks, first, titled=title is not None):
        return 0
    found, end = _entry_fields(draft.text, blocks, first, titled=title is not None)
    add_entry(draft, *(_numbered(draft, title, found) if title else (None, found)))
    return end - at


def _numbered(draft: Draft, title: Block, found: list[Labelled]) -> tuple[Block | None, list[Labelled]]:
    """ "Activity 3: swimming" over "Recipients: …" is what for; "App 3: Arbor" is a name."""
    match = NUMBERED.fullmatch(draft.text, *title.span)
    meant = exact_meaning(match["label"]) if match else None
    if match is None or meant not in (NAME, NUMBER, Label.PROVIDER, Label.PURPOSE):
        return title, found
    rest = match.span("rest")
    if meant != Label.PURPOSE:
        return replace(title, start=rest[0], end=rest[1]), found
    whom = any(label.meant in (NAME, Label.PROVIDER) for label in found)
    return (None, [Labelled(meant, match["label"], rest, 0), *found]) if whom else (title, found)


def _is_nested(blocks: Sequence[Block], at: int) -> bool:
    """A bullet over deeper ones."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return (
        below is not None
        and blocks[at].kind is below.kind is BlockKind.BULLET
        and below.level > blocks[at].level
    )


def _is_counted(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """ "1. Leaside Council: attendance" heads no "2. Platforms: …": they stand beside each other."""
    beside = blocks[at : at + 2]
    counted = all(block.kind is BlockKind.BULLET and block.marker.isdigit() for block in beside)
    level = len({block.level for block in beside}) == 1
    return counted and level and len(beside) > 1 and labelled(draft.text, blocks[at], at) is None


def _title(draft: Draft, blocks: Sequence[Block], at: int) -> Block | None:
    """The block at `at`, if it can be the name over a label–value block, or names it ("… called X:")."""
    block = _spoken(draft, blocks[at])
    words = draft.words(block.span)
    short = len(words.split()) <= TITLE_WORDS and not words.endswith((".", ",", ";", ":"))
    if block.kind is BlockKind.ROW or not short or labelled(draft.text, block, at):
        return None
    return block


def _spoken(draft: Draft, block: Block) -> Block:
    """ "Our main database is called SIMS:" above labels: the one product the line names; else the block."""
    words = draft.words(block.span)
    if block.kind is not BlockKind.LINE or not words.endswith(":") or labelled(draft.text, block, 0):
        return block
    spoken = [one for one in mentions(words) if one.service.kind == "supplier"]
    named_here = [one for one in spoken if not is_general(words[one.start : one.end])]
    if len(named_here) != 1:
        return block
    return replace(block, start=block.start + named_here[0].start, end=block.start + named_here[0].end)


def _starts_entry(draft: Draft, blocks: Sequence[Block], first: int, *, titled: bool) -> bool:
    label = labelled(draft.text, blocks[first], first)
    if label is None or label.meant == TICK:
        return False
    after = labelled(draft.text, blocks[first + 1], first + 1) if first + 1 < len(blocks) else None
    upright = after is not None and blocks[first + 1].kind is BlockKind.ROW  # a label below a label
    if blocks[first].kind is BlockKind.ROW and not upright and meaning(draft.words(label.value)):
        return False  # two headings of a table
    if titled:
        # One label is enough below a name ("Service: A payroll provider"), if it has words of its own.
        alone = (
            label.meant in (NAME, Label.PURPOSE, Label.DATA, Label.PROVIDER)
            and label.value[0] < label.value[1]
        )
        return (after is not None and after.meant != label.meant) or (
            alone and _may_name(draft, blocks[first - 1])
        )
    if label.meant == NUMBER and after is not None and after.meant in (NAME, Label.PROVIDER):
        return True
    if label.meant == NAME and label.value[0] < label.value[1] and _again(draft.text, blocks, label):
        return True
    if after and _owns_provider(after, (label,), blocks, first + 1):
        return True
    return label.meant in (NAME, Label.PROVIDER) and after is not None and after.meant != label.meant


def _again(text: str, blocks: Sequence[Block], label: Labelled) -> bool:
    """Does another entry begin so? Then "Service: Ofsted" is one with nothing more said of it."""
    return any(
        (other := labelled(text, block, 0)) is not None
        and other.printed == label.printed
        and block.start != blocks[label.block].start
        for block in blocks
        if block.kind is not BlockKind.ROW
    )


def _heads_entries(draft: Draft, blocks: Sequence[Block], first: int) -> bool:
    """Is the block above a heading over entries that name themselves, not the first one's name?"""
    label = labelled(draft.text, blocks[first], first) if first < len(blocks) else None
    after = labelled(draft.text, blocks[first + 1], first + 1) if first + 1 < len(blocks) else None
    if label is None or after is None:
        return False
    if label.meant == NUMBER:
        return after.meant in (NAME, Label.PROVIDER)
    if label.meant not in (NAME, Label.PROVIDER):
        return False
    return not _may_name(draft, blocks[first - 1]) or _untitled_later(draft.text, blocks, first)


def _untitled_later(text: str, blocks: Sequence[Block], first: int) -> bool:
    """Do later entries begin with the same label, and no name above it?"""
    opening = labelled(text, blocks[first], first)
    for at in range(first + 1, min(first + 40, len(blocks))):
        label = labelled(text, blocks[at], at)
        if label and opening and label.printed == opening.printed:
            return labelled(text, blocks[at - 1], at - 1) is not None
    return False


def _may_name(draft: Draft, block: Block) -> bool:
    words = draft.words(block.span)
    return bool(recognise(words)) or (context_of(words) is Context.NEUTRAL and looks_like_name(words))


def _entry_fields(
    text: str, blocks: Sequence[Block], first: int, *, titled: bool
) -> tuple[list[Labelled], int]:
    """The labels of one entry, up to a label seen before or a block that is no part of it."""
    found: list[Labelled] = []
    at = first
    while at < len(blocks):
        label = labelled(text, blocks[at], at)
        label = as_users(label, found) if label else None
        if label and _owns_provider(label, found, blocks, at):
            found[-1] = replace(found[-1], meant=NAME)
        if label and label.meant not in (NUMBER, TICK) and _begins_next(label, found, blocks[at]):
            break
        if label:
            found.append(label)
        elif _titles_next(text, blocks, at, found):
            break
        elif _may_go_on(blocks, at, found, titled) and (other := unknown_label(text, blocks[at], at)):
            found.append(other)
        elif found and _continues(text, blocks, at, found[-1]):
            found[-1] = _longer(found[-1], blocks[at], at)
        else:
            break
        at += 1
    return found, at


def _titles_next(text: str, blocks: Sequence[Block], at: int, found: Sequence[Labelled]) -> bool:
    """A cell alone in its row, above a label seen before: the next entry's name."""
    row = blocks[at]
    alone = row.kind is BlockKind.ROW and len(row.cells) > 1 and all(a >= b for a, b in row.cells[1:])
    below = labelled(text, blocks[at + 1], at + 1) if alone and at + 1 < len(blocks) else None
    return below is not None and below.meant in {one.meant for one in found}


def _may_go_on(blocks: Sequence[Block], at: int, found: Sequence[Labelled], titled: bool) -> bool:
    """Enough known labels above, and no gap; in Word and on web pages each line stands apart."""
    fewest = FEWEST_KNOWN - (titled and blocks[at].kind is BlockKind.ROW)
    apart = all(blocks[label.block].after_gap for label in found[1:])
    return len(found) >= fewest and (not blocks[at].after_gap or apart)


def unknown_label(text: str, block: Block, at: int) -> Labelled | None:
    """Among known labels, words and a colon, or a row's first cell, are a label nobody taught us."""
    if block.kind is BlockKind.ROW:
        first, *others = block.cells
        short = 0 < len(text[slice(*first)].split()) <= LABEL_WORDS
        return (
            Labelled(Label.OTHER, text[slice(*first)], others[0], at) if short and len(others) == 1 else None
        )
    match = LABELLED.match(text, block.start, block.end) if block.kind is BlockKind.LINE else None
    if match is None:
        return None
    printed = match[0].rstrip(": ")
    return Labelled(Label.OTHER, printed, trimmed(text, (match.end(), block.end)), at)


def as_users(label: Labelled, seen: Sequence[Labelled]) -> Labelled:
    """ "Who: Y1-Y2" below a name is about years, not about whom."""
    named_already = any(one.meant in (NAME, Label.PROVIDER) for one in seen)
    again = any(one.printed.lower() == label.printed.lower() for one in seen)  # the next entry begins
    reason = any(one.meant == Label.PURPOSE for one in seen)
    if label.meant == Label.PURPOSE and reason and label.printed.lower() == "for" and not again:
        return replace(label, meant=Label.YEAR_GROUPS)
    if (
        label.meant == Label.PROVIDER
        and named_already
        and not again
        and label.printed.lower().startswith("who")
    ):
        return replace(label, meant=Label.YEAR_GROUPS)
    return label


def _owns_provider(label: Labelled, seen: Sequence[Labelled], blocks: Sequence[Block], at: int) -> bool:
    """ "Provider: CPOMS" over "Company: Raptor": the first is the product, the second whose it is."""
    last = seen[-1] if seen else None
    told = last and last.meant == label.meant == Label.PROVIDER and not blocks[at].after_gap
    return bool(told) and last is not None and last.printed.lower() != label.printed.lower()


def _begins_next(label: Labelled, found: Sequence[Labelled], block: Block) -> bool:
    """A label of a kind seen before; "For: KS2" straight below "Reason: …", in other words, is one more."""
    again = [seen for seen in found if _repeats(label, seen)]
    words = {seen.printed.lower() for seen in again}
    opens = bool(found) and label.meant == found[0].meant
    return bool(again) and (block.after_gap or opens or label.printed.lower() in words)


def _repeats(label: Labelled, seen: Labelled) -> bool:
    return label.meant == seen.meant and (label.meant != Label.OTHER or label.printed == seen.printed)


def _continues(text: str, blocks: Sequence[Block], at: int, last: Labelled) -> bool:
    """A line that goes on with the value above it: no gap between, or the value was still missing."""
    block = blocks[at]
    if block.kind in (BlockKind.HEADING, BlockKind.ROW) or _names_next(text, blocks, at):
        return False
    missing = last.value[0] >= last.value[1]
    return (not block.after_gap and at - last.block == 1) or (missing and at - last.block == 1)


def _names_next(text: str, blocks: Sequence[Block], at: int) -> bool:
    """Is the block the name over the next entry? Then a label that opens entries follows it."""
    follow = labelled(text, blocks[at + 1], at + 1) if at + 1 < len(blocks) else None
    words = text[blocks[at].start : blocks[at].end]
    opens = follow is not None and follow.meant in (NAME, Label.PROVIDER, Label.PURPOSE, Label.WEBSITE)
    return opens and len(words.split()) <= TITLE_WORDS and not words.endswith((".", ","))


def _longer(last: Labelled, block: Block, at: int) -> Labelled:
    start = last.value[0] if last.value[0] < last.value[1] else block.start
    return Labelled(last.meant, last.printed, (start, block.end), at)


def add_entry(draft: Draft, title: Block | None, found: list[Labelled]) -> None:
    """One row, or the several products that its service label lists."""
    service = next((f for f in found if f.meant == NAME), None)
    provider = next((f for f in found if f.meant == Label.PROVIDER and f.value[0] < f.value[1]), None)
    cells = [cell_of(draft.text, f) for f in found if f.meant not in (NAME, NUMBER, TICK)]
    names = _names(draft, title, service)
    if title is None and service and provider and only_describes(draft.words(service.value)):
        cells.insert(0, Cell(label=Label.PURPOSE, spans=(service.value,), printed_label=service.printed))
        names = []  # "Company: Hale Ltd. Service: school meals"
    if not names and provider:
        cells = [cell for cell in cells if cell.spans != (provider.value,)]
        names = several_products(draft, provider.value) or [
            n
            for part in parted_at(draft.text, provider.value, ";")
            for n in named(draft.text, part, several=False)
        ]
    unused = any(cell.label in TELLING and says_unused(draft.words(s)) for cell in cells for s in cell.spans)
    for one in names:
        one.cells += cells
        if unused:
            draft.deny(one)
        else:
            draft.add_row(one)


def _names(draft: Draft, title: Block | None, service: Labelled | None) -> list[Named]:
    """The row's names, from its service label, or from the name above it."""
    if service is None or fold(re.sub(r"\([^()]*\)", " ", draft.words(service.value))) in NOTHING:
        return named(draft.text, title.span, several=False) if title else []
    return service_under(draft, title.span if title else None, service.value)


def cell_of(text: str, found: Labelled) -> Cell:
    value = found.value
    if found.meant == Label.PROVIDER and found.printed.lower() == "owner" and text[slice(*value)].islower():
        found = replace(found, meant=Label.OTHER)  # "Owner: site manager" is somebody at the school
    if found.meant == Label.PROVIDER and value[0] < value[1]:
        value = without_links(text, value)
    spans = (value,) if value[0] < value[1] else ()
    return Cell(label=label_of(found.meant), spans=spans, printed_label=found.printed)


def attach(text: str, row: Drafted, found: Labelled) -> None:
    """A label line below a row that is already there ("Provider: …" under a numbered service)."""
    row.cells.append(cell_of(text, found))
