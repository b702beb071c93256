"""Files that a person hands in, opened with a sentence where they can't be; and files that are handed out."""

import json
import os
from pathlib import Path
from typing import Any

from schoolgate.domain.errors import Invalid, NotFound

LARGEST = 100_000_000  # bytes; a reader of one kind of file may allow less


def read_bytes(path: Path, *, largest: int = LARGEST) -> bytes:
    """Raises NotFound; Invalid where it is no file, or too large to be taken into memory."""
    if not path.exists():
        raise NotFound(f"Nothing was read: there is no file {path}. Check the name and the folder.")
    if path.is_dir():
        raise Invalid(f"Nothing was read: {path} is a folder. Name one file in it.")
    if not path.is_file():
        raise Invalid(f"Nothing was read: {path} is not a file. Name a file.")
    if path.stat().st_size > largest:
        size, most = (f"{count / 1_000_000:.0f} MB" for count in (path.stat().st_size, largest))
        raise Invalid(
            f"Nothing was read: {path} has {size}, and {most} is the most. Check that it is the right file."
        )
    return path.read_bytes()


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Under its name only when all of it is on the disk; where that fails nothing of it stays.

    Raises  OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def read_text(path: Path) -> str:
    """UTF-8, with or without a byte-order mark. Raises NotFound or Invalid."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            f"{path.name} was not used: it is not UTF-8 text. Save it as CSV UTF-8 and try again."
        ) from error


def read_json(path: Path) -> dict[str, Any]:
    """One JSON object. Raises NotFound or Invalid."""
    try:
        document = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{path.name} was not used: it is not JSON. Export it again and try again.") from error
    if not isinstance(document, dict):
        raise Invalid(f"{path.name} was not used: it is not one JSON object. Export it again and try again.")
    return document
