"""What stands where on a printed page. Points of 1/72 inch; from the left edge, and from the top down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Characters without white space between them."""

    text: str
    box: Box
    size: float  # of its type, in points
    bold: bool = False
    glued: bool = False  # no white space parts it from the word before: "1" and "st"
    turned: bool = False  # printed up or down the page
    address: str | None = None  # where a link on it leads

    @property
    def left(self) -> float:
        return self.box.left

    @property
    def right(self) -> float:
        return self.box.right


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line, or one edge of a drawn or filled box. Level: along x at `at`; else along y at `at`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page, upright."""

    number: int  # from 1
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    pictured: bool = False  # a picture covers a good part of it


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.box.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.box.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        return "".join(word.text if word.glued else f" {word.text}" for word in self.words).strip()


def around(boxes: Iterable[Box]) -> Box:
    found = list(boxes)
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def usual_step(lines: Sequence[Line]) -> float:
    """From a line to the next inside a paragraph: the lower half's median, since gaps are larger."""
    steps = sorted(after.top - line.top for line, after in pairwise(lines) if after.top > line.top)
    return median(steps[: len(steps) // 2 + 1]) if steps else 0.0


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Upright words by their base lines, from the top down. Turned ones are no line's."""
    lines: list[list[Word]] = []  # the tallest word of each is its first
    for word in sorted((word for word in words if not word.turned), key=lambda word: word.box.middle[1]):
        for line in lines[-3:]:
            if _on_one_line(line[0].box, word.box):
                line.append(word)
                if word.box.height > line[0].box.height:
                    line[0], line[-1] = line[-1], line[0]
                break
        else:
            lines.append([word])
    return [Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines]


def _on_one_line(tallest: Box, box: Box) -> bool:
    """Do the two share more than half of the smaller one's height?"""
    shared = min(tallest.bottom, box.bottom) - max(tallest.top, box.top)
    return shared > min(tallest.bottom - tallest.top, box.bottom - box.top) / 2
