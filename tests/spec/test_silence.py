"""What a document does not say: LAW-001, RET-001, PN-001, PN-002."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.checks import Subject, run
from schoolgate.checks.records import Records
from schoolgate.domain.finding import Severity
from schoolgate.domain.reading import DocumentKind, Statement
from schoolgate.domain.vocabulary import Kind, SchoolType
from tests.spec.a_notice import ON, SCHOOL, asked, notice, quoted, row, span, statement

FULL = DocumentKind.PRIVACY_NOTICE
TEXT = "Mathsy: names\nReado: names\n"
SILENT = {
    "LAW-001": "lawful basis",
    "RET-001": "retention period or deletion rule",
}


def two(**said):
    return [row(TEXT, name, **said) for name in ("Mathsy", "Reado")]


@pytest.mark.parametrize("check", sorted(SILENT))
@pytest.mark.parametrize("kind", [DocumentKind.SUPPLIER_LIST, DocumentKind.EXTRACT, DocumentKind.OTHER])
def test_a_list_that_says_nothing_is_asked_once_where_it_is(check, kind):
    (found,) = asked(notice(TEXT, *two(), kind=kind), check)
    assert found.severity is Severity.QUESTION
    assert found.absent
    assert found.quotes == ()
    assert found.entries == ("Mathsy", "Reado")
    assert found.message == (
        f"This document gives no {SILENT[check]}, and it may not be the place for it: where is it? "
        "It is not given for: Mathsy and Reado."
    )


@pytest.mark.parametrize("check", sorted(SILENT))
def test_a_full_notice_that_says_nothing_is_at_fault(check):
    (found,) = asked(notice(TEXT, *two(), kind=FULL), check)
    assert found.severity is Severity.HIGH
    assert found.message == f"The notice gives no {SILENT[check]}. It is not given for: Mathsy and Reado."


@pytest.mark.parametrize("check", sorted(SILENT))
def test_a_full_notice_without_recipients_must_say_it_all_the_same(check):
    (found,) = asked(notice("We look after your data.\n", kind=FULL), check)
    assert found.message == f"The notice gives no {SILENT[check]}."


@pytest.mark.parametrize(
    ("check", "kind", "words"),
    [
        ("LAW-001", "lawful_basis", "Our lawful basis is public task."),
        ("LAW-001", "lawful_basis", "We rely on Article 6(1)(e)."),
        ("RET-001", "retention", "We keep this until your child leaves."),
    ],
)
def test_one_statement_for_the_page_is_enough(check, kind, words):
    text = f"{words}\n{TEXT}"
    rows = [row(text, "Mathsy"), row(text, "Reado")]
    assert asked(notice(text, *rows, kind=FULL, statements=(statement(text, kind, words),)), check) == []


def test_a_statute_alone_is_not_yet_a_basis():
    words = "We do this under the Education Act 1996."
    text = f"{words}\n{TEXT}"
    said = (statement(text, "lawful_basis", words),)
    assert asked(notice(text, row(text, "Mathsy"), kind=FULL, statements=said), "LAW-001")


def test_a_statement_about_a_group_is_not_one_about_the_page():
    words = "These apps rely on public task."
    text = f"{words}\nMathsy\nReado\nOthers\nQuizzo\n"
    said = Statement(
        kind="lawful_basis", value=words, applies_to="section", section="Apps", evidence=(span(text, words),)
    )
    rows = [
        row(text, "Mathsy", section="Apps"),
        row(text, "Reado", section="Apps"),
        row(text, "Quizzo", section="Others"),
    ]
    (found,) = asked(notice(text, *rows, statements=(said,)), "LAW-001")
    assert found.entries == ("Quizzo",)


def test_only_entries_without_are_named():
    text = "Mathsy | public task\nReado\n"
    rows = [row(text, "Mathsy", basis="public task"), row(text, "Reado")]
    (found,) = asked(notice(text, *rows), "LAW-001")
    assert found.entries == ("Reado",)


@pytest.mark.parametrize(
    "words",
    [
        "Data Protection Officer: dpo@school.example",
        "Our DPO is at the council, 01632 960 871.",
        "Write to the Data Protection Officer, High Street, ZZ9 9ZZ.",
    ],
)
def test_an_officer_who_can_be_reached_is_enough(words):
    assert asked(notice(f"{words}\n", kind=FULL), "PN-001") == []


def test_an_officer_under_another_title_is_reported():
    (found,) = asked(notice("Data Privacy Officer: 01632 960 871\n", kind=FULL), "PN-001")
    assert found.severity is Severity.HIGH
    assert quoted([found]) == ["Data Privacy Officer: 01632 960 871"]
    assert found.message == "The data protection officer seems meant, under another title."


def test_an_officer_who_cannot_be_reached_is_reported():
    (found,) = asked(notice("Ask our Data Protection Officer.\n", kind=FULL), "PN-001")
    assert found.message == "A data protection officer is named, with no way to reach them."


def test_a_list_without_an_officer_is_asked_where_the_officer_is():
    (found,) = asked(notice(TEXT, *two()), "PN-001")
    assert (found.severity, found.absent) == (Severity.QUESTION, True)


def test_an_independent_school_is_not_asked_for_an_officer():
    assert asked(notice(TEXT, kind=FULL), "PN-001", school=replace(SCHOOL, type=SchoolType.INDEPENDENT)) == []


BOTH = "Raise a concern with us in the first instance, or with the Information Commissioner's Office."
TOLD = "If you are worried about our use of data, please tell us first. You can also complain to the ICO."
REGULATOR = "You can complain to the ICO."


@pytest.mark.parametrize(
    ("words", "on", "missing"),
    [
        (BOTH, date(2026, 11, 22), None),
        (TOLD, date(2026, 11, 22), None),
        (REGULATOR, date(2026, 6, 18), None),
        (REGULATOR, date(2026, 6, 19), "way to complain to the school"),
        ("To complain, contact the school office.", date(2026, 11, 22), "way to complain to the regulator"),
        ("Hello.", date(2026, 6, 18), "way to complain to the regulator"),
        (
            "Hello.",
            date(2026, 11, 22),
            "way to complain to the school and no way to complain to the regulator",
        ),
    ],
)
def test_the_route_to_the_school_is_owed_from_19_june_2026(words, on, missing):
    found = asked(notice(f"{words}\n", kind=FULL), "PN-002", on=on)
    assert [one.message for one in found] == ([f"The notice gives no {missing}."] if missing else [])
    assert all(("164A" in one.citation) is (on >= date(2026, 6, 19)) for one in found)


def test_how_long_a_body_told_by_law_keeps_data_is_its_own_to_say():
    text = "Mathsy: names\nDepartment for Education: names\n"
    rows = [row(text, "Mathsy"), row(text, "Department for Education", kind=Kind.STATUTORY)]
    (found,) = asked(notice(text, *rows, kind=FULL), "RET-001")
    assert found.entries == ("Mathsy",)
    assert asked(notice(text, rows[1], kind=FULL), "RET-001") == []


def of_register(check, *papers):
    subject = Subject(on=ON, school=SCHOOL, records=Records(papers=papers))
    return [one for one in run(subject) if one.check == check]


@pytest.mark.parametrize(
    ("check", "words", "what"),
    [
        ("PN-001", "Our data protection officer is Robin Ash, dpo@school.example", "contact for the data"),
        ("PN-002", "If you are unhappy, please use our complaints form", "way to complain to the school"),
    ],
)
def test_what_the_notice_on_file_tells_families_has_only_to_be_written_down(check, words, what):
    (lacking,) = of_register(check, "Nothing of it here.")
    (found,) = of_register(check, f"Ash School\n\n{words}.\n\nThe end.\n")

    assert (lacking.severity, lacking.absent) == (Severity.HIGH, True)
    assert found.severity is Severity.QUESTION
    assert f"The register holds no {what}" in found.message
    assert found.message.endswith(" Is it the one in your notice?")
    assert [quote.value.rstrip(".") for quote in found.quotes] == [words]
    assert found.fix.startswith("Write it down: schoolgate school set ")
