"""Data first, then whose it becomes: "Photographs – Kinderly", "Date of birth" over "> Arbor, NFER"."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.draft import Draft, Drafted, identity
from schoolgate.notices.flows import way_said
from schoolgate.notices.items import is_all_data, items_of_list, names_somebody
from schoolgate.notices.labels import NAME, NUMBER, exact_meaning, label_of, meaning
from schoolgate.notices.listed import listed
from schoolgate.notices.listing import listed as listed_data
from schoolgate.notices.members import may_receive, search
from schoolgate.notices.name_lists import is_body, parted_at
from schoolgate.notices.names import is_general, is_place_or_address, mentions, recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.nothing import nothing_said
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.scope import scope_of
from schoolgate.notices.wording import Wording, any_of, load, pattern

FEWEST = 3  # pieces of data on one page, each with its names
MOST_WORDS = 16  # of a piece of data
MOST_LOOSE_WORDS = 9
MOST_NAME_WORDS = 7
IN_LINE = re.compile(
    r"(?P<head>[A-Z](?:[^\n:–—>()»→.]|\([^()\n]*\)|(?<=\w)-(?=\w)){2,110}?)"
    r"\s*(?::(?=\s)|\s[–—-](?=\s)|\s(?:->|=>|[>»→])(?=\s))\s*(?P<rest>\S.*)",
    re.DOTALL,
)
POINTER = re.compile(r"(?:->|=>|[>»→])\s*")
WORD = r"(?:[A-Z0-9][\w&'’+!-]*|[a-z]{1,3}[A-Z]\w+)"
BEGINS = re.compile(rf"(?<![\w'’-])(?P<name>{WORD}(?: (?:(?:of|the|for|&) )*{WORD})*)(?![\w'’-])")
WHOLE = re.compile(rf"(?:[Tt]he |[Aa] |[Oo]ur )?{WORD}(?: (?:(?:of|the|for|and|&|at|in) )*{WORD})*")
JOINT = re.compile(r", (?:and |or )?|\s(?:and|or|then),?\s")
LEADS_TO = re.compile(r"(?:^|\b(?:to|on|in|into|by|with|from|at|through|via|for) )(?:the |our |a )?$")
TO_WHOM = (NAME, Label.PROVIDER, Label.VIA)
DATA = (Label.DATA, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER)
WAYS = {
    Flow.CREATED: Label.CREATED_DATA,
    Flow.ENTERED_BY_FAMILIES: Label.ENTERED_DATA,
    Flow.VIEWED: Label.VIEWED_DATA,
    Flow.RECEIVED: Label.RECEIVED_DATA,
}

IsData = Callable[[str, Span], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of data and the stretches that name who has it; none of a table's headings.

    more  what a table's further columns say of them
    """

    data: Span
    names: tuple[Span, ...]
    blocks: int
    more: tuple[Cell, ...] = ()


def pieces_of(text: str, blocks: Sequence[Block]) -> Mapping[int, Piece]:
    """Block → the piece that begins there, on a page where piece after piece stands so; else none.

    Where they do, words that hold more than data are pieces too: "Worries about a child's safety – CPOMS".
    """
    found = _all_pieces(text, blocks, _is_data)
    plain = sum(1 for piece in found.values() if _is_plainly_data(text, piece.data))
    named = sum(1 for piece in found.values() if _names_known(text, piece))
    # "Name: …" again and again is a label.
    kinds = {text[slice(*piece.data)].lower() for piece in found.values()}
    enough = len(kinds) >= FEWEST and plain * 2 >= len(found) and named * 3 >= len(found)
    return _all_pieces(text, blocks, _holds_data) if enough else {}


def _all_pieces(text: str, blocks: Sequence[Block], is_data: IsData) -> dict[int, Piece]:
    found: dict[int, Piece] = {}
    at = 0
    while at < len(blocks):
        row = blocks[at].kind is BlockKind.ROW
        piece = None if row else _piece(text, blocks, at, is_data)
        if row and blocks[at].after_gap:
            found |= _table(text, blocks, at, is_data)
        if piece:
            found[at] = piece
        at += piece.blocks if piece else 1
    return found


def _piece(text: str, blocks: Sequence[Block], at: int, is_data: IsData) -> Piece | None:
    block = blocks[at]
    match = IN_LINE.fullmatch(text, *block.span)
    if match and exact_meaning(match["head"]) not in (NAME, NUMBER) and is_data(text, match.span("head")):
        names = (match.span("rest"),)
        if _names_anybody(text, names):
            return Piece(match.span("head"), names, 1)
    over = at + 1 < len(blocks) and _below(text, block, blocks[at + 1]) is not None
    alone = over and "\n" not in text[slice(*block.span)] and is_data(text, block.span)
    return _over(text, blocks, at) if alone else None


def _table(text: str, blocks: Sequence[Block], at: int, is_data: IsData) -> dict[int, Piece]:
    """A table whose first column is data and whose second names who has it; else none of its rows."""
    end = at + 1
    while end < len(blocks) and blocks[end].kind is BlockKind.ROW and len(blocks[end].cells) > 1:
        end += 1
    head = [text[slice(*cell)] for cell in blocks[at].cells]
    headed = len(head) > 1 and meaning(head[0]) in (None, *DATA) and _heads_names(head[1])
    rows = range(at + headed, end)
    found = {n: piece for n in rows if (piece := _of_row(text, blocks[n], head if headed else [], is_data))}
    if len(found) < max(FEWEST, len(rows)):
        return {}
    return found | ({at: Piece(blocks[at].span, (), 1)} if headed else {})


def _heads_names(words: str) -> bool:
    return meaning(words) in (NAME, Label.PROVIDER) or context_of(words) is Context.RECIPIENTS


def _of_row(text: str, block: Block, head: Sequence[str], is_data: IsData) -> Piece | None:
    data, names, *others = block.cells
    if data[0] >= data[1] or not is_data(text, data) or not _names_anybody(text, [names]):
        return None
    told = [(meaning(words), words, span) for words, span in zip(head[2:], others, strict=False)]
    more = (Cell(label=label_of(meant), spans=(span,), printed_label=w) for meant, w, span in told if meant)
    return Piece(data, (names,), 1, tuple(cell for cell in more if cell.spans[0][0] < cell.spans[0][1]))


def _over(text: str, blocks: Sequence[Block], at: int) -> Piece | None:
    """Data by itself, and below it the names: bullets, lines set in, "> A, B", "Go to: A"."""
    end = at + 1
    names: list[Span] = []
    while end < len(blocks) and (span := _below(text, blocks[at], blocks[end])):
        names.append(span)
        end += 1
    if not names or not _names_anybody(text, names):
        return None
    return Piece(blocks[at].span, tuple(names), end - at)


def _below(text: str, head: Block, block: Block) -> Span | None:
    """The words of a block that stands below the data and tells whose it becomes."""
    pointer = POINTER.match(text, *block.span)
    if pointer:
        return (pointer.end(), block.end)
    label = IN_LINE.fullmatch(text, *block.span)
    if label and (meaning(label["head"]) in TO_WHOM or _pointing().fullmatch(label["head"].lower())):
        return label.span("rest")
    if block.kind is BlockKind.BULLET:
        inside = head.kind is not BlockKind.BULLET or block.level > head.level
        return block.span if inside else None
    set_in = block.kind is BlockKind.LINE and head.kind is not BlockKind.HEADING and block.level > head.level
    return block.span if set_in and not block.after_gap else None


def _is_data(text: str, span: Span) -> bool:
    words = text[slice(*span)]
    if len(words.split()) > MOST_WORDS or words.endswith("?"):
        return False
    if recognise(words) and not is_general(words):
        return False
    passage = Passage.of(text, (span,))
    return is_all_data(passage) or _says_nothing(passage)


def _holds_data(text: str, span: Span) -> bool:
    words = text[slice(*span)]
    plain = len(words.split()) <= MOST_LOOSE_WORDS and not words.endswith(("?", "."))
    held = plain and recognise(words) is None and any(listed_data(Passage.of(text, (span,))))
    return held or _is_data(text, span)


def _says_nothing(passage: Passage) -> bool:
    """ "No personal information at all" over those who get none."""
    said = nothing_said(passage, whole=True) is not None and items_of_list(passage).nothing
    return bool(said) or _nothing().fullmatch(passage.folded) is not None


def _is_plainly_data(text: str, span: Span) -> bool:
    """More than a word that may be a lesson's or a trade's too: "Reading", "Payments"."""
    words = Passage.of(text, (span,))
    return names_somebody(words) or len(words.words.split()) > 1 or _noun().search(words.folded) is not None


def _names_anybody(text: str, spans: Sequence[Span]) -> bool:
    """Are they names, rather than further data, and is any of them more than ordinary words?"""
    parts = [part for span in spans for part in _parts(text, span)]
    data = sum(1 for part in parts if is_all_data(Passage.of(text, (part,))) and not _known(text, part))
    return data * 2 < len(parts) and any(_is_told_of(text[slice(*part)]) for part in parts)


def _known(text: str, span: Span) -> bool:
    return any(not is_general(one.service.name) for one in mentions(text[slice(*span)]))


def _names_known(text: str, piece: Piece) -> bool:
    return any(
        one.start == 0 and one.service.kind in ("supplier", "public", "authority", "statutory")
        for span in piece.names
        for part in _parts(text, span)
        for one in mentions(text[slice(*part)])
    )


def _is_told_of(words: str) -> bool:
    named = re.search(WORD, words)
    led = any(_is_titled(m["name"]) and LEADS_TO.search(words[: m.start()]) for m in BEGINS.finditer(words))
    return bool(mentions(words)) or is_body(words) or led or (named is not None and is_strange(words))


def _is_titled(name: str) -> bool:
    """ "School Screening Service": a name in ordinary words."""
    return len(re.findall(r"\b[A-Z]", name)) > 1


def _parts(text: str, span: Span) -> list[Span]:
    return [part for piece in parted_at(text, span, ";") for part in parted_at(text, piece, ",")]


def read_piece(draft: Draft, piece: Piece) -> int:
    """Takes the names of one piece of data; what is told in sentences is left to their reader."""
    if draft.promise() in (*CLOSED, Context.DENIED):
        return 0
    for half in (half for span in piece.names for half in parted_at(draft.text, span, ";")):
        told = [*sentences(draft.text, half)]
        if any(_denies(draft.words(one)) for one in told):
            draft.add_prose(half, Context.RECIPIENTS, led=True)
            continue
        for one in told:
            _read_part(draft, piece, without_edges(draft.text, one))
    return piece.blocks


def _denies(words: str) -> bool:
    return says_unused(words) or context_of(words) is Context.DENIED or denies(words)


def _read_part(draft: Draft, piece: Piece, part: Span) -> None:
    """A list of names; else whichever its clauses begin with, or lead to: "and from there to the council"."""
    found = [] if search("verb", draft.words(part)) else listed(draft, part)
    names = [one for one in found if _is_somebody(one.name)]
    about = [one for one in found if one not in names]
    told = [*_in_clauses(draft, part)]
    if len(told) > len(names) or not all(_is_aside(one.name) for one in about):
        names, about = told, []
    for one in names:
        one.cells += [_aside(other) for other in about]
        _give(draft, piece, one, part)
    if not names:
        draft.add_prose(part, Context.RECIPIENTS, led=True)


def _in_clauses(draft: Draft, part: Span) -> Iterator[Named]:
    """The name in each clause, with the clause's other words."""
    for at, end in _clauses(draft.text, part):
        found = _first_name(draft, (at, end))
        if found:
            yield found


def _clauses(text: str, part: Span) -> Iterator[Span]:
    """Between commas and "and"s that stand in no brackets; "for the once-a-year portrait, H&H" is one."""
    at = part[0]
    for joint in JOINT.finditer(text, *part):
        if text.count("(", at, joint.start()) == text.count(")", at, joint.start()):
            yield at, joint.start()
            at = joint.end()
    yield at, part[1]


def _is_somebody(name: str) -> bool:
    if len(name.split()) > MOST_NAME_WORDS or is_place_or_address(name) or scope_of(name).year_groups:
        return False
    if recognise(name) is not None or is_body(name):
        return True
    return may_receive(name, capitals=False) and WHOLE.fullmatch(name) is not None


def _is_aside(name: str) -> bool:
    """ "Years 7 to 11", "if you move" behind a name."""
    return bool(scope_of(name).year_groups) or _condition().match(name.lower()) is not None


def _aside(one: Named) -> Cell:
    years = bool(scope_of(one.name).year_groups)
    return Cell(label=Label.YEAR_GROUPS if years else Label.PROSE, spans=one.spans)


def _first_name(draft: Draft, part: Span) -> Named | None:
    """ "EntrySign screen in reception", "you key these in on Aspens": a name, and words about it."""
    match = next((m for m in BEGINS.finditer(draft.text, *part) if _stands_so(draft.text, part, m)), None)
    name = match["name"] if match else ""
    if match is None or is_place_or_address(name) or scope_of(name).year_groups:
        return None
    sure = is_body(name) or (recognise(name) is not None and not is_general(name))
    if not sure and not ((is_strange(name) or _is_titled(name)) and may_receive(name, capitals=True)):
        return None
    around = ((part[0], match.start("name")), (match.end("name"), part[1]))
    said = [span for span in (without_edges(draft.text, one) for one in around) if span[0] < span[1]]
    return Named(name, (match.span("name"),), [Cell(label=Label.PROSE, spans=(span,)) for span in said])


def _stands_so(text: str, part: Span, match: re.Match[str]) -> bool:
    """At the beginning, or behind a word that leads to a name."""
    before = text[part[0] : match.start("name")].lower()
    return not before or LEADS_TO.search(before) is not None


def _give(draft: Draft, piece: Piece, one: Named, part: Span) -> None:
    row = _row_of(draft, one)
    row.cells.append(_data_cell(draft, piece, part))
    row.cells += [cell for cell in (*piece.more, *one.cells) if cell not in row.cells]


def _data_cell(draft: Draft, piece: Piece, part: Span) -> Cell:
    """The data, by the way that the words behind the name tell: "can look it up at the till"."""
    said = Passage.of(draft.text, (part,)).folded
    way = _way_of_them(said) or way_said(said)
    return Cell(label=WAYS.get(way, Label.DATA) if way else Label.DATA, spans=(piece.data,))


def _row_of(draft: Draft, one: Named) -> Drafted:
    """The row there is for it already, or a new one."""
    same = (row for row in draft.rows if identity(row.name) == identity(one.name))
    return next(same, None) or draft.add_row(replace(one, cells=[]))


def give_pieces(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Gives its data to each recipient that the sentences' reader found behind a piece."""
    for piece in pieces:
        for row in draft.rows:
            at = next((span for span in piece.names if span[0] <= row.spans[0][0] < span[1]), None)
            if at and not any(piece.data in cell.spans for cell in row.cells):
                row.cells.append(_data_cell(draft, piece, at))


def _way_of_them(folded: str) -> Flow | None:
    """ "can look it up", "sends them to us": how the data comes there that a pronoun stands for."""
    return next((way for way, said in _ways() if said.search(folded)), None)


@cache
def _ways() -> tuple[tuple[Flow, Wording], ...]:
    return tuple((Flow(way), any_of(said)) for way, said in load("item_first.toml")["ways"].items())


@cache
def _nothing() -> re.Pattern[str]:
    return re.compile("|".join(load("item_first.toml")["nothing"]))


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile("|".join(load("item_first.toml")["pointing"]))


@cache
def _noun() -> Wording:
    return pattern(load("item_first.toml")["nouns"])


@cache
def _condition() -> re.Pattern[str]:
    return re.compile("|".join(load("item_first.toml")["asides"]))
