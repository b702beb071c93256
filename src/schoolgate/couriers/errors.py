"""A parcel that did not arrive."""

from collections.abc import Mapping

from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import SchoolgateError


class NotDelivered(SchoolgateError):
    """What to write as the run's outcome, and a sentence for the office.

    delivery  FAILED when nothing of the parcel stands at the door, else UNKNOWN
    detail    the outcome's code
    has_seen  the courier saw what stands at the door: FAILED then holds for an earlier, interrupted visit too
    troubles  where a door takes people one by one: key → a code, of those it did not take
    """

    def __init__(
        self,
        message: str,
        *,
        delivery: Delivery,
        detail: str,
        has_seen: bool = True,
        troubles: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.delivery = delivery
        self.detail = detail
        self.has_seen = has_seen
        self.troubles = dict(troubles or {})
