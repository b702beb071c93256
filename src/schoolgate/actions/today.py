"""What needs somebody today, worst first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from schoolgate.actions import answering, assessing, differences, doors, leavers, scheduling, unseen
from schoolgate.actions.office import Office
from schoolgate.actions.unchanged import unchanged
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.assessment import Assessment, Outcome
from schoolgate.domain.vocabulary import Flow
from schoolgate.feeds.refusals import is_past_review
from schoolgate.store import register, runs

MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do. `about` names the page that deals with it, as web/home.py lists them."""

    verb: str
    count: int
    about: str
    slugs: tuple[str, ...] = ()


def tasks(office: Office, *, on: date) -> tuple[Task, ...]:
    """At most five, worst first; empty when nothing needs anybody."""
    agreements = [one for one in register.all_current(office.tenant) if one.state is not AgreementState.ENDED]
    looks = assessing.latest(office)
    candidates = [
        _task(
            "Find out what became of interrupted feeds",
            [r.slug for r in runs.unsettled(office.tenant)],
            "ledger",
        ),
        _task("Have it looked into why the roll was not pulled", _unpulled(office, on), "doctor"),
        _task("See why feeds did not run by themselves", _troubled(office, on), "register"),
        _task("Agree on new keys with services", [*doors.ending(office, on=on)], "register"),
        _task(
            "Have a second person look at essential feeds",
            [one.slug for one in unseen.unseen(office)],
            "register",
        ),
        _task(
            "Assess before anything is sent",
            [a.slug for a in agreements if _is_awaiting(a, looks)],
            "register",
        ),
        _task(
            "Look again: the review is past",
            [a.slug for a in agreements if _is_past(a, looks, on)],
            "register",
        ),
        _task("Remind recipients who have not answered", _late(office, on), "deletions"),
        _task("Ask recipients to delete", _to_delete(office, on), "deletions"),
        _task(
            "Settle where a paper and the register differ",
            [one.slug for one in differences.open_everywhere(office)],
            "review",
        ),
        _task("Settle how items get there", [a.slug for a in agreements if _is_unsettled(a)], "register"),
        _task("Approve drafts", [a.slug for a in agreements if a.state is AgreementState.DRAFT], "register"),
    ]
    return tuple(one for one in candidates if one.count)[:MOST]


def _task(verb: str, slugs: list[str], about: str) -> Task:
    return Task(verb=verb, count=len(slugs), about=about, slugs=tuple(slugs))


def _troubled(office: Office, on: date) -> list[str]:
    return [slug for slug in _not_run(office, on) if not slug.startswith(scheduling.ROLL)]


def _unpulled(office: Office, on: date) -> list[str]:
    return [slug for slug in _not_run(office, on) if slug.startswith(scheduling.ROLL)]


def _not_run(office: Office, on: date) -> list[str]:
    noon = datetime.combine(on, time(12), UTC)
    return [slug for slug, _ in scheduling.troubles(office, at=noon)]


def _is_awaiting(agreement: Agreement, looks: Mapping[str, Assessment]) -> bool:
    look = looks.get(agreement.slug)
    return look is None or look.outcome is Outcome.AWAITING


def _is_past(agreement: Agreement, looks: Mapping[str, Assessment], on: date) -> bool:
    look = looks.get(agreement.slug)
    return look is not None and look.outcome is Outcome.APPROVED and is_past_review(look, on)


def _is_unsettled(agreement: Agreement) -> bool:
    return any(term.flow is Flow.UNKNOWN for term in agreement.terms())


def _late(office: Office, on: date) -> list[str]:
    return [one.request.slug for one in answering.overdue(office, on=on)]


def _to_delete(office: Office, on: date) -> list[str]:
    noon = datetime.combine(on, time(12), UTC)
    found = unchanged(lambda: leavers.needs(office, at=noon), ("needs", office.tenant, on))
    return [one.slug for one in found for _ in one.pupils]
