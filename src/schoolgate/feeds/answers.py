"""Families' decisions as a query needs them: a rule for each clause, and the pupils who differ from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Decision, permits, standing_refusals

Decisions = Mapping[str, Mapping[str, Sequence[Decision]]]  # clause id → pupil id → decisions


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """One clause. `unanswered`: may a pupil's cells leave if nobody decided? `other` are those who differ."""

    unanswered: bool
    other: frozenset[str]

    def __repr__(self) -> str:
        return f"Answers({self.unanswered}, {len(self.other)} differ)"


def with_earlier_refusals(agreement: Agreement, decisions: Decisions) -> Decisions:
    """A no to a clause that a later version renamed or dropped holds for every clause, save one to which the
    same person has said yes since. A yes does not hold: it was to other words.
    """
    names = [clause.id for clause in agreement.clauses]
    earlier: dict[str, tuple[Decision, ...]] = {}
    for given in (told for name, told in decisions.items() if name not in names):
        for pupil, one in given.items():
            earlier[pupil] = (*earlier.get(pupil, ()), *standing_refusals(one))
    return {name: _joined(earlier, decisions.get(name, {})) for name in names}


def _joined(
    earlier: Mapping[str, Sequence[Decision]], own: Mapping[str, Sequence[Decision]]
) -> Mapping[str, Sequence[Decision]]:
    return {pupil: (*earlier.get(pupil, ()), *own.get(pupil, ())) for pupil in {**earlier, **own}}


def answers_for(clause: Clause, decisions: Decisions) -> Answers:
    kind = clause.choice.kind
    unanswered = permits(kind, ())
    given = decisions.get(clause.id, {})
    return Answers(unanswered, frozenset(p for p, one in given.items() if permits(kind, one) != unanswered))
