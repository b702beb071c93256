"""White space that runs down the page: between two columns of prose, or between the columns of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolgate.notices.printed.marks import is_mark
from schoolgate.notices.printed.places import Line, Word, usual_step

Gap = tuple[float, float]  # from the left edge, where it begins and ends
LEAST_GAP = 0.7  # of the type's size; word spaces are a quarter, and a half where lines are justified
KEPT_GAP = 0.5  # what must be left of a gap when further lines stand beside it
LONG_GAP = 0.3  # and when many do: by chance, so many word spaces never stand below each other
HUNG_GAP = 0.05  # and before a bullet, which hangs into the gap
WIDER = 1.5  # times the usual space between a line's words: what parts columns is more
FEW = 4  # lines, or words
FURTHEST = 3.5  # of the type's size: lines further apart are not of one table or column
LARGER = 1.12  # times the size of the lines above: a heading
HEADING_WHITE = 0.9  # of the size of the lines above, at least, above a heading
FULL = 0.8  # of a column's width: a line that reached so far was wrapped there


@dataclass(frozen=True, slots=True)
class Region:
    """Lines beside which the same gaps run. Without gaps: one line, or lines one below the other."""

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...] = ()

    def column_of(self, word: Word) -> int:
        middle = word.box.middle[0]
        return sum(1 for gap in self.gaps if middle > (gap[0] + gap[1]) / 2)

    def column(self, number: int) -> list[Word]:
        return [word for line in self.lines for word in line.words if self.column_of(word) == number]


def regions(lines: Sequence[Line]) -> Iterator[Region]:
    """The page from the top down; lines that share a gap with a further line are a region together."""
    at = 0
    while at < len(lines):
        end, gaps = _reach(lines, at)
        if gaps and (_parted(lines[at:end], gaps) >= 2 or _both_marked(lines[at], gaps)):
            region = _region(lines, at, end, gaps)
            yield region
            end = at + len(region.lines)
            at = end
        else:
            yield Region((lines[at],))
            at += 1


def _reach(lines: Sequence[Line], at: int) -> tuple[int, list[Gap]]:
    """Past the last line beside which the gaps of the line at `at` go on, and what is left of the gaps."""
    gaps = _gaps(lines[at])
    end = at + 1
    while gaps and end < len(lines):
        if lines[end].top - lines[end - 1].bottom > FURTHEST * lines[end].size:
            break
        if _is_heading_between(lines, at, end) or (
            lines[end].size > LARGER * lines[at].size
            and not is_prose(Region(tuple(lines[at:end]), tuple(gaps)))
        ):
            break
        left = _left_of(gaps, lines[at : end + 1])
        grown = left if left and end - at <= 1 else _kept(gaps, left)
        if not grown:
            break
        gaps, end = grown, end + 1
    return end, gaps


def _is_heading_between(lines: Sequence[Line], at: int, end: int) -> bool:
    """A heading below white that no column fills: what follows are columns of another section."""
    white = lines[end].top - lines[end - 1].bottom
    return lines[end].size > LARGER * lines[at].size and white > HEADING_WHITE * lines[at].size


def _kept(gaps: list[Gap], left: list[Gap]) -> list[Gap]:
    """Once two lines share gaps, a line that closes one of them is not of theirs."""
    return left if len(left) == len(gaps) else []


def _region(lines: Sequence[Line], at: int, end: int, gaps: Sequence[Gap]) -> Region:
    """Of columns of prose, the first may be longer by far; lines far below a table are not its own."""
    last = _without_tail(lines, at, end, gaps)
    region = Region(tuple(lines[at:last]), _all_gaps(lines[at:last]) or tuple(gaps))
    if is_prose(region):
        return Region(tuple(lines[at:end]), tuple(gaps))
    return region


def _all_gaps(lines: Sequence[Line]) -> tuple[Gap, ...]:
    """Every gap that runs beside all the lines: the first line may have left a column out."""
    found, right = [], min(line.left for line in lines)
    for word in sorted((word for line in lines for word in line.words), key=lambda word: word.left):
        if word.left - right > KEPT_GAP * word.size:
            found.append((right, word.left))
        right = max(right, word.right)
    found = [gap for gap in found if not any(is_mark(word.text) for line in lines for word in _at(line, gap))]
    return tuple(gap for gap in found if _heads(lines[0], gap) or _begins_column(lines, gap))


def _at(line: Line, gap: Gap) -> list[Word]:
    """The words that end where the gap begins."""
    return [word for word in line.words if abs(word.right - gap[0]) < 1]


def _heads(line: Line, gap: Gap) -> bool:
    """Headings above columns of which one may be blank to the end."""
    return _is_column(line, gap) and gap[1] - gap[0] > LEAST_GAP * line.size


def _begins_column(lines: Sequence[Line], gap: Gap) -> bool:
    return sum(1 for line in lines if _is_column(line, gap)) >= 2


def _is_column(line: Line, gap: Gap) -> bool:
    """Does it have words on both sides of the gap, and before it more than a bullet?"""
    before = [word for word in line.words if word.right <= gap[0] + 0.1]
    return bool(before) and line.right > gap[1] and not is_mark(before[-1].text)


def _gaps(line: Line) -> list[Gap]:
    """Where white space parts it, but for the space behind a bullet."""
    found, before = [], line.words[0]
    for word in line.words[1:]:
        if word.left - before.right > LEAST_GAP * line.size and not is_mark(before.text):
            found.append((before.right, word.left))
        before = word if word.right > before.right else before
    return found


def _left_of(gaps: Sequence[Gap], lines: Sequence[Line]) -> list[Gap]:
    """What the last of the lines leaves of the gaps."""
    line, least = lines[-1], KEPT_GAP if len(lines) <= FEW else LONG_GAP
    left = []
    for gap in gaps:
        free = _free(gap, line)
        hung = any(is_mark(w.text) and abs(w.left - free[1]) < 1 for one in lines for w in one.words)
        wide = free[1] - free[0] > (HUNG_GAP if hung else least) * line.size
        if wide and (hung or not _is_word_space(line, free)):
            left.append(free)
    return left


def _is_word_space(line: Line, free: Gap) -> bool:
    """Is what parts the line there no wider than what parts its other words? Then a sentence runs across."""
    spaces = [(word.right, after.left) for word, after in pairwise(line.words)]
    here = [end - start for start, end in spaces if start <= free[0] + 0.1 and end >= free[1] - 0.1]
    others = sorted(
        end - start for start, end in spaces if not (start <= free[0] + 0.1 and end >= free[1] - 0.1)
    )
    if not here or len(others) < FEW or here[0] > KEPT_GAP * line.size:
        return False
    return here[0] <= WIDER * others[len(others) // 2]


def _free(gap: Gap, line: Line) -> Gap:
    """The widest part of the gap that no word stands in."""
    pieces, start = [], gap[0]
    for number, word in enumerate(line.words):
        marks = is_mark(word.text) and number + 1 < len(line.words)
        right = line.words[number + 1].left if marks else word.right  # no gap parts a bullet from its words
        if right > gap[0] and word.left < gap[1]:
            pieces.append((start, min(gap[1], word.left)))
            start = max(start, right)
    pieces.append((start, gap[1]))
    return max(pieces, key=lambda piece: piece[1] - piece[0])


def _parted(lines: Sequence[Line], gaps: Sequence[Gap]) -> int:
    """How many lines have words on both sides of a gap."""
    return sum(1 for line in lines if _is_parted(line, gaps))


def _is_parted(line: Line, gaps: Sequence[Gap]) -> bool:
    return any(line.left < gap[0] + 0.1 and line.right > gap[1] - 0.1 for gap in gaps)


def _without_tail(lines: Sequence[Line], at: int, end: int, gaps: Sequence[Gap]) -> int:
    """Lines at the end that stand in the first column alone and further off are the next region's."""
    last = end
    while not _is_parted(lines[last - 1], gaps):
        last -= 1
    pitch = usual_step(lines[at:last])
    while last < end:
        step = lines[last].top - lines[last - 1].top
        near = step <= max(1.15 * pitch, 1.5 * lines[last].size)
        alike = lines[last].size <= lines[last - 1].size * 1.1 and lines[last].bold <= lines[last - 1].bold
        if not (near and alike) and lines[last].left < gaps[0][0]:
            break
        last += 1
    return last


def _both_marked(line: Line, gaps: Sequence[Gap]) -> bool:
    """Does a bullet begin the line, and another what stands beyond the gap?"""
    beyond = [word for word in line.words if word.left > gaps[0][1] - 0.5]
    return bool(beyond) and is_mark(beyond[0].text) and is_mark(line.words[0].text)


def is_prose(region: Region) -> bool:
    """Columns to be read one after the other, and no table: each is as full, and as long, as the other."""
    beside = max((n for n, line in enumerate(region.lines) if _is_parted(line, region.gaps)), default=0)
    region = Region(region.lines[: beside + 1], region.gaps)  # below, the first column goes on alone
    columns = [_lines_in(region, number) for number in range(len(region.gaps) + 1)]
    if len(columns) > 3 or min(map(len, columns)) < 1:
        return False
    marked = [sum(1 for line in column if is_mark(line.words[0].text)) for column in columns]
    if min(marked) >= 2 or (is_mark(columns[0][0].words[0].text) and sum(marked) >= 2):
        return True
    lengths = [len(column) for column in columns]
    widths = [max(line.right for line in column) - min(line.left for line in column) for column in columns]
    alike = min(widths) >= 0.6 * max(widths) and min(lengths) * 2 >= max(lengths)
    return alike and min(lengths) >= 4 and all(map(_is_full, columns)) and not _in_step(region)


def _lines_in(region: Region, number: int) -> list[Line]:
    parts = [tuple(word for word in line.words if region.column_of(word) == number) for line in region.lines]
    return [Line(part) for part in parts if part]


def _is_full(column: Sequence[Line]) -> bool:
    left, right = min(line.left for line in column), max(line.right for line in column)
    full = sum(1 for line in column if line.right - left >= FULL * (right - left))
    return full * 2 >= len(column)


def _in_step(region: Region) -> bool:
    """Do several rows begin in all columns at once, below more white than between a cell's lines?"""
    usual = usual_step(region.lines)
    below = [after for line, after in pairwise(region.lines) if after.top - line.top > 1.25 * usual]
    begun = sum(1 for line in below if _is_parted(line, region.gaps))
    return begun >= 2 and begun * 3 >= len(below) * 2
