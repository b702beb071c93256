"""Where a document and the register do not say the same. Both stand until a person settles it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from schoolgate.domain.agreement import Quote


class DifferenceKind(StrEnum):
    """How a document's word stands to the register's."""

    FILLS = "fills"  # the register says nothing there
    DIFFERS = "differs"  # the register says otherwise
    GONE = "gone"  # the document's last edition said it, this one does not


class Settled(StrEnum):
    """What a person decided between the two."""

    TAKE = "take"  # the document's word goes into the register
    KEEP = "keep"  # the register stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One value that a document and the register do not say alike.

    field  "retention", "choice", "item.upn" …; "" is the whole recipient
    said   the document's word; None: it says nothing there any more
    held   the register's word; None: it says nothing
    """

    document: int  # its number
    slug: str
    service: str
    field: str
    kind: DifferenceKind
    said: str | None
    held: str | None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A person's word on a difference. It holds for the same words in any later document."""

    document: int
    slug: str
    field: str
    said: str | None
    action: Settled
    by: str
    at: datetime
    why: str
