"""Lines → paragraphs: which lines a margin broke, which the writer did."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schoolgate.notices.printed.marks import marker_of
from schoolgate.notices.printed.places import Line, Word, usual_step

SPACE = 0.25  # of the type's size, between two words
WIDER = 1.35  # times the usual step from line to line: a wider one parts paragraphs
SAME_SIZE = 0.08  # of the size: types that differ by less are the same
NEAR = 0.6  # of the size: lines that begin within it begin at one margin
LABEL = re.compile(r"[A-Z][\w’'/& -]{1,40}?:(?=\s)")
FEWEST_ALIKE = 2  # lines that begin with the same words and a colon, for each to begin a paragraph
ENDS = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`words` come without the bullet or number, which is `marker`; `left` is where that one begins."""

    words: tuple[Word, ...]
    line_ends: frozenset[int]  # the places in `words` behind which a line ended
    marker: str
    left: float
    after_gap: bool
    size: float
    bold: bool
    full: bool  # its last line goes as far as it could

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def paragraphs(lines: Sequence[Line], right: float, shift: float = 0.0) -> Iterator[Paragraph]:
    """`right` is how far each line could have gone; margins are given as column one would have them."""
    held: list[Line] = []
    usual = usual_step(lines)
    gap = True
    labels = Counter(label[0] for line in lines if (label := LABEL.match(line.text)))
    for line in lines:
        label = LABEL.match(line.text)
        labelled = label is not None and labels[label[0]] >= FEWEST_ALIKE
        if held and (labelled or not _goes_on(held, line, right, usual)):
            yield replace(_paragraph(held, right, gap), left=held[0].left - shift)
            gap = line.top - held[-1].top > WIDER * max(usual, line.size)
            held = []
        held.append(line)
    if held:
        yield replace(_paragraph(held, right, gap), left=held[0].left - shift)


def _goes_on(held: Sequence[Line], line: Line, right: float, usual: float) -> bool:
    """Is the line the same paragraph's, because its first word found no room on the line above?"""
    last, first = held[-1], line.words[0]
    heads = last.bold and not line.bold
    if heads or _marker(line) or not _is_next(last, line, usual):
        return False
    if last.words[-1].text.endswith("-") or first.glued:
        return True
    room = right - last.right
    if _is_centred(last, line) and abs(last.left - line.left) > NEAR * line.size:
        room = 2 * room  # there is as much on its other side
    needed = first.box.width + SPACE * line.size
    return needed > room - 0.1 * line.size and _is_under(held, line)


def _is_next(last: Line, line: Line, usual: float) -> bool:
    step = line.top - last.top
    alike = abs(line.size - last.size) <= SAME_SIZE * last.size
    return alike and 0 < step <= WIDER * max(usual, last.size * 1.1)


def _is_under(held: Sequence[Line], line: Line) -> bool:
    """Does it begin at the paragraph's margin, or straight under a bullet's first word?"""
    near = NEAR * line.size
    if _marker(held[0]):
        return line.left > held[0].left - near
    if len(held) == 1:
        indented = abs(line.left - held[0].left) < max(near, 3 * line.size)
        return indented or _is_centred(held[0], line)
    return abs(line.left - held[-1].left) < near or _is_centred(held[-1], line)


def _is_centred(last: Line, line: Line) -> bool:
    return abs((last.left + last.right) - (line.left + line.right)) < line.size


def _marker(line: Line) -> str:
    """The bullet or number that a line begins with; a lone one is no bullet."""
    if len(line.words) < 2 or line.words[1].glued:
        return ""
    return marker_of(line.words[0].text)


def _paragraph(lines: Sequence[Line], right: float, gap: bool) -> Paragraph:
    marker = _marker(lines[0])
    words = [word for line in lines for word in line.words]
    ends, count = [], 0
    for line in lines[:-1]:
        count += len(line.words)
        ends.append(count - 1)
    offset = 1 if marker else 0
    kept = tuple(words[offset:])
    return Paragraph(
        words=kept,
        line_ends=frozenset(end - offset for end in ends),
        marker=marker,
        left=lines[0].left,
        after_gap=gap,
        size=max(kept, key=lambda word: len(word.text)).size,
        bold=all(word.bold for word in kept),
        full=right - lines[-1].right < 0.25 * (right - lines[-1].left),
    )


def is_continued(above: Paragraph, below: Paragraph) -> bool:
    """Did a column's or a page's end part the two?"""
    alike = abs(above.size - below.size) <= SAME_SIZE * above.size and above.bold is below.bold
    begins = below.words[0].text[:1].islower()
    return alike and begins and not below.marker and above.full and not above.text.endswith(ENDS)


def continued(above: Paragraph, below: Paragraph) -> Paragraph:
    count = len(above.words)
    ends = above.line_ends | {count - 1} | {count + end for end in below.line_ends}
    words = (*above.words, *below.words)
    return replace(above, words=words, line_ends=frozenset(ends), full=below.full)


BROKEN = re.compile(r"[^\W\d_]*[a-zà-ÿ]-")
ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.?=&_-]")
OPENING = "([“‘'\""
# What is written with a hyphen before a word of its own: "self-evaluation" broken at its hyphen keeps it.
_PREFIXES = (
    "anti bi by co cross cyber e ex extra full half high inter intra long low mid multi non off on out over "
    "part post pre self semi short single sub third two well year"
)
PREFIXES = frozenset(_PREFIXES.split())


def joins(word: str, after: str, known: frozenset[str]) -> str:
    """What stands between two words of which the first ends a line: instead of its hyphen, if not a space.

    known  the document's words in lower case: of two spellings, the one that occurs elsewhere is meant
    """
    if ADDRESS.fullmatch(word) and re.search(r"\w[/.-]\w", after):
        return "-" if word.endswith("-") else ""
    if not word.endswith("-") or len(word) == 1:
        return " "
    if not BROKEN.fullmatch(word.lstrip(OPENING)) or not after[:1].islower():
        return "-" if after[:1].isalnum() else " "
    begun, ended = word[:-1].lower().lstrip(OPENING), re.split(r"[^\w-]", after.lower(), maxsplit=1)[0]
    if begun + ended in known:
        return ""
    return "-" if f"{begun}-{ended}" in known or begun in PREFIXES else ""
