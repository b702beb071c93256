"""Zip files within bounds: what a small file may not become when it is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from schoolgate.feeds.sources.errors import refuse

LARGEST_FILE = 64 * 1024 * 1024  # as uploaded
LARGEST_UNPACKED = 256 * 1024 * 1024  # all members together
MOST_MEMBERS = 200
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: our bytes hold no clock


def check_size(data: bytes, name: str) -> None:
    """Raises RollRefused for a file that is empty or too large to look into."""
    if not data.strip():
        raise refuse(name, "it is empty.")
    if len(data) > LARGEST_FILE:
        raise refuse(name, f"it is larger than {LARGEST_FILE // 1024 // 1024} MB.")


def unpack(data: bytes, name: str) -> dict[str, bytes]:
    """Member name → bytes. Raises RollRefused for half a file, a bomb or a path that climbs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            check_budget(members, name)
            return _read(archive, members, name)
    # zipfile raises RuntimeError for a password, NotImplementedError for a packing that it can't read.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise refuse(
            name, "it is not a whole zip file: part of it is missing or damaged.", "Export or copy it again."
        ) from error


def check_budget(members: list[zipfile.ZipInfo], name: str, limit: int = LARGEST_UNPACKED) -> None:
    """limit  bytes, all members together. By what the archive says of itself; `_read` holds it to that."""
    if len(members) > MOST_MEMBERS:
        raise refuse(name, f"it holds {len(members)} files; at most {MOST_MEMBERS} are read.")
    if sum(one.file_size for one in members) > limit:
        raise refuse(name, f"unpacked it would be larger than {limit // 1024 // 1024} MB.")
    twice = {one.filename for one in members if [m.filename for m in members].count(one.filename) > 1}
    if twice:
        raise refuse(name, f"it holds the file '{min(twice)}' twice.")


def _read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    found = {}
    for one in members:
        with archive.open(one) as member:
            found[one.filename] = member.read(one.file_size + 1)
        if len(found[one.filename]) != one.file_size:
            raise refuse(name, "a file in it is longer than the archive says.")
    return found


def pack(files: Mapping[str, bytes]) -> bytes:
    """A zip with the same bytes for the same files, in the order given: no clock, no owner, no machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, STAMP)
            member.compress_type = zipfile.ZIP_STORED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            archive.writestr(member, data)
    return buffer.getvalue()
