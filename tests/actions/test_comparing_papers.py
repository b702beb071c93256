"""One school's papers, kept as a school keeps them: where they part is said, with the words."""

import os
from dataclasses import replace
from datetime import date

import pytest

from schoolgate.actions import agreements, comparing_papers, publishing
from schoolgate.actions.adopting import adopt, keep
from schoolgate.compare.drift import DriftKind
from schoolgate.domain.agreement import AgreementState
from schoolgate.domain.errors import NotFound
from schoolgate.store import register
from tests.actions.cast import (
    OFFICE,
    answer,
    approve,
    assess,
    clause,
    draft,
    in_force,
    later,
    on_roll,
    opt_in,
    run,
    withdraw,
)
from tests.actions.day import AT, ON

SUMS = """
Sums
Provider: Sums Ltd
Purpose: maths practice
Data shared: {items}
Year groups: All
Risk assessment date: {assessed}
"""


def notice(*rows, items="full name, admission number", assessed="November 2026", sums=SUMS):
    said = [sums.format(items=items, assessed=assessed), *rows]
    return "\n".join(["Hill Primary School", "", "Suppliers we use", *said]).encode()


def take_in(office, text, name="notice.txt", *, at=AT):
    return keep(office, text, name, at=at)


def said(office, kind=None, **more):
    found = comparing_papers.of_school(office, on=ON, **more)
    return [one for one in found if kind in (None, one.kind)]


@pytest.fixture
def school(with_roll):
    """A school whose papers say the same: one service, declared, approved and sent."""
    in_force(with_roll)
    take_in(with_roll, notice())
    return with_roll


def test_papers_that_say_the_same_raise_nothing(school, tmp_path):
    run(school, tmp_path)
    assert said(school) == []


def test_a_school_with_nothing_on_file_is_held_against_nothing(with_roll, tmp_path):
    in_force(with_roll)
    run(with_roll, tmp_path)
    assert said(with_roll) == []


def test_a_service_of_the_notice_that_the_register_has_not(school):
    take_in(school, notice("Spello", "Data shared: first name"), at=later(days=1))
    (one,) = said(school)
    assert (one.kind, one.service, one.slug, one.paper) == (
        DriftKind.NOT_IN_REGISTER,
        "Spello",
        None,
        "notice.txt",
    )
    assert one.words == ("Spello",)
    assert one.differs == "notice.txt names Spello, and the register has no agreement with it."
    assert one.to_do == "Take it into the register, or take it out of the document."


def test_an_approved_service_that_the_notice_does_not_name(school):
    in_force(school, "reado")
    (one,) = said(school)
    assert (one.kind, one.slug) == (DriftKind.NOT_IN_NOTICE, "reado")
    assert one.differs == "Reado is approved in the register, and notice.txt does not name it."


def test_a_draft_is_not_held_against_the_notice(school):
    draft(school, "reado")
    assert said(school) == []


def test_other_data_declared_is_told_both_ways_with_the_words(school):
    take_in(school, notice(items="full name, date of birth"), at=later(days=1))
    (one,) = said(school)
    assert one.kind is DriftKind.ITEMS
    assert one.differs == (
        "Sums: the register also has school's number for the pupil, and notice.txt also says date of birth."
    )
    assert one.words == ("date of birth",)


def test_a_name_in_full_covers_a_part_of_it(with_roll):
    in_force(with_roll, "sums", clause("first_name", "pupil_id"))
    take_in(with_roll, notice())
    assert said(with_roll, DriftKind.SENT_UNDECLARED) == []
    (one,) = said(with_roll)
    assert one.differs == "Sums: notice.txt also says full name."


def test_what_left_and_no_paper_says(school, tmp_path):
    run(school, tmp_path)
    take_in(school, notice(items="full name"), at=later(days=1))
    one = said(school)[0]
    assert one.kind is DriftKind.SENT_UNDECLARED
    assert one.differs == (
        f"On {ON} (entry 1 of the ledger) Sums was sent school's number for the pupil, and notice.txt names "
        "it without that."
    )
    assert one.words == ("full name",)


def test_what_left_to_a_service_that_no_paper_names(school, tmp_path):
    in_force(school, "reado")
    run(school, tmp_path, "reado")
    one = said(school)[0]
    assert one.differs == (
        f"On {ON} (entry 1 of the ledger) Reado was sent full name, school's number for the pupil, and no "
        "document on file names it."
    )


def test_a_notice_that_names_a_service_and_no_data_denies_nothing_by_that(school, tmp_path):
    run(school, tmp_path)
    take_in(school, notice(sums="\nSums\nPurpose: maths practice\n"), at=later(days=1))
    assert said(school) == []


@pytest.mark.parametrize("has_left", [True, False])
def test_a_feed_to_a_service_that_the_notice_denies_comes_first(school, tmp_path, has_left):
    if has_left:
        run(school, tmp_path)
    text = b"Hill Primary School\n\nSuppliers we use\n\nReado - reading. First name.\n\nNot used: Sums.\n"
    take_in(school, text, at=later(days=1))
    one = said(school)[0]
    assert one.kind is DriftKind.SENT_THOUGH_DENIED
    does = f"was sent a parcel on {ON} (entry 1 of the ledger)" if has_left else "has an approved feed"
    assert one.differs == f"By notice.txt Sums is not used or told anything, and it {does}."
    assert one.words


def test_a_service_that_the_register_stopped_and_the_notice_lists(school):
    agreements.suspend(school, "sums", by=OFFICE, why="a breach", at=later(hours=1))
    (one,) = said(school)
    assert (one.kind, one.words) == (DriftKind.STATE, ("Sums",))
    assert one.differs == "Sums is suspended in the register, and notice.txt lists it as used."


def test_a_service_that_the_notice_awaits_and_the_register_approved(school):
    take_in(school, notice(assessed="Awaiting assessment (not currently approved for use)"), at=later(days=1))
    (one,) = said(school, DriftKind.STATE)
    assert one.differs == (
        "Sums is approved in the register, and notice.txt says that it awaits its assessment."
    )


def test_another_day_of_assessment_printed_than_recorded(school):
    take_in(school, notice(assessed="September 2019"), at=later(days=1))
    (one,) = said(school)
    assert (one.kind, one.words) == (DriftKind.ASSESSED, ("September 2019",))
    assert one.differs == (
        f"notice.txt says that Sums was assessed in 2019-09, and the register that it was on {ON}."
    )


def test_an_assessment_known_from_the_notice_alone_is_no_second_word(with_roll):
    document = take_in(with_roll, notice(assessed="September 2019"))
    adopt(with_roll, document.number, by=OFFICE, at=AT, on=ON)
    assert said(with_roll) == []


def test_a_yes_given_to_other_words(with_roll):
    first, second, third = on_roll()[:3]
    opt_in(with_roll)
    take_in(with_roll, notice())
    for pupil in (first, second, third):
        answer(with_roll, pupil)
    withdraw(with_roll, third)
    assert said(with_roll) == []

    reworded(with_roll, "May we send the name and the date of birth?")
    (one,) = said(with_roll)
    assert (one.kind, one.words) == (DriftKind.ASKED_OTHERWISE, ("May we?",))
    assert one.differs == (
        "2 families' yes to Sums was given to other words: they would be asked "
        '"May we send the name and the date of birth?" now.'
    )
    assert first not in repr(one)


def reworded(office, words):
    """The next version asks families something else."""
    standing = register.standing(office.tenant, "sums")
    (one,) = standing.clauses
    asked = replace(one, choice=replace(one.choice, wording=words))
    after = replace(standing, version=standing.version + 1, state=AgreementState.DRAFT, clauses=(asked,))
    register.append_version(office.tenant, after, made_by=OFFICE, made_at=later(hours=1), why="reworded")
    approve(office, "sums", at=later(hours=2))


def test_a_page_written_before_the_version_that_holds(school, tmp_path):
    page = tmp_path / "index.html"
    page.write_text("<p>Sums</p>")
    os.utime(page, times=(later(days=1).timestamp(),) * 2)
    assert said(school, page=page) == []

    assess(school, "sums", on=date(2026, 11, 23))
    agreements.set_value(school, "sums", "retention", "one year", by=OFFICE, why="settled", at=later(days=2))
    assert said(school, DriftKind.NOT_PUBLISHED, page=page) == []
    approve(school, "sums", at=later(days=3), on=date(2026, 11, 25))
    (one,) = said(school, DriftKind.NOT_PUBLISHED, page=page)
    assert one.differs == (
        "index.html was written on 2026-11-23, before version 4 of Sums (approved on 2026-11-25)."
    )


def test_the_page_that_was_published_is_held_against_what_holds_now(school, tmp_path):
    publishing.publish(school, tmp_path / "page", on=ON, at=later(hours=1))
    approve_again(school, at=later(hours=2))
    assert said(school) == []

    agreements.set_value(school, "sums", "retention", "one year", by=OFFICE, why="settled", at=later(hours=3))
    approve_again(school, at=later(hours=4))
    (one,) = said(school)
    assert (one.kind, one.paper) == (DriftKind.NOT_PUBLISHED, "The page published as number 1")
    assert one.differs == (
        "The page published as number 1 was written on 2026-11-22, before version 5 of Sums (approved on "
        "2026-11-22)."
    )
    publishing.publish(school, tmp_path / "page", on=ON, at=later(hours=5))
    assert said(school) == []


def approve_again(office, *, at):
    """Signed once more; its words may be the same."""
    approve(office, "sums", at=at)


def test_a_page_that_is_not_there_is_said(school, tmp_path):
    with pytest.raises(NotFound) as refusal:
        said(school, page=tmp_path / "none.html")
    assert str(refusal.value) == (
        f"Nothing was compared: there is no page {tmp_path / 'none.html'}. Give the file that families see."
    )


def test_a_consent_form_need_not_name_everybody_and_is_held_to_what_it_says(school):
    form = (
        b"Hill Primary School\n\nConsent form\n\nService   What is shared   Yes   No\n"
        b"Sums      full name, class      [ ]   [ ]\n"
    )
    in_force(school, "reado")
    take_in(school, notice("Reado", "Provider: Reado Ltd", "Data shared: full name, admission number"))
    take_in(school, form, "form.txt", at=later(days=1))
    kinds = {one.kind for one in said(school)}
    assert DriftKind.NOT_IN_NOTICE not in kinds
    (one,) = said(school, DriftKind.ITEMS)
    assert one.differs == "Sums: notice.txt and form.txt also say class."
