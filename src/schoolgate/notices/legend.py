"""A key, "A  Name, B  Date of birth", and the letters behind a recipient that stand for its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.draft import Drafted
from schoolgate.notices.items import is_all_data
from schoolgate.notices.lines import trimmed
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

KEY_LINE = re.compile(
    r"\W{0,2}(?P<mark>[A-Z]|[A-Z]?\d{1,2})(?:\s*[=:.)–—-]\s*|\s+)(?P<words>[A-Za-z][^\n]{1,90})"
)
IN_LINE = re.compile(
    r"(?<![\w'’])(?P<mark>[A-Z]|\d{1,2})\s*(?:[=:]|\s[–-])\s*"
    r"(?P<words>[A-Za-z][^=;,.\n]{2,60}?)(?=[;,.]|$|\s+[A-Z0-9]\s*=)"
)
LISTED = re.compile(
    r"(?P<head>(?:[Kk]ey|KEY|[Cc]odes?|[Nn]umbers|[Ll]etters)\b)?\W{0,3}(?P<parts>[A-Za-z0-9].*?)\.?\s*"
)
PART = re.compile(
    r"(?:and )?(?P<mark>[A-Z]{1,2}|[a-z]|\d{1,2})(?:\s*=\s*|[:.)]?\s+)(?P<words>[a-z][\w '’/&()-]{2,50})"
)
IN_WORDS = re.compile(
    r"\b(?:[Aa]n?|[Tt]he letter) (?P<mark>[A-Z])\b,? (?:(?:means|stands for|shows|marks|is) )?"
    r"(?P<words>[a-z][^,.;]{2,50}?)(?=,? and an? [A-Z]\b|[,.;]|$)"
)
# A sign by itself in the place of letters: "– = nothing from us".
ALONE = re.compile(
    r"(?:^|(?<=\s))(?P<mark>[–—?✗×○•*-]) ?= ?(?P<words>[a-z][^=\n,;]{3,60}?)(?=[,;.]|\s{2,}|\s+\S ?=|$)",
    re.MULTILINE,
)
MEANS = re.compile(r"\b(?:means|stands for)\b")
NUMBERED = re.compile(r"(?P<mark>\d{1,2})[.:)=]? +(?P<words>[A-Za-z][^\n]{1,50})")
APART = re.compile(r"\S+(?:[ \n]\S+)*?(?=[ \t]{2,}|\n\d|$|\Z)")
BRACKETED = re.compile(
    r"[(\[](?P<mark>[A-Z]{1,2})[)\]]\s*(?:=|means|stands for|shows|marks)\s*(?P<words>[A-Za-z][^.;\n]{2,80})"
)
OF_PEOPLE = re.compile(
    r"(?:about )?(?:staff|parents?|governors?|visitors?|volunteers?|pupils?|children)\b", re.IGNORECASE
)
STARRED = re.compile(
    r"\s?[*†‡♥✱]+$|\s?[(\[](?:green|red|amber|blue|yellow|orange|grey|pink|purple)[)\]]$", re.IGNORECASE
)
FEWEST = 4  # marks of a key
FEWEST_SIGNED = 2  # where each has a sign behind it: "M = medical needs"
NAMED = re.compile(r"[a-z -]{3,40}:\s+(?=\S)", re.IGNORECASE)  # "B = basic details: name, class"
TELLING = 0.6  # share of them that stand for data
BETWEEN = r"(?:\s*[,/+&;]\s*|\s+and\s+|\s*)"
TO = r"\s*(?:[-–]|to)\s*"
OVER = r"(?=\s*$|\s*[.,;:)(–—+]|\s+-|\s+and\b|\s+plus\b)"


@dataclass(frozen=True, slots=True)
class Legend:
    """What each mark stands for, and the blocks of the key, which name nobody."""

    meant: Mapping[str, Span] = field(default_factory=dict)
    blocks: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.meant)


def legend_of(text: str, blocks: Sequence[Block]) -> Legend:
    """The page's key; an empty one where there is none."""
    for run in _runs(text, blocks):
        meant = {mark: _without_name(text, words) for _, mark, words in run}
        telling = sum(1 for words in meant.values() if is_all_data(Passage.of(text, (words,))))
        signed = all(text[: words[0]].rstrip().endswith("=") for _, _, words in run)
        signed = signed or any(MEANS.search(text, *blocks[at].span) for at, _, _ in run)
        if len(meant) >= (FEWEST_SIGNED if signed else FEWEST) and telling >= TELLING * len(meant):
            return Legend(meant, frozenset(at for at, _, _ in run))
    return Legend()


def _without_name(text: str, words: Span) -> Span:
    """The list behind the words that it goes by."""
    named = NAMED.match(text, *words)
    data = named and is_all_data(Passage.of(text, ((named.end(), words[1]),)))
    return (named.end(), words[1]) if named and data else words


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[list[tuple[int, str, Span]]]:
    """Marks with their words, of blocks one after another or inside one line."""
    run: list[tuple[int, str, Span]] = []
    for at, block in enumerate(blocks):
        inside = [
            (at, m["mark"], trimmed(text, m.span("words"))) for m in IN_LINE.finditer(text, *block.span)
        ]
        inside = inside or [(at, *part) for part in _parts(text, block)]
        in_words = MEANS.search(text, *block.span) is not None
        if in_words:
            inside = [(at, m["mark"], m.span("words")) for m in IN_WORDS.finditer(text, *block.span)]
        if len(inside) >= (FEWEST_SIGNED if in_words else FEWEST):
            yield inside
        spaced = _spaced(text, block)
        if spaced:
            run += [(at, *part) for part in spaced]
            continue
        found = _marked(text, block)
        if found:
            run.append((at, *found))
        elif run:
            yield run
            run = []
    yield run


def _parts(text: str, block: Block) -> Sequence[tuple[str, Span]]:
    """ "Key: N name, D date of birth, C class", every part of which is a mark and its words."""
    many = max(text.count(",", *block.span), text.count(";", *block.span)) >= FEWEST - 1
    listed = LISTED.fullmatch(text, *block.span) if many else None
    if listed is None or (not listed["head"] and listed["parts"][0].islower()):
        return []  # "a name, a class": no mark
    edges = [m.span() for m in re.finditer(r"\s*[,;]\s*", text[slice(*listed.span("parts"))])]
    first = listed.start("parts")
    starts = [first, *(first + end for _, end in edges)]
    ends = [*(first + start for start, _ in edges), listed.end("parts")]
    found = [PART.fullmatch(text, a, b) for a, b in zip(starts, ends, strict=True)]
    return [(match["mark"], match.span("words")) for match in found if match] if all(found) else []


def _spaced(text: str, block: Block) -> list[tuple[str, Span]]:
    """ "1 legal name   2 date of birth   3 UPN", also over lines: parts with room between them."""
    parts = [one.span() for one in APART.finditer(text, *block.span)]
    found = [NUMBERED.fullmatch(text, *part) for part in parts] if len(parts) >= FEWEST else []
    numbers = [(match["mark"], match.span("words")) for match in found if match]
    return numbers if len(numbers) == len(parts) else []


def _marked(text: str, block: Block) -> tuple[str, Span] | None:
    if block.kind is BlockKind.BULLET and re.fullmatch(r"[a-zA-Z]|\d{1,2}", block.marker):
        return block.marker.upper(), block.span
    match = KEY_LINE.fullmatch(text, *block.span)
    return (match["mark"], trimmed(text, match.span("words"))) if match else None


def spell_out(text: str, rows: Sequence[Drafted], legend: Legend) -> None:
    """Gives each row the words its letters stand for, as its data."""
    _spell_signs(text, rows)
    if not legend.meant:
        return
    marks = "|".join(sorted(map(re.escape, legend.meant), key=len, reverse=True))
    letters = re.compile(rf"\s*(?:{marks})(?:(?:{BETWEEN}|{TO})(?:{marks}))*{OVER}")
    for row in rows:
        row.cells = [part for cell in row.cells for part in _spelt(text, cell, letters, marks, legend)]


def _spell_signs(text: str, rows: Sequence[Drafted]) -> None:
    """ "Britannica School . . –": the sign that stands for all that is said of it."""
    key = {match["mark"]: match.span("words") for match in ALONE.finditer(text)} if "=" in text else {}
    for row in rows if key else ():
        end = row.spans[-1][1]
        stop = text.find("\n", end)
        behind = text[end : stop if stop >= 0 else len(text)].strip(" .…_\t|")
        if behind in key and not any(cell.label is Label.DATA for cell in row.cells):
            row.cells.append(Cell(label=Label.DATA, spans=(key[behind],), printed_label=behind))


def explain_marks(text: str, rows: Sequence[Drafted]) -> None:
    """Puts "(S) = staff information only" in the place of each "(S)" behind a name."""
    key = {match["mark"]: trimmed(text, match.span("words")) for match in BRACKETED.finditer(text)}
    for row in rows if key else ():
        row.cells = [_explained(text, cell, key) for cell in row.cells]


def drop_marks(rows: Sequence[Drafted]) -> None:
    """Takes the mark off "Sumdog*", "Arbor (RED)": it points to a note, and is no part of the name."""
    for row in rows:
        match = STARRED.search(row.name)
        if match and row.spans and match.start() > 0:
            *first, (start, end) = row.spans
            row.name = row.name[: match.start()]
            row.spans = (*first, (start, end - len(match[0])))


def _explained(text: str, cell: Cell, key: Mapping[str, Span]) -> Cell:
    said = text[slice(*cell.spans[0])].strip("()[] ") if len(cell.spans) == 1 else ""
    if said not in key:
        return cell
    people = OF_PEOPLE.match(text, *key[said])
    if people:  # only whom it is about: "information" is no data of theirs
        return Cell(label=Label.SUBJECTS, spans=(people.span(),), printed_label=said)
    return Cell(label=Label.PROSE, spans=(key[said],), printed_label=said)


def _spelt(text: str, cell: Cell, letters: re.Pattern[str], marks: str, legend: Legend) -> Iterator[Cell]:
    match = letters.match(text, *cell.spans[0]) if cell.spans else None
    if match is None:
        yield cell
        return
    first = cell.spans[0]
    meant = [legend.meant[one] for one in _marks_in(match[0], marks, legend)]
    stop = re.compile(r"\.\s|$").search(text, match.end(), first[1])
    ends = stop.start() if stop else first[1]
    more = _without_edges(text, (match.end(), ends))
    for span in (*meant, *more):
        yield Cell(label=Label.DATA, spans=(span,), printed_label=cell.printed_label)
    rest = _without_edges(text, (ends, first[1]))
    if rest or cell.spans[1:]:
        yield Cell(label=Label.PROSE, spans=(*rest, *cell.spans[1:]))


def _marks_in(words: str, marks: str, legend: Legend) -> Iterator[str]:
    """Each mark, and the numbers between: "1, 3-5"."""
    before, end = None, 0
    for match in re.finditer(marks, words):
        if (
            before
            and before.isdigit()
            and match[0].isdigit()
            and re.fullmatch(TO, words[end : match.start()])
        ):
            between = map(str, range(int(before) + 1, int(match[0])))
            yield from (one for one in between if one in legend.meant)
        yield match[0]
        before, end = match[0], match.end()


def _without_edges(text: str, span: Span) -> tuple[Span, ...]:
    start, end = trimmed(text, span)
    lead = re.compile(r"(?:[\s.,;:)+–—-]|and\b|plus\b)*").match(text, start, end)
    start = lead.end() if lead else start
    return ((start, end),) if start < end else ()
