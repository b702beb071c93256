"""Every rule that fails is named, in one order, in words that the office reads."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from schoolgate.domain.agreement import AgreementState, Criticality, KeyKind, Scope, Standing, Term
from schoolgate.domain.assessment import Assessment, Outcome, Override
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, Subject, Transform
from schoolgate.feeds.formats import FORMATS
from schoolgate.feeds.prepare import prepare, preview
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.refusals import FeedRefused, objections_to_approval, refusals, warnings
from tests.feeds.cases import (
    ANN,
    ASSESSED,
    AT,
    BEN,
    MUM,
    ON,
    SIGNED,
    agreement,
    clause,
    decision,
    request,
    roll,
    sent,
)  # fmt: skip

NAMED = clause(*sent("full_name"))
PAST = replace(ASSESSED, review_due=date(2026, 11, 2))


def judged(of, *, assessments=(ASSESSED,), overrides=(), approvals=(SIGNED,), on=ON):
    return refusals(of, assessments, overrides, approvals, on)


def words(found):
    return [one.sentence for one in found]


def refused(of, *args, **more):
    with pytest.raises(FeedRefused) as caught:
        prepare(request(of, *args, **more))
    return caught.value


def codes(of, *args, **more):
    return [one.code for one in refused(of, *args, **more).refusals]


def test_an_agreement_in_force_with_a_fresh_assessment_is_not_refused():
    assert judged(agreement(NAMED)) == ()


@pytest.mark.parametrize("state", [AgreementState.DRAFT, AgreementState.APPROVED])
def test_a_version_that_nobody_signed_does_not_leave(state):
    assert words(judged(agreement(NAMED, state=state), approvals=())) == [
        "Version 3 is not approved. Somebody who may sign has to approve it first."
    ]


def test_a_signature_covers_no_other_version_and_no_other_agreement():
    for other in (replace(SIGNED, version=2), replace(SIGNED, slug="spelling")):
        assert [one.code for one in judged(agreement(NAMED), approvals=(other,))] == ["not-approved"]


def test_a_suspended_agreement_sends_nothing():
    assert words(judged(agreement(NAMED, state=AgreementState.SUSPENDED))) == [
        "The agreement is suspended. Approve it again when the reason is gone."
    ]


def test_an_ended_agreement_sends_nothing():
    assert words(judged(agreement(NAMED, state=AgreementState.ENDED))) == [
        "The agreement has ended. Make a new one if the service is used again."
    ]


def test_those_who_are_told_only_when_they_ask_have_no_feed():
    assert words(judged(agreement(NAMED, standing=Standing.OCCASIONAL))) == [
        (
            "This recipient is told something only when it asks, so it has no feed. "
            "Answer each request and record it."
        )
    ]


def test_an_awaited_assessment_cannot_be_overridden():
    override = Override(slug="sums", by="H", role="head", reason="x", until=date(2027, 1, 1), made_at=AT)
    awaited = replace(ASSESSED, outcome=Outcome.AWAITING)

    assert words(judged(agreement(NAMED), assessments=(awaited,), overrides=(override,))) == [
        "Its risk assessment is awaited, and nothing can override that. Assess the service first."
    ]


def test_a_service_that_nobody_assessed_cannot_be_used_whatever_is_overridden():
    override = Override(slug="sums", by="H", role="head", reason="x", until=date(2027, 1, 1), made_at=AT)
    essential = agreement(NAMED, criticality=Criticality.ESSENTIAL)

    assert words(judged(essential, assessments=(), overrides=(override,))) == [
        "Nobody has assessed its risks, and nothing can override that. Assess the service first."
    ]


def test_an_agreement_that_awaits_and_was_never_assessed_is_told_both():
    awaiting = agreement(NAMED, state=AgreementState.AWAITING)

    assert [one.code for one in judged(awaiting, assessments=())] == [
        "not-approved", "awaiting", "never-assessed",
    ]  # fmt: skip


def test_an_assessment_of_a_day_to_come_does_not_count_yet():
    assert [one.code for one in judged(agreement(NAMED), on=date(2026, 8, 31))] == ["never-assessed"]


def test_an_assessment_that_refused_the_service_stands_over_an_older_approval():
    later = replace(ASSESSED, outcome=Outcome.REFUSED, on=date(2026, 10, 1))

    assert words(judged(agreement(NAMED), assessments=(later, ASSESSED))) == [
        "Its risk assessment refused it. Assess it again if something has changed."
    ]


def test_a_review_past_its_day_stops_a_service_that_is_not_essential():
    assert words(judged(agreement(NAMED), assessments=(PAST,))) == [
        (
            "The review of its risk assessment was due on 2026-11-02. "
            "Assess it again, or let a named person override this until a day."
        )
    ]


def test_an_assessment_without_a_date_for_its_review_is_past_it():
    undated = replace(ASSESSED, review_due=None)

    assert words(judged(agreement(NAMED), assessments=(undated,))) == [
        (
            "The review of its risk assessment has no date. "
            "Assess it again, or let a named person override this until a day."
        )
    ]


@pytest.mark.parametrize(
    ("until", "found"), [(date(2026, 11, 21), ["past-review"]), (ON, []), (date(2026, 12, 31), [])]
)
def test_an_override_lifts_a_past_review_up_to_its_last_day(until, found):
    override = Override(slug="sums", by="H", role="head", reason="term", until=until, made_at=AT)

    past = judged(agreement(NAMED), assessments=(PAST,), overrides=(override,))

    assert [one.code for one in past] == found


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"criticality": Criticality.ESSENTIAL}, "essential"),
        ({"standing": Standing.STATUTORY}, "asked for by law"),
    ],
)
@pytest.mark.parametrize(
    ("due", "days", "level", "todo"),
    [
        (date(2026, 11, 2), 20, 1, "Plan the review."),
        (date(2026, 9, 22), 61, 2, "Do the review this week."),
        (date(2026, 1, 1), 325, 3, "Tell the governing body, and do the review today."),
    ],
)
def test_what_a_child_or_the_law_needs_goes_on_past_its_review_with_a_louder_warning(
    more, kind, due, days, level, todo
):
    past = replace(ASSESSED, on=date(2025, 1, 1), review_due=due)
    of = agreement(NAMED, **more)

    (warned,) = warnings(of, (past,), ON)

    assert judged(of, assessments=(past,)) == ()
    assert warned.level == level
    assert warned.sentence == (
        f"The review of the risk assessment is {days} days late. The feed goes on, as it is {kind}. {todo}"
    )


WITHOUT = (
    "Clause 1 sends special category data (medical) without a condition. Name one of UK GDPR Article 9(2)."
)


def test_special_category_data_without_a_condition_is_refused():
    bare = clause(*sent("full_name", "medical"))

    assert words(judged(agreement(bare))) == [WITHOUT]
    assert judged(agreement(replace(bare, condition=Condition.HEALTH_OR_SOCIAL_CARE))) == ()


def test_what_a_child_could_come_to_harm_without_goes_on_and_its_missing_condition_is_said():
    essential = agreement(clause(*sent("full_name", "medical")), criticality=Criticality.ESSENTIAL)

    assert judged(essential) == ()
    assert [one.sentence for one in warnings(essential, (ASSESSED,), ON)] == [WITHOUT]


def test_a_clause_without_a_basis_is_refused():
    assert words(judged(agreement(clause(*sent("full_name"), basis=None)))) == [
        "Clause 1 has no lawful basis. Name one of UK GDPR Article 6(1)."
    ]


def test_a_clause_that_does_not_say_what_families_may_decide_is_refused():
    assert words(judged(agreement(clause(*sent("full_name"), choice=None)))) == [
        "Clause 1 does not say what families may decide. Say it."
    ]


def test_a_choice_that_does_not_go_with_its_basis_is_refused():
    wrong = clause(*sent("full_name"), basis=Basis.CONSENT, choice=ChoiceKind.OPT_OUT)

    assert words(judged(agreement(wrong))) == [
        (
            "What families may choose in clause 1 does not go with its lawful basis, Article 6(1)(a). "
            "It is 'opt_out'; choose 'biometric' or 'consent'."
        )
    ]


def test_a_blank_scope_is_not_everyone():
    of = agreement(replace(NAMED, scope=Scope(stated="selected children")))

    assert words(judged(of)) == [
        "Clause 1 does not say whose data is meant. Name year groups, classes, pupils or everyone."
    ]


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_upn_without_a_reason_on_record_is_refused(reason):
    of = agreement(clause(*sent("full_name"), *sent("upn", reason=reason)))

    assert words(judged(of)) == [
        (
            "Clause 1 sends the unique pupil number without a reason. "
            "Record why this recipient needs it, or leave it out: the pupil key takes its place."
        )
    ]


def test_a_upn_with_a_reason_or_as_a_pseudonym_may_leave():
    for how in ({"reason": "exam entries need it"}, {"transform": Transform.PSEUDONYM}):
        assert judged(agreement(clause(*sent("upn", **how)))) == ()


@pytest.mark.parametrize(
    "field", [None, "shoe_size", "date_of_birth", "medical_notes", "legal_surname", "id"]
)
def test_a_kept_key_has_to_be_a_field_that_tells_pupils_apart(field):
    of = agreement(NAMED, key=KeyKind.EXISTING, key_field=field, key_reason="accounts from 2023")

    assert words(judged(of)) == [
        (
            "The service keeps a key it already knows pupils by, and no field of the roll that tells pupils "
            "apart is named for it. Name one, such as username."
        )
    ]


def test_a_kept_key_needs_its_reason():
    of = agreement(NAMED, key=KeyKind.EXISTING, key_field="username")

    assert words(judged(of)) == [
        (
            "The service keeps a key it already knows pupils by, without a reason. "
            "Record why, or use the pupil key."
        )
    ]


@pytest.mark.parametrize(
    ("flow", "item", "sentence"),
    [
        (
            Flow.CREATED,
            "attainment",
            "Nothing is sent by the school: all that it names arises in the service or comes from families.",
        ),
        (
            Flow.UNKNOWN,
            "full_name",
            "Nobody has said which of its items the school sends. Settle how each one gets there.",
        ),
        (
            Flow.SENT,
            "behaviour",
            "No roll holds what it names: it arises elsewhere, or has to be said more exactly.",
        ),
    ],
)
def test_an_agreement_that_sends_nothing_says_why(flow, item, sentence):
    assert words(judged(agreement(clause(Term(item=item, flow=flow))))) == [sentence]


def test_an_agreement_that_names_nothing_says_so():
    assert words(judged(agreement())) == [
        "The agreement names no data that the school sends, so there is nothing to make a feed of."
    ]


def test_two_clauses_of_one_name_would_mix_their_answers():
    assert words(judged(agreement(NAMED, clause(*sent("gender"))))) == [
        "Two clauses are both called 1. Give each a name of its own."
    ]


def test_a_clause_that_sends_nothing_is_not_asked_for_its_basis():
    idle = clause(Term(item="attainment", flow=Flow.CREATED), id="2", basis=None, choice=None)

    assert judged(agreement(NAMED, idle)) == ()


def test_an_agreement_may_be_signed_before_it_is_approved_and_if_it_sends_nothing():
    draft = agreement(state=AgreementState.DRAFT)

    assert objections_to_approval(draft, (ASSESSED,), (), ON) == ()


def test_every_rule_that_fails_is_named_in_one_order():
    bad = replace(clause(*sent("upn"), basis=None, choice=None), scope=Scope())
    of = agreement(bad, state=AgreementState.SUSPENDED, key=KeyKind.EXISTING, standing=Standing.OCCASIONAL)

    assert [one.code for one in judged(of, assessments=())] == [
        "suspended", "occasional", "never-assessed", "basis-unknown", "choice-unknown", "scope-unknown",
        "upn-without-reason", "key-unknown", "key-without-reason",
    ]  # fmt: skip


def test_a_refusal_is_shown_as_it_stands():
    found = refused(agreement(NAMED, state=AgreementState.SUSPENDED), approvals=())

    assert str(found) == (
        "No feed was made for Sums.\n- The agreement is suspended. Approve it again when the reason is gone."
    )
    assert found.reasons == tuple(one.sentence for one in found.refusals)


def without(table, *columns):
    held = {"pupil": list(ANN), "contact": list(MUM)}
    held[table] = [one for one in held[table] if one not in columns]
    return roll(columns=held)


def test_a_scope_of_years_needs_a_roll_with_years():
    of = agreement(clause(*sent("full_name"), scope=Scope(year_groups=("4",))))

    assert words(refused(of, without("pupil", "year_group")).refusals) == [
        (
            "Clause 1 is for some pupils only, and the roll has no column 'year_group' to tell them by. "
            "Load a roll that has it."
        )
    ]


def test_addresses_need_a_roll_that_says_whose_must_not_be_given_out():
    assert words(
        refused(agreement(clause(*sent("address"))), without("pupil", "address_withheld")).refusals
    ) == [
        (
            "It sends addresses, and the roll has no column 'address_withheld' to say whose must not be "
            "given out. Load a roll that has it."
        )
    ]


def test_contacts_need_a_roll_that_says_whom_a_court_order_limits():
    of = agreement(clause(*sent("parent_name", subjects=(Subject.PARENT,))))

    assert words(refused(of, without("contact", "court_order")).refusals) == [
        (
            "It sends details of contacts, and the roll has no column 'court_order' to say who must not be "
            "told of. Load a roll that has it."
        )
    ]


def test_a_kept_key_needs_a_roll_with_that_column():
    of = agreement(NAMED, key=KeyKind.EXISTING, key_field="username", key_reason="accounts from 2023")

    assert words(refused(of, without("pupil", "username")).refusals) == [
        "The service knows pupils by 'username', and the roll has no such column. Load a roll that has it."
    ]


def test_a_roll_with_nothing_of_what_is_sent_makes_no_feed():
    assert words(refused(agreement(clause(*sent("gender"))), without("pupil", "sex")).refusals) == [
        (
            "The roll has nothing of what the agreement sends (gender). Load a roll with columns for it, "
            "or correct how it may be given."
        )
    ]


def test_a_column_that_the_roll_lacks_is_told_and_the_rest_leaves():
    parcel = preview(request(agreement(clause(*sent("full_name", "gender"))), without("pupil", "sex")))

    assert parcel.fields == ("First name", "Surname")
    assert [(one.item, one.code, one.sentence) for one in parcel.withheld] == [
        ("gender", "no-such-column", "The roll has no column for it (pupil.sex).")
    ]


def test_a_format_that_does_not_exist_is_refused_with_those_that_do():
    assert words(refused(agreement(NAMED, format="parquet")).refusals) == [
        f"There is no format 'parquet'. Choose one of {', '.join(FORMATS)}."
    ]


def test_a_column_that_the_format_requires_is_named_with_the_agreement_that_does_not_send_it():
    of = agreement(clause(*sent("full_name", "class")), format="ttrockstars_csv")

    assert words(refused(of).refusals) == [
        (
            "The format 'ttrockstars_csv' requires 'Year group', and the agreement with Sums does not send "
            "'year_group'. Add it to a clause if the service needs it, or send plain_csv. "
            "To ask them: \"Your import for Sums asks for 'Year group', which our agreement does not cover. "
            'Please tell us whether pupils can be set up without it, and if not, what you need it for."'
        )
    ]


def test_a_first_send_asks_for_a_second_person():
    assert words(refused(agreement(NAMED), second_person=None).refusals) == [
        (
            "A second person has to confirm it, as it is sent for the first time. "
            "Give the name of somebody other than the sender."
        )
    ]


@pytest.mark.parametrize("second", ["", " ", "olu office", "Olu  Office."])
def test_the_second_person_is_somebody_else_than_the_sender(second):
    assert codes(agreement(NAMED), second_person=second) == ["second-person"]


def test_more_fields_or_more_pupils_ask_for_a_second_person_again():
    year_4 = agreement(clause(*sent("full_name"), scope=Scope(year_groups=("4",))))
    before = preview(request(year_4)).reach
    wider = agreement(clause(*sent("full_name", "gender")))

    assert prepare(request(year_4, previous=before, second_person=None)).needs_second_person == ()
    assert words(refused(wider, previous=before, second_person=None).refusals) == [
        (
            "A second person has to confirm it, as it sends more (sex) and it is for more people "
            "(legal forename, legal surname, preferred forename, preferred surname). "
            "Give the name of somebody other than the sender."
        )
    ]


def test_a_field_given_more_fully_is_a_widening():
    before = preview(request(agreement(clause(*sent("date_of_birth", transform=Transform.YEAR))))).reach

    assert codes(agreement(clause(*sent("date_of_birth"))), previous=before, second_person=None) == [
        "second-person"
    ]


def test_fewer_fields_or_pupils_ask_nobody():
    everything = preview(request(agreement(clause(*sent("full_name", "gender"))))).reach
    narrower = agreement(clause(*sent("full_name"), scope=Scope(classes=("4 Oak",))))

    assert prepare(request(narrower, previous=everything, second_person=None)).rows == 1


def test_a_cell_that_a_spreadsheet_would_run_stops_the_feed_and_is_not_repeated():
    bad = ANN | {"legal_surname": "=1+1"}
    found = refused(agreement(NAMED), roll(pupils=(bad, BEN)))

    assert words(found.refusals) == [
        (
            "In 1 row 'Surname' begins with a sign that a spreadsheet runs as a formula (= + - @ or a tab), "
            "or holds a character that no CSV should. "
            "Correct it in the school's system and load the roll again, or send people_csv or people_xlsx, "
            "where it can do no harm."
        )
    ]
    assert "1+1" not in str(found)


def test_two_pupils_with_one_kept_key_stop_the_feed():
    of = agreement(NAMED, key=KeyKind.EXISTING, key_field="username", key_reason="accounts from 2023")

    found = refused(of, roll(pupils=(ANN, BEN | {"username": "ann1"})))

    assert words(found.refusals) == [
        (
            "2 pupils share 'Username', by which the service tells them apart. "
            "Give each pupil one of their own in the school's system and load the roll again."
        )
    ]


def test_an_opt_in_that_nobody_answered_makes_no_feed():
    of = agreement(clause(*sent("full_name"), choice=ChoiceKind.PERMISSION))

    assert words(refused(of).refusals) == [
        (
            "Nobody is in it: no pupil on roll is in its scope with the answer that it needs. "
            "Ask the families, or wait for their answers."
        )
    ]
    assert prepare(request(of, decisions={"1": {"p1": (decision("p1", "yes"),)}})).people == ("p1",)


def test_a_format_that_can_take_nobody_says_what_is_blank():
    of = agreement(clause(*sent("full_name", "class", "year_group")), format="ttrockstars_csv")
    bare = roll(pupils=(ANN | {"registration_class": None},))

    assert words(refused(of, bare).refusals) == [
        "Nobody is in it: every pupil lacks a cell that the format requires ('Class'). Fill it."
    ]


def test_the_last_of_two_assessments_on_one_day_stands():
    again = replace(ASSESSED, outcome=Outcome.REFUSED)

    assert [one.code for one in judged(agreement(NAMED), assessments=(ASSESSED, again))] == [
        "assessed-refused"
    ]


def test_an_override_of_another_service_lifts_nothing():
    made = datetime(2026, 11, 1, tzinfo=UTC)
    other = Override(slug="spelling", by="H", role="head", reason="x", until=date(2027, 1, 1), made_at=made)

    assert [one.code for one in judged(agreement(NAMED), assessments=(PAST,), overrides=(other,))] == [
        "past-review"
    ]


def test_a_reach_shows_fields_and_nobody():
    assert repr(Reach({"pupil.upn as_is": ("pupil p1",)})) == "Reach(pupil.upn as_is)"


def test_an_assessment_is_a_record_of_its_own_agreement():
    other = Assessment(slug="spelling", outcome=Outcome.APPROVED, by="H", role="head", on=ON, review_due=None)

    assert [one.code for one in judged(agreement(NAMED), assessments=(other,))] == ["never-assessed"]
