"""What DuckDB answers, column by column and where it lies: nothing is made for a row.

It is handed over as an Arrow stream, by the C data interface of arrow.apache.org. Of that the few kinds of
column are read here that a query of finished lines has, so that no library of Arrow is needed beside.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import duckdb

TEXT, WHOLE, YES_NO = "u", "i", "b"  # as Arrow spells them: UTF-8, 32 bits, a bit for each row
Address = ctypes.c_void_p


class _Schema(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", Address),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", Address),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private_data", Address),
]


class _Array(ctypes.Structure):
    pass


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(Address)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", Address),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", Address),
]


class _Stream(ctypes.Structure):
    pass


_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Stream))),
    ("private_data", Address),
]

_pointer_in = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_in.restype, _pointer_in.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)


class NotAsAsked(Exception):
    """The engine gave other columns than the query has. Reached only by a mistake in our own code."""


class Batch(_Array):
    """Some rows that follow each other. What is seen of them stays where it is while anybody sees it."""

    def __del__(self) -> None:
        if self.release:
            self.release(self)

    @property
    def rows(self) -> int:
        return int(self.length)

    def blanks(self, column: int) -> int:
        return int(self._child(column).null_count)

    def wholes(self, column: int) -> memoryview:
        """The bytes of its numbers, four each."""
        return self._seen(column, 1, 4 * self.rows)

    def bits(self, column: int) -> str:
        """A one for each row that says yes."""
        return self._bits(column, 1)

    def is_there(self, column: int) -> str:
        """A one for each row that is not blank."""
        return self._bits(column, 0) if self.blanks(column) else "1" * self.rows

    def ends(self, column: int) -> memoryview:
        """Of a column of texts: where each begins, and where the last one ends."""
        return self._seen(column, 1, 4 * (self.rows + 1)).cast("i")

    def texts(self, column: int) -> memoryview:
        """All of them, with nothing between."""
        return self._seen(column, 2, self.ends(column)[self.rows])

    def _bits(self, column: int, buffer: int) -> str:
        packed = int.from_bytes(self._seen(column, buffer, -(-self.rows // 8)), "little")
        return f"{packed:0{self.rows}b}"[::-1][: self.rows]

    def _child(self, column: int) -> _Array:
        found: _Array = self.children[column].contents
        return found

    def _seen(self, column: int, buffer: int, size: int) -> memoryview:
        there = self._child(column).buffers[buffer]
        if not (there and size):
            return memoryview(b"")
        seen = (ctypes.c_char * size).from_address(there)
        seen.owner = self  # type: ignore[attr-defined]  # which gives the memory back when it goes
        return memoryview(seen).cast("B")


def batches_of(relation: duckdb.DuckDBPyRelation, formats: str) -> Iterator[Batch]:
    """formats  of each column, in their order. Raises duckdb.Error, as any other way to ask does."""
    capsule: Any = relation.__arrow_c_stream__()
    stream = _Stream.from_address(_pointer_in(capsule, b"arrow_array_stream"))
    if _formats(stream) != formats:
        raise NotAsAsked
    while True:
        batch = Batch()
        _refuse(stream, stream.get_next(stream, batch))
        if not batch.release:
            return
        if batch.offset or any(batch.children[n].contents.offset for n in range(len(formats))):
            raise NotAsAsked
        yield batch


def _formats(stream: _Stream) -> str:
    schema = _Schema()
    _refuse(stream, stream.get_schema(stream, schema))
    try:
        found = [schema.children[n].contents.format for n in range(schema.n_children)]
    finally:
        schema.release(schema)
    return b"".join(found).decode()


def _refuse(stream: _Stream, failed: int) -> None:
    """Without the engine's own words: it likes to quote a cell."""
    if failed:
        told = stream.get_last_error(stream) or b""
        kind = duckdb.OutOfMemoryException if told.startswith(b"Out of Memory") else duckdb.Error
        raise kind("The query was not finished.")
