"""Marks of the page's own, and what they say of a family's choice: "Brush Bus*", "(P)", "●"."""

import re
from dataclasses import replace
from functools import lru_cache

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.choice_words import choice_said
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Row
from schoolgate.notices.said import Said

_BEHIND = re.compile(r"(?:\s?\([^()\n]{2,40}\))?\s?([*†‡♥✱#])(?!\*)")
_BEFORE = re.compile(r"([†‡♥✱#])\s?$")
_EXPLAINED = re.compile(
    r"(?:\b(?:star|asterisk|heart|dagger|hash|marked|mark|shown)\b[^.\n]{0,30}?\s?[(\"'‘“]?(?P<mark>[*†‡♥✱#])(?!\*)"
    r"|^\s?(?P<foot>[*†‡✱#])(?!\*)(?=\s?[=:–-]|\s(?:we|only|these|optional|with|needs?|parents?|you|requires?)\b)"
    r"|\b(?:stars?|asterisks?)\b(?=[^.\n]{0,30}\b(?:means?|shows?|says?|tells?)\b))"
    r"(?P<words>[^.\n]{5,200})",
    re.IGNORECASE | re.MULTILINE,
)
# The page's own marks: "P = with your permission", "● it is up to you".
_SIGN = r"[●○◉◦•■□▪▫◆◇▲△▶▷★☆✋♦✚⊕⊗]"
_KEY_WORDS = r"(?P<words>[^;.\n●○◉◦■□▪▫◆◇▲△★☆✋]{3,90})"
_LETTER_KEY = re.compile(
    r"(?<![\w'’])[(\[\"'“‘]?(?P<mark>[A-Z]{1,2})[)\]\"'”’]?\s*"
    rf"(?:=|:|\b(?:marks?|means?|stands? for|shows?|is for|says?|against)\b)\s*{_KEY_WORDS}"
)
_SIGN_KEY = re.compile(
    rf"(?P<mark>{_SIGN})(?:\s*(?P<equals>=|:|–|-|means?|marks?|shows?)\s*|\s+){_KEY_WORDS}"
)
_SIGNED_LINE = re.compile(rf"\s*(?:[-*]\s+)?({_SIGN})")
_IN_BRACKETS = re.compile(r"\s?[(\[]([A-Z]{1,2})[)\]]")
FEWEST_SIGNS = 2  # explained side by side; a sign before one line's words alone may be its bullet


def by_mark(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "Brush Bus*" where the page says "A star (*) means that you may say no"."""
    if not row.name_spans:
        return None
    start, end = row.name_spans[0][0], row.name_spans[-1][1]
    behind = _BEHIND.match(text, end)
    before = _BEFORE.search(text, max(start - 3, 0), start)
    mark = (behind and behind[1]) or (before and before[1])
    return _marked(text).get(mark) if mark else None


@lru_cache(maxsize=4)
def _marked(text: str) -> dict[str, Said[ChoiceKind]]:
    """What each mark that the page explains says of a family's choice."""
    found = {}
    for match in _explained(text):
        said = choice_said(Passage.of(text, (match.span("words"),)))
        if said:
            found[match["mark"] or match["foot"] or "*"] = replace(said, sure=False)
    return found


def by_key(text: str, row: Row) -> Said[ChoiceKind] | None:
    """Its line begins with "●", its cell is "P", or "(P)" stands behind it: what the page says that means."""
    key = _key(text)
    if not key or not row.name_spans:
        return None
    start, end = row.name_spans[0][0], row.name_spans[-1][1]
    line = _SIGNED_LINE.match(text, text.rfind("\n", 0, start) + 1, end)
    behind = _IN_BRACKETS.match(text, end)
    marks = [one[1] for one in (line, behind) if one]
    marks += [Passage.of(text, cell.spans).words.strip(" .()[]") for cell in row.cells if cell.spans]
    return next((key[mark] for mark in marks if mark in key), None)


@lru_cache(maxsize=4)
def _key(text: str) -> dict[str, Said[ChoiceKind]]:
    """What the page's letters and signs say of a family's choice."""
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
        said = choice_said(Passage.of(text, (match.span("words"),)))
        if said:
            sure = match.re is _LETTER_KEY or match["equals"] is not None
            found.append((match["mark"], replace(said, sure=False), sure))
    return tuple(found)


def _is_key(text: str, match: re.Match[str]) -> bool:
    """Explained by a sign, or short words that name nobody."""
    return match["equals"] is not None or not any(mentions(match["words"]))


def is_of_mark(text: str, sentence: Passage) -> bool:
    explained = _EXPLAINED.search(sentence.words) is not None
    return explained or _is_footnote(text, sentence) or _is_keyed(text, sentence)


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
    return tuple(match.span("words") for match in _explained(text) if match["foot"])


@lru_cache(maxsize=4)
def _explained(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_EXPLAINED.finditer(text))
