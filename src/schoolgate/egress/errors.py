"""Why nothing was fetched, in the office's words. An address is printed without what may be secret in it."""

from schoolgate.domain.errors import Invalid, Refused
from schoolgate.domain.step import Reason, Step


class NotFetched(Invalid):
    """`why` ends the first sentence; `advice` is the second, of which a page may have its own."""

    def __init__(self, address: str, why: str, advice: str, step: Step | None = None) -> None:
        told = f"{address} was not fetched: {why}."
        super().__init__(Reason(told, step, advice) if step else f"{told} {advice}")


class HostNotAllowed(Refused):
    """The home does not let anything out to this host."""

    def __init__(self, address: str, host: str) -> None:
        super().__init__(
            f"{address} was not fetched: {host} is not among the hosts that this home may reach. "
            f"If you know it, allow it with: schoolgate egress allow {host}",
            (),
        )


class InsideRefused(Refused):
    """The host's name leads to this machine or into its own network."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"Nothing was fetched from {host}: its name leads into a private network, and no published page "
            "is there. Check the address, or save the page and read the file.",
            (),
        )
