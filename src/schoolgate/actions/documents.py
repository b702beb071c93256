"""Files that a person hands in: opened with a sentence where they can't be."""

import json
from pathlib import Path
from typing import Any

from schoolgate.domain.errors import Invalid, NotFound


def read_bytes(path: Path) -> bytes:
    """Raises NotFound or Invalid."""
    if not path.exists():
        raise NotFound(f"Nothing was read: there is no file {path}. Check the name and the folder.")
    if not path.is_file():
        raise Invalid(f"Nothing was read: {path} is a folder. Name one file in it.")
    return path.read_bytes()


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
