"""Essential feeds that let out more, and only their sender looked: they go on, and this is asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from schoolgate.actions import roll
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.pull import PullKey
from schoolgate.domain.run import FeedRun, RunState
from schoolgate.feeds.reach import Reach, reach_of, widening
from schoolgate.feeds.roster.fields import as_taken
from schoolgate.feeds.spec import feed_spec
from schoolgate.feeds.unusual import still_unseen
from schoolgate.store import pulls, register, runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """by_key  it is fetched with a key that one person made alone"""

    slug: str
    since: datetime
    by_key: bool = False

    def sentence(self, at: datetime) -> str:
        todo = still_unseen((at - self.since).days)
        return (
            f"{self.slug}: nobody but its sender has looked since {self.since:%Y-%m-%d}. {todo} {self._how()}"
        )

    def _how(self) -> str:
        if self.by_key:
            return f"schoolgate key make {self.slug} --confirmed-by NAME, and revoke the old one"
        return f"schoolgate feed run {self.slug} --confirmed-by NAME"


def unseen(office: Office) -> tuple[Unseen, ...]:
    """By agreement, the ones in force alone."""
    essential = [one for one in register.all_standing(office.tenant) if one.is_essential()]
    if not essential:
        return ()
    return tuple(found for one in essential for found in _of(office, one))


def _of(office: Office, agreement: Agreement) -> Iterator[Unseen]:
    since = _sent_unseen(runs.for_agreement(office.tenant, agreement.slug))
    if since is not None:
        yield Unseen(slug=agreement.slug, since=since)
    keys = [one for one in pulls.keys(office.tenant) if one.slug == agreement.slug and one.revoked_at is None]
    alone = [one.made_at for one in keys if not one.confirmed_by]
    alone += _wider_than(office, agreement, [one for one in keys if one.confirmed_by])
    if alone:
        yield Unseen(slug=agreement.slug, since=min(alone), by_key=True)


def _wider_than(office: Office, agreement: Agreement, keys: Sequence[PullKey]) -> list[datetime]:
    """Since when an agreement lets out more than it did when two people made the key that fetches it."""
    if not keys or not roll.is_loaded(office):
        return []
    with roll.opened(office) as snapshot:
        now = reach_of(as_taken(feed_spec(agreement, snapshot.columns)))
    if not any(widening(Reach(one.reach), now) for one in keys):
        return []
    return [datetime.fromisoformat(register.history(office.tenant, agreement.slug)[-1].made_at)]


def _sent_unseen(made: Sequence[FeedRun]) -> datetime | None:
    """When it first let out more than anybody had looked at; None where somebody looked since."""
    seen: Reach | None = None
    since: datetime | None = None
    for one in made:
        if one.state is RunState.FAILED:
            continue
        if one.confirmed_by or not widening(seen, Reach(one.reach)):
            seen, since = Reach(one.reach), None
        else:
            since = since or one.created_at
    return since
