"""A value with the words it was read from."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.clauses import is_of_all_before
from schoolgate.notices.names import mentions
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.rows import Cell, Label, Row
from schoolgate.notices.wording import Wording, load, pattern

NOTHING = Passage.of("", ())
Value = TypeVar("Value", covariant=True)
_ADDRESS = ("http:", "https:")
_BLANK = re.compile(r"[\s\-–—_.:]*")
_PRONOUN = re.compile(
    r"[ \t]*\n?[ \t]*(?:It|They|These|This (?:means|(?:may |will )?includes?)"
    r"|(?:This|The|The same) (?:system|app|company|provider|platform|service|organisation)"
    r"|(?:For (?:the purposes? of )?this[^,.\n]{0,40}, )?(?:[Tt]his|[Tt]he|Your|Their)(?: personal)?"
    r" (?:data|information|details))"
    r"\s[^.\n]{3,300}\.(?=\s|$)"
)
_BEFORE_ADDRESS = " <([-–—:"
_BEFORE, _BEHIND = " -–—:", " >:;,-–—"


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    value: Value
    spans: Spans
    sure: bool = True  # False: by a weak rule, so a person should look


def cells(row: Row, *labels: Label) -> tuple[Cell, ...]:
    """The row's cells under these labels that have words in them."""
    return tuple([cell for cell in row.cells if cell.label in labels and cell.spans])


def without_blanks(text: str, row: Row) -> Row:
    """A cell that says that its value is not known is as blank as an empty one."""
    blank = [one.spans for one in row.cells if _says_nothing(Passage.of(text, one.spans))]
    kept = (replace(one, spans=()) if one.spans in blank else one for one in row.cells)
    return replace(row, cells=tuple(kept)) if blank else row


def _says_nothing(words: Passage) -> bool:
    if not _blank().search(words.folded):
        return False
    told = [tidy(sentence.folded).rstrip(" .") for sentence in words.sentences()]
    return bool(told) and all(_blank().fullmatch(one) for one in told)


@cache
def _blank() -> Wording:
    return pattern(load("fields.toml")["blank"]["phrases"])


def passage(text: str, row: Row, *labels: Label) -> Passage:
    """All that the row says under these labels, as one run."""
    spans = tuple([span for cell in row.cells if cell.label in labels for span in cell.spans])
    return Passage.of(text, spans) if spans else NOTHING


def told(text: str, row: Row, *labels: Label) -> tuple[Passage, ...]:
    """Its running words cell by cell, without what the same paragraph says of other recipients only."""
    told_of = (_continued(text, cell, row) for cell in cells(row, *labels))
    return tuple(_own(text, spans, row.name, row.confident) for spans in told_of)


def _continued(text: str, cell: Cell, row: Row) -> Spans:
    """A sentence quoted out of running prose, with those after it that go on with "It takes …"."""
    if row.confident or cell.label is not Label.PROSE:
        return cell.spans
    spans: list[Span] = []
    quoted = _touching(cell.spans)
    for start, end in cell.spans:
        while (more := _PRONOUN.match(text, end)) and not quoted(end, more.end()):
            end = more.end()
        spans.append((start, end))
    continued = _touching(spans)
    return tuple(span for span in spans if not continued(span[0], span[0]))


def _touching(spans: Iterable[Span]) -> Callable[[int, int], bool]:
    """Asks whether one of the spans begins before `end` and ends after `start`."""
    in_order = sorted(spans)
    reached = list(accumulate((end for _, end in in_order), max))

    def touches(start: int, end: int) -> bool:
        before = bisect_left(in_order, (end,))
        return before > 0 and reached[before - 1] > start

    return touches


@lru_cache(maxsize=REMEMBERED)  # asked by each who reads the row's data, purposes and company
def _own(text: str, spans: Spans, name: str, confident: bool) -> Passage:
    """Without the sentences that name only others; a row out of running prose begins where it is named."""
    words = Passage.of(text, spans)
    sentences = words.sentences()
    named = [place for place, one in enumerate(sentences) if name in one.words]
    if not named:
        return words
    start = 0 if confident else named[0]
    kept = [one for one in sentences[start:] if name in one.words or _is_for_all(one)]
    return Passage.joined(kept)


def _is_for_all(sentence: Passage) -> bool:
    """It names nobody, or begins with "All of these"."""
    return not any(mentions(sentence.words)) or is_of_all_before(sentence.words)


def printed(text: str, row: Row, label: Label) -> Said[str] | None:
    """A cell as it is printed, white space aside; a dash is a blank."""
    found = passage(text, row, label)
    if found is NOTHING:
        return None
    words = tidy(found.words)
    return None if _BLANK.fullmatch(words) else Said(words, found.whole())


def tidy(words: str) -> str:
    """Without what only joins it to the words around it, on one line."""
    line = " ".join(words.split())
    address = line.lstrip(_BEFORE_ADDRESS)
    return (address if address.startswith(_ADDRESS) else line.lstrip(_BEFORE)).rstrip(_BEHIND)
