"""Who is named behind a kind of body, a trade or a role, and who came in another's place."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nWho we share information with:\n\n- Arbor: name\n- {}\n"


def read(line):
    return read_notice(PAGE.format(line).encode(), "page.txt")


def names(line):
    return [one.name for one in read(line).entries][1:]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Welfare organisations, e.g. Elmbury Short Breaks, CAMHS-LD", ["Elmbury Short Breaks", "CAMHS-LD"]),
        ("Educators and examining bodies – ASDAN (name, date of birth)", ["ASDAN"]),
        ("School nurse, Eastmarch Health Trust - name", ["School nurse"]),
        ("Swimming at Dolphin Leisure Trust – names", ["Dolphin Leisure Trust"]),
        ("Violin lessons from Kirklees Music: name", ["Kirklees Music"]),
        ("Homework on Satchel One: name", ["Satchel One"]),
        ("Learning by Questions - name", ["Learning by Questions"]),
        ("our insurance underwriter (if applicable) Morton Michel", ["Morton Michel"]),
        ("Contractors who need it, e.g. our photographer Kenneth Green", ["Kenneth Green"]),
        ("payroll bureau (we use Dataplan)", ["Dataplan"]),
        ("the swimming pool (Everyone Active)", ["Everyone Active"]),
        ("Sixth Form Opportunities Ltd t/a Springpod: name", ["Springpod"]),
        ("Onwards and Upwards Counselling – name", ["Onwards and Upwards Counselling"]),
        ("First Class Transport; drivers carry a profile (name, photo)", ["First Class Transport"]),
        ("Wiltshire Farm Foods ... this ended in 2023. Meals now by ISS (allergies)", ["ISS"]),
    ],
)
def test_whoever_stands_behind_a_kind_is_named(line, found):
    assert names(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "Sumdog ended last July so please delete the app",
        "Numbots stopped in June",
        "Rocksteady if you sign up with them – we are not part of that",
        "Parents' forum on Facebook: nothing to do with us",
        "Loom – trialled in 2023, account deleted",
    ],
)
def test_what_is_over_or_not_ours_is_denied(line):
    assert names(line) == []


def test_lines_behind_an_inner_list_go_on_with_the_outer_one():
    reading = read_notice(
        b"Elm School\n\nWe may share personal information with:\n\nElm Council - absences\n"
        b"The Department for Education\nOur regulator, Ofsted\nSuppliers and service providers, such as:\n"
        b"- Tes Provision Map\n- Wobbleflop\n"
        b"Our auditors\nSecurity organisations\nProfessional bodies\n",
        "page.txt",
    )
    assert [one.name for one in reading.entries][-5:] == [
        "Tes Provision Map",
        "Wobbleflop",
        "Our auditors",
        "Security organisations",
        "Professional bodies",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We have moved from Tapestry to Seesaw.", ["Seesaw"]),
        ("Governors use GovernorHub.", ["GovernorHub"]),
        ("Worries are written in My Concern, made by The Safeguarding Company.", ["My Concern"]),
        ("We buy HR advice from Peopleworks (part of the Strictly Education group).", ["Peopleworks"]),
        ("The government (Department for Education) counts us every term.", ["Department for Education"]),
        ("Funded hours are claimed from Elm County Council.", ["Elm County Council"]),
        (
            "Names are copied to Purple Mash and to Phonics Bloom, so nobody types.",
            ["Purple Mash", "Phonics Bloom"],
        ),
        ("New this term is Kidsgrove Kitchens, who have taken over from Aspens.", ["Kidsgrove Kitchens"]),
        ("Backups of data are kept off site by Redstor in London and Reading.", ["Redstor"]),
        ("From May we will be using Bromcom instead of SIMS.", ["Bromcom"]),
        (
            "At the end of Year 6 the file goes by S2S to the secondary school.",
            ["S2S", "the secondary school"],
        ),
        ("Staff of the Trust can view attendance.", []),
        ("People we never tell: newspapers, YouTube, toy shops!", []),
        ("Old things we have stopped: Seesaw, Mathletics.", []),
    ],
)
def test_a_sentence_names_who_has_it_and_not_who_made_or_had_it(words, found):
    page = f"Elm School\n\nWho we share information with\n\n- Arbor: name\n\n{words}\n"
    assert [one.name for one in read_notice(page.encode(), "page.txt").entries][1:] == found


def test_what_a_page_says_of_itself_is_nobody():
    page = (
        b"Blackthorn Academy | Part of the Enterprise Learning Alliance\n"
        b"Third party data list | reviewed 3 March 2026\n\n- Arbor: name\n- Wonde moves 3.1 across nightly\n"
    )
    assert [one.name for one in read_notice(page, "page.txt").entries] == ["Arbor", "Wonde"]


def test_a_company_that_is_used_itself_is_a_row_beside_its_product():
    page = (
        b"Elm School\n\nDigital services\n\nSchoolComms is supplied with the names of parents.\n\n"
        b"Lunches are paid for through ParentPay, to which name and class are sent.\n"
    )
    assert [one.name for one in read_notice(page, "page.txt").entries] == ["SchoolComms", "ParentPay"]
