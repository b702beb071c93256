"""An agreement's feed that runs by itself: when, how it went last, and what stands in its way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from schoolgate.actions import feeds, ledger, scheduling
from schoolgate.actions.office import Office
from schoolgate.domain.errors import NotFound, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class ByItself:
    """why  every reason for which it would be refused now; detail  the code of why a door did not take it.

    Both are empty where it went well last time.
    """

    standing: scheduling.Standing
    why: tuple[str, ...] = ()
    detail: str = ""


def by_itself(office: Office, slug: str, *, clock: Callable[[], datetime]) -> ByItself | None:
    """None where nothing is sent by itself."""
    every = scheduling.listing(office, at=clock())
    found = next((one for one in every if one.schedule.slug == slug), None)
    if found is None or found.last is None or found.last.outcome in scheduling.WELL:
        return ByItself(standing=found) if found else None
    if found.last.outcome == "refused":
        return ByItself(standing=found, why=_why(office, slug, clock))
    return ByItself(standing=found, detail=_detail(office, slug))


def _why(office: Office, slug: str, clock: Callable[[], datetime]) -> tuple[str, ...]:
    """As of now: what was put right since then is not said any more."""
    sending = feeds.Sending(out=None, by=scheduling.BY, clock=clock)
    try:
        return feeds.run_one(office, slug, sending, dry_run=True).refused
    except Refused as error:
        return tuple(error.reasons)
    except NotFound as error:
        return (error.sentence,)


def _detail(office: Office, slug: str) -> str:
    told = [one.outcome for one in ledger.disclosures(office) if one.intent.agreement == slug]
    return told[-1].detail if told and told[-1] else ""
