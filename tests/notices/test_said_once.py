"""What a page says once for many rows: what each gets, and what its marks stand for."""

import pytest

from schoolgate.notices.read import read_notice


def items(words):
    rows = read_notice(words.encode(), "notice.txt").entries
    return {row.name: {str(item.item) for item in row.items} for row in rows}


@pytest.mark.parametrize(
    "default",
    [
        "Unless we say otherwise, each of these receives your child's name and class.",
        "All of the systems below are given pupil names and classes.",
        "Every company listed here gets your child's name and class.",
        "All get name and class unless shown.",
        "For each of these we provide the pupil's name and class.",
        "For every website listed the only details entered are the child's name and class.",
    ],
)
def test_what_each_gets_holds_for_a_row_that_says_nothing_and_beside_what_it_gets_besides(default):
    page = f"Apps we use\n\n{default}\n\nSumdog – maths games\nTapestry – also photographs\n"
    assert items(f"{page}Top Marks – nothing is shared\n") == {
        "Sumdog": {"full_name", "class"},
        "Tapestry": {"full_name", "class", "photo"},
        "Top Marks": set(),
    }


def test_a_row_that_gets_something_else_does_not_get_what_each_gets():
    page = "Apps we use\n\nEach of these receives name and class.\n\nSumdog – maths\n"
    page += "Provision Map – SEN information instead of the above\n"
    assert items(page) == {"Sumdog": {"full_name", "class"}, "Provision Map": {"sen"}}


def test_where_more_is_shown_beside_a_name_it_is_more():
    page = "Apps we use\n\nEach of these gets name and class. Anything more is shown against its name.\n\n"
    assert items(f"{page}Parentpay: parent email\nSumdog\n") == {
        "Parentpay": {"full_name", "class", "contact_email"},
        "Sumdog": {"full_name", "class"},
    }


@pytest.mark.parametrize(
    "note",
    ["* = we also send date of birth", "An asterisk (*) means date of birth as well", "* also date of birth"],
)
def test_a_star_behind_a_name_stands_for_the_notes_data(note):
    page = f"Systems we use\nEach of these is given the name.\n{note}\n\nEvolve*\nPurple Mash\nCPOMS *\n"
    assert items(page) == {
        "Evolve": {"full_name", "date_of_birth"},
        "Purple Mash": {"full_name"},
        "CPOMS": {"full_name", "date_of_birth"},
    }


@pytest.mark.parametrize(
    "key",
    [
        "Key: (N) name, (D) date of birth, (M) medical needs",
        "What we share: name (N), date of birth (D), medical needs (M)",
    ],
)
def test_letters_in_brackets_behind_a_name_stand_for_their_words(key):
    page = f"Where data goes\n{key}\n\nParentPay (N)\nEvolve (N)(D)(M)\nTapestry (N) (D) plus photographs\n"
    assert items(page) == {
        "ParentPay": {"full_name"},
        "Evolve": {"full_name", "date_of_birth", "medical"},
        "Tapestry": {"full_name", "date_of_birth", "photo"},
    }


def test_two_letters_with_a_sign_behind_each_are_a_key():
    page = "Software register\nB = basic details: name, class\nM = medical information\n\n"
    page += "Arbor | B, M | records\nEvolve | B | trips\n"
    assert items(page) == {"Arbor": {"full_name", "class", "medical"}, "Evolve": {"full_name", "class"}}


def test_to_send_is_no_special_need():
    page = (
        "Who gets what\n\nService | Data shared\nSumdog | we also send name and class\nArbor | SEND, name\n"
    )
    assert items(page) == {"Sumdog": {"full_name", "class"}, "Arbor": {"sen", "full_name"}}


def test_what_the_page_says_of_all_holds_under_each_heading():
    page = "Apps we use at Fern School\n\nUnless we say otherwise each of these receives name and class.\n\n"
    page += "Maths\n\nSumdog – games\nNumbots – games\n\nSafety\n\nCPOMS – also date of birth\n"
    assert items(page) == {
        "Sumdog": {"full_name", "class"},
        "Numbots": {"full_name", "class"},
        "CPOMS": {"full_name", "class", "date_of_birth"},
    }


@pytest.mark.parametrize(
    "words",
    [
        "Please return the slip below if you do not want your child to use any of these.",
        "Fill in the reply slip if not.",
        "If you are not happy for your child to use any of these, send back the slip.",
    ],
)
def test_a_slip_to_send_back_is_a_choice_over_every_row(words):
    page = "Apps in Year 4\n\nMaths apps\n- Sumdog: name and class\n- Numbots: name and class\n\n"
    page += f"Reading apps\n- Epic: first name\n\n{words}\n"
    rows = read_notice(page.encode(), "notice.txt").entries
    assert [row.choice for row in rows] == ["opt_out"] * 3


def test_a_line_of_marks_speaks_of_the_rows_that_bear_them():
    page = "Record of third parties\n\nKey: * child logs in   † we also send a photograph\n\n"
    assert items(f"{page}Tapestry †\nMathletics *\nArbor\n") == {
        "Tapestry": {"photo"},
        "Mathletics": set(),
        "Arbor": set(),
    }
