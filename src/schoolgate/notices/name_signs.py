"""What speaks for and against a candidate's being a recipient: words in it, around it and above it.

No product's own name is a sign: only ordinary words, marks and kinds are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from schoolgate.domain.catalogue import known
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.candidates import Candidate
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import context_of, headed_by
from schoolgate.notices.kinds import is_company
from schoolgate.notices.listing import items
from schoolgate.notices.members import may_receive, opens_sentence, search
from schoolgate.notices.name_lists import is_public_body
from schoolgate.notices.names import recognise
from schoolgate.notices.ordinary import is_ordinary, is_strange
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.title import is_school

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*|\d+|[^\w\s]")
PARTS = re.compile(r"\s?(?:\([^()\n]{1,40}\)\s?)?(?P<sign>[:=/|.(,]|[ .]{3,}|\s[–—-]\s|\s*\n|\t|$)\s*")
ENDS = ".;:•|/!?>]"  # what closes the part before
SOON = 15  # letters
YEAR = re.compile(r"20\d\d")
NEAR = 60  # characters
MOST_HEADING_WORDS = 12
FEW = 6  # words of a cell that says how a service stands
FIRST_WORDS = 8
FIRST_BLOCKS = 2  # hold the page's title
MOST = 4  # to which is counted
BESIDE = 4  # candidates before and after
KNOWN, STRANGE, PLAIN = "known", "strange", "plain"
Told = frozenset[str]
Place = tuple[BlockKind, int | None, str, str]  # its block's kind, its column, the signs before and behind it


class Signs:
    """The signs of a page's candidates, in groups that many of them share."""

    def __init__(self, text: str, blocks: Sequence[Block], found: Sequence[Candidate]) -> None:
        self.text, self.blocks, self.found = text, blocks, found
        self._shared: dict[object, Told] = {}

    def of(self, at: int) -> tuple[Told, ...]:
        """Those of the candidate at this place among `found`: no sign is in two groups."""
        one = self.found[at]
        sort = _sort(one)
        return (
            in_name(one),
            self._of_block(one.block, sort),
            self._of_sentence(self._sentence(one), sort),
            self._of_its_own(at, sort),
        )

    def _words(self, at: int) -> str:
        return self.text[slice(*self.blocks[at].span)]

    def _sentence(self, one: Candidate) -> Span:
        block = self.blocks[one.block].span
        told = (part for part in sentences(self.text, block) if part[0] <= one.span[0] < part[1])
        return next(told, block)

    def _of_its_own(self, at: int, sort: str) -> Told:
        one = self.found[at]
        near = [*self.found[max(0, at - BESIDE) : at], *self.found[at + 1 : at + 1 + BESIDE]]
        return frozenset(
            (
                f"times {min(one.times, MOST)}",
                f"known beside {MOST * sum(other.known for other in near) // max(1, len(near))}",
                *self._placed_alike(at, sort),
                *self._around(one.span, self.blocks[one.block], sort),
            )
        )

    def _placed_alike(self, at: int, sort: str) -> Iterator[str]:
        """How many of those that stand in the same place of their lines are known?"""
        place = self._places[at]
        others = self._in_place[place] - 1
        yield f"alike {min(others.bit_length(), MOST)}"
        if others >= MOST:
            known = self._known_in_place[place] - self.found[at].known
            share = f"known alike {MOST * known // others}"
            yield from (share, f"{sort} {share}")

    @cached_property
    def _places(self) -> list[Place]:
        return [self._place(one) for one in self.found]

    @cached_property
    def _in_place(self) -> Counter[Place]:
        return Counter(self._places)

    @cached_property
    def _known_in_place(self) -> Counter[Place]:
        return Counter(place for place, one in zip(self._places, self.found, strict=True) if one.known)

    def _place(self, one: Candidate) -> Place:
        block = self.blocks[one.block]
        column = next((n for n, cell in enumerate(block.cells) if cell[0] <= one.span[0] < cell[1]), None)
        start, end = block.span if column is None else block.cells[column]
        sign = PARTS.match(self.text, one.span[1], end)
        before = self.text[start : one.span[0]].rstrip()[-1:]
        opens = before if before in ENDS else "in"
        return block.kind, column, opens, sign["sign"].strip()[:1] if sign else "on"

    def _around(self, span: Span, block: Block, sort: str) -> Iterator[str]:
        cell = next((one for one in block.cells if one[0] <= span[0] and span[1] <= one[1]), None)
        if cell:
            yield f"column {min(block.cells.index(cell), MOST)}"
        for other in (self.text[slice(*one)] for one in block.cells if one != cell):
            yield from _beside(other)
        start, end = cell or block.span
        before, after = self.text[start : span[0]], self.text[span[1] : end]
        first, last = not before.strip(" \t•*-–\"'“‘("), not after.strip(" .;,)")
        placed = (sign for sign, so in (("first", first), ("last", last), ("alone", first and last)) if so)
        yield from (sign for one in placed for sign in (one, f"{sort} {one}"))
        if before.count("(") > before.count(")"):
            yield "in brackets"
        yield from _as_head(before, after, sort)
        yield from _neighbours("before", [*reversed(_folded(before[-NEAR:]))][:MOST], sort)
        yield from _neighbours("after", _folded(after[:NEAR])[:MOST], sort)

    def _of_sentence(self, span: Span, sort: str) -> Told:
        key = (span, sort)
        if key not in self._shared:
            self._shared[key] = frozenset(self._signs_of_sentence(self.text[slice(*span)], sort))
        return self._shared[key]

    def _signs_of_sentence(self, words: str, sort: str) -> Iterator[str]:
        yield from (f"among {word}" for word in _folded(words))
        said = f"says {context_of(words).value}"
        yield from (said, f"{sort} {said}")
        if denies(words):
            yield from ("denied", f"{sort} denied")
        if any(items().find(words.lower())):
            yield from ("with data", f"{sort} with data")

    def _of_block(self, at: int, sort: str) -> Told:
        key = (at, sort)
        if key not in self._shared:
            self._shared[key] = frozenset(self._signs_of_block(at, sort))
        return self._shared[key]

    def _signs_of_block(self, at: int, sort: str) -> Iterator[str]:
        kind = f"in {self.blocks[at].kind.value}"
        yield from (kind, f"{sort} {kind}")
        yield "title" if at < FIRST_BLOCKS else f"part {MOST * at // len(self.blocks)}"
        if denies(self._words(at)):
            yield "denied in block"
        for rank, heading in enumerate(self._headings[at]):
            yield from _of_heading(f"heading {rank}", heading, sort)
        above = self._words(at - 1) if at else ""
        yield from (f"above {word}" for word in _folded(above))
        if above.rstrip().endswith(":"):
            yield from _of_heading("led on", above, sort)
        below = self._words(at + 1) if at + 1 < len(self.blocks) else ""
        yield from (f"below {word}" for word in _folded(below)[:FIRST_WORDS])
        if says_unused(below):
            yield "unused below"
        for where, words in (("above", above), ("below", below)):
            if any(one.start <= SOON for one in items().find(words[:NEAR].lower())):
                yield from (f"data {where}", f"{sort} data {where}")

    @cached_property
    def _headings(self) -> list[tuple[str, ...]]:
        """Of each block the two nearest above, the nearest first."""
        above: list[tuple[str, ...]] = []
        nearest: tuple[str, ...] = ()
        for at, block in enumerate(self.blocks):
            above.append(nearest)
            words = self._words(at)
            short = block.kind is BlockKind.LINE and len(words.split()) <= MOST_HEADING_WORDS
            if block.kind is BlockKind.HEADING or (short and not words.rstrip().endswith(".")):
                nearest = (words, *nearest[:1])
        return above


def _as_head(before: str, after: str, sort: str) -> Iterator[str]:
    """Does it open a part of its line, "… – no. Codio – code, marks", and do data stand behind it?"""
    sign = PARTS.match(after)
    opens = not before.strip() or before.rstrip()[-1:] in ENDS
    if sign and opens:
        yield from ("opens part", f"{sort} opens part {sign['sign'].strip()[:1]}")
    if sign and any(one.start <= SOON for one in items().find(after[sign.end() : NEAR].lower())):
        yield from ("data next", f"{sort} data next", f"{sort} data next, opens {opens}")


def _of_heading(what: str, heading: str, sort: str) -> Iterator[str]:
    told = f"{what} {headed_by(heading).value}"
    yield from (told, f"{sort} {told}")
    if denies(heading) or says_unused(heading):
        yield f"{what} denied"
    yield from (f"headed {word}" for word in _folded(heading))


def _beside(cell: str) -> Iterator[str]:
    if len(cell.split()) <= FEW:
        yield from (f"beside {word}" for word in _folded(cell))
        if says_unused(cell):
            yield "unused beside"


def _sort(one: Candidate) -> str:
    return KNOWN if one.known else STRANGE if is_strange(one.name) else PLAIN


def in_name(one: Candidate) -> Told:
    """The signs that are in the name itself."""
    return _in_name(one.name, _sort(one))


@lru_cache(maxsize=5_000)
def _in_name(name: str, sort: str) -> Told:
    service, words = recognise(name), name.split()
    told = {
        "public": is_public_body(name),
        "company": is_company(name),
        "school": is_school(name),
        "insider": search("insiders", name),
        "opens": opens_sentence(name),
        "may receive": may_receive(name, capitals=False),
        "capitals": name.isupper(),
        "digits": any(letter.isdigit() for letter in name),
        "camel": re.search(r"[a-z][A-Z]", name) is not None,
        "address": re.search(r"\w\.\w", name) is not None,
    }
    ordinary = [word.lower() for word in words if _is_no_name(word.lower())]
    return frozenset(
        (
            *(sign for sign, so in told.items() if so),
            sort,
            f"category {service.category}" if service else "no category",
            f"length {min(len(words), MOST)}",
            *(f"word {word}" for word in ordinary),
            *(f"begins {word}" for word in ordinary[:1] if word == words[0].lower()),
            *(f"ends {word}" for word in ordinary[-1:] if word == words[-1].lower()),
        )
    )


def _neighbours(side: str, words: Sequence[str], sort: str) -> Iterator[str]:
    """`words`: the nearest first."""
    yield from (f"{side} {place} {word}" for place, word in enumerate(words[:3]))
    yield from (f"{side} {word}" for word in words)
    yield from (f"{sort} {side} {word}" for word in words[:1])
    if len(words) > 1:
        yield f"{side} {words[0]} {words[1]}"


@lru_cache(maxsize=5_000)
def _folded(words: str) -> list[str]:
    """Its ordinary words, its marks, and what kind of number."""
    return [_kept(word) for word in WORD.findall(words.lower())]


def _kept(word: str) -> str:
    if word.isdigit():
        return "(year)" if YEAR.fullmatch(word) else "(number)"
    return word if not word[0].isalpha() or _is_no_name(word) else "(name)"


def _is_no_name(word: str) -> bool:
    service = known(word)
    return is_ordinary(word) and (service is None or service.kind != "supplier")
