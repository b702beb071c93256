"""The papers beside the page, as typed."""

import pytest
from python_calamine import CalamineWorkbook

from schoolgate.publish.papers.audience import Audience


@pytest.fixture
def agreed(schoolgate, school):
    """One agreement in force, with gaps."""
    steps = [
        ("agreement", "add", "Mathletics"),
        ("agreement", "set", "mathletics", "clause.1.items", "full_name; class"),
        ("agreement", "set", "mathletics", "clause.1.purposes", "maths practice"),
        ("agreement", "set", "mathletics", "clause.1.basis", "6(1)(e)"),
        ("agreement", "set", "mathletics", "clause.1.choice", "object"),
        ("agreement", "set", "mathletics", "clause.1.years", "All"),
        ("agreement", "assess", "mathletics", "--outcome", "approved", "--by", "M. Head", "--role", "head"),
        ("agreement", "approve", "mathletics", "--by", "M. Head", "--role", "head"),
    ]
    for step in steps:
        done = schoolgate(*step)
        assert done.code == 0, (step, done.err)
    return schoolgate


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_has_its_notice(agreed, audience):
    done = agreed("publish", "notice", "--for", audience.value)
    assert done.code == 0, done.err
    assert done.out.startswith("Hill Primary")
    assert "gaps to complete" in done.err


def test_a_notice_is_written_in_the_format_of_its_file(agreed, tmp_path):
    for ending, begins in (("html", b"<!doctype"), ("md", b"# "), ("docx", b"PK")):
        file = tmp_path / f"notice.{ending}"
        done = agreed("publish", "notice", "--for", "pupils", "--out", file)
        assert (done.code, done.out) == (0, f"{file}\n")
        assert file.read_bytes().lstrip().startswith(begins)


def test_a_rehearsal_writes_no_file(agreed, tmp_path):
    done = agreed("publish", "notice", "--for", "pupils", "--out", tmp_path / "n.html", "--dry-run")
    assert "Would write" in done.err
    assert not (tmp_path / "n.html").exists()


def test_a_final_notice_is_refused_while_it_has_gaps(agreed, tmp_path):
    done = agreed("publish", "notice", "--for", "pupils", "--final", "--out", tmp_path / "n.html")
    assert done.code == 4
    assert done.err.startswith("Privacy notice for pupils was not written as final: it still has ")
    assert (
        "- where Mathletics keeps the data. Set it: schoolgate agreement set mathletics storage TEXT"
    ) in done.err
    assert not (tmp_path / "n.html").exists()


def test_of_many_gaps_the_first_are_told_and_the_others_counted(agreed, tmp_path):
    for number in range(12):
        agreed("agreement", "add", f"Service {number}")
    done = agreed("publish", "ropa", "--with-drafts", "--out", tmp_path / "record.xlsx")
    told = done.err.splitlines()
    assert told[-1].endswith(" more. Each stands in the paper in square brackets.")
    assert len([line for line in told if line.startswith("- ")]) == 41


def test_drafts_are_shown_only_when_asked_for_and_never_as_final(agreed, tmp_path):
    agreed("agreement", "add", "Lexia")
    agreed("agreement", "set", "lexia", "clause.1.items", "full_name")
    note = "For the school to look at: this holds drafts that nobody has approved yet."
    plain = agreed("publish", "notice", "--for", "pupils").out
    drafts = agreed("publish", "notice", "--for", "pupils", "--with-drafts").out
    assert ("Lexia" in plain, note in plain) == (False, False)
    assert ("Lexia" in drafts, note in drafts) == (True, True)
    assert "Lexia" in agreed("publish", "ropa", "--with-drafts").out
    agreed("publish", "ropa", "--with-drafts", "--out", tmp_path / "record.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "record.xlsx").get_sheet_by_index(0).to_python()
    assert [note] in [line[:1] for line in sheet]
    done = agreed("publish", "policy", "--with-drafts", "--final")
    assert (done.code, done.err) == (
        4,
        (
            "Appropriate policy document was not written as final.\n"
            "- it holds drafts that nobody has approved; leave out --with-drafts\n"
        ),
    )


def test_the_record_of_processing_is_a_workbook(agreed, tmp_path):
    file = tmp_path / "processing.xlsx"
    assert agreed("publish", "ropa", "--out", file).code == 0
    shown = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert any("Mathletics" in line for line in shown)
    assert "maths practice" in agreed("publish", "ropa", "--format", "md").out


def test_policy_contracts_and_report_are_printed(agreed):
    assert "Appropriate policy document" in agreed("publish", "policy").out
    assert "Contracts with processors" in agreed("publish", "contracts").out
    report = agreed("publish", "report", "--since", "2026-01-01").out
    assert "- Mathletics: approved" in report


def test_a_report_that_ends_before_it_begins_is_refused(agreed):
    done = agreed("publish", "report", "--since", "2026-11-22", "--on", "2026-09-01")
    assert (done.code, done.err) == (
        5,
        "No report was made: it would begin on 2026-11-22, after 2026-09-01. Give an earlier --since.\n",
    )


def test_a_format_that_is_none_is_refused_by_name(agreed, tmp_path):
    done = agreed("publish", "policy", "--out", tmp_path / "policy.rtf")
    assert (done.code, done.err) == (
        5,
        "Nothing was written: 'rtf' is not a format. It can be txt, md, html, docx, pdf, xlsx.\n",
    )
    done = agreed("publish", "policy", "--format", "docx")
    assert (done.code, done.err) == (
        5,
        "Nothing was printed: docx is not text. Give a file with --out.\n",
    )
    done = agreed("publish", "policy", "--out", tmp_path / "policy.xlsx")
    assert (done.code, done.err) == (
        5,
        (
            "Nothing was written: Appropriate policy document can't be a sheet. "
            "Choose txt, md, html, docx, pdf.\n"
        ),
    )


def test_the_page_needs_a_folder(agreed, tmp_path):
    done = agreed("publish")
    assert done.code == 2
    assert "No folder is named. Say where to write the page: --out page" in done.err
    assert agreed("publish", "--out", tmp_path / "page").code == 0


def test_the_languages_are_listed_with_who_checked_them(schoolgate):
    listed = schoolgate("phrases", "languages", "--json").json()["languages"]
    assert [one["language"] for one in listed][:2] == ["en", "cy"]
    assert "ur\tاردو\tdraft: by nobody yet" in schoolgate("phrases", "languages").out


def test_a_translation_is_printed_beside_the_english(schoolgate):
    assert "page.contents\tOn this page\tNa tej stronie" in schoolgate("phrases", "show", "pl").out
    assert schoolgate("phrases", "show", "fr").code == 3
