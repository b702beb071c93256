"""What a page says the marks of its table mean: "Y = we upload it    E = parents enter it    - = never"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schoolgate.domain.catalogue import fold
from schoolgate.notices.labels import label_of, meaning
from schoolgate.notices.rows import Label
from schoolgate.notices.ways import way_of_words

_MARK = r"(?:[^\W_]|[✓✔●•■*√○✗✘–—-])"
_PAIR = re.compile(
    rf"(?<![\w/=])(?P<mark>{_MARK})(?: *= *|(?<![\d–—-])(?: *: +| +[–-] +)| +(?:means?|is for) +)"
    rf"(?P<words>[A-Za-z][^;,.\n=|]{{1,90}}?)(?=\s{{2,}}|[;,.|\n]|\s+{_MARK}\s*[=:]|$)"
)
# The same in words: "A tick means we send it, a dot that parents type it in".
_CALLED = re.compile(
    r"\b(?P<mark>ticks?|cross(?:es)?|dots?|stars?|dash(?:es)?|circles?|squares?)\b"
    r"(?: \((?P<sign>[A-Z])\))?(?: in (?:a|the) \w+)?"
    r"(?: means?| shows?| is(?: where| when| for)?| says?| =|:| [–-])(?: that)? "
    r"(?P<words>[a-z][^;,.\n=|@]{1,90}?)(?=[;,.\n]| and a |$)",
    re.IGNORECASE,
)
_PRINTED = {"t": "✓✔√", "c": "x×✗✘", "d": ".·•●", "s": "*★"}
_SHAPES = {"da": "-–—", "ci": "○●", "sq": "■□"}
_NEVER = re.compile(
    r"(?:it |they |this |we )?(?:is |are |do |does )?(?:not|never|no|none|nothing|nobody|blank|left out)\b"
)
_BY_THEM = re.compile(  # "typed in by the pupil or parent"
    r"\b(?:typed|entered|filled|put|keyed|given|added|supplied|provided|completed)(?: \w+)? (?:by|from) "
    r"(?:the |your |our )?(?:(?:child|pupil|student)\w* (?:or|and) )?"
    r"(?:(?:pupil|student)s? themsel\w+|you\b|parent|carer|famil|home)"
)
_IF = re.compile(r"\b(?:if|unless|consent|permission|agree|agreed|optional|sometimes|may)\b")
WAYS = (
    *(Label.DATA, Label.CREATED_DATA, Label.ENTERED_DATA, Label.RECEIVED_DATA),
    *(Label.VIEWED_DATA, Label.POTENTIAL_DATA),
)
FEWEST = 2  # marks of a key


@lru_cache(maxsize=4)
def tick_key(text: str) -> dict[str, Label | None]:
    """Each mark, in small letters, and the way it says; None for what is not given at all."""
    meant: dict[str, Label | None] = {}
    for mark, words in _explained(text):
        way = way_of_mark(words)
        if way or _is_never(words):
            meant.setdefault(mark, way)
    return meant if len(meant) >= FEWEST and any(meant.values()) else {}


def _explained(text: str) -> Iterator[tuple[str, str]]:
    for match in _PAIR.finditer(text):
        yield match["mark"].lower(), match["words"].strip()
    for match in _CALLED.finditer(text):
        called = match["mark"].lower()
        for mark in _SHAPES.get(called[:2]) or _PRINTED[called[0]]:
            yield mark, match["words"].strip()
        if match["sign"]:
            yield match["sign"].lower(), match["words"].strip()


@lru_cache(maxsize=256)
def way_of_mark(words: str) -> Label | None:
    """The way that a mark's words say, "with your consent" among them."""
    if _is_never(words):
        return None
    if _BY_THEM.search(fold(words)):
        return Label.ENTERED_DATA
    meant = meaning(words)
    told = label_of(meant) if meant in WAYS else way_of_words(words)
    return Label.POTENTIAL_DATA if told in (None, Label.DATA) and _IF.search(fold(words)) else told


def _is_never(words: str) -> bool:
    return _NEVER.match(words.strip().lower()) is not None
