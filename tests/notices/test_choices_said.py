"""What families may decide, in the words schools say it in."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Who we share data with\n\n{}\n"


def choices(words):
    reading = read_notice(PAGE.format(words).encode(), "page.txt")
    return {entry.name: entry.choice and entry.choice.value for entry in reading.entries}


@pytest.mark.parametrize(
    "said",
    [
        "Seesaw: name and class, with your say-so.",
        "Seesaw: name and class. It is up to you.",
        "Seesaw: name and class. Needs your written yes.",
        "Seesaw: name and class, where Form C is signed.",
        "Seesaw: name and class, unless you send back the pink slip.",
        "Seesaw: name and class. Don't want your child on it? Tell Mr Idowu.",
        "Seesaw: name and class. Nobody is uploaded until the slip is back.",
        "Seesaw\nPurpose: journal\nData: name, class\nYour say: yes - green form",
        "Seesaw\nPurpose: journal\nData: name, class\nCompulsory? No",
        "Up to you\n\nSeesaw: name and class.",
        "Seesaw: name and class, only if you sign up.",
        "Seesaw: name and class. You will be asked first.",
        "Seesaw: name and class, with the young person's agreement.",
        "Seesaw: name and class, where the parent applies for one.",
        "Seesaw: name and class, subject to your agreement.",
        "Seesaw: name and class, unless you have told us not to.",
        "Seesaw: name and class, if you took part in outreach and agreed.",
    ],
)
def test_a_family_has_a_choice(said):
    assert choices(said)["Seesaw"] in ("consent", "permission", "opt_out")


@pytest.mark.parametrize(
    "said",
    [
        "Seesaw: name and class. You cannot say no.",
        "Seesaw: name and class. This is not something you can opt out of.",
        "Seesaw: name and class. We do not need to ask you.",
        "Seesaw\nPurpose: journal\nData: name, class\nYour say: no - we have to",
        "Seesaw\nPurpose: journal\nData: name, class\nCompulsory? Yes",
        "Rhaid i ni / We have to\n\nSeesaw: name and class.",
        "Seesaw: name and class, required under the Education Act 1996.",
        "Seesaw: name and class. All pupils need an account.",
        "Seesaw\nPurpose: journal\nData: name, class\nYour choice: needed for every child",
        "Seesaw\nPurpose: journal\nData: name, class\nYour choice: Required by law",
    ],
)
def test_a_family_has_no_choice(said):
    assert choices(said)["Seesaw"] == "none"


@pytest.mark.parametrize(
    "said",
    [
        "Seesaw: name, class and photo permissions.",
        "Seesaw: it tells us whether parents have said yes to a club. Name and class.",
        "Seesaw: name, class. We have to type these in by hand.",
        "Seesaw\nPurpose: journal\nData: name, class\nYour say: n/a",
        "Seesaw: name, class. Parents can choose meals on it.",
        "Seesaw: name, class. Parents can book a slot for parents' evening.",
    ],
)
def test_other_words_of_consent_are_no_choice(said):
    assert choices(said)["Seesaw"] is None


def test_a_sign_or_letter_has_the_choice_that_the_page_says_it_marks():
    dots = "Little dots: ● it is up to you ○ we have to\n\n● Seesaw: name\n\n○ Arbor: name and class"
    assert choices(dots) == {"Seesaw": "permission", "Arbor": "none"}
    letters = '"R" marks a lawful duty; "P" marks one that rests on your permission.\n\n'
    table = "Service\tData\tNote\nSeesaw\tname\tP\nArbor\tname\tR\nWonde\tname\t-"
    assert choices(letters + table) == {"Seesaw": "permission", "Arbor": "none", "Wonde": None}


def test_what_a_slip_asks_is_a_familys_choice():
    slip = (
        "Seesaw: name and class.\n\nArbor: all records.\n\nREPLY SLIP\nSeesaw  YES / NO     Signed ........"
    )
    assert choices(slip)["Seesaw"] == "permission"
    assert choices(slip)["Arbor"] is None


def test_one_services_form_is_not_asked_of_the_others_of_its_section():
    check = "The wellbeing check is made once you have signed for it."
    page = f"Seesaw: name and class.\n\n{check}\n\nArbor: all records."
    assert set(choices(page).values()) == {None}


@pytest.mark.parametrize("told", ["A star means you choose.", "An asterisk shows that you may say no."])
def test_a_star_that_a_sentence_explains_without_showing_it_is_a_choice(told):
    found = choices(f"{told}\n\nFern Sums * - number games [first name]\nFern Orders - meals [name]")
    assert found["Fern Sums"] is not None
    assert found["Fern Orders"] is None
