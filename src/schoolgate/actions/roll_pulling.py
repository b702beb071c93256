"""A roll pulled from a server: swept whole, then loaded as the same standard's files are."""

from datetime import date, datetime
from typing import Any

from schoolgate.actions import roll, roll_sources
from schoolgate.actions.office import Office
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.rest.sweep import sweep
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections


def pull(
    office: Office,
    name: str,
    *,
    at: datetime,
    on: date,
    asked: Corrections = NO_CORRECTIONS,
    accept_changes: bool = False,
    dry_run: bool = False,
    network: Network = INTERNET,
    **manner: Any,
) -> roll.Load:
    """As `roll.load`, of what the server gives. A rehearsal asks the server too, and keeps nothing.

    manner  pauses, sleep, seconds or patience of the asking
    Raises  NotPulled, and what `roll.load` does: then the roll before stands.
    """
    source = roll_sources.find(office, name)
    swept = sweep(roll_sources.opened(office, source, network, **manner))
    loaded = roll.take_in(
        office,
        swept.data,
        f"{name}.zip",
        at=at,
        on=on,
        asked=asked,
        accept_changes=accept_changes,
        dry_run=dry_run,
    )
    return roll.Load(snapshot=loaded.snapshot, notes=(*swept.notes, *loaded.notes))
