"""What running words say a recipient is for."""

import pytest

from schoolgate.notices.read import read_notice


def purposes(words):
    reading = read_notice(f"Who we share data with\n\n{words}\n".encode(), "page.txt")
    return [list(entry.purposes) for entry in reading.entries]


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ("Our payroll is run by Dataplan, who hold staff names and bank details.", "payroll is run"),
        ("Lunches are cooked by Caterlink, whose kitchen has a list of allergies.", "Lunches are cooked"),
        ("Photographs are taken by Bluebell Portraits, who get names.", "Photographs are taken"),
        ("Our caterer is Kestrel Catering Ltd. It is told names and allergies.", "caterer"),
        ("Our counsellors, Northlight Counselling CIC, are given your name.", "counsellors"),
        ("For mathematics we also use Sumdog, which has first names.", "For mathematics"),
        ("In Reception we keep a journal in Evidence Me, which holds photographs.", "keep a journal"),
        ("Teachers pass on names and concerns to Penumbra for counselling.", "for counselling"),
        ("We give Tempest Photography names and classes for the portraits.", "for the portraits"),
        ("Arbor keeps our registers and holds name, class and address.", "keeps our registers"),
        ("Trips are approved in EVOLVE: names, medical needs.", "Trips are approved"),
        ("Door access is through Salto: name and photograph.", "Door access"),
        ("Fees are collected through SchoolMoney: parents' names.", "Fees are collected"),
        ("Newsletters go out by ParentMail, to which email addresses are copied.", "Newsletters"),
        ("Training: The National College (name, work email)", "Training"),
    ],
)
def test_a_sentence_says_what_for(said, purpose):
    assert purposes(said) == [[purpose]]


def test_what_a_service_is_not_told_is_no_purpose():
    assert purposes("ParentPay: name, class. They do not get addresses.") == [[]]


def test_a_role_and_a_reason_are_both_told():
    said = "Our caterer, Ash Catering Ltd, is given names and allergies so that every child has a safe meal."
    assert purposes(said) == [["caterer", "so that every child has a safe meal"]]
