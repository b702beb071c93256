"""The file a roll comes in: read whole while nobody writes to it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from schoolgate.actions.documents import read_bytes, write_whole
from schoolgate.domain.errors import Invalid
from schoolgate.feeds.sources.errors import Fault


class StillWritten(Invalid):
    """The school's system has not done with it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The roll in '{path.name}' was not loaded.\n- it changed while it was read: it is still being "
            "written.\nWait until the export has finished, and load it again."
        )


def read_steadily(path: Path) -> bytes:
    """Raises NotFound or Invalid; StillWritten where size or time of the file changed meanwhile."""
    before = _look(path) if path.exists() else None
    data = read_bytes(path)
    if before != _look(path) or len(data) != path.stat().st_size:
        raise StillWritten(path)
    return data


def _look(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def write_faults(path: Path, faults: Sequence[Fault]) -> None:
    """Every fault in a CSV of table, row, column and what is wrong. No value of anybody stands in it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(["table", "row", "column", "fault"])
    writer.writerows([one.table or "", one.row or "", one.column or "", one.what] for one in faults)
    write_whole(path, buffer.getvalue().encode("utf-8-sig"))
