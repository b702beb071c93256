"""When a feed falls due. Of days and moments alone: nothing is read or written here."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import holidays

from schoolgate.domain.schedule import Rhythm, Schedule, Terms
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.domain.vocabulary import Nation

SATURDAY = 5
SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


def moments(
    schedule: Schedule, is_open: Callable[[date], bool], *, since: datetime, until: datetime
) -> tuple[datetime, ...]:
    """Every moment after `since`, up to `until`, at which the feed was to begin; ON_CHANGE has none."""
    if schedule.rhythm is Rhythm.ON_CHANGE:
        return ()
    begins = max(since, schedule.set_at)
    return tuple(
        at
        for day in _days(begins, until)
        if schedule.rhythm is Rhythm.NIGHTLY or is_open(day)
        if begins < (at := moment_on(day, schedule.at)) <= until
    )


def moment_on(day: date, at: str) -> datetime:
    """In UTC, of the school's own time of day. A time that a change of clocks skips is an hour later."""
    return datetime.combine(day, time.fromisoformat(at), SCHOOL_TIME).astimezone(UTC)


def school_days(terms: Terms | None, nation: Nation | None) -> Callable[[date], bool]:
    """On weekdays of a term that are no bank holiday of the nation."""
    closed = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation]) if nation else {}

    def is_open(day: date) -> bool:
        return terms is not None and terms.has(day) and day.weekday() < SATURDAY and day not in closed

    return is_open


def _days(since: datetime, until: datetime) -> Iterator[date]:
    day, last = since.astimezone(SCHOOL_TIME).date(), until.astimezone(SCHOOL_TIME).date()
    while day <= last:
        yield day
        day += timedelta(days=1)
