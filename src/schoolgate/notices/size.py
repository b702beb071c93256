"""How large a document may be: asked before it is read, and before a process is started for it."""

from schoolgate.notices.errors import EmptyNotice, TooLarge

LARGEST = 5_000_000  # bytes; the longest notice we have seen is 60 kB


def refuse_by_size(data: bytes, name: str) -> None:
    """Raises TooLarge or EmptyNotice."""
    if len(data) > LARGEST:
        raise TooLarge(name, size=len(data), most=LARGEST)
    if not data.strip():
        raise EmptyNotice(name)
