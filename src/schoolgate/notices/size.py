"""How large a document may be: asked before it is read, and before a process is started for it."""

from pathlib import PurePath

from schoolgate.notices.errors import EmptyNotice, TooLarge

LARGEST = 5_000_000  # bytes; the longest notice we have seen is 60 kB
LARGEST_WITH_PICTURES = 20_000_000  # bytes of a kind that carries its pictures inside
WITH_PICTURES = frozenset((".docx", ".odt", ".xlsx", ".ods", ".pdf", ".eml"))


def refuse_by_size(data: bytes, name: str) -> None:
    """Raises TooLarge or EmptyNotice."""
    pictured = PurePath(name).suffix.lower() in WITH_PICTURES
    most = LARGEST_WITH_PICTURES if pictured else LARGEST
    if len(data) > most:
        raise TooLarge(name, size=len(data), most=most)
    if not data.strip():
        raise EmptyNotice(name)
