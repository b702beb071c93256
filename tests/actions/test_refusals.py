"""Nothing leaves for what was never assessed, refused, awaiting, stopped or unsigned; each rule is named."""

from datetime import timedelta

import pytest

from schoolgate.actions import agreements, feeds, ledger
from schoolgate.domain.agreement import AgreementState, Criticality, Standing
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.errors import Invalid, NotFound, Refused
from tests.actions.cast import (
    HEAD,
    OFFICE,
    approve,
    assess,
    clause,
    delivered,
    draft,
    in_force,
    later,
    pupils_in,
    run,
    sending,
)
from tests.actions.day import AT, ON

NOT_APPROVED = "Version {} is not approved. Somebody who may sign has to approve it first."
NEVER = "Nobody has assessed its risks, and nothing can override that. Assess the service first."
AWAITED = "Its risk assessment is awaited, and nothing can override that. Assess the service first."
SAID_NO = "Its risk assessment refused it. Assess it again if something has changed."
LATE = (
    "The review of its risk assessment was due on 2026-11-21. "
    "Assess it again, or let a named person override this until a day."
)
YESTERDAY = ON - timedelta(days=1)
LONG_AGO = ON - timedelta(days=400)


def refused(office, out, slug="sums"):
    """Every reason; and nothing was written or left."""
    before = ledger.verify(office).size
    found = run(office, out, slug)
    assert (found.outcome, found.entry, found.folder) == ("refused", None, None)
    assert ledger.verify(office).size == before
    assert not list((out / slug).glob("*")) if out.exists() else True
    return found.refused


def test_an_agreement_in_force_is_delivered_and_the_ledger_holds(with_roll, tmp_path):
    in_force(with_roll)
    sent = run(with_roll, tmp_path / "out")
    assert (sent.outcome, sent.entry) == ("delivered", 1)
    assert len(pupils_in(sent.folder)) == sent.rows > 0
    assert ledger.verify(with_roll).holds()


def test_a_draft_that_nobody_assessed_is_refused_for_both_reasons(with_roll, tmp_path):
    draft(with_roll)
    assert refused(with_roll, tmp_path) == (NOT_APPROVED.format(1), NEVER)


def test_a_service_whose_assessment_is_awaited_cannot_be_signed_or_overridden(with_roll, tmp_path):
    draft(with_roll, state=AgreementState.AWAITING)
    with pytest.raises(Refused) as refusal:
        approve(with_roll, override_until=later(days=30).date(), reason="we need it")
    assert str(refusal.value) == f"Sums was not approved.\n- {AWAITED}\n- {NEVER}"
    assert refused(with_roll, tmp_path) == (NOT_APPROVED.format(1), AWAITED, NEVER)


@pytest.mark.parametrize(("outcome", "why"), [(Outcome.REFUSED, SAID_NO), (Outcome.AWAITING, AWAITED)])
@pytest.mark.parametrize("essential", [True, False])
def test_an_assessment_that_did_not_approve_stops_a_signed_service(
    with_roll, tmp_path, outcome, why, essential
):
    in_force(with_roll, criticality=Criticality.ESSENTIAL if essential else Criticality.OTHER)
    assess(with_roll, outcome=outcome, due=None)
    assert refused(with_roll, tmp_path) == (why,)


def test_an_override_lifts_nothing_but_a_review_that_is_past(with_roll, tmp_path):
    in_force(with_roll)
    approve(with_roll, override_until=later(days=30).date(), reason="until the summer")
    assess(with_roll, outcome=Outcome.REFUSED, due=None)
    assert refused(with_roll, tmp_path) == (SAID_NO,)


def test_a_suspended_service_sends_nothing_until_it_is_signed_again(with_roll, tmp_path):
    in_force(with_roll)
    agreements.suspend(with_roll, "sums", by=HEAD, why="a breach", at=AT)
    assert refused(with_roll, tmp_path) == (
        "The agreement is suspended. Approve it again when the reason is gone.",
    )
    approve(with_roll)
    assert run(with_roll, tmp_path).outcome == "delivered"


def test_what_has_ended_sends_nothing_and_is_never_signed_or_suspended_again(with_roll, tmp_path):
    in_force(with_roll)
    agreements.end(with_roll, "sums", by=HEAD, why="no longer used", at=AT)
    assert refused(with_roll, tmp_path) == (
        "The agreement has ended. Make a new one if the service is used again.",
    )
    with pytest.raises(Refused) as refusal:
        approve(with_roll)
    assert str(refusal.value) == (
        "Sums was not approved.\n- the agreement has ended, and that can't be undone; "
        "make a new one: schoolgate agreement add"
    )
    with pytest.raises(Refused):
        agreements.suspend(with_roll, "sums", by=HEAD, why="", at=AT)


def test_an_edit_after_the_signature_is_not_sent_until_it_is_signed_too(with_roll, tmp_path):
    in_force(with_roll)
    edit = {"by": OFFICE, "why": "asked for", "at": AT}
    agreements.set_value(with_roll, "sums", "clause.1.items", "full_name:sent; date_of_birth:sent", **edit)
    sent = run(with_roll, tmp_path)
    assert "Date of birth" not in sent.headings
    assert refused_if_alone(with_roll, tmp_path) == ()

    approve(with_roll)
    assert "Date of birth" in run(with_roll, tmp_path).headings


def refused_if_alone(office, out):
    return feeds.run_one(office, "sums", sending(out, confirmed_by=None)).refused


def test_a_first_send_and_a_widening_ask_for_a_second_person_other_than_the_sender(with_roll, tmp_path):
    in_force(with_roll)
    first = (
        "A second person has to confirm it, as it is sent for the first time. "
        "Give the name of somebody other than the sender."
    )
    assert refused_if_alone(with_roll, tmp_path) == (first,)
    assert run(with_roll, tmp_path, confirmed_by=OFFICE).refused == (first,)
    assert run(with_roll, tmp_path).outcome == "delivered"
    assert refused_if_alone(with_roll, tmp_path) == ()

    edit = {"by": OFFICE, "why": "asked for", "at": AT}
    agreements.set_value(with_roll, "sums", "clause.1.items", "full_name:sent; date_of_birth:sent", **edit)
    approve(with_roll)
    (why,) = refused_if_alone(with_roll, tmp_path)
    assert "it sends more (date of birth)" in why


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"criticality": Criticality.ESSENTIAL}, "essential"),
        ({"standing": Standing.STATUTORY}, "asked for by law"),
    ],
)
@pytest.mark.parametrize(
    ("days", "todo"),
    [
        (1, "Plan the review."),
        (31, "Do the review this week."),
        (91, "Tell the governing body, and do the review today."),
    ],
)
def test_past_its_review_an_essential_or_statutory_feed_goes_on_and_warns_louder(
    with_roll, tmp_path, values, kind, days, todo
):
    in_force(with_roll, **values)
    assess(with_roll, due=ON + timedelta(days=1))
    sent = run(with_roll, tmp_path, clock=lambda: later(days=1 + days))
    assert sent.outcome == "delivered"
    assert sent.warnings == (
        f"The review of the risk assessment is {days} days late. The feed goes on, as it is {kind}. {todo}",
    )


def test_past_its_review_another_service_stops_and_cannot_be_signed(with_roll, tmp_path):
    in_force(with_roll)
    assess(with_roll, due=ON + timedelta(days=1))
    sent = run(with_roll, tmp_path, clock=lambda: later(days=2))
    assert sent.refused == (LATE.replace("2026-11-21", "2026-11-23"),)


def test_an_override_lets_a_late_review_pass_until_its_day_and_no_longer(with_roll, tmp_path):
    draft(with_roll)
    assess(with_roll, on=LONG_AGO, due=YESTERDAY)
    with pytest.raises(Refused) as refusal:
        approve(with_roll)
    assert str(refusal.value) == f"Sums was not approved.\n- {LATE}"

    approve(with_roll, override_until=later(days=7).date(), reason="the review is booked")
    assert run(with_roll, tmp_path, clock=lambda: later(days=7)).outcome == "delivered"
    assert run(with_roll, tmp_path, clock=lambda: later(days=8)).refused == (LATE,)


@pytest.mark.parametrize(
    "override",
    [
        {"override_until": YESTERDAY, "reason": "late"},
        {"override_until": later(days=7).date(), "reason": " "},
        {"override_until": later(days=7).date()},
    ],
)
def test_an_override_needs_a_day_to_come_and_a_reason(with_roll, override):
    draft(with_roll)
    assess(with_roll, on=LONG_AGO, due=YESTERDAY)
    with pytest.raises(Invalid) as refusal:
        approve(with_roll, **override)
    assert str(refusal.value) == (
        "Nothing was approved: an override needs a day that is still to come, and --reason."
    )


def test_a_refusal_names_every_rule_that_failed_in_one_order(with_roll, tmp_path):
    open_clause = clause("upn", choice=None, basis=None)
    draft(with_roll, "sums", open_clause, state=AgreementState.SUSPENDED)
    assess(with_roll, outcome=Outcome.REFUSED, due=None)
    assert refused(with_roll, tmp_path) == (
        "The agreement is suspended. Approve it again when the reason is gone.",
        SAID_NO,
        "Clause 1 has no lawful basis. Name one of UK GDPR Article 6(1).",
        "Clause 1 does not say what families may decide. Say it.",
        (
            "Clause 1 sends the unique pupil number without a reason. "
            "Record why this recipient needs it, or leave it out: the pupil key takes its place."
        ),
    )


def test_a_run_of_everything_leaves_out_what_is_not_in_force(with_roll, tmp_path):
    in_force(with_roll, "sums")
    draft(with_roll, "drafted")
    in_force(with_roll, "stopped")
    agreements.suspend(with_roll, "stopped", by=HEAD, why="a breach", at=AT)
    assert [one.slug for one in feeds.run_all(with_roll, sending(tmp_path / "out"))] == ["sums"]
    assert {path.parent.parent.name for path in delivered(tmp_path / "out")} == {"sums"}


def test_a_rehearsal_writes_and_sends_nothing(with_roll, tmp_path):
    in_force(with_roll)
    seen = feeds.preview(with_roll, "sums", at=AT)
    rehearsed = feeds.run_one(with_roll, "sums", sending(tmp_path / "out", clock=lambda: AT), dry_run=True)
    assert (rehearsed.outcome, rehearsed.files) == ("rehearsed", seen.files)
    assert ledger.verify(with_roll).size == 0
    assert not (tmp_path / "out").exists()


def test_a_preview_shows_the_very_bytes_that_a_run_delivers(with_roll, tmp_path):
    in_force(with_roll)
    seen = feeds.preview(with_roll, "sums", at=AT)
    sent = run(with_roll, tmp_path, clock=lambda: AT)
    assert sent.files == seen.files
    assert (seen.rows, seen.people) == (sent.rows, sent.rows)
    for name, content in seen.contents.items():
        assert next(path for path in delivered(sent.folder) if path.name == name).read_bytes() == content


def test_an_unknown_service_is_not_found(with_roll, tmp_path):
    with pytest.raises(NotFound) as error:
        run(with_roll, tmp_path, "nobody")
    assert str(error.value) == ("There is no agreement 'nobody'. See them all with: schoolgate register list")
