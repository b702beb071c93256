"""What families may decide, said beside a name, behind a mark, or in a sentence of its own."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Ashby Road School\n\nCompanies we share data with\n\n{words}\n"


def choice(words, name):
    entries = read_notice(PAGE.format(words=words).encode(), "n.txt").entries
    return next((one.choice and one.choice.value for one in entries if one.name == name), "not found")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("- Health visitors - the written summary, with your agreement", "consent"),
        ("- Health visitors - name and phone number, only if you say yes", "consent"),
        ("- Health visitors - name, with the student's permission", "permission"),
        ("- Health visitors - name and year group. Not compulsory.", "permission"),
        ("- Health visitors - name and date of birth. It's the law so we cannot leave anyone out.", "none"),
        ("- Health visitors - name and date of birth. This is required of us.", "none"),
    ],
)
def test_a_row_says_what_a_family_may_decide(words, kind):
    assert choice(f"{words}\n- Seesaw - first name", "Health visitors") == kind
    assert choice(f"{words}\n- Seesaw - first name", "Seesaw") is None


@pytest.mark.parametrize(
    "told",
    [
        "Parents may refuse Nessy and Sumdog. Tell the class teacher.",
        "You can opt out of Sumdog by telling the office.",
        "We ask for your permission before we use Sumdog.",
    ],
)
def test_a_sentence_elsewhere_speaks_of_the_services_it_names(told):
    rows = "- Sumdog - first name, class\n- Arbor - name, class, address"
    assert choice(f"{rows}\n\n{told}", "Sumdog") in ("opt_out", "permission")
    assert choice(f"{rows}\n\n{told}", "Arbor") is None


@pytest.mark.parametrize(
    ("told", "mark"),
    [
        ("Where there is a star (*) we only do it if you ticked the box.", "*"),
        ("Those marked † need your consent.", "†"),
        ("* with your permission", "*"),
    ],
)
def test_a_mark_behind_a_name_says_what_the_page_explains(told, mark):
    rows = f"- Sumdog{mark} - first name, class\n- Arbor - name, class, address"
    assert choice(f"{rows}\n\n{told}", "Sumdog") in ("permission", "consent")
    assert choice(f"{rows}\n\n{told}", "Arbor") is None
