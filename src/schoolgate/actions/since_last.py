"""What a run would send now, against what was sent last: in counts, so that nobody is named."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from schoolgate.actions import membership, profiles, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.feeds import made_for_preview
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.decision import Decision
from schoolgate.domain.errors import NotFound
from schoolgate.domain.run import FeedRun, RunState
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.cells import Changed, Lines, changed, lines_of
from schoolgate.feeds.formats import profile_for
from schoolgate.feeds.snapshot import Snapshot, SnapshotRefused, open_snapshot
from schoolgate.store import decisions as answers
from schoolgate.store import register as kept
from schoolgate.store import runs, salts, snapshots


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLast:
    """joined and gone count pupils; `changed` is None where the roll of the last run is no longer here."""

    slug: str
    service: str
    last_at: datetime
    rows_before: int
    rows_now: int
    joined: int
    gone: int
    new_fields: tuple[str, ...]
    dropped_fields: tuple[str, ...]
    changed: Changed | None
    needs_second_person: tuple[str, ...]


def difference(office: Office, name: str, *, at: datetime) -> SinceLast:
    """Raises NotFound before a first run; Refused where nothing may leave now."""
    agreement = register.find_standing(office, name)
    everything = runs.for_agreement(office.tenant, agreement.slug)
    made = [one for one in everything if one.state is not RunState.FAILED]
    if not made:
        raise NotFound(
            f"Nothing was ever sent to {agreement.service}, so there is nothing to compare with. See what a "
            f"first run would send: schoolgate feed preview {agreement.slug}"
        )
    last, now = made[-1], made_for_preview(office, agreement, at=at)
    before = _people(office, last)
    return SinceLast(
        slug=agreement.slug,
        service=agreement.service,
        last_at=last.created_at,
        rows_before=last.rows,
        rows_now=now.rows,
        joined=len(set(now.people) - before),
        gone=len(before - set(now.people)),
        new_fields=tuple(one for one in now.fields if one not in last.fields),
        dropped_fields=tuple(one for one in last.fields if one not in now.fields),
        changed=_changed(office, agreement, last, at),
        needs_second_person=now.needs_second_person,
    )


def _people(office: Office, made: FeedRun) -> frozenset[str]:
    """Of those in the run, whom this home still knows."""
    record = runs.membership(office.tenant, made.run)
    return frozenset(membership.everyone(record, salts.known(office.tenant)) if record else ())


def _changed(office: Office, agreement: Agreement, last: FeedRun, at: datetime) -> Changed | None:
    then = _lines_then(office, last)
    if then is None:
        return None
    with roll.opened(office) as snapshot:
        return changed(then, _lines(office, agreement, snapshot, at))


def _lines(
    office: Office, agreement: Agreement, snapshot: Snapshot, at: datetime, last: FeedRun | None = None
) -> Lines:
    request = request_of(office, agreement, snapshot, at=at, by="", confirmed_by=None)
    profile = profile_for(agreement, profiles.own(office))
    if profile is None:
        return {}
    if last is not None:
        request = replace(
            request,
            decisions=_as_of(answers.for_agreement(office.tenant, last.slug), last.decisions),
            known_as=last.known_as,
            at=last.created_at.astimezone(SCHOOL_TIME),
        )
    return lines_of(request, profile)


def _lines_then(office: Office, last: FeedRun) -> Lines | None:
    agreement = kept.version(office.tenant, last.slug, last.version)
    found = [one for one in snapshots.all_snapshots(office.tenant) if one.digest == last.snapshot]
    if agreement is None or not found:
        return None
    try:
        with _opened(office, found[-1].path) as snapshot:
            return _lines(office, agreement, snapshot, last.created_at, last)
    except (NotFound, SnapshotRefused):
        return None


@contextmanager
def _opened(office: Office, name: str) -> Iterator[Snapshot]:
    """An earlier roll. Raises NotFound or SnapshotRefused."""
    path = office.snapshots / name
    if not path.exists():
        raise NotFound("The roll's file is no longer in this home. Load the roll again.")
    snapshot = open_snapshot(path.read_bytes(), key=office.keys.roll, school_id=office.tenant.school_id)
    try:
        yield snapshot
    finally:
        snapshot.close()


def _as_of(decisions: Decisions, sequence: int) -> Decisions:
    """As they stood when that many answers had been committed."""
    return {
        clause: {
            pupil: tuple(_then(one, sequence) for one in told if one.sequence <= sequence)
            for pupil, told in given.items()
        }
        for clause, given in decisions.items()
    }


def _then(one: Decision, sequence: int) -> Decision:
    if one.withdrawn_sequence is None or one.withdrawn_sequence <= sequence:
        return one
    return replace(one, withdrawn_at=None, withdrawn_sequence=None)


def rows_of(found: SinceLast) -> Iterator[tuple[str, object, object]]:
    """(what, in the last run, now)"""
    yield "rows", found.rows_before, found.rows_now
    yield "pupils who joined", "", found.joined
    yield "pupils who are gone", "", found.gone
    yield from (("new field", "", field) for field in found.new_fields)
    yield from (("field no longer sent", field, "") for field in found.dropped_fields)
    if found.changed is not None:
        yield "rows with a change", "", found.changed.rows
        yield from ((f"cells of {heading}", "", count) for heading, count in found.changed.cells.items())


def as_json(found: SinceLast) -> Mapping[str, Any]:
    return {**asdict(found), "last_at": found.last_at.isoformat(timespec="seconds")}
