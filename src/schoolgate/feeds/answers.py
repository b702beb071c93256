"""Families' decisions as a query needs them: a rule for each clause, and the pupils who differ from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolgate.domain.agreement import Clause
from schoolgate.domain.decision import Decision, permits

Decisions = Mapping[str, Mapping[str, Sequence[Decision]]]  # clause id → pupil id → decisions


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """One clause. `unanswered`: may a pupil's cells leave if nobody decided? `other` are those who differ."""

    unanswered: bool
    other: frozenset[str]

    def __repr__(self) -> str:
        return f"Answers({self.unanswered}, {len(self.other)} differ)"


def answers_for(clause: Clause, decisions: Decisions) -> Answers:
    kind = clause.choice.kind
    unanswered = permits(kind, ())
    given = decisions.get(clause.id, {})
    return Answers(unanswered, frozenset(p for p, one in given.items() if permits(kind, one) != unanswered))
