"""How much of a document to quote: the line, cell or sentence that a value stands in."""

import re

from schoolgate.domain.reading import Span

LONGEST = 320  # characters; more than this is a page, and the value alone is quoted

# A cell or line ends, or a sentence does: "Ltd. trading" and "etc. and" do not end one.
_ENDS = re.compile(r"[\n\t|]|(?<=[.!?])(?=\s+[A-Z(\[<])|</?p>")


def passage_around(text: str, span: Span) -> Span:
    """The span widened to its line, cell or sentence, without the white space about it."""
    start = max(0, span[0] - LONGEST)
    # One character of the span itself, so that the capital after a full stop is seen.
    ends = (match.end() for match in _ENDS.finditer(text, start, span[0] + 1))
    start = max((end for end in ends if end <= span[0]), default=start)
    furthest = min(len(text), span[1] + LONGEST)
    ending = _ENDS.search(text, span[1], furthest)
    end = ending.start() if ending else furthest
    wide = _trimmed(text, (start, end))
    return wide if wide[1] - wide[0] <= LONGEST and wide[0] <= span[0] else span


def passages_of(text: str, span: Span) -> tuple[Span, ...]:
    """The lines, cells and sentences of a stretch of text, in order, without blanks."""
    edges = [span[0], *(at for match in _ENDS.finditer(text, *span) for at in match.span()), span[1]]
    parts = (_trimmed(text, part) for part in zip(edges[::2], edges[1::2], strict=True))
    return tuple(part for part in parts if part[0] < part[1])


def _trimmed(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip())
    return start, max(start, span[0] + len(words.rstrip()))
