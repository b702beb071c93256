"""Services under a band that says what each is told, headings between ruled lines, three dots for a dash."""

import pytest

from schoolgate.notices.read import read_notice


def entries(text):
    return {entry.name: entry for entry in read_notice(text.encode(), "notice.txt").entries}


def items(entry):
    return {item.item for item in entry.items}


@pytest.mark.parametrize("rule", ["~~~~~~~~~~", "==========", "----------", "##########"])
def test_a_line_between_two_ruled_ones_heads_what_stands_below(rule):
    found = entries(
        f"Ashby School\n\nWhat outside services know\n\n{rule}\nBAND 1 - name and class\n{rule}\n"
        f"Wobbleflop\nQuizlet\n\n{rule}\nBAND 2 - name, birthday, gender\n{rule}\nCrinkleton\nCentury\n"
    )
    assert [*found] == ["Wobbleflop", "Quizlet", "Crinkleton", "Century"]
    assert items(found["Wobbleflop"]) == {"full_name", "class"}
    assert items(found["Century"]) == {"full_name", "date_of_birth", "gender"}


@pytest.mark.parametrize(
    "head", ["Level 2: name and class", "Tier B – name and class", "GROUP 3. Name and class"]
)
def test_a_tier_says_what_each_below_it_is_told(head):
    found = entries(f"Ashby School\n\nWho we share with\n\n## {head}\n\n- Wobbleflop\n- Century\n")
    assert items(found["Wobbleflop"]) == items(found["Century"]) == {"full_name", "class"}


@pytest.mark.parametrize("dots", ["...", "…", "....."])
def test_dots_part_a_name_from_what_is_said_of_it(dots):
    found = entries(
        f"Ashby School\n\nCompanies we use\n\nWobbleflop {dots} name, class\nQuizlet {dots} name\n"
        f"Kahoot {dots} no longer used\nDr Imogen Slate, educational psychologist {dots} name\n"
    )
    assert [*found] == ["Wobbleflop", "Quizlet", "Dr Imogen Slate"]
    assert items(found["Wobbleflop"]) == {"full_name", "class"}


def test_a_line_like_those_beside_it_is_one_more_row():
    found = entries(
        "Ashby School\n\nSTAFF AND VISITORS\n\nCintra (payroll): staff name, salary\nVpass: visitor name\n"
        "Central Record Online: staff name, DBS number\nISI: inspectors view records here\n"
    )
    assert [*found] == ["Cintra", "Vpass", "Central Record Online", "ISI"]
