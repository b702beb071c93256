"""The facts of a school: what does not fit is said, and nothing is emptied that has to be there."""

import pytest

from schoolgate.actions import school as schools
from schoolgate.domain.errors import Invalid
from tests.actions.cast import found_office

MONTHS = "Give a whole number of months, 1 to 120."


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("name", " ", "Nothing was set: name can't be empty. Give a name."),
        ("controller_name", "", "Nothing was set: controller_name can't be empty. Give a name."),
        ("urn", "12345", "Nothing was set: '12345' does not fit urn. It has 6 digits."),
        (
            "laestab",
            "none",
            (
                "Nothing was set: 'none' does not fit laestab. "
                "It has 7 digits: three of the authority, four of the establishment."
            ),
        ),
        ("review_months", "0", f"Nothing was set: '0' does not fit review_months. {MONTHS}"),
        (
            "review_months",
            "9999999999",
            f"Nothing was set: '9999999999' does not fit review_months. {MONTHS}",
        ),
        ("overdue_months", "", f"Nothing was set: '' does not fit overdue_months. {MONTHS}"),
        ("shoe_size", "4", "Nothing was set: 'shoe_size' is not a fact about a school."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(fresh_home, key, value, words):
    office = found_office(fresh_home)
    before = schools.show(office)
    with pytest.raises(Invalid) as refused:
        schools.set_value(office, key, value)
    assert str(refused.value).startswith(words)
    assert schools.show(office) == before


def test_an_establishment_number_is_kept_as_its_digits(fresh_home):
    office = found_office(fresh_home)
    schools.set_value(office, "laestab", "823/2012")
    assert schools.show(office)["laestab"] == "8232012"
