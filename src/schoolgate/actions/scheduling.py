"""Feeds, and pulls of the roll, that run by themselves: when each is due, taking each turn once, and saying
which was missed. A schedule of a roll goes by the name "roll:" and its source's, where a feed's is a slug.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from schoolgate.actions import due, feeds, register, roll_pulling, roll_sources
from schoolgate.actions.office import Office
from schoolgate.domain.errors import Invalid, Refused, SchoolgateError
from schoolgate.domain.schedule import Rhythm, Schedule, SchoolTerm, Terms, Turn
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.changes import TooManyGone
from schoolgate.feeds.rest.errors import NotPulled
from schoolgate.store import decisions, runs, snapshots
from schoolgate.store import register as agreements
from schoolgate.store import schedules as kept
from schoolgate.store import school as schools

BY = "the schedule"
QUIET = timedelta(minutes=5)  # since the last change, so that ten edits are one run
LATE = timedelta(hours=6)  # a turn not taken by then was missed
AWAKE = timedelta(minutes=10)  # a worker that lives beats more often
LOOKS_BACK = timedelta(days=7)
WELL = ("delivered", "loaded", "")
ROLL = "roll:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One schedule as it stands. `missed` are the moments of the last week that nobody took."""

    schedule: Schedule
    next_due: datetime | None
    last: Turn | None
    missed: tuple[datetime, ...]


def put(
    office: Office,
    name: str,
    rhythm: Rhythm,
    *,
    time_of_day: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
) -> Schedule:
    """Raises Invalid for a time or a rhythm; Refused where it is not known when the school is open."""
    slug = _slug(office, name)
    if slug.startswith(ROLL) and rhythm is Rhythm.ON_CHANGE:
        raise Invalid(
            "No schedule was set: a server does not say when its roll changes. Say --nightly or --term-time."
        )
    made = Schedule(slug=slug, rhythm=rhythm, at=_time(time_of_day), set_by=by, set_at=at)
    if rhythm is Rhythm.TERM_TIME:
        _refuse_unknown_terms(office, at.date())
    if not dry_run:
        kept.put_schedule(office.tenant, made)
    return made


def take_away(office: Office, name: str, *, by: str, at: datetime, dry_run: bool = False) -> str:
    slug = name if name in kept.schedules(office.tenant) else _slug(office, name)
    if not dry_run:
        kept.take_schedule_away(office.tenant, slug, by=by, at=at)
    return slug


def _slug(office: Office, name: str) -> str:
    """Raises NotFound where there is no such agreement, or no such source."""
    if name.startswith(ROLL):
        return ROLL + roll_sources.find(office, name.removeprefix(ROLL)).name
    return register.find(office, name).slug


def put_terms(
    office: Office, spans: tuple[tuple[date, date], ...], *, by: str, at: datetime, dry_run: bool = False
) -> Terms:
    """All terms of the school, in place of any before. Raises Invalid where one ends before it begins."""
    if any(last < first for first, last in spans):
        raise Invalid("No terms were kept: one of them ends before it begins. Write each as FIRST..LAST.")
    found = tuple(SchoolTerm(first=first, last=last) for first, last in sorted(spans))
    made = Terms(terms=found, set_by=by, set_at=at)
    if not dry_run:
        kept.put_terms(office.tenant, made)
    return made


def listing(office: Office, *, at: datetime) -> tuple[Standing, ...]:
    turns = kept.turns(office.tenant)
    is_open = _is_open(office)
    return tuple(
        _standing(one, [turn for turn in turns if turn.slug == one.slug], is_open, at)
        for one in kept.schedules(office.tenant).values()
    )


def _standing(
    schedule: Schedule, turns: list[Turn], is_open: Callable[[date], bool], at: datetime
) -> Standing:
    ahead = due.moments(schedule, is_open, since=at, until=at + timedelta(days=120))
    past = due.moments(schedule, is_open, since=at - LOOKS_BACK, until=at - LATE)
    taken = {turn.due_at for turn in turns}
    return Standing(
        schedule=schedule,
        next_due=ahead[0] if ahead else None,
        last=turns[-1] if turns else None,
        missed=tuple(one for one in past if one not in taken),
    )


def work(
    office: Office, *, clock: Callable[[], datetime], network: Network = INTERNET
) -> Iterator[tuple[str, str]]:
    """One look of the worker: each turn that is due is taken and run. Gives (slug, outcome). Only one worker.

    A turn that a crash left is taken up again: where its run was written down, that run is brought to its
    end; where it was not, nothing left, and the feed runs now.
    """
    kept.beat(office.tenant, clock())
    for turn in [one for one in kept.turns(office.tenant) if one.ended_at is None]:
        yield _finish(office, turn, clock, network)
    for slug, due_at in due_now(office, at=clock()):
        if kept.take_turn(office.tenant, slug, due_at, at=clock()):
            outcome = _run(office, slug, clock, network)
            kept.end_turn(office.tenant, slug, due_at, outcome=outcome, at=clock())
            kept.beat(office.tenant, clock())
            yield slug, outcome


def due_now(office: Office, *, at: datetime) -> tuple[tuple[str, datetime], ...]:
    """The newest moment of each schedule that nobody has taken; older ones were missed. Rolls are pulled
    first, so that the feeds of the same hour are made of what was pulled.
    """
    is_open = _is_open(office)
    taken = {(turn.slug, turn.due_at) for turn in kept.turns(office.tenant)}
    found = []
    for slug, schedule in kept.schedules(office.tenant).items():
        newest = _newest(office, schedule, is_open, at)
        if newest is not None and (slug, newest) not in taken:
            found.append((slug, newest))
    return tuple(sorted(found, key=lambda one: not one[0].startswith(ROLL)))


def _newest(
    office: Office, schedule: Schedule, is_open: Callable[[date], bool], at: datetime
) -> datetime | None:
    if schedule.rhythm is Rhythm.ON_CHANGE:
        changed = _changed_at(office, schedule.slug)
        return changed if changed and schedule.set_at < changed <= at - QUIET else None
    past = due.moments(schedule, is_open, since=at - LOOKS_BACK, until=at)
    return past[-1] if past else None


def _changed_at(office: Office, slug: str) -> datetime | None:
    """The last change of what its parcel is made of: the roll, the agreement, the families' answers."""
    latest = snapshots.latest(office.tenant)
    found = [latest.loaded_at] if latest else []
    found += [datetime.fromisoformat(one.made_at) for one in agreements.history(office.tenant, slug)[-1:]]
    for one in decisions.all_decisions(office.tenant):
        if one.slug == slug:
            found.append(one.withdrawn_at or one.made_at)
    return max(found, default=None)


def _finish(office: Office, turn: Turn, clock: Callable[[], datetime], network: Network) -> tuple[str, str]:
    """A pull that a crash left is only done again: a roll is loaded whole or not at all."""
    begun = [
        one.run for one in runs.for_agreement(office.tenant, turn.slug) if one.created_at >= turn.started_at
    ]
    if begun:
        feeds.finish_interrupted(office, _sending(clock, network))
        run = runs.get(office.tenant, begun[-1])
        outcome = run.state.value if run else ""
    else:
        outcome = _run(office, turn.slug, clock, network)
    kept.end_turn(office.tenant, turn.slug, turn.due_at, outcome=outcome, at=clock())
    return turn.slug, outcome


def _run(office: Office, slug: str, clock: Callable[[], datetime], network: Network) -> str:
    """What became of it. What was refused is seen with the turn, and again at the next one."""
    if slug.startswith(ROLL):
        return _pull(office, slug.removeprefix(ROLL), clock(), network)
    try:
        return feeds.run_one(office, slug, _sending(clock, network)).outcome
    except SchoolgateError:
        return "refused"


def _pull(office: Office, name: str, at: datetime, network: Network) -> str:
    """Where it was not loaded the roll before stands, and the feeds are made of that."""
    try:
        roll_pulling.pull(office, name, at=at, on=at.astimezone(SCHOOL_TIME).date(), network=network)
    except NotPulled:
        return "not pulled"
    except TooManyGone:
        return "too many gone"
    except SchoolgateError:
        return "refused"
    return "loaded"


def _sending(clock: Callable[[], datetime], network: Network) -> feeds.Sending:
    return feeds.Sending(out=None, by=BY, clock=clock, network=network)


def troubles(office: Office, *, at: datetime) -> tuple[tuple[str, str], ...]:
    """(slug, what is wrong) of each schedule that did not do what it should, in the order of the alphabet."""
    return tuple(
        (one.schedule.slug, says) for one in listing(office, at=at) if (says := _trouble(one, office, at))
    )


def _trouble(one: Standing, office: Office, at: datetime) -> str:
    source = one.schedule.slug.removeprefix(ROLL) if one.schedule.slug.startswith(ROLL) else ""
    what = "pull" if source else "run"
    if one.missed:
        return f"missed its {what} of {one.missed[-1]:%Y-%m-%d %H:%M} UTC"
    if one.last is not None and one.last.outcome not in WELL:
        again = f"roll pull {source}" if source else f"feed run {one.schedule.slug}"
        why = f"; see why with: schoolgate {again} --dry-run"
        return f"its {what} of {one.last.due_at:%Y-%m-%d %H:%M} UTC was {one.last.outcome}{why}"
    if one.schedule.rhythm is Rhythm.TERM_TIME and not _knows_terms(office, at.date()):
        return "no term dates are known for today or later"
    return ""


def condition(office: Office, *, at: datetime) -> tuple[bool, str]:
    """Is the worker awake, and did each feed run when it should? For `doctor`."""
    if not kept.schedules(office.tenant):
        return True, "nothing runs by itself"
    beaten = kept.last_beat(office.tenant)
    said = [f"{slug}: {says}" for slug, says in troubles(office, at=at)]
    if beaten is None or at - beaten > AWAKE:
        since = f"since {beaten:%Y-%m-%d %H:%M} UTC" if beaten else "yet"
        said.insert(0, f"the worker has not been awake {since}; start it with: schoolgate worker")
    return not said, "; ".join(said) or f"the worker was awake at {beaten:%Y-%m-%d %H:%M} UTC"


def as_json(one: Standing) -> Mapping[str, Any]:
    last = asdict(one.last) if one.last else None
    is_roll = one.schedule.slug.startswith(ROLL)
    return {
        "agreement": None if is_roll else one.schedule.slug,
        "source": one.schedule.slug.removeprefix(ROLL) if is_roll else None,
        "rhythm": one.schedule.rhythm.value,
        "at": one.schedule.at,
        "next_due": one.next_due.isoformat() if one.next_due else None,
        "last": {name: _plain(value) for name, value in last.items()} if last else None,
        "missed": [moment.isoformat() for moment in one.missed],
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _time(words: str) -> str:
    try:
        return f"{time.fromisoformat(words):%H:%M}"
    except ValueError:
        raise Invalid(f"No schedule was set: '{words}' is not a time of day. Write it as 02:00.") from None


def _is_open(office: Office) -> Callable[[date], bool]:
    return due.school_days(kept.terms(office.tenant), schools.get(office.tenant).nation)


def _knows_terms(office: Office, day: date) -> bool:
    terms = kept.terms(office.tenant)
    return terms is not None and terms.are_known_for(day)


def _refuse_unknown_terms(office: Office, day: date) -> None:
    said = []
    if not _knows_terms(office, day):
        said.append("no term dates are known; schoolgate schedule terms 2026-09-02..2026-10-23 …")
    if schools.get(office.tenant).nation is None:
        said.append(
            "the school's nation is unknown, so its bank holidays are; schoolgate school set nation …"
        )
    if said:
        raise Refused("No schedule was set.", said)
