"""Lines that grade what stands below them: colours, waves, levels."""

import pytest

from schoolgate.notices.read import read_notice


def read(page, name="notice.txt"):
    reading = read_notice(page.encode(), name)
    return {one.name: one for one in reading.entries}, [one.name for one in reading.denied]


LIGHTS = """Traffic lights: what we share

RED {0} never
Snapchat
Kahoot

AMBER {0} only when you have signed
Tapestry: name, photographs

GREEN {0} we have to
SIMS: name, address
"""


@pytest.mark.parametrize("sign", ["-", "–", ":", "="])
def test_a_colour_grades_the_lines_below_it_and_names_nobody(sign):
    found, denied = read(LIGHTS.format(sign))
    assert [*found] == ["Tapestry", "SIMS"]
    assert denied == ["Snapchat", "Kahoot"]
    assert (found["Tapestry"].choice, found["SIMS"].choice) == ("consent", "none")


def test_waves_and_levels_name_nobody():
    page = (
        "Help for some children\n\nWave 1 (everyone)\nLexia - name, class\nNessy - name, class\n\n"
        "Wave 2 (some)\nBoxall Profile - name, scores\nCAMHS - name, medical history\n"
    )
    assert [*read(page)[0]] == ["Lexia", "Nessy", "Boxall Profile", "CAMHS"]


def test_one_colour_alone_is_left_as_it_is():
    page = "Systems we use\n\nBlue: name, class\nTapestry: name, photographs\nArbor: name, address\n"
    assert "Tapestry" in read(page)[0]


def test_a_choice_in_nested_headings_reaches_its_rows_and_the_law_closes_none():
    page = (
        "# 4. Sharing\n\n## 4.1 Where you have no choice\n\n### 4.1.1 Because of the law\n\n"
        "- Medway Council: attendance\n- Ofsted\n\n## 4.2 Where you have a choice\n\n"
        "### 4.2.1 We ask first\n\n- Tapestry: name, photographs\n"
    )
    found, _ = read(page, "notice.md")
    assert [*found] == ["Medway Council", "Ofsted", "Tapestry"]
    assert found["Ofsted"].choice == "none"
    assert found["Tapestry"].choice == "permission"


GROUPS = """LEARNING APPS
All of these are given a name and a class.

Numbots
Number practice at home.

Spelling Shed
Weekly spellings. Scores are seen by the teacher.

JOURNALS
These hold first names and photographs.

Tapestry
For nursery. You see it on your phone.

Evidence Me
For Reception.
"""


def test_a_groups_own_sentence_reaches_products_with_paragraphs_of_their_own():
    found, _ = read(GROUPS)
    items = {name: {item.item for item in one.items} for name, one in found.items()}
    assert items["Numbots"] == {"full_name", "class"}
    assert items["Spelling Shed"] == {"full_name", "class", "attainment"}
    assert items["Tapestry"] == items["Evidence Me"] == {"first_name", "photo"}


def test_nothing_in_brackets_is_not_what_the_page_says_of_each():
    page = (
        "Apps\n\nUnless we say otherwise, each of these gets your child's name and class.\n\n"
        "Numbots\nTapestry (also photographs)\nOxford Owl (nothing at all, it is free)\n"
    )
    found, _ = read(page)
    assert found["Oxford Owl"].nothing_shared
    assert {item.item for item in found["Tapestry"].items} == {"full_name", "class", "photo"}


def test_bullets_in_a_second_column_are_bullets_of_their_own():
    page = (
        "Who we share with\n\n• Arbor: name                            • Evolve: medical needs\n"
        "• ParentPay: name, class                 • Lexia: name\n• CPOMS: concerns\n"
    )
    assert {*read(page)[0]} == {"Arbor", "Evolve", "ParentPay", "Lexia", "CPOMS"}


ACCORDION = """<header><button class="menu-toggle" aria-expanded="false">Menu</button></header>
<h1>Who has our data?</h1>
<h2><button class="govuk-accordion__section-button" aria-expanded="false">Bromcom</button></h2>
<div><p>Our records. Names and dates of birth are sent to it.</p></div>
<button class="accordion">Weduc</button><div><p>We send parents' names and e-mail addresses.</p></div>
<details><summary>Insight</summary><p>Tracks progress: name and marks.</p></details>
<details><summary>Twinkl Go</summary><p>No longer in use.</p></details>
<button onclick="print()">Print this page</button>
"""


def test_the_heads_of_an_accordion_are_headings_and_other_buttons_nothing():
    found, denied = read(ACCORDION, "notice.html")
    assert [*found] == ["Bromcom", "Weduc", "Insight"]
    assert denied == ["Twinkl Go"]


LONG = "The categories of pupil information that we process include personal identifiers and contacts. " * 2
MODEL = f"""Privacy notice

{LONG}

Who we share pupil information with
We routinely share pupil information with:
schools that the pupils attend after leaving us
our local authority (Barnsley MBC)
youth support services (pupils aged 13+): name, address and date of birth
the Department for Education (DfE)
NHS school nursing (names, dates of birth)

{LONG}
"""


def test_a_line_that_had_room_for_more_is_a_line_of_its_own_where_paragraphs_run_on():
    names = [*read(MODEL)[0]]
    assert len(names) == 5
    assert "local authority" in names[1]
    assert "youth support services" in names[2]


def test_lines_with_bullets_and_commas_are_no_export():
    page = (
        "Systems\n- SIMS: name, address / phone, email\n- Hwb: name, UPN / class, form\n"
        "- Seesaw: name, photos / films, audio\n"
    )
    assert [*read(page)[0]] == ["SIMS", "Hwb", "Seesaw"]


def test_the_first_line_of_a_slip_is_no_row_of_headings():
    page = (
        "Please tick one box on each line\n\n"
        "Seesaw (photographs and first name)            [ ] Yes   [ ] No\n"
        "Google Classroom (name and school e-mail)      [ ] Yes   [ ] No\n"
        "Duolingo (name and school e-mail)              [ ] Yes   [ ] No\n"
    )
    assert [*read(page)[0]] == ["Seesaw", "Google Classroom", "Duolingo"]


def test_a_heading_in_two_languages_says_what_either_half_says():
    page = "# Systems\n\n- Arbor: name, class\n\n# Ddim mwyach / No longer\n\n- Schoop\n"
    found, denied = read(page, "notice.md")
    assert ([*found], denied) == (["Arbor"], ["Schoop"])
