"""What one paper does not say another may: then it is not asked."""

from schoolgate.actions import adopting, notice_file, notices
from schoolgate.compare.joining import joined
from schoolgate.domain.reading import DocumentKind
from tests.actions.day import AT, ON

NOTICE = """Hill Primary School privacy notice
We share pupil data with the suppliers below.

System: Mathletics
Purpose: Maths practice
Data shared: Name, class
Lawful basis: Public task, Article 6(1)(e)

System: Purple Mash
Purpose: Computing
Data shared: Name
Lawful basis: Public task, Article 6(1)(e)
"""
SCHEDULE = """Schedule of contracts, Hill Primary School

System: Mathletics
Retention: Deleted one month after the pupil leaves
"""


def read(text, name):
    return notice_file.read(text.encode(), name)


def unsaid(found, check="RET-001"):
    return [one.entries for one in found if one.check == check]


def test_a_period_that_another_paper_gives_is_asked_only_of_the_others(office):
    notice = read(NOTICE, "notice.txt")
    alone = unsaid(notices.findings(notice, asked=notices.asked(office), on=ON))
    adopting.keep_reading(
        office,
        read(SCHEDULE, "contracts.txt"),
        SCHEDULE.encode(),
        "contracts.txt",
        at=AT,
        paper=adopting.Paper(kind=DocumentKind.CONTRACT_SCHEDULE),
    )
    together = notices.findings(notice, asked=notices.asked(office), on=ON)

    assert alone == [("Mathletics", "Purple Mash")]
    assert unsaid(together) == [("Purple Mash",)]
    assert "Mathletics" not in next(one.message for one in together if one.check == "RET-001")


def test_the_same_paper_read_before_answers_nothing(office):
    notice = read(NOTICE, "notice.txt")
    longer = NOTICE + "Retention: One year\n"
    adopting.keep_reading(office, read(longer, "notice.txt"), longer.encode(), "notice.txt", at=AT)

    assert unsaid(notices.findings(notice, asked=notices.asked(office), on=ON)) == [
        ("Mathletics", "Purple Mash")
    ]


def test_what_is_wrong_in_the_words_of_a_paper_is_not_answered_by_another(office):
    assured = NOTICE + "\nAll our suppliers are fully GDPR compliant.\n"
    notice = read(assured, "notice.txt")
    alone = {(one.check, one.entry, one.quotes) for one in found_with_quotes(office, notice)}
    adopting.keep(office, SCHEDULE.encode(), "contracts.txt", at=AT)

    assert alone == {(one.check, one.entry, one.quotes) for one in found_with_quotes(office, notice)}
    assert alone


def found_with_quotes(office, notice):
    found = notices.findings(notice, asked=notices.asked(office), on=ON)
    return [one for one in found if one.quotes and one.entry is None]


def test_every_span_of_papers_read_together_points_at_its_words(office):
    notice, schedule = read(NOTICE, "notice.txt"), read(SCHEDULE, "contracts.txt")
    both = joined(notice, [schedule])
    filled = both.entries[0]

    assert [both.text[a:b] for a, b in filled.evidence["retention"]] == [filled.retention]
    assert [both.text[a:b] for a, b in filled.evidence["name"]] == ["Mathletics"]
    assert len(both.entries) == len(notice.entries)
