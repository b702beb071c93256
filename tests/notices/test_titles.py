"""What a page is called closes none of it, and what hangs on a name is not taken for one."""

import pytest

from schoolgate.notices.read import read_notice

CLAUSES = """
3. WITH WHOM WE SHARE IT
3.1 Education Authority. The whole of a pupil's record is held by the Authority.
3.2 AQA and OCR. We send these bodies name, date of birth and entries.
3.3 Unifrog: we upload names and dates of birth.
"""


def names(page, name="page.txt"):
    return [one.name for one in read_notice(page.encode(), name).entries]


@pytest.mark.parametrize(
    "title",
    [
        "PRIVACY NOTICE FOR PUPILS AND PARENTS",
        "Policy 14: Privacy notice for pupils",
        "Your data and your rights",
    ],
)
def test_clauses_under_a_title_that_speaks_of_rights_are_read(title):
    assert names(f"Elm Grammar School\n\n{title}\n{CLAUSES}") == [
        "Education Authority",
        "AQA",
        "OCR",
        "Unifrog",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Privacy Notice for Parents and Carers",
        "Model privacy notice for parents (Appendix 2: Recipients)",
        "Cookies and privacy",
        "Complaints, data and sharing",
        "Your rights and our suppliers",
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        "System | Purpose | Data shared\nArbor | records | name, date of birth\nCPOMS | concerns | name\n",
        "Arbor: name, date of birth\nCPOMS: name, class\n",
        "Arbor\nWe send name, date of birth and address.\n\nCPOMS\nWe send it name and class.\n",
    ],
)
def test_such_a_title_closes_neither_tables_nor_lines(title, body):
    assert names(f"Elm School\n\n{title}\n\n{body}") == ["Arbor", "CPOMS"]


def test_a_section_on_rights_alone_still_names_nobody():
    page = "## Who we share with\n\n- CPOMS: name\n\n## Your rights and complaints\n\nAnnie Apple: 01234\n"
    assert names(page, "page.md") == ["CPOMS"]


def test_a_title_over_headings_closes_none_of_them():
    page = "# Cookies and privacy\n\n## Who we share data with\n\n- CPOMS: name, class\n- Arbor: name, UPN\n"
    assert names(page, "page.md") == ["CPOMS", "Arbor"]


def test_a_notice_of_others_that_is_pointed_to_is_no_list_of_recipients():
    page = (
        "## See also our privacy notice for staff\n\n- Annie Apple\n\n## Who we share with\n\n- CPOMS: name\n"
    )
    assert names(page, "page.md") == ["CPOMS"]


def test_a_tag_under_the_names_of_cards_is_not_their_name():
    card = "<section><h3>{}</h3><p>{}</p><p><b>Does:</b> {}</p><p><b>Gets:</b> Name, class</p></section>"
    cards = [("SEEMiS", "RED", "the register"), ("Stramash", "RED", "walks"), ("Bookbug", "NEW", "books")]
    cards.append(("Flutterby Buses", "NEW", "buses"))
    page = "<h1>Who we share with</h1>" + "".join(card.format(*one) for one in cards)

    reading = read_notice(page.encode(), "page.html")

    assert [(one.name, one.purposes) for one in reading.entries] == [(name, (why,)) for name, _, why in cards]


def test_a_column_of_services_in_small_letters_says_what_for():
    page = (
        "| Processor | Service | Pupils' data |\n|---|---|---|\n| Quandrix Ltd | revision | name, class |\n"
        "| Sprigg | cashless dining and doors | name, photo |\n| Lumora Ltd | Lumora Go | name |\n"
    )
    reading = read_notice(f"# Our processors\n\n{page}".encode(), "page.md")
    assert [one.name for one in reading.entries] == ["Quandrix Ltd", "Sprigg", "Lumora Go"]
