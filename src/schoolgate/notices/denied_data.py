"""Sentences that deny some data, and not the recipient: "Dolce is sent names; we do not send photographs"."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.deeds import deeds
from schoolgate.notices.lines import trimmed
from schoolgate.notices.listing import items, listed
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies
from schoolgate.notices.standing import denied_here

PARTS = re.compile(
    r";\s+|\s[–—-]\s|,? but (?=we|the school|it|they|no|not|never)"
    r"|,\s+(?:and|but|though|while) (?=we |they |it |the school )"
)
# "Is not told names, only the class", "no data other than a name".
SPARED = re.compile(
    r"\b(?:no|not|never|nothing|none)\b[^.;]*?"
    r"(?:[,–—-]\s*(?:but )?(?:only|just)\b|\b(?:other than|except(?: for)?|apart from|beyond)\b)"
    r"(?P<spared>[^.;]+)",
    re.IGNORECASE,
)
ITSELF = re.compile(
    r"\b(?:have|has|see|sees|get|gets|keep|keeps|hold|share) (?:it|them|these|that)\b", re.IGNORECASE
)


def telling_parts(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of a sentence that say whom data go to, where all it denies is data; else none."""
    words = text[slice(*sentence)]
    if not (denies(words) or denied_here(words)):
        return
    spared = SPARED.search(words)
    if spared and _names_data(re.split(r"[A-Z]", spared["spared"])[0]):
        yield sentence
        return
    parts = [*_parts(text, sentence)]
    refused = [part for part in parts if _refuses(text[slice(*part)])]
    if len(refused) < len(parts) and all(_is_of_data(text[slice(*part)]) for part in refused):
        yield from (part for part in parts if part not in refused and _tells(text[slice(*part)]))


def _parts(text: str, sentence: Span) -> Iterator[Span]:
    at = sentence[0]
    for edge in PARTS.finditer(text, *sentence):
        yield trimmed(text, (at, edge.start()))
        at = edge.end()
    yield trimmed(text, (at, sentence[1]))


def _refuses(words: str) -> bool:
    return denies(words) or denied_here(words)


def _is_of_data(words: str) -> bool:
    return not any(mentions(words)) and (_names_data(words) or ITSELF.search(words) is not None)


def _names_data(words: str) -> bool:
    return any(listed(Passage.of(words, ((0, len(words)),))))


def _tells(words: str) -> bool:
    folded = Passage.of(words, ((0, len(words)),)).folded
    return _names_data(words) and (any(mentions(words)) or any(deeds(folded, items().find(folded))))
