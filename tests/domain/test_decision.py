"""When an answer lets a pupil's data go."""

from dataclasses import replace
from datetime import UTC, datetime

from schoolgate.domain.decision import Answer, Capacity, Decision, permits
from schoolgate.domain.vocabulary import ChoiceKind

PARENT = Decision(
    sequence=1,
    pupil_id="p1",
    slug="canteen",
    clause="1",
    answer=Answer.YES,
    by="R. Begum",
    capacity=Capacity.PARENT,
    made_at=datetime(2026, 11, 22, tzinfo=UTC),
)
PUPIL = replace(PARENT, sequence=2, by="A. Begum", capacity=Capacity.PUPIL)


def test_a_child_cannot_agree_to_biometrics_without_a_parent():
    assert not permits(ChoiceKind.BIOMETRIC, [PUPIL])
    assert permits(ChoiceKind.BIOMETRIC, [PARENT])


def test_a_childs_no_to_biometrics_stands_over_a_parents_yes():
    assert not permits(ChoiceKind.BIOMETRIC, [PARENT, replace(PUPIL, answer=Answer.NO)])


def test_a_pupil_old_enough_may_consent_to_what_is_not_biometric():
    assert permits(ChoiceKind.CONSENT, [PUPIL])
