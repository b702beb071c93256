import io
import itertools
from dataclasses import replace
from datetime import UTC, date, datetime

import lxml.html
import pypdfium2
import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from schoolgate.domain.agreement import AgreementState, Clause
from schoolgate.domain.assessment import Assessment, Outcome
from schoolgate.domain.contract import Contract, ContractTerm, SubProcessor, TermQuote
from schoolgate.domain.finding import Finding, Severity
from schoolgate.domain.vocabulary import Basis, Role
from schoolgate.publish.papers.as_html import as_html
from schoolgate.publish.papers.as_text import as_md, as_txt
from schoolgate.publish.papers.contract_file import contract_file
from schoolgate.publish.papers.formats import FORMATS
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.paper import Facts, Gap, Grid, Paper, Points, Section, Words
from schoolgate.publish.papers.policy import policy_document
from schoolgate.publish.papers.processing import columns, processing_record, processing_rows
from schoolgate.publish.papers.report import SchoolTerm, governors_report
from schoolgate.publish.papers.spreadsheet import as_xlsx
from schoolgate.publish.readability import grade
from tests.publish.cast import CONTROLLER, agreement, sent
from tests.publish.papers import CENSUS, JOBS, NURSE, REGISTER, SUMS, SYSTEM, TODAY, WHOLE_SCHOOL

ABROAD = (
    "Third countries or international organisations that personal data are transferred to (if applicable)"
)


def contract(slug="sum-club", terms=tuple(ContractTerm), **more):
    quotes = tuple(TermQuote(term=term, words=f"It says {term}.") for term in terms)
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Contract(
        slug=slug, document="sums.pdf", quotes=quotes, recorded_by="A. Khan", recorded_at=at, **more
    )


def held(*agreements, looks=(), contracts=(), **more):
    return Held(
        school=WHOLE_SCHOOL,
        controller=CONTROLLER,
        agreements=agreements or REGISTER,
        looks={one.slug: one for one in looks},
        contracts={one.slug: one for one in contracts},
        on=TODAY,
        **more,
    )


def row(one, heading, **more):
    (found,) = processing_rows(held(one, **more))
    return found[columns().index(heading)]


# The record of processing


@pytest.mark.parametrize(
    "column",
    [
        "Purpose of processing",
        "Controller",
        "Data protection officer",
        "Categories of individuals",
        "Categories of personal data",
        "Categories of recipients",
        ABROAD,
        "Safeguards for transfers of personal data (if applicable)",
        "Retention schedule (if possible)",
        "General description of technical and organisational security measures (if possible)",
    ],
)
def test_the_record_has_what_article_30_asks_for(column):
    assert column in columns()
    assert all(found[columns().index(column)] for found in processing_rows(held()))


def test_the_record_has_a_row_for_each_clause_in_force():
    draft = replace(SUMS, slug="draft", state=AgreementState.DRAFT)
    assert len(processing_rows(held(*REGISTER, draft))) == len(REGISTER)


def test_a_processors_row_leads_to_its_contract():
    heading = "Link to contract with processor"
    assert row(SUMS, heading, contracts=[contract()]) == "sums.pdf"
    assert row(NURSE, heading) == "Not applicable"
    assert row(SUMS, heading) == Gap(
        what="where the contract with Sum Club is",
        how="Record it: schoolgate agreement contract sum-club FILE",
    )


def test_data_kept_abroad_is_in_the_record_with_its_safeguard():
    safeguards = "Safeguards for transfers of personal data (if applicable)"
    assert (row(SUMS, ABROAD), row(SUMS, safeguards)) == (
        "Ireland",
        "Ireland, which UK adequacy regulations cover",
    )
    assert (row(SYSTEM, ABROAD), row(SYSTEM, safeguards)) == ("None known", "Not applicable")
    assert isinstance(row(replace(SUMS, transfer=None), safeguards), Gap)


def test_an_interest_is_recorded_only_where_it_is_the_basis():
    heading = "Legitimate interests for the processing (if applicable)"
    assert row(JOBS, heading) == "finding the right person for a post"
    assert row(SUMS, heading) == "Not applicable"


def test_what_was_assessed_stands_in_the_record():
    look = Assessment(
        slug="sum-club",
        outcome=Outcome.APPROVED,
        by="M. Head",
        role="head",
        on=date(2026, 1, 5),
        review_due=date(2027, 1, 5),
    )
    heading = "Data protection impact assessment progress"
    assert row(SUMS, heading, looks=[look]) == (
        "Approved on 5 January 2026, by M. Head; review due on 5 January 2027"
    )
    assert row(SUMS, heading) == "Not assessed yet"


def test_what_nobody_wrote_down_is_a_gap_and_never_no():
    assert isinstance(row(SUMS, "Has a personal data breach occurred?"), Gap)
    assert isinstance(row(SUMS, "Data protection impact assessment required?"), Gap)


def cells(content, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()


def test_the_workbook_reads_back_as_the_record():
    shown = cells(as_xlsx(held()))
    top = next(number for number, found in enumerate(shown) if found[0] == "Business function")
    assert tuple(shown[top]) == columns()
    assert len(shown) == top + 1 + len(REGISTER)
    assert shown[1][:2] == ["Controller", "Governing body of Elm Row Primary School"]
    assert shown[2][:2] == ["How to reach the controller", "office@elmrow.example"]


def test_the_workbook_lists_what_is_to_complete():
    listed = cells(as_xlsx(held(SUMS)), sheet=1)
    assert listed[0] == ["What is missing", "What to do"]
    assert any("personal data" in found[0] or "lost" in found[0] for found in listed[1:])


def test_the_same_record_is_the_same_bytes():
    assert as_xlsx(held()) == as_xlsx(held())


@pytest.mark.parametrize("typed", ["=1+1", "+44 20", "-2", "@SUM(A1)", "\t=1", "{=A1}", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula_whatever_a_school_typed(typed):
    content = as_xlsx(held(replace(SUMS, storage=typed, retention=typed)))
    assert typed.strip() in [str(cell).strip() for found in cells(content) for cell in found]
    assert b"<f>" not in content


def test_the_record_as_a_paper_says_the_same():
    shown = as_txt(processing_record(held()))
    assert "Categories of recipients: Suppliers: Sum Club Ltd" in shown
    assert "Article 9 basis for processing special category data: Article 9(2)(h)" in shown


# The appropriate policy document


def test_substantial_public_interest_needs_the_policy_document():
    shown = as_txt(policy_document(held(CENSUS, NURSE)))
    assert "Schedule 1 condition: paragraph 6 (statutory and government purposes)" in shown
    assert "How we keep to the principles" in shown
    assert "School nursing" not in shown


def test_health_care_needs_none_and_the_paper_says_why():
    shown = as_txt(policy_document(held(NURSE)))
    assert "This document is not needed now." in shown
    assert "School nursing: Article 9(2)(h)" in shown


def test_no_sensitive_data_needs_none():
    shown = as_txt(policy_document(held(SUMS)))
    assert "This document is not needed now." in shown
    assert "No agreement in force uses special category data." in shown


def test_a_use_without_a_condition_leaves_it_undecided():
    bare = agreement("Bare", Clause(id="1", terms=(sent("medical"),), basis=Basis.PUBLIC_TASK))
    found = policy_document(held(bare))
    assert [gap.what for gap in found.gaps()] == ["the condition that allows sensitive data for Bare"]
    assert "This document is not needed now." not in as_txt(found)


def test_the_schedule_1_condition_is_asked_for():
    clause = replace(CENSUS.clauses[0], schedule_1=None)
    found = policy_document(held(replace(CENSUS, clauses=(clause,))))
    assert [gap.how for gap in found.gaps()] == [
        "Set it: schoolgate agreement set school-census clause.1.schedule_1 TEXT"
    ]


# The contract file


def test_a_processors_contract_is_told_with_its_words():
    subs = (SubProcessor(name="Cloudy Ltd", does="hosting"),)
    found = contract(sub_processors=subs, ends_on=date(2027, 1, 31), notice="three months")
    shown = as_txt(contract_file(held(SUMS, contracts=[found])))
    assert "(h) We may check: “It says audit.”" in shown
    assert "Sub-processors: Cloudy Ltd (hosting)" in shown
    assert "Ends: 31 January 2027: in 70 days" in shown
    assert "All the law asks for was found." in shown


def test_what_is_not_found_in_a_contract_is_a_question():
    terms = [term for term in ContractTerm if term is not ContractTerm.AUDIT]
    shown = as_txt(contract_file(held(SUMS, contracts=[contract(terms=terms)])))
    assert "Ask where the contract says this: (h) We may check" in shown
    assert "14 of 15" in shown
    assert "breach of" not in shown


def test_a_processor_without_a_contract_is_a_gap():
    assert [gap.what for gap in contract_file(held(SUMS)).gaps()] == ["what the contract with Sum Club says"]


def test_only_a_suppliers_role_is_asked_about():
    supplier = replace(SUMS, clauses=(replace(SUMS.clauses[0], role=None),))
    council = replace(CENSUS, clauses=(replace(CENSUS.clauses[0], role=None),))
    assert [gap.what for gap in contract_file(held(supplier, council)).gaps()] == [
        "whether Sum Club works to your orders or decides for itself"
    ]


def test_a_body_that_decides_for_itself_has_no_contract_with_a_processor():
    assert CENSUS.clauses[0].role is Role.CONTROLLER
    assert "Nobody works to our orders as a processor" in as_txt(contract_file(held(CENSUS)))


def test_a_contract_that_is_over_says_so():
    over = contract(ends_on=date(2026, 8, 31))
    assert "ended on 31 August 2026" in as_txt(contract_file(held(SUMS, contracts=[over])))


# The governors' report

SINCE = SchoolTerm(
    since=date(2026, 9, 1),
    changes=(("Sum Club", "added"), ("Payday", "ended")),
    findings=(
        Finding(
            check="RISK-001",
            severity=Severity.HIGH,
            entry="Sum Club",
            quotes=(),
            absent=True,
            message="It is old.",
            citation="Art 35",
            fix="Look again.",
            question="Was its risk looked at?",
        ),
    ),
    releases=("Sum Club", "Sum Club"),
    failed=("Sum Club",),
    said_no=4,
    objections=1,
)


def look(slug, due):
    return Assessment(
        slug=slug, outcome=Outcome.APPROVED, by="M", role="head", on=date(2025, 9, 1), review_due=due
    )


def report(*looks):
    return as_txt(governors_report(held(looks=looks), SINCE))


def test_the_report_counts_and_names_what_it_counts():
    shown = report()
    assert "What: Agreements in force\nHow many: 7\n" in shown
    assert "What: of these, with sensitive data\nHow many: 2\nWhich: School census, School nursing" in shown
    assert "What: Answers of families that say no\nHow many: 4" in shown


def test_the_report_says_what_changed_and_what_is_due():
    shown = report(look("classbook", date(2026, 10, 1)), look("sum-club", date(2026, 12, 12)))
    assert "- Sum Club: added" in shown
    assert "- Payday: ended" in shown
    assert "- Classbook: was due on 1 October 2026\n- Sum Club: due on 12 December 2026" in shown
    assert "- 1 high: Was its risk looked at? This is about Sum Club." in shown
    assert "Ask the head about each review that is past" in shown


def test_a_quiet_term_needs_nothing():
    quiet = SchoolTerm(since=date(2026, 9, 1), changes=(), findings=())
    shown = as_txt(governors_report(held(), quiet))
    assert "Nothing changed." in shown
    assert "No review is due." in shown
    assert "Nothing needs you now." in shown


def test_the_report_is_plain_english_and_names_no_more_than_a_few():
    many = [agreement(f"Service {number}", *SUMS.clauses) for number in range(40)]
    shown = as_txt(governors_report(held(*many), SINCE))
    assert "and 36 more" in shown
    assert grade(report()) <= 8


# Every paper, in every format


def papers():
    found = held(contracts=[contract(terms=[ContractTerm.AUDIT])])
    return [
        processing_record(found),
        policy_document(found),
        contract_file(found),
        governors_report(found, SINCE),
    ]


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.title)
def test_every_format_says_all_of_a_paper(paper):
    page = lxml.html.document_fromstring(as_html(paper)).text_content()
    for one in paper.sections:
        assert one.heading in as_txt(paper)
        assert one.heading in as_md(paper)
        assert one.heading in page


SPITE = '<script>alert("x")</script>&{{ 1 }}|*_`\u202e'


@given(st.text(min_size=1, max_size=20).map(lambda text: text + SPITE))
def test_what_a_school_types_is_no_markup(typed):
    gap = Gap(what=typed, how=typed)
    blocks = (Words(typed), Points((typed, gap)), Facts(rows=((typed, typed),), name=typed))
    grid = Grid(headings=(typed,), rows=((typed,), (gap,)))
    paper = Paper(
        title=typed,
        school=typed,
        on=TODAY,
        intro=(typed,),
        sections=(Section(heading=typed, blocks=(*blocks, grid)),),
        foot=(typed,),
    )
    source = as_html(paper)
    assert "<script" not in source
    assert "<script" not in as_md(paper).replace("\\<script", "")
    assert paper.gaps() == (gap,)


def test_a_web_address_is_a_link_and_nothing_else_is():
    paper = Paper(
        title="T",
        school="S",
        on=TODAY,
        intro=(),
        sections=(Section(heading="H", blocks=(Words("See https://a.example/b. Or javascript:alert(1)"),)),),
        foot=(),
    )
    page = lxml.html.document_fromstring(as_html(paper))
    assert page.xpath("//a/@href") == ["https://a.example/b"]


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.title)
def test_a_paper_in_word_reads_back_with_its_words(paper):
    found = Document(io.BytesIO(FORMATS["docx"](paper)))
    shown = [one.text for one in found.paragraphs]
    assert paper.title in shown
    assert {part.heading for part in paper.sections} <= set(shown)
    cells = [cell.text for table in found.tables for line in table.rows for cell in line.cells]
    assert ("Sum Club" in " ".join([*cells, *shown])) is ("Sum Club" in as_txt(paper))


@pytest.mark.parametrize("paper", papers(), ids=lambda paper: paper.title)
def test_a_paper_as_pdf_has_all_its_headings(paper):
    pytest.importorskip("typst", reason="typst is not installed: pip install 'schoolgate[pdf]'")
    found = pypdfium2.PdfDocument(FORMATS["pdf"](paper))
    shown = " ".join("".join(page.get_textpage().get_text_range() for page in found).split())
    assert [one.heading for one in paper.sections if " ".join(one.heading.split()) not in shown] == []


def test_the_governors_report_is_one_page():
    pytest.importorskip("typst", reason="typst is not installed: pip install 'schoolgate[pdf]'")
    many = [agreement(f"A rather long service name {number}", *SUMS.clauses) for number in range(60)]
    looks = [look(one.slug, date(2026, 10, 1)) for one in many]
    kinds = itertools.cycle(("added", "approved", "suspended", "ended", "changed"))
    question = "Is it said of each recipient whether it acts for the school or decides itself, and when?"
    term = replace(
        SINCE,
        changes=tuple((one.service, next(kinds)) for one in many),
        releases=tuple(one.service for one in many),
        findings=tuple(
            replace(SINCE.findings[0], question=f"{question} {at}", entry=one.service, severity=Severity.HIGH)
            for at in range(5)
            for one in many
        ),
    )
    found = governors_report(held(*many, looks=looks), term)
    assert len(pypdfium2.PdfDocument(FORMATS["pdf"](found))) == 1
    assert "and 56 more" in as_txt(found)


def test_the_names_in_the_governors_report_come_to_its_number():
    twice = [
        agreement("Sum Club", *SUMS.clauses),
        replace(agreement("Sum Club", *SUMS.clauses), slug="again"),
    ]
    assert "Sum Club (2)" in as_txt(governors_report(held(*twice), SINCE))


def test_the_same_paper_is_the_same_bytes():
    for paper in papers():
        assert all(write(paper) == write(paper) for write in FORMATS.values())
