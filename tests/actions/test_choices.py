"""What families say, and that it holds: after a withdrawal no later run has the pupil."""

from dataclasses import replace

import pytest

from schoolgate.actions import agreements, decisions, pupils
from schoolgate.domain.agreement import WhenEnded
from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.errors import Ambiguous, Invalid, NotFound, Refused
from schoolgate.domain.run import DeletionState
from schoolgate.domain.vocabulary import Basis, ChoiceKind
from schoolgate.store import deletions
from tests.actions.cast import (
    OFFICE,
    PARENT,
    answer,
    approve,
    clause,
    draft,
    in_force,
    on_roll,
    opt_in,
    pupils_in,
    run,
    withdraw,
)
from tests.actions.day import AT

FATHER = "K. Begum"
ANN, BEN, CAL, DEE = on_roll()[:4]
EDIT = {"by": OFFICE, "why": "asked for", "at": AT}


def asking(choice):
    return clause(choice=choice, basis=Basis.CONSENT if choice is ChoiceKind.CONSENT else Basis.PUBLIC_TASK)


@pytest.mark.parametrize("choice", [ChoiceKind.PERMISSION, ChoiceKind.CONSENT])
def test_who_was_asked_and_did_not_answer_is_not_shared(with_roll, tmp_path, choice):
    in_force(with_roll, "sums", asking(choice))
    (why,) = run(with_roll, tmp_path).refused
    assert why == (
        "Nobody is in it: no pupil on roll is in its scope with the answer that it needs. "
        "Ask the families, or wait for their answers."
    )
    answer(with_roll, ANN)
    answer(with_roll, BEN, "no")
    assert pupils_in(run(with_roll, tmp_path).folder) == {ANN}


def test_every_decision_keeps_who_in_what_capacity_when_and_on_which_wording(with_roll):
    opt_in(with_roll)
    made = answer(with_roll, ANN)
    assert (made.by, made.capacity, made.made_at, made.wording) == (PARENT, Capacity.PARENT, AT, "May we?")
    (ended,) = withdraw(with_roll, ANN, by=FATHER)
    (kept,) = decisions.decisions(with_roll, service="sums", pupil=ANN)
    assert kept == ended == replace(made, withdrawn_at=AT, withdrawn_sequence=made.sequence + 1)


def test_where_carers_disagree_the_more_protective_answer_holds(with_roll, tmp_path):
    opt_in(with_roll)
    for pupil in (ANN, BEN):
        answer(with_roll, pupil)
    answer(with_roll, ANN, "no", by=FATHER)
    assert pupils_in(run(with_roll, tmp_path).folder) == {BEN}
    answer(with_roll, ANN, "yes", by=FATHER)
    assert pupils_in(run(with_roll, tmp_path).folder) == {ANN, BEN}


def test_one_carers_withdrawal_leaves_anothers_no_as_it_is(with_roll):
    opt_in(with_roll)
    answer(with_roll, ANN)
    answer(with_roll, ANN, "no", by=FATHER)
    assert [one.by for one in withdraw(with_roll, ANN)] == [PARENT]
    with pytest.raises(NotFound) as error:
        withdraw(with_roll, ANN)
    assert str(error.value) == (
        "Nothing was withdrawn: no yes of this pupil to sums stands, and nothing else that this person said. "
        "See all with: schoolgate decision list --service sums"
    )


def test_an_objection_restricts_until_who_made_it_takes_it_back(with_roll, tmp_path):
    in_force(with_roll)
    answer(with_roll, ANN, "objection")
    assert ANN not in pupils_in(run(with_roll, tmp_path).folder)
    with pytest.raises(NotFound):
        withdraw(with_roll, ANN, by=FATHER)
    withdraw(with_roll, ANN)
    assert ANN in pupils_in(run(with_roll, tmp_path).folder)


def test_an_objection_asks_nobody_to_delete_while_it_is_decided(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path)
    answer(with_roll, ANN, "objection")
    assert deletions.deletions(with_roll.tenant) == ()


def test_a_yes_withdrawn_stays_so_where_a_later_version_asks_nobody(with_roll, tmp_path):
    opt_in(with_roll)
    for pupil in (ANN, BEN):
        answer(with_roll, pupil)
    withdraw(with_roll, ANN)
    agreements.set_value(with_roll, "sums", "clause.1.choice", "object", **EDIT)
    approve(with_roll)
    everyone_else = set(on_roll()) - {ANN}
    assert pupils_in(run(with_roll, tmp_path).folder) == everyone_else
    answer(with_roll, ANN)
    assert pupils_in(run(with_roll, tmp_path).folder) == everyone_else | {ANN}


def test_a_no_to_the_version_in_force_is_taken_though_a_draft_would_leave_no_choice(with_roll, tmp_path):
    opt_in(with_roll)
    answer(with_roll, ANN)
    answer(with_roll, BEN)
    agreements.set_value(with_roll, "sums", "clause.1.choice", "none", **EDIT)
    answer(with_roll, ANN, "no")
    assert pupils_in(run(with_roll, tmp_path).folder) == {BEN}


def test_families_answer_the_next_version_before_it_is_signed(with_roll, tmp_path):
    in_force(with_roll)
    agreements.set_value(with_roll, "sums", "clause.1.choice", "permission", **EDIT)
    answer(with_roll, ANN)
    approve(with_roll)
    assert pupils_in(run(with_roll, tmp_path).folder) == {ANN}


def test_taking_back_is_for_every_clause_unless_one_is_named(with_roll, tmp_path):
    both = (asking(ChoiceKind.PERMISSION), replace(asking(ChoiceKind.PERMISSION), id="2"))
    opt_in(with_roll, "sums", *both)
    with pytest.raises(Ambiguous):
        answer(with_roll, ANN)
    for one in ("1", "2"):
        answer(with_roll, ANN, clause=one)
        answer(with_roll, BEN, clause=one)
    assert len(withdraw(with_roll, ANN)) == 2
    assert [one.clause for one in withdraw(with_roll, BEN, clause="2")] == ["2"]
    assert pupils_in(run(with_roll, tmp_path).folder) == {BEN}


@pytest.mark.parametrize(
    ("choice", "basis", "said", "why"),
    [
        (
            ChoiceKind.NONE,
            Basis.LEGAL_OBLIGATION,
            "no",
            "Sums rests on a duty, so there is nothing to answer; see its basis",
        ),
        (
            None,
            None,
            "yes",
            "what families may decide about Sums is not settled yet; set clause.1.choice",
        ),
        (
            ChoiceKind.OBJECT,
            Basis.PUBLIC_TASK,
            "no",
            "nobody is asked about Sums; families can object to it: --answer objection",
        ),
    ],
)
def test_an_answer_to_a_question_nobody_asked_is_refused(with_roll, choice, basis, said, why):
    draft(with_roll, "sums", clause(choice=choice, basis=basis))
    with pytest.raises(Refused) as refusal:
        answer(with_roll, ANN, said)
    assert str(refusal.value) == f"Nothing was recorded.\n- {why}"


def test_an_answer_for_nobody_on_the_roll_is_not_recorded(with_roll):
    opt_in(with_roll)
    with pytest.raises(NotFound) as error:
        answer(with_roll, "a slip of the pen", "no")
    assert str(error.value) == (
        "Nothing was recorded: nobody on the roll has this pupil id. "
        "Use the id that the school's system gives, or load the newest roll first."
    )
    assert decisions.decisions(with_roll) == ()


def test_an_answer_to_a_clause_that_is_not_there_is_not_recorded(with_roll):
    opt_in(with_roll)
    with pytest.raises(NotFound) as error:
        answer(with_roll, ANN, clause="9")
    assert str(error.value) == "Nothing was recorded: sums has no clause of that name. It has 1."


def test_a_rehearsed_answer_or_withdrawal_is_not_kept(with_roll):
    opt_in(with_roll)
    answer(with_roll, ANN, dry_run=True)
    assert decisions.decisions(with_roll) == ()
    answer(with_roll, ANN)
    withdraw(with_roll, ANN, dry_run=True)
    assert [one.withdrawn_at for one in decisions.decisions(with_roll)] == [None]


def asked_to_delete(office):
    return [(one.slug, one.pupil_id, one.why, one.state) for one in deletions.deletions(office.tenant)]


def after_a_send(office, tmp_path, **values):
    opt_in(office, **values)
    answer(office, ANN)
    answer(office, BEN)
    run(office, tmp_path)


def test_who_withdraws_after_a_send_is_put_on_the_recipients_list_once(with_roll, tmp_path):
    after_a_send(with_roll, tmp_path, when_ended=WhenEnded.DELETE)
    withdraw(with_roll, ANN)
    answer(with_roll, ANN, "no")
    why = "a family withdrew; the agreement says delete"
    assert asked_to_delete(with_roll) == [("sums", ANN, why, DeletionState.OPEN)]


def test_a_no_after_a_yes_that_was_sent_asks_for_deletion_too(with_roll, tmp_path):
    after_a_send(with_roll, tmp_path)
    answer(with_roll, BEN, "no", by=FATHER)
    assert asked_to_delete(with_roll) == [("sums", BEN, "a family said no", DeletionState.OPEN)]


def test_who_was_never_sent_is_on_no_list(with_roll, tmp_path):
    after_a_send(with_roll, tmp_path)
    answer(with_roll, CAL)
    withdraw(with_roll, CAL)
    answer(with_roll, DEE, "no")
    assert asked_to_delete(with_roll) == []
    assert not pupils.was_sent(with_roll, "sums", DEE)


@pytest.mark.parametrize(
    "kept", [{"please_delete": False}, {"when_ended": WhenEnded.KEEP}, {"category": "safeguarding"}]
)
def test_what_the_law_keeps_is_on_no_list(with_roll, tmp_path, kept):
    after_a_send(with_roll, tmp_path, **kept)
    withdraw(with_roll, ANN)
    assert asked_to_delete(with_roll) == []


def table(tmp_path, text, name="answers.csv"):
    path = tmp_path / name
    path.write_text("service,pupil,answer,by,as,clause,wording\n" + text, "utf-8")
    return path


def test_a_file_of_answers_is_taken_whole(with_roll, tmp_path):
    opt_in(with_roll)
    path = table(tmp_path, f"sums,{ANN},yes,R. Begum,parent,,Was it so?\nSums,{BEN},no,R. Begum,carer,1,\n")
    first, second = decisions.load(with_roll, path, at=AT)
    assert (first.pupil_id, first.answer, first.wording) == (ANN, Answer.YES, "Was it so?")
    assert (second.pupil_id, second.answer, second.wording) == (BEN, Answer.NO, "May we?")
    assert decisions.decisions(with_roll) == (first, second)


def test_one_wrong_line_stops_the_file_and_every_wrong_line_is_named_without_its_values(with_roll, tmp_path):
    opt_in(with_roll)
    in_force(with_roll, "told")
    wrong = [
        f"sums,{ANN},yes,R. Begum,parent,,",
        f"Quentin Canary,{ANN},yes,R. Begum,parent,,",
        f"sums,{ANN},maybe,R. Begum,parent,,",
        f"sums,{ANN},yes,,parent,,",
        "sums,Quentin Canary,yes,R. Begum,parent,,",
        f"told,{ANN},no,R. Begum,parent,,",
        f"sums,{ANN},yes,R. Begum,parent,Quentin Canary,",
        f"sums,{ANN}",
    ]
    with pytest.raises(Invalid) as refusal:
        decisions.load(with_roll, table(tmp_path, "\n".join(wrong) + "\n"), at=AT)
    unclear = "no single agreement and clause goes by what stands there"
    capacity = "it is given as parent, carer, pupil, local-authority, office; correct the line"
    assert str(refusal.value).splitlines() == [
        "answers.csv was not loaded, none of it:",
        f"line 3: {unclear}",
        f"line 4: an answer is yes, no, objection, and {capacity}",
        "line 5: the service, the pupil's id or the name of who answered is blank; fill it in",
        "line 6: nobody on the roll has this pupil id; correct it, or load the newest roll first",
        "line 7: nobody is asked about Told; families can object to it: --answer objection",
        f"line 8: {unclear}",
        f"line 9: an answer is yes, no, objection, and {capacity}",
    ]
    assert decisions.decisions(with_roll) == ()


def test_half_a_file_of_answers_is_not_loaded(with_roll, tmp_path):
    opt_in(with_roll)
    path = table(tmp_path, f'sums,{ANN},yes,R. Begum,parent,,\nsums,{BEN},"ye')
    with pytest.raises(Invalid) as refusal:
        decisions.load(with_roll, path, at=AT)
    assert str(refusal.value) == (
        "answers.csv was not loaded, none of it: it stops being a table after line 2. "
        "If half of the file is missing, save it again."
    )
    assert decisions.decisions(with_roll) == ()


def test_a_file_without_a_column_says_which(with_roll, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("service,pupil,answer,as\n")
    with pytest.raises(Invalid) as refusal:
        decisions.load(with_roll, path, at=AT)
    assert str(refusal.value) == (
        "answers.csv was not loaded: it has no column 'by'. "
        "The columns are service, pupil, answer, by, as, and clause and wording if wanted."
    )
