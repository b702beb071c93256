import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from schoolgate.notices.read import read_notice
from schoolgate.publish.document import Document, Grid, Heading, document_of_page
from schoolgate.publish.docx import as_docx
from schoolgate.publish.layouts import Layout
from schoolgate.publish.phrases import phrases
from schoolgate.publish.rows import Run
from tests.publish.cast import TODAY, WHOLE, page

PAGE = page(*WHOLE, not_used=("Zoom",))


def made(layout=Layout.CARDS, language="en"):
    return as_docx(document_of_page(PAGE, layout=layout, language=language))


def opened(data):
    return docx.Document(io.BytesIO(data))


def test_headings_are_headings():
    file = opened(made())
    headings = [(one.style.name, one.text) for one in file.paragraphs if one.style.name.startswith("Heading")]
    assert headings[:3] == [
        ("Heading 1", "Who has your child’s data"),
        ("Heading 2", "You can choose"),
        ("Heading 3", "Tables Rock"),
    ]


@pytest.mark.parametrize(("language", "is_rtl"), [("en", False), ("cy", False), ("ur", True)])
def test_it_names_its_language_and_runs_its_way(language, is_rtl):
    file = opened(made(language=language))
    assert {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))} == {language}
    assert file.core_properties.language == language
    assert file.core_properties.title == f"{phrases(language)['page']['title']} – Elm Row Primary School"
    assert any(True for _ in file.element.body.iter(qn("w:bidi"))) is is_rtl
    assert any(True for _ in file.element.body.iter(qn("w:bidiVisual"))) is is_rtl


def test_no_row_is_parted_and_a_short_table_stays_with_what_heads_it():
    tables = opened(made()).tables
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for one in tables for row in one.rows)
    for one in tables:
        kept = [
            all(words.paragraph_format.keep_with_next for cell in row.cells for words in cell.paragraphs)
            for row in one.rows
        ]
        assert all(kept[:-1]) is (len(kept) <= 14)


def test_the_headings_of_a_table_are_repeated_on_each_page():
    grid = Grid(headings=("Who", "What"), rows=(((Run(text="Tables Rock"),), (Run(text="Class"),)),))
    document = Document(
        title="A list", school="Elm Row", language="en", direction="ltr", on=TODAY,
        blocks=(Heading(1, (Run(text="A list"),)), grid),
    )  # fmt: skip
    (table,) = opened(as_docx(document)).tables
    head, row = table.rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in head.cells] == ["Who", "What"]
    assert [cell.text for cell in row.cells] == ["Tables Rock", "Class"]


def test_links_lead_where_the_page_leads():
    file = opened(made())
    links = {one.target_ref for one in file.part.rels.values() if one.is_external}
    assert {
        "https://tables.example/",
        "https://tables.example/privacy",
        "mailto:office@elmrow.example",
    } <= links


def test_the_same_register_on_the_same_day_is_the_same_file():
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("layout", [Layout.CARDS, Layout.TABLE, Layout.BLOCKS, Layout.BULLETS])
def test_our_own_reader_finds_in_it_who_is_on_the_page(layout):
    reading = read_notice(made(layout), "page.docx")
    assert [one.name for one in reading.entries] == [
        *(card.name for _, cards in PAGE.groups for card in cards),
        "Wall Clock",
    ]
    tables = reading.entries[0]
    assert (tables.organisation, tables.storage) == ("Maths Round Ltd", "Servers in Ireland")
    assert [one.item for one in tables.items] == [
        "first_name", "surname_initial", "class", "year_group", "attainment", "date_of_birth",
    ]  # fmt: skip
