"""What a school has taken out of its page, struck through or in words, is not read as if it stood there."""

import io

import docx
import pytest

from schoolgate.notices.read import read_notice
from schoolgate.notices.readers.struck import STRUCK

HEAD = "# Who we share pupil data with\n\n"
MARKDOWN = HEAD + (
    "- ~~Class Dojo~~ - removed in March 2026\n- ~~Arbor~~ Bromcom - name and address\n"
    "- CPOMS - safeguarding notes, ~~photographs~~\n\n"
    "| System | Data |\n|---|---|\n| ~~Firefly~~ | name, class |\n| ParentPay | name, ~~UPN~~ |\n"
)
PAGE = (
    "<h1>Who we share pupil data with</h1><ul><li><s>Class Dojo</s> - removed in March 2026</li>"
    "<li><del>Arbor</del> Bromcom - name and address</li>"
    "<li>CPOMS - safeguarding notes<span style='text-decoration:line-through'>, photographs</span></li></ul>"
    "<table><tr><th>System</th><th>Data</th></tr><tr><td><strike>Firefly</strike></td><td>name</td></tr>"
    "<tr><td>ParentPay</td><td>name, <s>UPN</s></td></tr></table>"
)


def told(reading):
    return {one.name: {item.item for item in one.items} for one in reading.entries}


@pytest.mark.parametrize(("name", "page"), [("page.md", MARKDOWN), ("page.html", PAGE)])
def test_struck_names_rows_and_data_are_left_out_of_a_page(name, page):
    reading = read_notice(page.encode(), name)

    assert told(reading) == {
        "Bromcom": {"full_name", "address"},
        "CPOMS": {"safeguarding"},
        "ParentPay": {"full_name"},
    }
    assert reading.warnings == (STRUCK,)


def test_struck_words_are_left_out_of_a_word_document():
    document = docx.Document()
    document.add_heading("Who we share pupil data with", 1)
    paragraph = document.add_paragraph("CPOMS - safeguarding notes", style="List Bullet")
    paragraph.add_run(", photographs").font.strike = True
    document.add_paragraph("ParentPay - name and class", style="List Bullet")
    kept = io.BytesIO()
    document.save(kept)

    reading = read_notice(kept.getvalue(), "page.docx")

    assert told(reading) == {"CPOMS": {"safeguarding"}, "ParentPay": {"full_name", "class"}}
    assert reading.warnings == (STRUCK,)


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("## Who does not get your information\n\n- The Friends of Elmfield\n- Estate agents\n", 2),
        ("## Others\n\n- Grandparents - are not given details of your child.\n", 1),
        ("## Careers\n\nWe had an account with Kudos until 2022.\n", 1),
        ("- SIMS - all records were moved to Arbor in 2021\n", 1),
        ("- Clicker - no longer licensed\n- Reading Eggs - not yet bought\n- Nearpod - finished 2022\n", 3),
        ("## Not now, or not any more\n\n- Kahoot\n- Padlet\n", 2),
    ],
)
def test_who_is_told_nothing_is_no_recipient(words, denied):
    reading = read_notice(f"{HEAD}- CPOMS - name\n\n{words}".encode(), "page.md")

    assert [one.name for one in reading.entries] == ["CPOMS"]
    assert len(reading.denied) == denied
