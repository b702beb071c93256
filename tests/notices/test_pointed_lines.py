"""Dots that lead to a name, and arrows that lead from data to one."""

from schoolgate.notices.read import read_notice


def entries(words):
    return {entry.name: entry for entry in read_notice(words.encode(), "page.txt").entries}


def items(entry):
    return {str(item.item) for item in entry.items}


def test_dots_lead_from_the_reason_to_who_is_given_the_data():
    found = entries(
        "Elm School\n\nWho gets what\n\nYear 5\n  Spelling ....... Wordbarn: first name\n"
        "  Letters ........ ParentMail: parent name, email\n"
    )
    assert set(found) == {"Wordbarn", "ParentMail"}
    assert items(found["Wordbarn"]) == {"first_name"}


def test_a_page_of_contents_names_nobody():
    found = entries(
        "Elm School\n\nWho gets what\n\nIntroduction ........ 3\n\nWe share name and class with Arbor.\n"
    )
    assert set(found) == {"Arbor"}


def test_an_arrow_leads_from_data_to_who_is_sent_it_and_one_back_to_what_comes():
    found = entries(
        "Elm School\n\nData flows\n\nMeals\n  name, date of birth -> Brae Cashless Ltd\n"
        "  attendance <- Brae Cashless Ltd\n\nHomework\n  name, class -> Satchel One\n"
    )
    assert set(found) == {"Brae Cashless Ltd", "Satchel One"}
    assert items(found["Brae Cashless Ltd"]) == {"full_name", "date_of_birth", "attendance"}


def test_what_introduces_words_is_nobody():
    found = entries(
        "Elm School\n\nWho we share with:\n\n- Arbor: name\n- Weduc: name\n"
        "- Sent back to us: attendance\n- Legal reason: task\n"
    )
    assert set(found) == {"Arbor", "Weduc"}
