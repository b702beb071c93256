"""A log of changes: "Added: A (name); B", "Removed: C", "02.09.24  OUT  D"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.listed import is_known
from schoolgate.notices.name_lists import parted_at, split_names
from schoolgate.notices.names import is_general, mentions
from schoolgate.notices.naming import Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.wording import load

DATE = re.compile(
    r"[\[(]?(?:(?:\d{1,2}[./-]){1,2}\d{2,4}|\d{4}-\d\d(?:-\d\d)?"
    r"|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*,? \d{2,4})"
    r"[\])]?\s*[:–—|-]?\s+"
)
ACTING = re.compile(
    r"(?P<head>[A-Z0-9][\w’'&+]*(?: (?:of |and |& |for )?[A-Z0-9][\w’'&+]*)*) "
    r"(?!(?:is|was|has|does) (?:not|no)\b)(?=(?:has |have |will |is now |are now )?"
    r"(?:[a-z]+s|moved|became|switched|changed|renamed|replaced|become)\b [a-zA-Z])"
)
FEWEST = 2  # lines of a log
MOST_NAME_WORDS = 8


def settle_changes(draft: Draft, blocks: Sequence[Block]) -> list[Block]:
    """The blocks but for those lines: who was added has a row, who was removed is denied.

    All of them, unchanged, where the page has no line of what was removed beside another of changes.
    """
    cues = {at: cue for at, block in enumerate(blocks) if (cue := _cue(draft.text, block))}
    if len(cues) < FEWEST or not any(cue["gone"] for cue in cues.values()):
        return [*blocks]
    settled: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in cues:
            settled.append(block)
        elif _told_of_first(draft, cues[at], block):
            continue
        elif cues[at]["changed"]:
            start = cues[at].end()
            settled.append(replace(block, kind=BlockKind.LINE, start=start, marker="", lead=None, cells=()))
        else:
            _settle(draft, (cues[at].end(), block.end), gone=bool(cues[at]["gone"]))
    return settled


def _cue(text: str, block: Block) -> re.Match[str] | None:
    drawn = block.kind is BlockKind.ROW and text.find("|", *block.span) < 0  # by the gaps behind its words
    if block.kind not in (BlockKind.LINE, BlockKind.BULLET) and not drawn:
        return None
    if dated := DATE.match(text, *block.span):
        return _cues(r"(?i:{})(?:\s*[:–—|-]\s*|\t\s*|\s\s+)(?=\S)", "dated_", "").match(
            text, dated.end(), block.end
        )
    return _said(text, block.span)


def _said(text: str, span: Span) -> re.Match[str] | None:
    """ "Added: A", "+ New this term – B", and in capitals with a gap behind "OUT   C"."""
    of_a_time = r"[+~–-]?\s*(?i:{})(?: (?:this|last) (?:year|term))?(?:\s*[:–—-]\s*|\s+(?=[A-Z0-9]))(?=\S)"
    set_off = r"{}(?:\t|\s\s+)(?=\S)"
    return _cues(of_a_time, "").match(text, *span) or _cues(set_off, "dated_", is_upper=True).match(
        text, *span
    )


@cache
def _cues(form: str, *kinds: str, is_upper: bool = False) -> re.Pattern[str]:
    """What a line begins with, as one of the groups `added`, `gone` and `changed`."""
    words = load("changes.toml")
    told = {
        deed: [word for kind in kinds for word in words[kind + deed]] for deed in ("added", "gone", "changed")
    }
    each = (
        f"(?P<{deed}>{'|'.join(re.escape(word.upper() if is_upper else word) for word in said)})"
        for deed, said in told.items()
    )
    return re.compile(form.format(f"(?:{'|'.join(each)})"))


def _told_of_first(draft: Draft, cue: re.Match[str], block: Block) -> bool:
    """ "Impact Ltd runs the club. …", "Pobble moved to Hale Ltd. …": a name, and what it does or became."""
    acting = None if cue["gone"] else ACTING.match(draft.text, cue.end(), block.end)
    if acting is None or not (is_strange(acting["head"]) or is_known(acting["head"])):
        return False
    rest = without_edges(draft.text, (acting.end(), block.end))
    draft.add_row(Named(acting["head"], (acting.span("head"),), said_cells(draft.text, rest)))
    return True


def _settle(draft: Draft, rest: Span, *, gone: bool) -> None:
    for part in _each(draft.text, rest):
        words = without_edges(draft.text, part)
        for name in split_names(draft.text, words) if gone else [words]:
            one = _added(draft.text, name)
            if len(one.name.split()) > MOST_NAME_WORDS:
                draft.loose.append(name)
            elif gone:
                draft.deny(one)
            else:
                one.cells = [_told(draft.text, cell) for cell in one.cells]
                draft.add_row(one)


def _added(text: str, span: Span) -> Named:
    """One name; what stands behind a semicolon is said of it: "Lexplore tests; recordings are made there"."""
    stop = text.find(";", *span)
    one = named(text, (span[0], stop) if stop > 0 else span, several=False)[0]
    if stop > 0:
        one.cells += said_cells(text, without_edges(text, (stop, span[1])))
    known = next(iter(mentions(one.name)), None)
    plain = known and known.start == 0 and re.fullmatch(r"(?: [a-z-]+)+", one.name[known.end :])
    if known and plain and not is_general(one.name[: known.end]):
        start = one.spans[0][0]
        told = Cell(label=Label.PURPOSE, spans=((start + known.end + 1, one.spans[0][1]),))
        return Named(one.name[: known.end], ((start, start + known.end),), [told, *one.cells])
    return one


def _each(text: str, rest: Span) -> list[Span]:
    """Its parts between semicolons; one that begins with a small letter goes on with the one before."""
    parts: list[Span] = []
    for part in parted_at(text, rest, ";"):
        if parts and text[slice(*part)].strip()[:1].islower():
            parts[-1] = (parts[-1][0], part[1])
        else:
            parts.append(part)
    return parts


def _told(text: str, cell: Cell) -> Cell:
    data = cell.label is Label.PROSE and is_all_data(Passage.of(text, cell.spans))
    return replace(cell, label=Label.DATA) if data else cell
