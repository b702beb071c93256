"""Why no roll was pulled, in the office's words. No value of anybody, no secret and no query stands in it."""

from schoolgate.domain.errors import Invalid

LATER = "Try again later; the roll that was loaded before stands."
ASK = "Ask whoever keeps the server."


class NotPulled(Invalid):
    """Nothing was loaded. `why` ends the first sentence; `advice` is the next."""

    def __init__(self, address: str, why: str, advice: str = LATER) -> None:
        self.why = why
        super().__init__(f"No roll was pulled from {address}: {why}. {advice}")


class Passing(Exception):
    """May be over at the next try. after  seconds that the server asks us to wait"""

    def __init__(self, why: str, after: float = 0.0) -> None:
        self.why, self.after = why, after
        super().__init__(why)


class NotGiven(Exception):
    """The server does not have this address, or does not let us in there."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"answer {status}")
