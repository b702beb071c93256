"""What went wrong at a door: a code for the ledger and a sentence for the office."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """`passes`: another visit may find it gone. `remedy` may name the agreement as {slug}."""

    detail: str
    why: str
    remedy: str
    passes: bool = False


NOT_ALLOWED = Trouble(
    "host-not-allowed",
    "its host is not among those that this home may reach",
    "If you know it, allow it with: schoolgate egress allow HOST",
)
INSIDE = Trouble(
    "inside",
    "its name leads into a private network",
    "Check the door's address; if it is in your own network, say so: schoolgate egress allow NAME:PORT "
    "--private",
)
