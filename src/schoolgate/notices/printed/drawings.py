"""What is drawn on a PDF's page beside its words: rules of tables, bullets that are dots, pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from schoolgate.notices.printed.places import Box, Rule
from schoolgate.notices.printed.turning import Turning

MOST_OBJECTS = 20_000  # of one page; a page of more is a plan or a chart, and no table is looked for
MOST_SEGMENTS = 400  # of one drawing
DEEPEST = 5  # drawings within drawings
THIN = 3.0  # points: a box no thicker is a line
SHORTEST = 4.0  # points: a shorter line is no rule of a table
LARGEST_DOT = 8.0  # points
WHITE = 250  # of 255: a white box on a white page is not seen
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawings:
    rules: list[Rule] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)  # small round or square ones
    pictures: list[Box] = field(default_factory=list)


def drawings_of(page: PdfPage, turning: Turning) -> Drawings:
    found = Drawings()
    for number, (drawn, matrix) in enumerate(_objects(page.raw, AS_IT_IS, 0)):
        if number > MOST_OBJECTS:
            return Drawings(pictures=found.pictures)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_bounds(drawn, matrix, turning))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and _is_seen(drawn):
            _add_path(found, drawn, matrix, turning)
    return found


def _objects(parent: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if depth == 0:
        count, get = pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject
    else:
        count, get = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
    for number in range(count(parent)):
        one = get(parent, number)
        if pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_FORM:
            yield one, matrix
        elif depth < DEEPEST:
            yield from _objects(one, _then(_matrix_of(one), matrix), depth + 1)


def _matrix_of(one: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, found):
        return AS_IT_IS
    return found.a, found.b, found.c, found.d, found.e, found.f


def _then(first: Matrix, second: Matrix) -> Matrix:
    """`first`, and `second` on what it gives: the product of PDF 32000-1 §8.3.4."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(one: Any, matrix: Matrix, turning: Turning) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top)
    corners = (_at(matrix, left.value, bottom.value), _at(matrix, right.value, top.value))
    return turning.box(*corners[0], *corners[1])


def _is_seen(path: Any) -> bool:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    if stroked.value:
        return True
    colour = [ctypes.c_uint() for _ in range(4)]
    known = filled.value and pdfium.FPDFPageObj_GetFillColor(path, *colour)
    if not known:
        return bool(filled.value)
    *parts, cover = (one.value for one in colour)
    return cover > 0 and min(parts) < WHITE


def _add_path(found: Drawings, path: Any, matrix: Matrix, turning: Turning) -> None:
    bounds = _bounds(path, matrix, turning)
    if bounds.width <= LARGEST_DOT and bounds.height <= LARGEST_DOT:
        if 0.5 < bounds.width / max(bounds.height, 0.01) < 2:
            found.dots.append(bounds)
        return
    if pdfium.FPDFPath_CountSegments(path) <= MOST_SEGMENTS:
        for points, curved in _outlines(path, _then(_matrix_of(path), matrix), turning):
            found.rules += _edges(points, curved)


def _outlines(path: Any, matrix: Matrix, turning: Turning) -> Iterator[tuple[list[Point], bool]]:
    """Each part drawn without lifting the pen: its corners, and whether any of it is curved."""
    points: list[Point] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(turning.point(*_at(matrix, x.value, y.value)))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, curved


def _edges(points: list[Point], curved: bool) -> Iterator[Rule]:
    """A thin outline is one line; of any other, each level or plumb side is one. Corners may be rounded."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    if bottom - top <= THIN:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif right - left <= THIN:
        yield Rule(False, (left + right) / 2, top, bottom)
    elif curved:
        yield from (Rule(True, top, left, right), Rule(True, bottom, left, right))
        yield from (Rule(False, left, top, bottom), Rule(False, right, top, bottom))
    else:
        yield from _sides(points)


def _sides(points: list[Point]) -> Iterator[Rule]:
    for (x, y), (next_x, next_y) in pairwise(points):
        across, down = abs(next_x - x), abs(next_y - y)
        if down < 1 and across >= SHORTEST:
            yield Rule(True, (y + next_y) / 2, min(x, next_x), max(x, next_x))
        elif across < 1 and down >= SHORTEST:
            yield Rule(False, (x + next_x) / 2, min(y, next_y), max(y, next_y))
