"""Families, office and feeds in any order: nobody who said no or withdrew is in a later run."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from hypothesis.stateful import run_state_machine_as_test as explore

from schoolgate.actions import agreements, ledger, pupils
from schoolgate.domain.decision import Answer
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.vocabulary import ChoiceKind
from tests.actions.cast import (
    HEAD,
    PARENT,
    Clock,
    answer,
    approve,
    assess,
    changed,
    in_force,
    load_roll,
    made_up,
    pupils_in,
    run,
    withdraw,
)
from tests.actions.day import ON
from tests.actions.test_choices import ANN, BEN, CAL, EDIT, FATHER, asking

PEOPLE = st.sampled_from([PARENT, FATHER])
SOME = (ANN, BEN, CAL)
CHOICES = [ChoiceKind.PERMISSION, ChoiceKind.OBJECT, ChoiceKind.OPT_OUT]
ANSWERS = st.sampled_from(list(Answer))


class School(RuleBasedStateMachine):
    """Families answer and take back, the office edits, signs, stops and sends; one agreement an example.

    `against` is the model: who must be in no later parcel, by plain bookkeeping of what was said.
    """

    numbers = iter(range(1, 100_000))
    office = folder = None

    @initialize(choice=st.sampled_from(CHOICES))
    def begin(self, choice):
        self.slug = f"sums-{next(self.numbers)}"
        self.clock = Clock()
        self.said = {}  # pupil → person → the last that counts
        self.left = set()
        self.sent = None
        in_force(self.office, self.slug, asking(choice))

    def note(self, pupil, by, said):
        self.said.setdefault(pupil, {})[by] = said

    @rule(pupil=st.sampled_from(SOME), by=PEOPLE, said=ANSWERS)
    def say(self, pupil, by, said):
        try:
            answer(self.office, pupil, said, self.slug, by=by, at=self.clock())
        except Refused:
            return
        self.note(pupil, by, said)

    @rule(pupil=st.sampled_from(SOME), by=PEOPLE)
    def take_back(self, pupil, by):
        held = self.said.get(pupil, {})
        try:
            withdraw(self.office, pupil, self.slug, by=by, at=self.clock())
        except NotFound:
            return
        for person, said in list(held.items()):
            if said is Answer.OBJECTION and person == by:
                held[person] = "lifted"
            elif said is Answer.YES or (person == by and said is Answer.NO):
                held[person] = "withdrawn"

    @rule(choice=st.sampled_from(CHOICES))
    def edit(self, choice):
        agreements.set_value(self.office, self.slug, "clause.1.choice", choice, **EDIT)

    @rule()
    def sign(self):
        approve(self.office, self.slug)

    @rule()
    def suspend(self):
        agreements.suspend(self.office, self.slug, by=HEAD, why="a look", at=self.clock())

    @rule()
    def look_again(self):
        assess(self.office, self.slug)

    @rule(pupil=st.sampled_from(SOME))
    def leave(self, pupil):
        self.left ^= {pupil}
        gone = lambda row: row | {"leaving_date": ON} if row["id"] in self.left else row  # noqa: E731
        load_roll(self.office, self.folder, changed(made_up(), gone))

    @rule()
    def send(self):
        self.sent = run(self.office, self.folder / "out", self.slug, clock=self.clock)
        if self.sent.outcome == "refused":
            return
        inside = pupils_in(self.sent.folder)
        assert inside & self.against() == set()
        assert {one for one in SOME if self.is_told(one)} == inside & set(SOME)

    def against(self):
        said_no = {
            pupil
            for pupil, said in self.said.items()
            if {Answer.NO, Answer.OBJECTION, "withdrawn"} & set(said.values())
        }
        return said_no | self.left

    def is_told(self, pupil):
        """The membership record at home says the same as the parcel's bytes."""
        try:
            told = pupils.disclosures(self.office, pupil)
        except NotFound:
            return False
        return self.sent.entry in {one.entry for one in told.releases}

    def teardown(self):
        assert ledger.verify(self.office).holds()


def test_whatever_people_do_in_whatever_order_nobody_who_said_no_or_withdrew_is_in_a_later_run(
    with_roll, tmp_path
):
    School.office, School.folder = with_roll, tmp_path
    quick = settings(max_examples=15, stateful_step_count=16, suppress_health_check=list(HealthCheck))
    explore(School, settings=quick)
