"""Why an agreement is not sent for many schools at once, though it may be for one."""

from collections.abc import Iterator

from schoolgate.domain.agreement import KeyKind
from schoolgate.feeds.prepare import Allowed
from schoolgate.feeds.refusals import Refusal
from schoolgate.feeds.request import FeedRequest


def refusals_of_many(request: FeedRequest, allowed: Allowed) -> Iterator[Refusal]:
    for clause in allowed.spec.clauses:
        if clause.scope.pupils:
            yield Refusal(
                "pupils-of-one-school",
                f"Clause {clause.id} is for pupils chosen singly, and an id means another pupil in another "
                "school. Send it from each school by itself.",
            )
    if request.agreement.key is KeyKind.ACCOUNT:
        yield Refusal(
            "accounts-of-one-school",
            "The service keeps its own keys of accounts, which each school holds for itself. "
            "Send it from each school by itself.",
        )
    if allowed.profile.delta:
        yield Refusal(
            "delta-of-many",
            f"The format '{allowed.profile.name}' tells who is gone since the last run, which is not kept "
            "for many schools. Name a format that tells who is there.",
        )
