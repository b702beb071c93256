"""Requests that recipients were sent: what became of each, and which are late."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from schoolgate.actions.leavers import Need
from schoolgate.actions.missing import no_request
from schoolgate.actions.office import Office
from schoolgate.domain.deletion import Answered, DeletionRequest, DeletionStep
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import DeletionState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.leavers import load_leavers
from schoolgate.store import deletion_requests, deletions
from schoolgate.store.rehearsal import rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """One request as it stands. state  waiting, overdue, done or refused; due_on after any reminder"""

    request: DeletionRequest
    steps: tuple[DeletionStep, ...]
    state: str
    due_on: date


def tracked(office: Office, *, on: date) -> tuple[Tracked, ...]:
    """In the order made."""
    followed = deletion_requests.steps(office.tenant)
    return tuple(
        _tracked(one, followed.get(one.number, ()), on) for one in deletion_requests.requests(office.tenant)
    )


def overdue(office: Office, *, on: date) -> tuple[Tracked, ...]:
    return tuple(one for one in tracked(office, on=on) if one.state == "overdue")


def _tracked(request: DeletionRequest, steps: tuple[DeletionStep, ...], on: date) -> Tracked:
    due = next((one.due_on for one in reversed(steps) if one.due_on is not None), request.due_on)
    answers = [one.answered for one in steps if one.answered is not None]
    state = answers[-1].value if answers else "overdue" if on > due else "waiting"
    return Tracked(request=request, steps=steps, state=state, due_on=due)


def answer(
    office: Office,
    number: int,
    answered: Answered,
    *,
    said: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
) -> Tracked:
    """Raises NotFound; Refused where it was answered with done already."""
    found = _open(office, number, at)
    step = DeletionStep(request=number, answered=answered, said=said, by=by, at=at)
    with rehearsed(office.tenant, dry_run=dry_run):
        deletion_requests.add_step(office.tenant, step)
        if answered is Answered.DONE:
            for pupil in found.request.pupils:
                deletions.move(office.tenant, found.request.slug, pupil, DeletionState.DONE)
    return _tracked(found.request, (*found.steps, step), at.astimezone(SCHOOL_TIME).date())


def chase(office: Office, number: int, *, said: str, by: str, at: datetime, dry_run: bool = False) -> Tracked:
    """A reminder, and a new day to answer by. Raises NotFound; Refused where nothing is waited for."""
    found = _open(office, number, at)
    today = at.astimezone(SCHOOL_TIME).date()
    due = max(found.due_on, today + timedelta(days=load_leavers()["days_after_a_reminder"]))
    step = DeletionStep(request=number, answered=None, said=said, by=by, at=at, due_on=due)
    with rehearsed(office.tenant, dry_run=dry_run):
        deletion_requests.add_step(office.tenant, step)
    return _tracked(found.request, (*found.steps, step), today)


def _open(office: Office, number: int, at: datetime) -> Tracked:
    request = deletion_requests.request(office.tenant, number)
    if request is None:
        raise NotFound(no_request(number))
    followed = deletion_requests.steps(office.tenant).get(number, ())
    found = _tracked(request, followed, at.astimezone(SCHOOL_TIME).date())
    if found.state == Answered.DONE.value:
        raise Refused(f"Request {number} was not changed.", ["the recipient has said that it is done"])
    return found


def need_as_json(need: Need) -> Mapping[str, Any]:
    return asdict(need)


def as_json(one: Tracked) -> Mapping[str, Any]:
    body = asdict(one.request)
    moments = {"made_at": one.request.made_at.isoformat(timespec="seconds"), "due_on": str(one.due_on)}
    steps = [
        {"answered": s.answered, "said": s.said, "by": s.by, "at": s.at.isoformat(timespec="seconds")}
        for s in one.steps
    ]
    return {**body, **moments, "state": one.state, "steps": steps}
