"""Which labels say the way of the data behind them."""

import re
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.rows import Label
from schoolgate.notices.wording import load

WAYS = {"out": Label.DATA, "back": Label.RECEIVED_DATA, "seen": Label.VIEWED_DATA, "home": Label.ENTERED_DATA}

ONLY = re.compile(r"(?:[A-Z]\w+|Sixth form|Year \d+)(?: (?:and|or|&) \w+)? only")


@cache
def way_label(printed: str) -> Label | None:
    """The way a label says, whole; None where it says none."""
    words = " ".join(printed.lower().replace("’", "'").strip(" :*").split())
    return next((WAYS[way] for way, labels in _whole().items() if labels.fullmatch(words)), None)


def says_way_or_whose(printed: str) -> bool:
    """ "School to portal", "Teachers only": a label that no name ends in."""
    return way_label(printed) is not None or ONLY.fullmatch(printed) is not None


def ways_in(text: str, span: Span) -> list[tuple[Label, re.Match[str]]]:
    """The labels inside some words, each with the way it says."""
    if not any(text.find(sign, *span) >= 0 for sign in (":", " them", " – ")):
        return []
    starts = [span[0], *(match.end() for match in _begins().finditer(text, *span))]
    labels = (match for at in starts if (match := _inside().match(text, at, span[1])))
    found = ((way_label(match["label"]), match) for match in labels)
    return [(way, match) for way, match in found if way]


@cache
def _whole() -> dict[str, re.Pattern[str]]:
    told = load("way_labels.toml")
    home = "|".join(told["home"])
    return {
        way: re.compile("|".join(one.replace("HOME", f"(?:{home})") for one in told["labels"][way]))
        for way in WAYS
    }


@cache
def _inside() -> re.Pattern[str]:
    word = r"[\w'’&-]+(?:\.\w+)*"
    return re.compile(
        rf"(?P<label>{word}(?: {word}){{0,7}}?)"
        r"(?:\s*:\s+|(?<=\b[tT]o them)\s+(?=\w)|(?<=\b[Ff]rom them)\s+(?=\w)|\s+–\s+)"
    )


@cache
def _begins() -> re.Pattern[str]:
    return re.compile(r"[.;,:|(!?\n–—]\s*")
