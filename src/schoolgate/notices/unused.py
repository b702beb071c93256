"""Rows of which the page says that they are over, awaited, refused or never told: they are denied.

Asked last, of every row however it was found: of its name, of what stands behind it, of its cells, of the
sentences around it and of the line above. A service in use that is sent nothing stays a row.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.names import mentions
from schoolgate.notices.naming import Named
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.wording import Wording, any_of, load

OF_DATA = frozenset((Label.DATA, Label.DATA_AND_PURPOSE, Label.POTENTIAL_DATA))
TELLING = OF_DATA | {Label.STATUS, Label.PROSE, Label.OTHER, Label.PURPOSE}
PARTS = re.compile(r"[.;()\[\]?!\n]+\s*|\s[–—-]+\s|\s{3,}|,\s(?=(?:but|now|and now|so)\b)")
EDGE = re.compile(
    r"(?:(?: [A-Z]\w+){1,2}(?= [–—-] |: ))?[\s|:–—\-,.;=*_?\"'’`>•·]+"
)  # also the rest of a name
BRACKET = re.compile(r"[\s*_\"'’”`?=]*[(\[](?P<inside>[^()\[\]\n]{2,80})[)\]]")
COMMA = r"(?:,? (?:and|or) (?:the )?|, (?:the )?|/)"
JOINED = re.compile(rf"(?:¤{COMMA})*§(?:{COMMA}[§¤])*")
MARKS = re.compile(r"[*_`\"“”‘]")
LONGEST = 200  # letters behind a name on its line
FAR = 400  # letters of a sentence
BEHIND = 3  # sentences that may go on about a name
MOST_WORDS = 12  # of a heading


def deny_unused(draft: Draft, blocks: Sequence[Block]) -> None:
    """Takes those rows back."""
    draft.rows = [row for row in draft.rows if not _found("no_names", words=row.name)]
    around = _Around(draft, blocks)
    for row in [row for row in draft.rows if row.spans and _is_unused(around, row)]:
        draft.rows.remove(row)
        draft.deny(Named(row.name, row.spans))


def _is_unused(around: "_Around", row: Drafted) -> bool:
    return (
        _is_named_so(row.name)
        or _is_said_behind(around.text, row)
        or any(_says(around.text, cell) for cell in row.cells if cell.label in TELLING)
        or _is_in_sentence(around, row)
        or _is_under(around, row)
    )


def _is_named_so(name: str) -> bool:
    """ "BlueSky (left in August)", "Formerly GwE"."""
    bracket = BRACKET.search(name)
    return _found("names", words=name) or (bracket is not None and _found("said", words=bracket["inside"]))


def _is_said_behind(text: str, row: Drafted) -> bool:
    """ "SIMS (till 2023)", "Natterhub. Governors said no", "Isams - no, we're a SIMS school"."""
    end = row.spans[-1][1]
    bracket = BRACKET.match(text, end)
    if bracket and _found("said", "never", "behind", words=bracket["inside"]):
        return True
    line = text[end : _line_end(text, end)]
    edge = EDGE.match(line)
    said = PARTS.split(line[edge.end() :])[0] if edge else ""
    own = edge is not None and "." not in edge[0] and " " in said  # "off" alone is a switch on a form
    return _found("said", "never", "behind", words=said) or (own and says_unused(said))


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return min(end if end >= 0 else len(text), start + LONGEST)


def _says(text: str, cell: Cell) -> bool:
    of_data = cell.label in OF_DATA or (cell.label is Label.PROSE and cell.printed_label)
    kinds = ("said", "never", "for_data") if of_data else ("said", "never")
    words = " ".join(text[slice(*span)] for span in cell.spans)
    if len(words) > FAR:
        return False
    first, *rest = PARTS.split(words)
    if _found(*kinds, words=words) or _found(*kinds, words=first):
        return True
    for part in rest:
        if _goes_on_unused(part):
            return True
        if any(mentions(part)):
            return False  # what stands behind another name is that one's
    return False


def _is_in_sentence(around: "_Around", row: Drafted) -> bool:
    return any(
        _pattern("sentences").search(marked) or any(map(_goes_on_unused, behind))
        for marked, behind in around.of(row)
    )


def _goes_on_unused(sentence: str) -> bool:
    """ "It was wound up in March.", "So it's paused." """
    told = _found("next", "said", words=sentence)
    return told or (_pattern("still_it").match(_plain(sentence)) is not None and says_unused(sentence))


def _is_under(around: "_Around", row: Drafted) -> bool:
    return around.is_under_unused(row.spans[0][0])


class _Around:
    """The sentences of a page, with the rows they name, and the lines that say what stands below them."""

    def __init__(self, draft: Draft, blocks: Sequence[Block]) -> None:
        self.text, self.blocks = draft.text, blocks
        self.names = sorted({span for row in draft.rows for span in row.spans})
        self.starts = [block.start for block in blocks]
        self.told = sorted(_told(draft, blocks).items())

    def is_under_unused(self, place: int) -> bool:
        at = bisect_right(self.told, (place, True)) - 1
        return at >= 0 and self.told[at][1] and self._goes_on(self.told[at][0], place)

    def _goes_on(self, heading_end: int, place: int) -> bool:
        """A paragraph of its own behind a heading's bullets is not of the heading any more."""
        first, own = bisect_right(self.starts, heading_end), self._block_at(place)
        if own is None or first >= len(self.blocks):
            return True
        apart = self.blocks[own].kind is BlockKind.LINE and self.blocks[own].after_gap
        return not (apart and self.blocks[first].kind is BlockKind.BULLET)

    def _block_at(self, place: int) -> int | None:
        at = bisect_right(self.starts, place) - 1
        return at if at >= 0 and place < self.blocks[at].end else None

    def of(self, row: Drafted) -> Iterator[tuple[str, list[str]]]:
        """Each sentence that names it, with its neighbours, as marked words; and those behind alone."""
        for place in {span[0] for span in row.spans} | self._named_in_cells(row):
            own = self._block_at(place)
            told = [*sentences(self.text, self.blocks[own].span)] if own is not None else []
            at = next((at for at, one in enumerate(told) if one[0] <= place < one[1]), None)
            if at is None or told[at][1] - told[at][0] > FAR:
                continue
            near = told[max(0, at - 1) : at + 2]
            behind = [self._plain_if_unnamed(one) for one in told[at + 1 : at + 1 + BEHIND]]
            yield self._marked((near[0][0], near[-1][1]), row), _till_named(behind)

    def _named_in_cells(self, row: Drafted) -> set[int]:
        """ "name, class. Memrise not in use from 2026", beside two names."""
        cells = [span for cell in row.cells if cell.label in TELLING for span in cell.spans]
        return {at for start, end in cells if (at := self.text.find(row.name, start, end)) >= 0}

    def _plain_if_unnamed(self, sentence: Span) -> str | None:
        at = bisect_left(self.names, (sentence[0], 0))
        named = at < len(self.names) and self.names[at][0] < sentence[1]
        return None if named else self.text[slice(*sentence)]

    def _marked(self, stretch: Span, row: Drafted) -> str:
        """Plain words, with § for the row's name and ¤ for others."""
        words, at = "", stretch[0]
        for name in self.names[bisect_left(self.names, (stretch[0], 0)) :]:
            if name[0] >= stretch[1]:
                break
            if name[0] < at:
                continue
            words += self.text[at : name[0]] + ("§" if name in row.spans else "¤")
            at = name[1]
        words += self.text[at : stretch[1]]
        return JOINED.sub("§", _plain(words.replace(row.name, "§")))


def _told(draft: Draft, blocks: Sequence[Block]) -> dict[int, bool]:
    """Where a heading, or a line like one, stands → does it say that what follows is not used?"""
    heads = {block.start: head for block in blocks if (head := _head(draft.text, block))}
    red = [head for head in heads.values() if _found("red", words=head)]
    lit = len(red) == 1 and _pattern("green").search(draft.text.lower()) is not None
    kinds = ("headings", "red") if lit else ("headings",)
    told = {one.spans[-1][1]: _found(*kinds, words=one.heading) for one in draft.groups if one.spans}
    for start, head in heads.items():
        unused = _found(*kinds, words=head)
        if unused or _found("lights", words=head) or (head.isupper() and " " in head):
            told[start] = unused
    return told


def _head(text: str, block: Block) -> str:
    """A short line, or what stands before the colon or the gap of one that names those it speaks of."""
    words = text[block.start : _line_end(text, block.start)]
    head = re.split(r":\s|\s{2,}", words, maxsplit=1)[0]
    return head if len(head.split()) <= MOST_WORDS else ""


def _till_named(behind: Sequence[str | None]) -> list[str]:
    end = behind.index(None) if None in behind else len(behind)
    return [one for one in behind[:end] if one]


def _found(*kinds: str, words: str) -> bool:
    plain = _plain(words)
    found = bool(plain) and any(_pattern(kind).search(plain) for kind in kinds)
    return found and not _pattern("not_meant").search(plain)


def _plain(words: str) -> str:
    return " ".join(MARKS.sub("", words).lower().replace("’", "'").split()).strip(" ,:-–—|=?>")


@cache
def _pattern(key: str) -> Wording:
    return any_of(load("unused.toml")[key])
