"""Finished lines as the query gives them, cut up into schools.

Every pupil has a row: place, number, is_open, line. Places run from 0 in the order of the schools and, within
one, of their opaque keys; a number is a pupil's among the school's ids; who is not open is not in it. An open
pupil without a line is one whose key is not theirs alone.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schoolgate.feeds.bulk.columns import TEXT, WHOLE, YES_NO, Batch
from schoolgate.feeds.bulk.members import from_text

COLUMNS = WHOLE + WHOLE + YES_NO + TEXT
PLACE, NUMBER, IS_OPEN, LINE = range(4)
CLOSED = ord("0")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SchoolLines:
    """One school's lines without a heading, in the order of its opaque keys.

    body     bytes, or a part of what the engine holds
    members  feeds/bulk/members.py
    """

    school: str
    body: bytes | memoryview
    rows: int
    members: bytes


@dataclass(frozen=True, slots=True, repr=False)
class _Texts:
    """The lines of some rows that follow each other. first  the number of the first of them"""

    first: int
    rows: int
    ends: memoryview
    whole: memoryview

    def cut(self, first: int, last: int) -> memoryview:
        """Of those that there are between these."""
        begin, end = (min(max(row - self.first, 0), self.rows) for row in (first, last))
        return self.whole[self.ends[begin] : self.ends[end]] if begin < end else memoryview(b"")


class Spelt:
    """Of several schools, which are asked for one after the other in the order of their places."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._texts: list[_Texts] = []
        self._numbers, self._is_in_order, self._next = array("i"), True, 0
        self._is_open = self._is_spelt = ""
        for batch in batches:
            first = len(self._numbers)
            self._numbers.frombytes(batch.wholes(NUMBER))
            self._is_in_order &= _is_counting_on(batch, first)
            self._is_open += batch.bits(IS_OPEN)
            self._is_spelt += batch.is_there(LINE)
            self._texts.append(_Texts(first, batch.rows, batch.ends(LINE), batch.texts(LINE)))

    def next_school(self, school: str, size: int) -> SchoolLines | None:
        """None where nobody is in it, or where it has to go the ordinary way."""
        first, last = self._next, self._next + size
        self._next = last
        is_open = self._is_open[first:last]
        is_sure = self._is_in_order and len(is_open) == size and is_open == self._is_spelt[first:last]
        if not is_sure or "1" not in is_open:
            return None
        return SchoolLines(
            school=school,
            body=self._body(first, last),
            rows=is_open.count("1"),
            members=self._members(first, is_open),
        )

    def _body(self, first: int, last: int) -> bytes | memoryview:
        parts = [part for one in self._texts if (part := one.cut(first, last))]
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _members(self, first: int, is_open: str) -> bytes:
        told, at = bytearray(b"1" * len(is_open)), is_open.find("0")
        while at >= 0:
            told[self._numbers[first + at]] = CLOSED
            at = is_open.find("0", at + 1)
        return from_text(told.decode())


def _is_counting_on(batch: Batch, first: int) -> bool:
    last = first + batch.rows
    told = _numbers_below(1 << last.bit_length())[4 * first : 4 * last]
    return not batch.blanks(PLACE) and bytes(batch.wholes(PLACE)) == bytes(told)


@cache
def _numbers_below(size: int) -> memoryview:
    return memoryview(array("i", range(size))).cast("B")
