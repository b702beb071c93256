"""Zip files within bounds: what a small document may not become when it is unpacked."""

import io
import zipfile
import zlib

from schoolgate.notices.errors import Damaged, Locked, UnpacksTooLarge

LARGEST_UNPACKED = 64_000_000  # bytes, all parts together; pictures included
LARGEST_READ = 24_000_000  # bytes of the parts that are read; a tree of XML takes ten times that
MOST_PARTS = 2_000
MOST_FOLD = 300  # a part of more than HARMLESS bytes packed to less than a 300th of itself is no document
HARMLESS = 1_000_000
READ = (".xml", ".rels")
MIMETYPE, LONGEST_TYPE = "mimetype", 200
# zipfile: RuntimeError for a password, NotImplementedError for a packing that it can't read.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


def contents(data: bytes) -> tuple[tuple[str, ...], str]:
    """The parts' names, and what the part "mimetype" says; nothing where it is no whole zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = tuple(archive.namelist())
            if MIMETYPE not in names:
                return names, ""
            with archive.open(MIMETYPE) as part:
                return names, part.read(LONGEST_TYPE).decode("ascii", "replace").strip()
    except _BROKEN:
        return (), ""


def unpack(data: bytes, name: str, *, sort: str) -> dict[str, bytes]:
    """Name → bytes of each part that says something; pictures stay packed.

    Raises  Damaged, Locked or UnpacksTooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_by_size(archive.infolist(), name)
            wanted = [one for one in archive.infolist() if one.filename.endswith(READ)]
            return {one.filename: _part(archive, one) for one in wanted}
    except _BROKEN as error:
        raise Damaged(name, sort=sort) from error


def _refuse_by_size(parts: list[zipfile.ZipInfo], name: str) -> None:
    """By what the archive says of itself; `_part` holds it to that."""
    if any(one.flag_bits & 1 for one in parts):
        raise Locked(name)
    if len(parts) > MOST_PARTS:
        raise UnpacksTooLarge(name, f"it has {len(parts):,} parts, and {MOST_PARTS:,} are the most")
    read = sum(one.file_size for one in parts if one.filename.endswith(READ))
    for size, most in ((sum(one.file_size for one in parts), LARGEST_UNPACKED), (read, LARGEST_READ)):
        if size > most:
            raise UnpacksTooLarge(
                name, f"it has {size / 1_000_000:.0f} MB, and {most / 1_000_000:.0f} MB is the most"
            )
    if any(one.file_size > max(HARMLESS, one.compress_size * MOST_FOLD) for one in parts):
        raise UnpacksTooLarge(name, f"a part of it becomes more than {MOST_FOLD} times as large")


def _part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Raises BadZipFile where there is more of it than the archive says."""
    with archive.open(part) as opened:
        content = opened.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise zipfile.BadZipFile
    return content
