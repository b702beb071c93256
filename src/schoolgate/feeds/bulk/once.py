"""What is looked for once in a roll, and kept: counts and schools, and nobody in them."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ONLY_OURS = 0o600
Told = TypeVar("Told")


def once(folder: Path, what: str, look: Callable[[], Told]) -> Told:
    """what  the question and the digest of the roll it is asked of; the answer has to be plain JSON"""
    path = path_of(folder, what)
    if path.exists():
        path.touch()
        found: Told = json.loads(path.read_bytes())
        return found
    told = look()
    keep(path, told)
    return told


def path_of(folder: Path, what: str) -> Path:
    return folder / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.json"


def keep(path: Path, told: object) -> None:
    """Whole or not at all, whoever looks at the same time."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{secrets.token_hex(8)}.part")
    part.write_text(json.dumps(told))
    part.chmod(ONLY_OURS)
    os.replace(part, path)  # noqa: PTH105 - Path.replace says the same
