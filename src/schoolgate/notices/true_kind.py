"""What a document's bytes show it to be: one that is dressed up as another kind is refused by name."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from schoolgate.notices.archive import contents
from schoolgate.notices.errors import Locked, OtherKind
from schoolgate.notices.wording import load

BEGINNING = 512  # bytes
OLD_OFFICE, ZIP = bytes.fromhex("D0CF11E0A1B11AE1"), b"PK\x03\x04"


def refuse_disguised(data: bytes, name: str) -> None:
    """Raises Locked or OtherKind where the bytes are of a kind that the name does not promise."""
    parts, mimetype = contents(data) if data.startswith(ZIP) else ((), "")
    kinds = load("true_kinds.toml")["kind"]
    kind = next((one for one in kinds if _fits(one, data, parts, mimetype)), None)
    if kind is None or PurePath(name).suffix.lower() in kind.get("endings", ()):
        return
    if kind.get("locked"):
        raise Locked(name)
    raise OtherKind(name, sort=kind["sort"], advice=kind["advice"])


def _fits(kind: Mapping[str, Any], data: bytes, parts: tuple[str, ...], mimetype: str) -> bool:
    if "hex" in kind:
        return data.startswith(bytes.fromhex(kind["hex"])) and not (data.startswith(ZIP) and not parts)
    if "stream" in kind:
        return data.startswith(OLD_OFFICE) and kind["stream"].encode("utf-16-le") in data
    if "part" in kind:
        return any(part.startswith(kind["part"]) for part in parts)
    if "type" in kind:
        return bool(mimetype == kind["type"])
    beginning = data[:BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return beginning.startswith(tuple(words.encode() for words in kind["markup"]))
