"""Marks of the page's own, and what they say of a family's choice: "Brush Bus*", "(P)", "●"."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.choice_words import choice_said, whole_of
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Row
from schoolgate.notices.said import Said
from schoolgate.notices.stars import Note, explains_mark, marks_behind, notes_of

_BEFORE = re.compile(r"([†‡♥✱#])\s?$")
# The page's own marks: "P = with your permission", "● it is up to you".
_SIGN = r"[●○◉◦•■□▪▫◆◇▲△▶▷★☆✋♦✚⊕⊗]"
_KEY_WORDS = r"(?=(?P<words>[^;.\n●○◉◦■□▪▫◆◇▲△★☆✋]{3,90}))"
_MEANS = r"(?:=|:|\b(?:marks?|means?|stands? for|shows?|is for|says?|against)\b)"
_LETTER_KEY = re.compile(
    rf"(?<![\w'’])[(\[\"'“‘]?(?P<mark>[A-Z]{{1,2}})[)\]\"'”’]?\s*{_MEANS}\s*{_KEY_WORDS}"
)
# "RED – required", "Green: you choose": words that stand for a choice, where two or more are explained.
_COLOUR = (
    r"[Gg]reen|[Rr]ed|[Aa]mber|[Bb]lue|[Yy]ellow|[Oo]range|[Pp]urple|[Gg]r[ae]y|[Pp]ink|[Ww]hite|[Bb]lack"
)
_WORD = rf"(?:[A-Z]{{3,10}}|{_COLOUR})"
_WORD_KEY = re.compile(rf"(?<![\w'’-])(?P<mark>{_WORD})(?![\w'’])\s*(?:{_MEANS}|[–—-])\s*{_KEY_WORDS}")
_NEXT = re.compile(rf",?\s+(?:and\s+)?[(\[\"'“‘]?(?:[A-Z]{{1,2}}|{_WORD})[)\]\"'”’]?\s*(?:{_MEANS}|[–—])")
_ALONE = re.compile(rf"(?:\s?\([^()\n]*\))?\s*\n\s*({_WORD})\s*(?:\n|$)")  # the line below a name
_LINE_BEFORE = re.compile(rf"(?:^|\n)\W*([A-Z]{{1,2}}|{_WORD})[\s:|–—-]+$")
_LEADING_MARK = re.compile(rf"([A-Z]{{1,2}}|{_WORD})(?:\s{{2,}}|\t|\s[–—|-]\s)(?=\S)")
_SIGN_KEY = re.compile(
    rf"(?P<mark>{_SIGN})(?:\s*(?P<equals>=|:|–|-|means?|marks?|shows?)\s*|\s+){_KEY_WORDS}"
)
_SIGNED_LINE = re.compile(rf"\s*(?:[-*]\s+)?({_SIGN})")
_IN_BRACKETS = re.compile(rf"\s?[(\[]([A-Z]{{1,2}}|{_WORD})[)\]]")
_WORD_IN_BRACKETS = re.compile(r"\[([A-Za-z][A-Za-z -]{1,24})\](?!\()")
FEWEST_SIGNS = 2  # explained side by side; a sign before one line's words alone may be its bullet


def by_mark(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "Brush Bus*" where the page says "A star (*) means that you may say no"."""
    if not row.name_spans:
        return None
    start, end = row.name_spans[0][0], row.name_spans[-1][1]
    before = _BEFORE.search(text, max(start - 3, 0), start)
    marks = marks_behind(text, end) or ([before[1]] if before else [])
    key = _marked(text) if marks else {}
    return next((key[mark] for mark in marks if mark in key), None)


@lru_cache(maxsize=4)
def _marked(text: str) -> dict[str, Said[ChoiceKind]]:
    """What each mark that the page explains says of a family's choice."""
    told = (
        (note.mark, choice_said(Passage.of(text, (_to_its_end(text, note),)))) for note in _explained(text)
    )
    return {mark: replace(said, sure=False) for mark, said in told if said}


def _to_its_end(text: str, note: Note) -> Span:
    """A line that begins with a mark is all of it the mark's: "* Some only. You may refuse." """
    end = text.find("\n", note.words[1]) if note.foot else note.words[1]
    return note.words[0], end if end >= 0 else len(text)


def by_key(text: str, row: Row) -> Said[ChoiceKind] | None:
    """Its line begins with "●", its cell is "P", or "(P)" stands behind it: what the page says that means."""
    key = _key(text)
    if not key or not row.name_spans:
        return None
    start, end = row.name_spans[0][0], row.name_spans[-1][1]
    line = text.rfind("\n", 0, start) + 1
    found = (
        _SIGNED_LINE.match(text, line, end),
        _IN_BRACKETS.match(text, end),
        _ALONE.match(text, end),
        _LINE_BEFORE.search(text[max(start - 20, 0) : start]),
    )
    marks = [one[1] for one in found if one]
    marks += [Passage.of(text, cell.spans).words.strip(" .()[]") for cell in row.cells if cell.spans]
    return next((key[mark.upper()] for mark in marks if mark.upper() in key), None)


def by_word(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "[ask]" or "[law]" behind what it gets: words of the page's own, each used of several rows."""
    used = _bracketed(text) if row.name_spans else {}
    start = row.name_spans[-1][1] if used else 0
    line = (text.find("\n", start) + 1 or len(text) + 1) - 1
    found = _WORD_IN_BRACKETS.search(text, start, line) if used else None
    return used.get(found[1].lower()) if found else None


@lru_cache(maxsize=4)
def _bracketed(text: str) -> dict[str, Said[ChoiceKind]]:
    """Words in square brackets that end what they stand behind, and what they say of a choice."""
    times = Counter(match[1].lower() for match in _WORD_IN_BRACKETS.finditer(text))
    found = {}
    for match in _WORD_IN_BRACKETS.finditer(text):
        said = whole_of(words := Passage.of(text, (match.span(1),))) or choice_said(words)
        if said and times[match[1].lower()] >= FEWEST_SIGNS:
            found[match[1].lower()] = replace(said, sure=False)
    return found


def without_leading_marks(text: str, blocks: Sequence[Block]) -> list[Block]:
    """ "RED  Local authority – attendance": each such line begins with its name."""
    key = _key(text)
    return [_without_mark(text, block, key) for block in blocks] if len(key) >= FEWEST_SIGNS else [*blocks]


def _without_mark(text: str, block: Block, key: Mapping[str, Said[ChoiceKind]]) -> Block:
    match = _LEADING_MARK.match(text, block.start, block.end) if block.kind is not BlockKind.ROW else None
    if match is None or match[1].upper() not in key:
        return block
    explains = choice_said(Passage.of(text, ((match.end(), block.end),)))
    return block if explains else replace(block, start=match.end())


@lru_cache(maxsize=4)
def _key(text: str) -> dict[str, Said[ChoiceKind]]:
    """What the page's letters, words and signs say of a family's choice."""
    found = {mark: said for mark, said, _ in _keys(text)}
    signs = [mark for mark in found if not mark.isalpha()]
    told = {mark for mark, _, equals in _keys(text) if equals}
    return {m: s for m, s in found.items() if m in told or len(signs) >= FEWEST_SIGNS}


@lru_cache(maxsize=4)
def _keys(text: str) -> tuple[tuple[str, Said[ChoiceKind], bool], ...]:
    """Each mark, the choice that its words say, and whether a sign or verb says that they explain it."""
    matches = [*_LETTER_KEY.finditer(text)]
    if any(sign in text for sign in "●○◉◦■□▪▫◆◇▲△▶▷★☆✋♦✚⊕⊗"):
        matches += [one for one in _SIGN_KEY.finditer(text) if _is_key(text, one)]
    found = []
    for match in matches:
        if said := _said_of(text, match):
            sure = match.re is _LETTER_KEY or match["equals"] is not None
            found.append((match["mark"], said, sure))
    return (*found, *_worded(text))


def _worded(text: str) -> list[tuple[str, Said[ChoiceKind], bool]]:
    told = {match["mark"].upper(): _said_of(text, match) for match in _WORD_KEY.finditer(text)}
    found = [(mark, said, True) for mark, said in told.items() if said]
    return found if len(found) >= FEWEST_SIGNS else []


def _said_of(text: str, match: re.Match[str]) -> Said[ChoiceKind] | None:
    """The choice that a mark's own words say, which end where the next mark is explained."""
    start, end = match.span("words")
    following = _NEXT.search(text, start, end)
    said = choice_said(Passage.of(text, ((start, following.start() if following else end),)))
    return replace(said, sure=False) if said else None


def _is_key(text: str, match: re.Match[str]) -> bool:
    """Explained by a sign, or short words that name nobody."""
    return match["equals"] is not None or not any(mentions(match["words"]))


def is_of_mark(text: str, sentence: Passage) -> bool:
    return explains_mark(sentence.words) or _is_footnote(text, sentence) or _is_keyed(text, sentence)


def _is_footnote(text: str, sentence: Passage) -> bool:
    """Does a mark that the page explains stand right before it?"""
    start = sentence.whole()[0][0] if sentence.whole() else 0
    return any(low <= start < high for low, high in _footnotes(text))


def _is_keyed(text: str, sentence: Passage) -> bool:
    """Do the words that explain one of the page's marks stand in it?"""
    told = [span[0] for said in _key(text).values() for span in said.spans]
    return any(low <= at < high for at in told for low, high in sentence.whole())


@lru_cache(maxsize=4)
def _footnotes(text: str) -> tuple[Span, ...]:
    return tuple((note.start, note.words[1]) for note in _explained(text) if note.foot)


@lru_cache(maxsize=4)
def _explained(text: str) -> tuple[Note, ...]:
    """A line that begins with a star may be one of many bullets; of a note, it stands behind a name too."""
    return tuple(
        note for note in notes_of(text) if not note.foot or (note.led and _stands_behind(text, note.mark))
    )


def _stands_behind(text: str, mark: str) -> bool:
    return re.search(rf"[\w)]\s?[*†‡♥✱#]*?{re.escape(mark)}(?![\w*])", text) is not None
