"""Which pupils an agreement lets in on a day, whatever keeps its feed from running just then."""

from collections.abc import Mapping, Sequence

from schoolgate.domain.decision import Answer, Decision
from schoolgate.feeds.answers import Decisions, with_earlier_refusals
from schoolgate.feeds.compile import let_in, plan
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.roll_refusals import refusals_of_roll
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.spec import feed_spec


def pupils_let_in(request: FeedRequest, snapshot: Snapshot) -> frozenset[str] | None:
    """Ids. An objection that is not decided yet keeps nobody out here: it restricts, and ends nothing.

    None where the roll can't tell, as it lacks a column.
    """
    spec = feed_spec(request.agreement, snapshot.columns)
    if refusals_of_roll(request.agreement, spec, spec, snapshot):
        return None
    answers = with_earlier_refusals(request.agreement, _without_objections(request.decisions))
    return let_in(plan(spec, snapshot, answers, request.on), snapshot)


def _without_objections(decisions: Decisions) -> Decisions:
    return {clause: _left(given) for clause, given in decisions.items()}


def _left(given: Mapping[str, Sequence[Decision]]) -> Mapping[str, Sequence[Decision]]:
    return {
        pupil: tuple(one for one in told if one.answer is not Answer.OBJECTION)
        for pupil, told in given.items()
    }
