"""A paper read again, and several papers about the same service."""

import pytest

from schoolgate.actions import adopting, agreements, differences, editions, papers
from schoolgate.actions.register import find
from schoolgate.domain.agreement import AgreementState
from schoolgate.domain.difference import DifferenceKind, Settled
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Flow
from tests.actions import cast
from tests.actions.day import AT, ON

LAST_YEAR = """Hill Primary School
Third parties we share pupil data with

System: CPOMS
Purpose: Safeguarding records
Data shared: Name, date of birth

System: Mathletics
Purpose: Maths practice
Data shared: Name, class
Retention: One year

System: Purple Mash
Purpose: Computing
Data shared: Name
"""


def take_in(office, text, name="notice.txt", **paper):
    document = adopting.keep_reading(
        office,
        adopting.notice_file.read(text.encode(), name),
        text.encode(),
        name,
        at=AT,
        paper=adopting.Paper(**paper),
    )
    return adopting.adopt(office, document.number, by=cast.OFFICE, at=AT, on=ON)


def word(why="asked the supplier"):
    return differences.Word(by=cast.HEAD, at=AT, on=ON, why=why)


def stated(found):
    return [(one.slug, one.field, one.kind, one.said, one.held) for one in found]


@pytest.fixture
def begun(office):
    """Last year's notice taken in."""
    take_in(office, LAST_YEAR)
    return office


def test_a_notice_that_says_the_same_again_leaves_nothing_to_settle(begun):
    again = take_in(begun, LAST_YEAR.replace("Third parties", "Third  parties"))

    assert (again.drafts, again.differing) == ((), ())
    assert set(again.already) == {"CPOMS", "Mathletics", "Purple Mash"}


def test_only_what_changed_in_a_new_edition_waits_for_a_person(begun):
    changed = LAST_YEAR.replace("Name, class", "Name, class, date of birth").replace("One year", "Two years")
    again = take_in(begun, changed)

    assert stated(again.differing) == [
        ("mathletics", "retention", DifferenceKind.DIFFERS, "Two years", "One year"),
        ("mathletics", "item.date_of_birth", DifferenceKind.DIFFERS, "sent", None),
    ]
    assert [one.text for one in again.differing[0].quotes] == ["Two years"]
    assert find(begun, "mathletics").retention == "One year"


def test_recipients_added_and_gone_are_told_apart(begun):
    again = take_in(begun, LAST_YEAR.replace("Purple Mash", "Tapestry"))

    assert [one.service for one in again.drafts] == ["Tapestry"]
    assert stated(again.differing) == [("purple-mash", "", DifferenceKind.GONE, None, "named")]

    differences.settle(begun, again.document, "purple-mash", "", Settled.TAKE, word())
    assert find(begun, "purple-mash").state is AgreementState.ENDED
    assert differences.of_document(begun, again.document) == ()


def test_a_value_that_a_new_edition_leaves_out_is_not_dropped_by_itself(begun):
    again = take_in(begun, LAST_YEAR.replace("Retention: One year\n", ""))

    assert stated(again.differing) == [("mathletics", "retention", DifferenceKind.GONE, None, "One year")]
    differences.settle(begun, again.document, "mathletics", "retention", Settled.TAKE, word())
    assert find(begun, "mathletics").retention is None


def test_what_a_person_corrected_survives_the_same_words_read_again(begun):
    agreements.set_value(
        begun, "mathletics", "retention", "Until Year 6 ends", by=cast.OFFICE, why="the contract", at=AT
    )
    again = take_in(begun, LAST_YEAR + "\nSystem: Tapestry\nPurpose: Learning journal\nData shared: Name\n")

    assert again.differing == ()
    assert find(begun, "mathletics").retention == "Until Year 6 ends"


def test_what_a_person_corrected_is_asked_about_again_when_the_words_change(begun):
    agreements.set_value(
        begun, "mathletics", "retention", "Until Year 6 ends", by=cast.OFFICE, why="the contract", at=AT
    )
    again = take_in(begun, LAST_YEAR.replace("One year", "Two years"))

    assert stated(again.differing) == [
        ("mathletics", "retention", DifferenceKind.DIFFERS, "Two years", "Until Year 6 ends")
    ]


def test_a_row_rejected_once_stays_out_of_the_next_edition(office):
    document = adopting.keep(office, LAST_YEAR.encode(), "notice.txt", at=AT)
    numbers = {one.name: at for at, one in enumerate(adopting.reading_of(document).entries)}
    said = Review(
        document=document.number,
        entry=numbers["Purple Mash"],
        field=None,
        action=ReviewAction.REJECT,
        value=None,
        by=cast.OFFICE,
        at=AT,
    )
    adopting.decide(office, said)
    adopting.adopt(office, document.number, by=cast.OFFICE, at=AT, on=ON)
    again = take_in(office, LAST_YEAR.replace("One year", "Two years"))

    assert again.rejected == ("Purple Mash",)
    assert again.drafts == ()
    answer = adopting.document_of(office, again.document).answer
    assert "Purple Mash" in [one["name"] for one in answer["entries"]]


def test_what_is_settled_once_is_not_asked_again(begun):
    changed = LAST_YEAR.replace("One year", "Two years")
    again = take_in(begun, changed)
    differences.settle(begun, again.document, "mathletics", "retention", Settled.KEEP, word())
    third = take_in(begun, changed.replace("Safeguarding records", "Safeguarding notes"))

    assert find(begun, "mathletics").retention == "One year"
    assert [one.field for one in third.differing] == ["purposes"]


def test_a_word_taken_makes_a_draft_with_the_words_it_came_from(begun):
    again = take_in(begun, LAST_YEAR.replace("Name, class", "Name, class, date of birth"))
    before = find(begun, "mathletics")
    differences.settle(begun, again.document, "mathletics", "item.date_of_birth", Settled.TAKE, word())
    after = find(begun, "mathletics")

    assert (after.version, after.state) == (before.version + 1, AgreementState.DRAFT)
    assert {term.item: term.flow for term in after.terms()}["date_of_birth"] is Flow.SENT
    assert (
        next(t for t in after.terms() if t.item == "date_of_birth").quotes[0].document
        == adopting.document_of(begun, again.document).digest
    )


def test_another_paper_fills_what_the_notice_left_blank(begun):
    listed = (
        "Suppliers of Hill Primary School\n\nSystem: CPOMS\nStorage: United Kingdom\nRetention: 25 years\n"
    )
    more = take_in(begun, listed, "suppliers.txt", kind=DocumentKind.CONTRACT_SCHEDULE)
    cpoms = find(begun, "cpoms")

    assert more.filled == ("CPOMS",)
    assert (cpoms.storage, cpoms.retention) == ("United Kingdom", "25 years")
    assert {name: quote.document for name, quote in cpoms.quotes}["storage"] == adopting.document_of(
        begun, more.document
    ).digest


def test_what_another_paper_does_not_say_contradicts_nothing(begun):
    listed = "Suppliers of Hill Primary School\n\nSystem: Mathletics\nStorage: United Kingdom\n"

    assert take_in(begun, listed, "suppliers.txt", kind=DocumentKind.CONTRACT_SCHEDULE).differing == ()


def test_two_papers_that_disagree_both_stand(begun):
    listed = "Suppliers of Hill Primary School\n\nSystem: Mathletics\nData shared: Name, class, UPN\n"
    listed += "Retention: 7 years\n"
    more = take_in(begun, listed, "suppliers.txt", kind=DocumentKind.CONTRACT_SCHEDULE)

    assert {(one.field, one.said, one.held) for one in more.differing} == {
        ("item.upn", "sent", None),
        ("retention", "7 years", "One year"),
    }
    by_paper = {
        one.document.name: one.values
        for one in papers.words_on(begun, "mathletics")
        if one.field == "retention"
    }
    assert by_paper == {"notice.txt": ("One year",), "suppliers.txt": ("7 years",)}


def test_a_signed_agreement_is_never_filled_behind_its_signature(begun):
    cast.draft(begun, "abacus", retention=None)
    cast.assess(begun, "abacus")
    cast.approve(begun, "abacus")
    listed = "Suppliers of Hill Primary School\n\nSystem: Abacus\nRetention: 7 years\n"
    more = take_in(begun, listed, "suppliers.txt", kind=DocumentKind.CONTRACT_SCHEDULE)

    assert find(begun, "abacus").state is AgreementState.APPROVED
    assert more.filled == ()
    assert ("abacus", "retention", DifferenceKind.FILLS, "7 years", None) in stated(more.differing)


def test_a_person_says_which_paper_follows_which(begun):
    other = take_in(begun, LAST_YEAR.replace("Purple Mash", "Tapestry"), "july.txt")
    assert editions.last_edition(begun, adopting.document_of(begun, other.document)).number == 1

    editions.say_follows(begun, other.document, None, by=cast.OFFICE, at=AT)
    assert editions.last_edition(begun, adopting.document_of(begun, other.document)) is None
    assert differences.of_document(begun, other.document) == ()


def test_a_paper_cannot_follow_a_later_one_or_one_that_is_not_there(begun):
    with pytest.raises(Invalid, match="was taken in after 1, so it can't be its last edition"):
        editions.say_follows(begun, 1, 1, by=cast.OFFICE, at=AT)
    with pytest.raises(NotFound, match="There is no document 9 here"):
        editions.say_follows(begun, 1, 9, by=cast.OFFICE, at=AT)


def test_nothing_is_settled_where_nothing_differs(begun):
    with pytest.raises(NotFound, match="no difference on retention of mathletics stands open in document 1"):
        differences.settle(begun, 1, "mathletics", "retention", Settled.TAKE, word())


def test_a_document_does_not_say_which_of_several_clauses_it_is_about(begun):
    cast.draft(begun, "abacus", cast.clause("full_name"), cast.clause("date_of_birth", id="2"))
    listed = "Suppliers of Hill Primary School\n\nSystem: Abacus\nLawful basis: 6(1)(f)\n"
    more = take_in(begun, listed, "suppliers.txt", kind=DocumentKind.CONTRACT_SCHEDULE)

    with pytest.raises(
        Invalid, match="Abacus has 2 clauses, and the document does not say which of them its basis"
    ):
        differences.settle(begun, more.document, "abacus", "basis", Settled.TAKE, word())


SCHEDULE = b"""Schedule 1: data processing

Types of personal data: name, class, UPN
Nature and purpose of the processing: practising arithmetic
Retention: deleted within 60 days of the end of the contract
Location of processing: United Kingdom
"""


def adopt_about(office, data, about, kind, name="schedule.txt"):
    return adopting.adopt_bytes(
        office,
        data,
        name,
        review=None,
        by=cast.OFFICE,
        at=AT,
        on=ON,
        paper=adopting.Paper(kind=kind, about=about),
    )


def test_a_contracts_schedule_is_laid_beside_what_the_notice_said_of_its_service(begun):
    done = adopt_about(begun, SCHEDULE, "mathletics", DocumentKind.CONTRACT_SCHEDULE)

    assert {(one.field, one.said, one.held) for one in done.differing} == {
        ("item.upn", "unknown", None),
        ("retention", "deleted within 60 days of the end of the contract", "One year"),
    }
    assert find(begun, "mathletics").storage == "United Kingdom"


def test_two_contracts_of_one_file_name_are_two_papers(begun):
    adopt_about(begun, SCHEDULE, "mathletics", DocumentKind.CONTRACT_SCHEDULE)
    other = adopt_about(begun, SCHEDULE + b" ", "cpoms", DocumentKind.CONTRACT_SCHEDULE)

    assert editions.last_edition(begun, adopting.document_of(begun, other.document)) is None


def test_a_paper_about_one_service_says_what_sort_of_paper_it_is(begun):
    with pytest.raises(Invalid, match="said to be about mathletics alone, and not what sort of paper it is"):
        adopt_about(begun, SCHEDULE, "mathletics", None)
