"""From a PDF's places, which count from the bottom up and may lie on their side, to those of places.py."""

import math
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from schoolgate.notices.printed.places import Box

QUARTER = math.pi / 2
SLANT = 0.2  # radians off the level and the plumb: a stamp across the page


@dataclass(frozen=True, slots=True)
class Turning:
    """`quarters` of a turn, clockwise, that the page is shown at; the rest is its box as the PDF has it."""

    quarters: int
    origin: tuple[float, float]
    across: float
    up: float

    @classmethod
    def of_page(cls, page: PdfPage) -> "Turning":
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.raw, box)  # also where all pages share one box
        across, up = box.right - box.left, box.top - box.bottom
        return cls(page.get_rotation() // 90 % 4, (box.left, box.bottom), across, up)

    @property
    def width(self) -> float:
        return self.up if self.quarters % 2 else self.across

    @property
    def height(self) -> float:
        return self.across if self.quarters % 2 else self.up

    def further(self, quarter: int) -> "Turning":
        """Turned so that what stood at `quarter` is upright."""
        return replace(self, quarters=(self.quarters - quarter) % 4)

    def quarter_of(self, angle: float) -> int | None:
        """A character's own: 0 is upright, 3 reads up the page. None where it stands aslant."""
        turns = angle / QUARTER
        if abs(turns - round(turns)) * QUARTER > SLANT:
            return None
        return (round(turns) + self.quarters) % 4

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.origin[0], y - self.origin[1]
        return (
            (x, self.up - y),
            (y, x),
            (self.across - x, y),
            (self.up - y, self.across - x),
        )[self.quarters]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        one, other = self.point(left, bottom), self.point(right, top)
        return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    def on_page(self, box: Box) -> bool:
        return Box(0, 0, self.width, self.height).holds(box.middle)
