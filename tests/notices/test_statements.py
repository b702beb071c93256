"""What a page says of its sharing at large."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.reading import DocumentKind
from schoolgate.notices.read import read_notice
from schoolgate.notices.rows import Cell, Label, Layout, Row, Section
from schoolgate.notices.statements import document_kind_of, statements_of

SENTENCES = tomllib.loads((Path(__file__).parents[1] / "corpus" / "statements.toml").read_text("utf-8"))[
    "sentence"
]
DUTIES = {"consent_policy", "storage_region", "marketing", "lawful_basis", "retention", "rights", "contact"}
BODIES = {"complaint_route", "dfe", "npd"}


def said(words):
    return statements_of(Layout(text=words, prose=((0, len(words)),)))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["words"])
def test_a_sentence_says_what_a_careful_person_finds_in_it(sentence):
    kinds = {statement.kind for statement in said(sentence["words"])}

    assert kinds & (DUTIES | BODIES) == set(sentence["kinds"])


def test_a_statement_keeps_its_qualifier_and_its_words():
    words = "The majority of data is stored within Europe."
    (region,) = [one for one in said(words) if one.kind == "storage_region"]

    assert region.qualifier == "The majority of"
    assert region.value == words
    assert region.evidence == ((0, len(words)),)


def test_a_cell_of_retention_is_a_statement_on_one_entry():
    text = "Sleuth DOB+25"
    row = Row(name="Sleuth", name_spans=((0, 6),), cells=(Cell(label=Label.RETENTION, spans=((7, 13),)),))
    (retention,) = [one for one in statements_of(Layout(text=text, rows=(row,))) if one.kind == "retention"]

    assert (retention.applies_to, retention.value) == ("entry", "DOB+25")


def test_a_sentence_of_a_section_says_where_it_stands():
    text = "Our apps We ask for your permission."
    section = Section(heading="Our apps", heading_spans=((0, 8),), sentences=((9, len(text)),))
    (policy,) = [
        one for one in statements_of(Layout(text=text, sections=(section,))) if one.kind == "consent_policy"
    ]

    assert (policy.applies_to, policy.section) == ("section", "Our apps")


def test_a_web_address_says_nothing_of_regions():
    kinds = {one.kind for one in said("We hold the list at https://www.school.sch.uk/list")}

    assert "storage_region" not in kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Third Party Providers and Privacy Notices", DocumentKind.SUPPLIER_LIST),
        ("Privacy Notice for Pupils", DocumentKind.PRIVACY_NOTICE),
        ("Online services permission form", DocumentKind.CONSENT_FORM),
        ("Record of recipients – extract", DocumentKind.EXTRACT),
        ("Spring term dates", DocumentKind.OTHER),
    ],
)
def test_a_title_says_what_kind_of_document_it_is(title, kind):
    assert document_kind_of(Layout(text=title, title=title)) is kind


def test_a_whole_notice_stays_one_though_a_heading_further_down_speaks_of_third_parties():
    headings = ("Hill School Privacy Notice", "Why we use it", "Our third parties")
    sections = tuple(Section(heading=words, heading_spans=()) for words in headings)
    asked = Layout(text="", title="Why do we use information?", sections=sections)
    assert document_kind_of(asked) is DocumentKind.PRIVACY_NOTICE


@given(st.text(max_size=120))
def test_any_words_at_all_can_be_heard(words):
    assert all(0 <= a < b <= len(words) for one in said(words) for a, b in one.evidence)


@pytest.mark.parametrize(
    ("heading", "sentence", "kind"),
    [
        ("How long", "Seven years after leaving, certificates for one year after results day.", "retention"),
        ("Retention", "Records are passed to the next school. Copies are not kept.", "retention"),
        ("About us", "You may ask the Principal for access to your information.", "rights"),
        ("About us", "Ask the secretary if you would like to see what we hold.", "rights"),
        ("Photos", "Parents are asked to consent to photographs each September.", "consent_policy"),
        ("Office systems", "You can't opt out of these ones I'm afraid.", "consent_policy"),
        ("Where", "Data stays in Britain, other than one backup in Ireland.", "storage_region"),
    ],
)
def test_a_sentence_may_lean_on_its_heading_for_what_it_says(heading, sentence, kind):
    page = f"# Elm School\n\n## Who we share with\n\n- Arbor: name\n\n## {heading}\n\n{sentence}\n"
    reading = read_notice(page.encode(), "page.md")
    assert kind in [one.kind for one in reading.statements]


def test_the_commissioners_telephone_is_no_way_to_reach_the_school():
    page = "# Elm School\n\n- Arbor: name\n\nThe Information Commissioner's helpline is 0303 123 1113.\n"
    kinds = [one.kind for one in read_notice(page.encode(), "page.md").statements]
    assert ("complaint_route" in kinds, "contact" in kinds) == (True, False)
