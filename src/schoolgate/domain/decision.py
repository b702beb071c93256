"""One family's answer for one pupil and one clause."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schoolgate.domain.vocabulary import OPT_IN, ChoiceKind


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    OBJECTION = "objection"  # Art 21: restricts while it is decided; not a withdrawal


class Capacity(StrEnum):
    """In what capacity somebody answered."""

    PARENT = "parent"
    CARER = "carer"
    PUPIL = "pupil"
    LOCAL_AUTHORITY = "local-authority"  # for a looked-after child
    OFFICE = "office"  # typed in from paper, on somebody's behalf


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answer as given. Never changed: a later answer or a withdrawal is a new row.

    sequence     the order of commits in one school, from 1
    withdrawn_at the moment the withdrawal was committed; None while the answer stands
    """

    sequence: int
    pupil_id: str = field(repr=False)
    slug: str
    clause: str
    answer: Answer
    by: str = field(repr=False)
    capacity: Capacity
    made_at: datetime
    wording: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_sequence: int | None = None


def permits(choice: ChoiceKind | None, decisions: Iterable[Decision]) -> bool:
    """May a clause with this choice release one pupil's cells, given that pupil's decisions for it?

    decisions  in order of sequence. A refusal, a withdrawal or an objection in force stands over any yes:
               where carers disagree the most protective answer holds.
    Unanswered opt-ins and unknown choices are not shared.
    A child's own yes is not enough for biometrics: the Act asks for a parent's, and heeds the child's no.
    Source: UK GDPR Art 4(11), 7(3), 21(1); Protection of Freedoms Act 2012 s.26(3), (5).
    """
    given = tuple(decisions)
    if standing_refusals(given):
        return choice is ChoiceKind.NONE
    if choice is ChoiceKind.BIOMETRIC:
        given = tuple(one for one in given if one.capacity is not Capacity.PUPIL)
    return any(map(_is_yes, given)) if choice in OPT_IN else choice is not None


def standing_refusals(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Of each person the last word, where it is a no, a withdrawal or an objection in force."""
    latest = _latest_by_person(one for one in decisions if not _is_lifted(one))
    return tuple(one for one in latest if not _is_yes(one))


def _is_yes(one: Decision) -> bool:
    return one.answer is Answer.YES and one.withdrawn_at is None


def _is_lifted(one: Decision) -> bool:
    """An objection taken back is none. A yes taken back is a no until it is given anew."""
    return one.answer is Answer.OBJECTION and one.withdrawn_at is not None


def _latest_by_person(decisions: Iterable[Decision]) -> list[Decision]:
    latest: dict[tuple[str, Capacity], Decision] = {}
    for one in sorted(decisions, key=lambda d: d.sequence):
        latest[(one.by, one.capacity)] = one
    return list(latest.values())
