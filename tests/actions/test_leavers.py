"""Who has left a recipient shows by itself; who is asked what is a person's word, tracked until answered."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from schoolgate.actions import agreements, answering, asking, leavers, ledger
from schoolgate.actions.asking import Ask
from schoolgate.domain.agreement import KeyKind, WhenEnded
from schoolgate.domain.deletion import Answered, Asking
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import DeletionState
from schoolgate.store import deletion_requests, deletions
from tests.actions.cast import (
    AT,
    HEAD,
    OFFICE,
    ON,
    Clock,
    answer,
    approve,
    changed,
    clause,
    in_force,
    later,
    load_roll,
    made_up,
    on_roll,
    opt_in,
    rows_of,
    run,
    withdraw,
    without,
)

ANN, BEN, *_ = on_roll()
STILL_THERE = (
    "Its feed still has 1 of these pupils, and would send everything anew. A family takes back its yes with: "
    "schoolgate decision withdraw"
)
NOT_NAMED = (
    "Of 1 of the pupils nothing here says what it knows them by. Load a roll that lists leavers, or write "
    "to it yourself and say so with --form by-hand."
)
KEPT = (
    "The agreement says that it keeps what it holds. If that is wrong, say otherwise: "
    "schoolgate agreement set sums when_ended delete"
)


def left(*pupils):
    """The made-up roll, in which these pupils left today."""
    return changed(made_up(), lambda row: row | {"leaving_date": ON} if row["id"] in pupils else row)


def sent(office, tmp_path, slug="sums", **values):
    in_force(office, slug, **{"when_ended": WhenEnded.DELETE} | values)
    return run(office, tmp_path / "out", slug)


def needed(office, at=AT):
    return {one.slug: dict(one.pupils) for one in leavers.needs(office, at=at)}


def states(office):
    return [(one.pupil_id, one.state) for one in deletions.deletions(office.tenant)]


def ask(office, slug="sums", *, form=Asking.LETTER, no_hold=HEAD, out=None, pupils=(), at=AT, dry_run=False):
    told = Ask(asking=form, by=OFFICE, no_hold=no_hold, pupils=pupils, out=out)
    return asking.ask(office, slug, told, clock=Clock(at), dry_run=dry_run)


def test_who_leaves_the_school_or_is_no_longer_listed_has_to_be_asked_for(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    assert needed(with_roll) == {}
    load_roll(with_roll, tmp_path, without(left(ANN), BEN))

    assert needed(with_roll) == {"sums": {ANN: "left the school", BEN: "left the school"}}


def test_a_yes_taken_back_makes_a_need_and_one_given_again_ends_it(with_roll, tmp_path):
    opt_in(with_roll, when_ended=WhenEnded.DELETE)
    answer(with_roll, ANN)
    run(with_roll, tmp_path / "out")
    withdraw(with_roll, ANN)
    assert needed(with_roll) == {"sums": {ANN: "a family withdrew; the agreement says delete"}}

    answer(with_roll, ANN)

    assert needed(with_roll) == {}


def test_an_objection_that_is_not_decided_yet_ends_nothing(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    answer(with_roll, ANN, "objection")

    assert needed(with_roll) == {}


def test_an_agreement_that_ends_leaves_everybody_to_be_asked_for(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    agreements.suspend(with_roll, "sums", by=HEAD, why="a breach", at=AT)
    assert needed(with_roll) == {}

    agreements.end(with_roll, "sums", by=HEAD, why="no longer used", at=AT)

    assert needed(with_roll) == {"sums": dict.fromkeys(sorted(on_roll()), "the agreement has ended")}


def test_a_late_review_that_stops_a_feed_makes_nobody_a_leaver(with_roll, tmp_path):
    sent(with_roll, tmp_path)

    assert needed(with_roll, at=later(days=700)).keys() <= {"sums"}
    assert not set(needed(with_roll, at=later(days=700)).get("sums", {})) & {ANN, BEN}


def test_a_version_for_fewer_pupils_leaves_the_others_to_be_asked_for(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    year = next(row["year_group"] for row in made_up()["pupil"].records() if row["id"] == ANN)
    agreements.set_value(
        with_roll, "sums", "clause.1.years", f"Year {year}" if year.isdigit() else "Reception", by=OFFICE,
        why="narrower", at=AT,
    )  # fmt: skip
    assert needed(with_roll) == {}  # a draft changes nothing
    approve(with_roll)

    assert set(needed(with_roll)["sums"].values()) == {"not in its feed any more"}
    assert ANN not in needed(with_roll)["sums"]


@pytest.mark.parametrize(
    "kept",
    [
        {"when_ended": WhenEnded.KEEP},
        {"please_delete": False},
        {"category": "safeguarding"},
        {"category": "mis"},
    ],
)
def test_nobody_is_asked_by_itself_for_what_is_kept_for_long(with_roll, tmp_path, kept):
    sent(with_roll, tmp_path, **kept)
    load_roll(with_roll, tmp_path, left(ANN))

    assert needed(with_roll) == {}


def test_a_letter_says_what_the_recipient_knows_them_by_and_nothing_else(with_roll, tmp_path):
    told = sent(with_roll, tmp_path)
    keys = {row["Admission number"]: row["Pupil key"] for row in rows_of(told.folder)}
    ann = next(row for row in made_up()["pupil"].records() if row["id"] == ANN)
    load_roll(with_roll, tmp_path, left(ANN))

    made = ask(with_roll, out=tmp_path / "letters")

    text = (Path(made.folder) / "leavers.txt").read_text("utf-8")
    assert text == (
        "Sums Ltd\n\n"
        "Hill Primary School no longer shares data of the pupils below with Sums.\n"
        "Please delete everything that you hold of them, copies included, and tell us when it is done.\n"
        "We ask for your answer by 20 December 2026.\n"
        "If a law obliges you to keep any of it, tell us which and for how long.\n\n"
        f"They are known to you by: Pupil key\n{keys[ann['admission_number']]}\n\n"
        "Hill Primary School\n"
    )
    assert not any(str(ann[one]) in text for one in ("legal_forename", "legal_surname", "date_of_birth"))
    last = ledger.disclosures(with_roll)[-1]
    assert (last.intent.profile, last.intent.people, last.intent.items) == ("leavers/1", 1, ("pupil_id",))
    assert ledger.verify(with_roll).holds()


def file_of(office, tmp_path):
    load_roll(office, tmp_path, left(ANN))
    made = ask(office, form=Asking.LEAVERS_FILE, out=tmp_path / "letters")
    return (Path(made.folder) / "leavers.csv").read_bytes().decode("utf-8-sig")


def test_a_leavers_file_is_headed_as_the_recipients_own_files_are(with_roll, tmp_path):
    named = clause("full_name", "class", "year_group")
    in_force(with_roll, "sums", named, when_ended=WhenEnded.DELETE, format="ttrockstars_csv")
    told = run(with_roll, tmp_path / "out")
    (name,) = (one.name for one in told.files)
    sent_keys = {row["Username"] for row in rows_of(told.folder, name)}

    heading, key = file_of(with_roll, tmp_path).split()

    assert heading == "Username"
    assert key in sent_keys


def test_a_recipient_that_knows_pupils_by_a_number_of_the_roll_is_told_that(with_roll, tmp_path):
    kept = {"key": KeyKind.EXISTING, "key_field": "admission_number", "key_reason": "accounts from 2023"}
    sent(with_roll, tmp_path, **kept)

    number = next(row["admission_number"] for row in made_up()["pupil"].records() if row["id"] == ANN)
    assert file_of(with_roll, tmp_path).splitlines() == ["Admission number", number]


def test_what_nothing_here_can_name_any_more_is_left_to_a_person(with_roll, tmp_path):
    kept = {"key": KeyKind.EXISTING, "key_field": "admission_number", "key_reason": "accounts from 2023"}
    sent(with_roll, tmp_path, **kept)
    load_roll(with_roll, tmp_path, without(made_up(), ANN))

    with pytest.raises(Refused) as error:
        ask(with_roll, out=tmp_path / "letters")

    assert error.value.reasons == (NOT_NAMED,)
    assert ask(with_roll, form=Asking.BY_HAND).request.pupils == (ANN,)


def test_a_need_that_was_asked_is_none_and_the_answer_ends_it(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    load_roll(with_roll, tmp_path, left(ANN))

    made = ask(with_roll, form=Asking.BY_HAND)

    assert needed(with_roll) == {}
    assert states(with_roll) == [(ANN, DeletionState.ASKED)]
    assert (made.request.number, made.request.why) == (1, "left the school")
    assert made.request.due_on == date(2026, 12, 20)
    done = answering.answer(with_roll, 1, Answered.DONE, said="deleted", by=OFFICE, at=later(days=3))
    assert done.state == "done"
    assert states(with_roll) == [(ANN, DeletionState.DONE)]
    assert needed(with_roll) == {}


def test_who_is_sent_again_after_a_deletion_is_held_again(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    load_roll(with_roll, tmp_path, left(ANN))
    ask(with_roll, form=Asking.BY_HAND)
    answering.answer(with_roll, 1, Answered.DONE, said="deleted", by=OFFICE, at=later(hours=2))
    load_roll(with_roll, tmp_path)
    run(with_roll, tmp_path / "out", clock=Clock(later(hours=3)))
    load_roll(with_roll, tmp_path, left(ANN))

    assert needed(with_roll) == {"sums": {ANN: "left the school"}}


def test_a_request_that_nobody_answers_is_overdue_and_a_reminder_gives_a_new_day(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    load_roll(with_roll, tmp_path, left(ANN))
    ask(with_roll, form=Asking.BY_HAND)

    assert answering.overdue(with_roll, on=date(2026, 12, 20)) == ()
    assert [one.request.number for one in answering.overdue(with_roll, on=date(2026, 12, 21))] == [1]
    chased = answering.chase(with_roll, 1, said="by telephone", by=OFFICE, at=later(days=30))
    assert (chased.state, chased.due_on) == ("waiting", ON + timedelta(days=44))
    refused = answering.answer(with_roll, 1, Answered.REFUSED, said="tax law", by=OFFICE, at=later(days=31))
    assert refused.state == "refused"


def test_nothing_is_asked_before_a_person_ruled_out_a_legal_hold_and_named_the_folder(with_roll, tmp_path):
    sent(with_roll, tmp_path, when_ended=None)

    with pytest.raises(Refused) as error:
        ask(with_roll, no_hold=" ")

    assert str(error.value) == (
        "Sums was not asked.\n"
        "- The agreement does not say what happens to what it holds. Say it: schoolgate agreement set sums "
        "when_ended delete (or return, or transfer).\n"
        "- Nobody has ruled out a legal hold: a claim, an inquiry or a complaint for which it has to be "
        "kept. Say who looked, with --no-hold NAME.\n"
        "- There is nobody to ask for: it holds nobody whom it should not, or it has been asked already.\n"
        "- No folder is named for what is written. Name one with --out."
    )
    assert deletion_requests.requests(with_roll.tenant) == ()


def test_files_that_follow_the_child_are_asked_for_one_child_at_a_time(with_roll, tmp_path):
    sent(with_roll, tmp_path, category="safeguarding", when_ended=WhenEnded.TRANSFER)
    load_roll(with_roll, tmp_path, left(ANN))

    with pytest.raises(Refused) as error:
        ask(with_roll, out=tmp_path / "letters")
    made = ask(with_roll, out=tmp_path / "letters", pupils=(ANN,))

    assert error.value.reasons[0] == (
        "Files of this kind follow the child or are kept for long, so it is asked of single pupils only. "
        "Name each with --pupil."
    )
    assert (made.request.wanted, made.request.pupils) == (WhenEnded.TRANSFER, (ANN,))


def test_what_the_agreement_keeps_is_never_asked_for(with_roll, tmp_path):
    sent(with_roll, tmp_path, when_ended=WhenEnded.KEEP)
    load_roll(with_roll, tmp_path, left(ANN))

    with pytest.raises(Refused) as error:
        ask(with_roll, form=Asking.BY_HAND, pupils=(ANN,))

    assert error.value.reasons == (KEPT,)


def test_who_was_never_sent_or_is_still_in_the_feed_is_not_asked_for(with_roll, tmp_path):
    sent(with_roll, tmp_path)

    with pytest.raises(Refused) as error:
        ask(with_roll, form=Asking.SCIM, pupils=(ANN, "nobody"))

    assert error.value.reasons == (
        "It was never sent 1 of these pupils, or has deleted them. Check the ids.",
        STILL_THERE,
        "The format 'plain_csv' is not SCIM. Ask with --form leavers-file or letter.",
    )


def test_a_rehearsed_request_writes_nothing(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    load_roll(with_roll, tmp_path, left(ANN))
    entries = len(ledger.disclosures(with_roll))

    ask(with_roll, out=tmp_path / "letters", dry_run=True)

    assert not (tmp_path / "letters").exists()
    assert needed(with_roll) == {"sums": {ANN: "left the school"}}
    assert len(ledger.disclosures(with_roll)) == entries


def test_a_request_that_is_not_there_or_is_done_is_not_answered(with_roll, tmp_path):
    sent(with_roll, tmp_path)
    load_roll(with_roll, tmp_path, left(ANN))
    ask(with_roll, form=Asking.BY_HAND)
    answering.answer(with_roll, 1, Answered.DONE, said="deleted", by=OFFICE, at=AT)

    with pytest.raises(NotFound) as unknown:
        answering.chase(with_roll, 7, said="by post", by=OFFICE, at=AT)
    with pytest.raises(Refused) as done:
        answering.chase(with_roll, 1, said="by post", by=OFFICE, at=AT)

    assert str(unknown.value) == "There is no request 7. See them all with: schoolgate deletion list"
    assert str(done.value) == "Request 1 was not changed.\n- the recipient has said that it is done"


def test_a_paper_that_would_name_somebody_otherwise_today_is_not_made_again(with_roll, tmp_path):
    known = {"key": KeyKind.EXISTING, "key_field": "username", "key_reason": "its accounts have it"}
    sent(with_roll, tmp_path, **known)
    load_roll(with_roll, tmp_path, left(ANN), at=later())
    asked = Ask(asking=Asking.LETTER, by=OFFICE, no_hold=HEAD, pupils=(ANN,), in_pages=True)
    made = asking.ask(with_roll, "sums", asked, clock=Clock(later()))
    before = asking.paper_again(with_roll, made.request.number)
    other = changed(left(ANN), lambda row: row | {"username": "other"} if row["id"] == ANN else row)
    load_roll(with_roll, tmp_path, other, at=later())

    assert b"Please delete" in before["leavers.txt"]
    with pytest.raises(Refused) as refused:
        asking.paper_again(with_roll, made.request.number)
    assert str(refused.value) == (
        "The paper was not made again.\n- what it is known by has changed on the roll since, so it would be "
        "another one; ask anew"
    )
    with pytest.raises(NotFound, match="There is no paper of a request 7"):
        asking.paper_again(with_roll, 7)
