"""A real school's notice, adopted: what it says of its own assessments stops its feeds."""

from pathlib import Path

import pytest

from schoolgate.actions import adopting, agreements, register
from schoolgate.actions.agreements import Signature
from schoolgate.cli.app import build
from schoolgate.cli.exits import REFUSED
from schoolgate.cli.exits import run as run_command
from schoolgate.cli.session import Session
from schoolgate.domain.agreement import AgreementState
from schoolgate.domain.assessment import Outcome, SignerRole
from schoolgate.domain.errors import Refused
from schoolgate.feeds.refusals import is_past_review
from schoolgate.store import assessments
from tests.actions.cast import HEAD, OFFICE, later
from tests.actions.day import AT, ON

NOTICE = Path(__file__).parents[3] / "shared" / "notices" / "real" / "hunwick.txt"
pytestmark = pytest.mark.skipif(not NOTICE.exists(), reason="../shared/notices/real/hunwick.txt is not there")


@pytest.fixture
def hunwick(with_roll):
    adopting.adopt_file(with_roll, NOTICE, review=None, by=OFFICE, at=AT, on=ON)
    return with_roll


def settle(office, slug):
    """Everything that a person may settle, so that only the assessment stands in the way."""
    edit = {"by": OFFICE, "why": "settled", "at": AT}
    for key, value in {"basis": "6(1)(e)", "choice": "object", "years": "All"}.items():
        agreements.set_value(office, slug, f"clause.1.{key}", value, **edit)
    agreements.set_value(office, slug, "clause.1.items", "full_name:sent", **edit)


def command(office, *words):
    session = Session(
        home=office.home, open_home=lambda path: office, serve=lambda *_: None, has_database=lambda: True
    )
    return run_command(build(), list(words), session)


def test_its_adoption_leaves_swimphony_awaiting(hunwick):
    assert register.find(hunwick, "swimphony").state is AgreementState.AWAITING
    assert [one.outcome for one in assessments.assessments(hunwick.tenant, "swimphony")] == [Outcome.AWAITING]


def test_its_adoption_leaves_every_assessment_past_its_review(hunwick):
    made = [one for one in assessments.assessments(hunwick.tenant) if one.outcome is not Outcome.AWAITING]
    assert made
    assert all(one.outcome is Outcome.APPROVED and is_past_review(one, ON) for one in made)


def test_nothing_of_it_is_in_force_until_somebody_signs(hunwick):
    assert AgreementState.APPROVED not in {one.state for one in register.agreements(hunwick)}


@pytest.mark.parametrize("criticality", ["other", "essential"])
@pytest.mark.parametrize("standing", ["standing", "statutory"])
def test_swimphony_is_refused_whatever_is_overridden(hunwick, tmp_path, capsys, criticality, standing):
    settle(hunwick, "swimphony")
    edit = {"by": OFFICE, "why": "we need it", "at": AT}
    agreements.set_value(hunwick, "swimphony", "criticality", criticality, **edit)
    agreements.set_value(hunwick, "swimphony", "standing", standing, **edit)
    override = Signature(
        by=HEAD, role=SignerRole.HEAD, override_until=later(days=365).date(), reason="we need it"
    )
    with pytest.raises(Refused) as refusal:
        agreements.approve(hunwick, "swimphony", override, at=AT, on=ON)
    assert str(refusal.value) == (
        "Swimphony was not approved.\n"
        "- Its risk assessment is awaited, and nothing can override that. Assess the service first."
    )

    out = tmp_path / "out"
    code = command(hunwick, "feed", "run", "swimphony", "--out", str(out), "--confirmed-by", "P. Deputy")
    said = capsys.readouterr()
    assert code == REFUSED == 4
    assert "- Its risk assessment is awaited, and nothing can override that. Assess the service first." in (
        line.strip() for line in said.err.splitlines()
    )
    assert not out.exists()
    assert command(hunwick, "agreement", "approve", "swimphony", "--by", HEAD, "--role", "head") == REFUSED


def test_its_other_services_go_on_by_a_named_persons_word_alone(hunwick):
    slug = next(
        one.slug for one in register.agreements(hunwick) if one.risk_printed not in (None, "awaiting")
    )
    settle(hunwick, slug)
    plain = Signature(by=HEAD, role=SignerRole.HEAD)
    with pytest.raises(Refused) as refusal:
        agreements.approve(hunwick, slug, plain, at=AT, on=ON)
    assert [
        reason.startswith("The review of its risk assessment was due on") for reason in refusal.value.reasons
    ]

    override = Signature(
        by=HEAD, role=SignerRole.HEAD, override_until=later(days=30).date(), reason="the review is booked"
    )
    assert agreements.approve(hunwick, slug, override, at=AT, on=ON).state is AgreementState.APPROVED
