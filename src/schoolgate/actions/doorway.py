"""Where one run's parcel is taken, and by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schoolgate.couriers import COURIERS, Courier

FOLDER = "folder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorway:
    """`name` is what the ledger calls the courier; `place` gives a run's own destination there."""

    name: str
    courier: Courier
    place: Callable[[str, datetime, str], str]  # slug, when, run


def folder(out: Path, courier: Courier | None = None) -> Doorway:
    """A folder of its own for each run, below `out`."""
    return Doorway(
        name=FOLDER,
        courier=courier or COURIERS[FOLDER],
        place=lambda slug, at, run: str(out / slug / f"{at:%Y-%m-%d}-{run[:8]}"),
    )
