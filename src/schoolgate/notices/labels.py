"""What a printed label or column heading is for: rows.Label, or one of three words of our own."""

import re
from dataclasses import dataclass
from functools import cache

from schoolgate.domain.catalogue import fold
from schoolgate.notices.rows import Label
from schoolgate.notices.wording import load

NAME, NUMBER, TICK = "name", "number", "tick"  # the row's name, a reference number, a box to tick
MOST_WORDS = 12  # a longer label is a sentence
EDGES = re.compile(r"^(?:the|a|an|our)\s+|\s+(?:s|is|are|of)$")


@dataclass(frozen=True, slots=True)
class _Known:
    words: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]


@cache
def meaning(printed: str) -> str | None:
    """A rows.Label's value, NAME, NUMBER or TICK; None for words that are no label we know."""
    whole = fold(re.sub(r"\(s\)", "s", printed))
    folded = whole if whole in _known().words else EDGES.sub("", whole)  # "What it is" ends with its "is"
    if not folded or len(folded.split()) > MOST_WORDS:
        return None
    if folded in _known().words:
        return _known().words[folded]
    found = next((label for pattern, label in _known().patterns if pattern.fullmatch(folded)), None)
    if found is None and "/" in printed:
        return meaning(printed.replace("/", " or ")) or _of_two_languages(printed)
    return found


def _of_two_languages(printed: str) -> str | None:
    """ "rhieni'n teipio / parents type": the same label twice, of which we know one."""
    parts = printed.split(" / ")
    meant = {meaning(part) for part in parts} - {None} if len(parts) > 1 else set()
    return meant.pop() if len(meant) == 1 else None


@cache
def exact_meaning(printed: str) -> str | None:
    """As `meaning`, from whole known labels only: for places where a sentence could stand as well."""
    whole = fold(printed)
    return _known().words.get(whole) or _known().words.get(EDGES.sub("", whole))


def label_of(meant: str) -> Label:
    return Label(meant) if meant not in (NAME, NUMBER, TICK) else Label.OTHER


@cache
def _known() -> _Known:
    entries = load("labels.toml")["label"]
    words = {fold(word): entry["label"] for entry in reversed(entries) for word in entry["words"]}
    patterns = [(re.compile(p), entry["label"]) for entry in entries for p in entry.get("patterns", ())]
    return _Known(words=words, patterns=tuple(patterns))
