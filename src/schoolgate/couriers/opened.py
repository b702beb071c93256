"""A door with its key in the hand, as every courier of a door is given it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schoolgate.couriers.errors import NotDelivered
from schoolgate.couriers.folder import NAME
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.door import Door
from schoolgate.egress.guard import Guard

PAUSES = (1.0, 5.0, 25.0)  # seconds before the second, third and fourth visit
SECONDS = 120.0  # for one visit, however slowly each part of it moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`secret` is a password, a private key or the keys that sign, one a line: `repr` leaves it out."""

    door: Door
    secret: bytes = field(repr=False)
    guard: Guard = field(repr=False)
    clock: Callable[[], datetime] = field(repr=False)
    pauses: tuple[float, ...] = PAUSES
    seconds: float = SECONDS

    def refuse_expired(self) -> None:
        """Raises NotDelivered: what a run began with may run out before its parcel leaves."""
        if self.door.has_expired(self.clock().date()):
            raise NotDelivered(
                f"Nothing was sent to {self.door.address}: its key expired on {self.door.expires}. "
                f"Ask the recipient for a new one, then: schoolgate door rotate {self.door.slug}",
                delivery=Delivery.FAILED,
                detail="key-expired",
                has_seen=False,
            )


def refuse_names(files: Mapping[str, bytes]) -> None:
    if strange := [name for name in files if not NAME.fullmatch(name)]:
        raise NotDelivered(
            f"Nothing was delivered: {len(strange)} of the parcel's files have names that are not plain. "
            "Use letters, digits, '-', '_' and '.'.",
            delivery=Delivery.FAILED,
            detail="bad-name",
        )
