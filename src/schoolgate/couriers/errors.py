"""A parcel that did not arrive."""

from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import SchoolgateError


class NotDelivered(SchoolgateError):
    """What to write as the run's outcome, and a sentence for the office.

    delivery  FAILED when nothing of the parcel stands at the door, else UNKNOWN
    detail    the outcome's code
    has_seen  the courier saw what stands at the door: FAILED then holds for an earlier, interrupted visit too
    """

    def __init__(self, message: str, *, delivery: Delivery, detail: str, has_seen: bool = True) -> None:
        super().__init__(message)
        self.delivery = delivery
        self.detail = detail
        self.has_seen = has_seen
