"""The words in which a choice is said: a heading, a sentence or a cell → the kind of choice."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache, partial

from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.clues import Sieve
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.said import Said
from schoolgate.notices.wording import Wording, load, pattern, phrases_of

cue = partial(phrases_of, "choices.toml")


@lru_cache(maxsize=REMEMBERED)
def choice_said(words: Passage, *, basis: bool = False) -> Said[ChoiceKind] | None:
    """`basis`: the words of a lawful basis, of which consent alone is a choice, and a legal duty is none."""
    if cue("not_choice").search(words.folded):
        return None
    for kind, wording in choices().left(words.folded):
        match = wording.search(words.folded)
        if match and not (basis and kind is not ChoiceKind.CONSENT):
            return Said(kind, words.spans(*match.span()))
    whole = whole_of(words)
    if basis and (whole is None or whole.value is not ChoiceKind.CONSENT):
        duty = cue("legal_basis").search(words.folded)
        return Said(ChoiceKind.NONE, words.spans(*duty.span())) if duty else None
    return whole


def whole_of(words: Passage) -> Said[ChoiceKind] | None:
    """ "We have to", "Up to you": words that say it only where nothing else stands beside them."""
    if not (likely := _wholes().left(words.folded)):
        return None
    parts = {words.folded.strip(" .:;!*()[]"), *re.split(r"\s+[/|·–-]\s+", words.folded.strip(" .:;!*()[]"))}
    for kind, wording in likely:
        if any(wording.fullmatch(part) for part in parts):
            return Said(kind, words.whole())
    return None


@cache
def _wholes() -> Sieve[tuple[ChoiceKind, Wording]]:
    return _sieved((kind, wording) for kind, wording, _ in _rows("whole"))


def is_spoken(folded: str) -> bool:
    """Do a line's own words say a choice, so plainly that nothing else can be meant?"""
    plain = any(wording.search(folded) for _, wording in _plain().left(folded))
    return plain or cue("spoken").search(folded) is not None


@cache
def choices() -> Sieve[tuple[ChoiceKind, Wording]]:
    return _sieved((kind, wording) for kind, wording, _ in _rows("choice"))


@cache
def _plain() -> Sieve[tuple[ChoiceKind, Wording]]:
    return _sieved((kind, wording) for kind, wording, said in _rows("choice") if said)


def _sieved(rows: Iterable[tuple[ChoiceKind, Wording]]) -> Sieve[tuple[ChoiceKind, Wording]]:
    return Sieve((wording.ways, (kind, wording)) for kind, wording in rows)


@cache
def _rows(name: str) -> tuple[tuple[ChoiceKind, Wording, bool], ...]:
    """Each kind with its wording, made once, and whether a line may say it of itself."""
    told = load("choices.toml")[name]
    return tuple((ChoiceKind(row["kind"]), pattern(row["phrases"]), bool(row.get("said"))) for row in told)
