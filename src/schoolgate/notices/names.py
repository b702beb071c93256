"""Which service or body is meant by a printed name."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from schoolgate.domain.catalogue import KnownService, by_name, fold, known, load_catalogue

SHORTEST_MISSPELT = 6  # letters; below this one slip turns one name into another (IXL, OCR, AQA)
LIKE_ENOUGH = 90.0  # of 100: "Time Table Rock Stars" is Times Tables Rock Stars, "Sumdog" is not "Sundog"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A known name in running text."""

    start: int
    end: int
    service: KnownService


def recognise(name: str) -> KnownService | None:
    """The service or body that goes by this name, also where it is slightly misspelt, or None."""
    for form in _forms(name):
        service = known(form) or _squeezed().get(form.replace(" ", ""))
        if service:
            return service
    return _misspelt(fold(name).replace(" ", ""))


def mentions(text: str) -> Iterator[Mention]:
    """Each known name in the text, longest first where they overlap, in order.

    A product's name counts with its capital only: "Seesaw" is one, "seesaw" is not. Bodies that are
    also common nouns ("the local authority") count in any case.
    """
    for match in _pattern().finditer(text):
        service = known(match[0])
        if service and _written_as_name(match[0], service):
            yield Mention(start=match.start(), end=match.end(), service=service)


def _forms(name: str) -> Iterator[str]:
    """The name as printed, then with less and less around it."""
    yield fold(name)
    outside = re.sub(r"\([^()]*\)", " ", name)
    yield _bare(fold(outside))
    inside = re.search(r"\(([^()]+)\)\s*$", name)
    if inside:
        yield _bare(fold(inside[1]))


def _bare(folded: str) -> str:
    """Without leading and trailing words that carry no name; never empty unless it was."""
    words = _filler()
    while True:
        shorter = next(
            (folded.removeprefix(f"{w} ") for w in words["leading"] if folded.startswith(f"{w} ")), None
        )
        if shorter is None and not known(folded):
            shorter = next(
                (folded.removesuffix(f" {w}") for w in words["trailing"] if folded.endswith(f" {w}")), None
            )
        if shorter is None:
            return folded
        folded = shorter


def _misspelt(squeezed: str) -> KnownService | None:
    if len(squeezed) < SHORTEST_MISSPELT:
        return None
    best = process.extractOne(squeezed, _squeezed().keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return _squeezed()[best[0]] if best and len(best[0]) >= SHORTEST_MISSPELT else None


def _written_as_name(words: str, service: KnownService) -> bool:
    if service.kind not in ("supplier", "public"):
        return True
    exact = any(words == name for name in service.names())
    return exact or words[0].isupper() or words[0].isdigit() or any(c.isupper() for c in words[1:])


@cache
def _filler() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "names.toml").read_text("utf-8"))


@cache
def _squeezed() -> dict[str, KnownService]:
    return {name.replace(" ", ""): service for name, service in by_name().items()}


@cache
def _pattern() -> re.Pattern[str]:
    names = {name for service in load_catalogue() for name in service.names()}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(
        r"(?<![\w&])(?:" + "|".join(map(_loosely, longest_first)) + r")(?![\w&])", re.IGNORECASE
    )


def _loosely(name: str) -> str:
    """The name, however its words are spaced, with either apostrophe."""
    words = [re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in name.split()]
    return r"\s+".join(words)
