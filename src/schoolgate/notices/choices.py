"""What families may decide: from the row's own words, else from its section's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.names import mentions, recognise
from schoolgate.notices.passage import REMEMBERED, Passage, fold
from schoolgate.notices.rows import Cell, Label, Row, Section
from schoolgate.notices.said import Said, cells
from schoolgate.notices.wording import Wording, load, pattern

PLAIN = (Label.CHOICE, Label.BASIS, Label.CONDITION)  # cells that are about the choice, whatever their words
SPEAKING = (
    Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE, Label.YEAR_GROUPS, Label.CONTROLS, Label.STATUS,
    Label.PROSE, Label.PURPOSE, Label.OTHER,
)  # fmt: skip
YES = frozenset({"yes", "y", "required", "needed"})
_REPLY = re.compile(r"\s*(yes|y|no|n|required|needed|not (?:required|needed))\b")
_BEHIND = re.compile(r"(?:\s?\([^()\n]{2,40}\))?\s?([*†‡♥✱#])(?!\*)")
_BEFORE = re.compile(r"([†‡♥✱#])\s?$")
_EXPLAINED = re.compile(
    r"(?:\b(?:star|asterisk|heart|dagger|hash|marked|mark|shown)\b[^.\n]{0,30}?\s?[(\"'‘“]?(?P<mark>[*†‡♥✱#])(?!\*)"
    r"|^\s?(?P<foot>[*†‡✱#])(?!\*)(?=\s?[=:–-]|\s(?:we|only|these|optional|with|needs?|parents?|you|requires?)\b))"
    r"(?P<words>[^.\n]{5,200})",
    re.IGNORECASE | re.MULTILINE,
)
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_TURN = re.compile(r";|,? but |, however,? ")


def choice_of(text: str, row: Row, *, is_body: bool) -> Said[ChoiceKind] | None:
    """`is_body`: the recipient is an authority or the like, and a duty to tell it may stand anywhere."""
    own = _own(text, row)
    if own or any(_REPLY.match(Passage.of(text, cell.spans).folded) for cell in cells(row, Label.CHOICE)):
        return own  # "No" under a heading of its own is an answer: what the page says of others is not asked
    told = _by_mark(text, row) or _inherited(text, row) or _elsewhere(text, row.name)
    return told or (_duty(text, row) if is_body else None)


def _own(text: str, row: Row) -> Said[ChoiceKind] | None:
    for cell in cells(row, *PLAIN):
        words = Passage.of(text, cell.spans)
        found = _answer(words, cell) or _choice(words, basis=cell.label is not Label.CHOICE)
        if found:
            return found
    for cell in cells(row, *SPEAKING):
        for sentence in Passage.of(text, cell.spans).sentences():
            clause = _clause_naming(sentence, row.name)
            found = _choice(clause) if _cue("spoken").search(clause.folded) else None
            if found:
                return found
    return None


def _answer(words: Passage, cell: Cell) -> Said[ChoiceKind] | None:
    """A "yes" or "no" to what the label asks: "Consent needed: Yes". A "no" leaves no choice."""
    reply = _REPLY.match(words.folded)
    asked = fold(cell.printed_label or "")
    if cell.label is not Label.CHOICE or not reply or not asked:
        return None
    kind = next((kind for kind, wording in _choices() if wording.search(asked)), None)
    if kind is ChoiceKind.NONE:
        return None
    kind = kind or ChoiceKind.PERMISSION  # "Choice", "Can I say no": asked without the word for it
    return Said(kind if reply[1] in YES else ChoiceKind.NONE, words.spans(*reply.span(1)))


def _clause_naming(sentence: Passage, name: str) -> Passage:
    """The part of the sentence that speaks of this recipient: "with permission, but it may go to Ofsted"."""
    at = sentence.words.find(name)
    if at < 0:
        return sentence
    edges = [0, *(match.end() for match in _TURN.finditer(sentence.folded)), len(sentence.words)]
    return next(sentence.part(low, high) for low, high in pairwise(edges) if low <= at < high)


def _inherited(text: str, row: Row) -> Said[ChoiceKind] | None:
    """The nearest heading or group sentence that says it; of several sentences the last before the row."""
    section = row.section
    while section:
        told = [
            _choice(Passage.of(text, section.heading_spans)),
            *map(_choice, _sentences(text, section, row.name)),
        ]
        found = [one for one in told if one]
        before = [one for one in found if one.spans[0] < row.name_spans[0]]
        if found:
            return replace(before[-1] if before else found[0], sure=False)
        section = section.parent
    return None


def _by_mark(text: str, row: Row) -> Said[ChoiceKind] | None:
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
    for match in _EXPLAINED.finditer(text):
        said = _choice(Passage.of(text, (match.span("words"),)))
        if said:
            found[match["mark"] or match["foot"]] = replace(said, sure=False)
    return found


def _elsewhere(text: str, name: str) -> Said[ChoiceKind] | None:
    """ "Parents may refuse Purple Mash and Spag.com", wherever on the page it stands."""
    return next((said for words, said in _refusals(text) if name in words), None)


@lru_cache(maxsize=4)  # asked for each row of a page
def _refusals(text: str) -> tuple[tuple[str, Said[ChoiceKind]], ...]:
    sentences = dict.fromkeys(_around(text, match.start()) for match in _cue("refused").finditer(fold(text)))
    found = ((text[slice(*span)], _choice(Passage.of(text, (span,)))) for span in sentences)
    return tuple((words, replace(said, sure=False)) for words, said in found if said)


def _around(text: str, place: int) -> Span:
    """The sentence that a place stands in."""
    start = max(text.rfind(mark, 0, place) for mark in (". ", "! ", "? ", "\n")) + 1
    stop = _STOP.search(text, place)
    return start, stop.start() if stop else len(text)


def _duty(text: str, row: Row) -> Said[ChoiceKind] | None:
    """A sentence anywhere that the school is required to tell this body."""
    for match in _cue("duty").finditer(fold(text)):
        end = text.find(".", match.end())
        sentence = text[match.start() : end if end >= 0 else len(text)]
        if any(known.service == recognise(row.name) for known in mentions(sentence)):
            return Said(ChoiceKind.NONE, (match.span(),), sure=False)
    return None


def _sentences(text: str, section: Section, name: str) -> Iterator[Passage]:
    """What the group's sentences say of all its rows, or of this one; a sentence about others is theirs."""
    for sentence in Passage.of(text, section.sentences).sentences():
        if any(_EXPLAINED.finditer(sentence.words)) or _is_footnote(text, sentence):
            continue  # it speaks of those with its mark
        if name in sentence.words or not any(mentions(sentence.words)):
            yield sentence


def _is_footnote(text: str, sentence: Passage) -> bool:
    """Does a mark that the page explains stand right before it?"""
    start = sentence.whole()[0][0] if sentence.whole() else 0
    return any(low <= start < high for low, high in _footnotes(text))


@lru_cache(maxsize=4)
def _footnotes(text: str) -> tuple[Span, ...]:
    return tuple(match.span("words") for match in _EXPLAINED.finditer(text) if match["foot"])


@lru_cache(maxsize=REMEMBERED)
def _choice(words: Passage, *, basis: bool = False) -> Said[ChoiceKind] | None:
    if _cue("not_choice").search(words.folded):
        return None
    for kind, wording in _choices():
        match = wording.search(words.folded)
        if match and not (basis and kind is not ChoiceKind.CONSENT):
            return Said(kind, words.spans(*match.span()))
    return None


@cache
def _choices() -> tuple[tuple[ChoiceKind, Wording], ...]:
    return tuple((ChoiceKind(row["kind"]), pattern(row["phrases"])) for row in load("choices.toml")["choice"])


@cache
def _cue(name: str) -> Wording:
    return pattern(load("choices.toml")[name]["phrases"])
