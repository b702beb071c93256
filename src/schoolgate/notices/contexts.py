"""What a heading, a question or a lead-in sentence promises of the lines below it."""

import re
from enum import StrEnum
from functools import cache

from schoolgate.notices.clues import Sieve
from schoolgate.notices.wording import Wording, any_of, load


class Context(StrEnum):
    ONWARD = "onward"  # what another body does with data
    DENIED = "denied"  # what is not used or not told anything
    RIGHTS = "rights"
    PURPOSES = "purposes"
    DATA = "data"
    RECIPIENTS = "recipients"
    NEUTRAL = "neutral"


CLOSED = frozenset((Context.ONWARD, Context.RIGHTS))  # nothing said there is this school's sharing


_AND = re.compile(r"\s*(?:,|;|:|/|&|\+|\s[-–—]|\band\b)\s*")


@cache
def context_of(words: str) -> Context:
    """NEUTRAL where the words promise nothing in particular."""
    plain = " ".join(words.lower().replace("’", "'").split())
    return next((c for pattern, c in _patterns().left(plain) if pattern.search(plain)), Context.NEUTRAL)


@cache
def headed_by(words: str) -> Context:
    """As context_of, of a heading: a document's title, or one of several subjects, closes nothing below."""
    told = context_of(words)
    if told is Context.NEUTRAL and " / " in words:  # "Ddim mwyach / No longer": in two languages
        told = next((one for half in words.split(" / ") if (one := context_of(half)) is not told), told)
    if told is not Context.RIGHTS:
        return told
    plain = " ".join(words.lower().replace("’", "'").split())
    if _of_title("patterns").search(plain):
        return Context.NEUTRAL
    parts = [context_of(part) for part in _AND.split(plain) if _of_title("subjects").search(part)]
    others = [part for part in parts if part not in CLOSED]
    return next((part for part in others if part is Context.RECIPIENTS), *others[:1] or [told])


@cache
def _of_title(key: str) -> Wording:
    return any_of(load("contexts.toml")["title"][key])


@cache
def _patterns() -> Sieve[tuple[Wording, Context]]:
    entries = load("contexts.toml")["context"]
    told = [(any_of(entry["patterns"]), Context(entry["name"])) for entry in entries]
    return Sieve((pattern.ways, (pattern, context)) for pattern, context in told)
