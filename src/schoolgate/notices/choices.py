"""What families may decide: from the row's own words, else from its section's."""

import re
from collections.abc import Iterator
from functools import cache

from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label, Row, Section
from schoolgate.notices.said import Said, cells
from schoolgate.notices.wording import load, pattern

PLAIN = (Label.CHOICE, Label.BASIS)  # cells that are about the choice, whatever their words
SPEAKING = (
    Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE, Label.YEAR_GROUPS, Label.CONTROLS, Label.STATUS,
    Label.PROSE, Label.PURPOSE, Label.OTHER,
)  # fmt: skip


def choice_of(text: str, row: Row) -> Said[ChoiceKind] | None:
    return _own(text, row) or _inherited(text, row.section)


def _own(text: str, row: Row) -> Said[ChoiceKind] | None:
    for cell in cells(row, *PLAIN):
        found = _choice(Passage.of(text, cell.spans), basis=cell.label is Label.BASIS)
        if found:
            return found
    for cell in cells(row, *SPEAKING):
        for sentence in Passage.of(text, cell.spans).sentences():
            found = _choice(sentence) if _cue("spoken").search(sentence.folded) else None
            if found:
                return found
    return None


def _inherited(text: str, section: Section | None) -> Said[ChoiceKind] | None:
    """The nearest heading or group sentence that says it, the heading before its sentences."""
    while section:
        found = next(filter(None, map(_choice, _words_of(text, section))), None)
        if found:
            return found
        section = section.parent
    return None


def _words_of(text: str, section: Section) -> Iterator[Passage]:
    yield Passage.of(text, section.heading_spans)
    yield from Passage.of(text, section.sentences).sentences()


def _choice(words: Passage, *, basis: bool = False) -> Said[ChoiceKind] | None:
    if _cue("not_choice").search(words.folded):
        return None
    for kind, wording in _choices():
        match = wording.search(words.folded)
        if match and not (basis and kind is not ChoiceKind.CONSENT):
            return Said(kind, words.spans(*match.span()))
    return None


@cache
def _choices() -> tuple[tuple[ChoiceKind, re.Pattern[str]], ...]:
    return tuple((ChoiceKind(row["kind"]), pattern(row["phrases"])) for row in load("choices.toml")["choice"])


@cache
def _cue(name: str) -> re.Pattern[str]:
    return pattern(load("choices.toml")[name]["phrases"])
