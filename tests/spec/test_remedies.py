"""A fix that is offered puts right what it is offered for, and touches nothing else that is asked."""

from dataclasses import replace

import pytest

from schoolgate.actions.editing import edited
from schoolgate.checks import run, subject_of_register
from schoolgate.domain.agreement import Term
from schoolgate.domain.vocabulary import Flow, Kind
from tests.spec.a_notice import ON
from tests.spec.a_register import AGREEMENT, ASSESSED, ATTENDANCE, CLAUSE, CONTROLLER, READY

SENSITIVE = (
    "upn",
    "date_of_birth",
    "gender",
    "ethnicity",
    "sen",
    "eligibility_fsm",
    "religion",
    "nationality",
)
WITH_TOO_MUCH = replace(
    AGREEMENT, clauses=(replace(CLAUSE, terms=tuple(Term(item=key, flow=Flow.SENT) for key in SENSITIVE)),)
)
MISCALLED = replace(AGREEMENT, canonical=None, service="Time Table Rock Stars")
DEPARTMENT = replace(ATTENDANCE, service="Department of Education", kind=Kind.STATUTORY)


def findings(agreement):
    others = () if agreement.slug == ATTENDANCE.slug else (ATTENDANCE,)
    return run(subject_of_register(READY, CONTROLLER, (agreement, *others), (ASSESSED,), ON))


def offered(agreement):
    return [one for one in findings(agreement) if one.remedy]


FAULTY = [WITH_TOO_MUCH, MISCALLED, DEPARTMENT]


@pytest.mark.parametrize("agreement", FAULTY, ids=lambda one: one.service)
def test_a_fix_puts_right_what_it_is_offered_for(agreement):
    assert offered(agreement)
    for finding in offered(agreement):
        mended = agreement
        for key, value in finding.remedy.sets:
            mended = edited(mended, key, value)
        assert mended != agreement
        assert finding.check not in {one.check for one in findings(mended)}
        before = {one.check for one in findings(agreement)}
        assert {one.check for one in findings(mended)} < before


def test_all_the_fixes_together_leave_nothing_that_could_be_fixed():
    mended = WITH_TOO_MUCH
    for finding in offered(mended):
        for key, value in finding.remedy.sets:
            mended = edited(mended, key, value)
    assert offered(mended) == []


def test_a_fix_is_of_one_agreement_and_says_what_it_does():
    for finding in [one for agreement in FAULTY for one in offered(agreement)]:
        assert finding.slug
        assert finding.remedy.says.endswith(".")
