"""Whose data an entry speaks of, and the fields beside it, in wordings that no given notice has."""

import pytest

from tests.corpus.flows import entries


def entry(page, name):
    return next(one for one in entries(page.encode(), "a.md") if one["name"] == name)


def page(lines, heading="Our suppliers"):
    top = "# Meadow View School\n\nWho we share data with: a page for families. Your child."
    return f"{top}\n\n## {heading}\n\n{lines}\n"


def whose(found):
    return {item["item"]: item["subjects"] for item in found["items"]}


@pytest.mark.parametrize(
    ("heading", "subject", "item"),
    [
        ("Staff", "staff", "staff_name"),
        ("Part D. Visitors", "visitor", "visitor_details"),
        ("Governors", "governor", "full_name"),
    ],
)
def test_a_heading_of_grown_people_says_whose_a_bare_name_is(heading, subject, item):
    found = entry(page("- Tapestry - name, address\n- SIMS - name, address", heading), "Tapestry")

    assert whose(found)[item] == [subject]
    assert found["subjects"] == [subject]


def test_a_row_that_names_pupils_is_about_pupils_under_any_heading():
    found = entry(page("- Tapestry - pupil name, address\n- SIMS - name", "Staff"), "Tapestry")

    assert whose(found) == {"full_name": ["pupil"], "address": ["pupil"]}


def test_what_only_staff_have_says_whose_the_name_beside_it_is():
    found = entry(page("- Tapestry - name, salary, NI number\n- SIMS - name"), "Tapestry")

    assert set(whose(found)) == {"staff_name", "staff_employment", "national_insurance"}


def test_yours_is_a_parents_on_a_page_for_families():
    found = entry(page("- Tapestry - your child's name, your own address and phone number"), "Tapestry")

    assert whose(found) == {"full_name": ["pupil"], "address": ["parent"], "contact_phone": ["parent"]}


def test_what_teachers_write_of_pupils_is_the_pupils():
    found = entry(page("- Tapestry - pupil names, teachers' observations"), "Tapestry")

    assert whose(found)["attainment"] == ["pupil"]


def test_people_that_share_a_word_each_have_their_item():
    found = entry(page("- Tapestry - pupil, parent and staff records"), "Tapestry")

    assert set(whose(found)) == {"all_pupil_data", "parent_details", "staff_employment"}


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("safeguarding records", "safeguarding"),
        ("fingerprint template", "biometric"),
        ("school email address", "contact_email"),
        ("swimming transport; numbers only", "statistics_only"),
    ],
)
def test_one_item_alone_is_data_where_its_words_say_so(words, item):
    found = entry(page(f"- Tapestry - {words}\n- SIMS - name"), "Tapestry")

    assert [one["item"] for one in found["items"]] == [item]


@pytest.mark.parametrize("words", ["attendance", "homework", "reading practice"])
def test_one_word_alone_may_as_well_be_what_the_service_is_for(words):
    assert entry(page(f"- Tapestry - {words}\n- SIMS - name"), "Tapestry")["items"] == []


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("name. You can say no.", "opt_out"),
        ("photos, of children whose parents have ticked yes", "permission"),
        ("names and dates of birth. We have to send these.", "none"),
    ],
)
def test_the_words_of_a_row_say_what_a_family_may_decide(words, choice):
    assert entry(page(f"- Tapestry - {words}\n- SIMS - name"), "Tapestry")["choice"] == choice


@pytest.mark.parametrize(
    ("used_by", "years"),
    [("All academies", None), ("Central team", None), ("Year 5 classes", "Year 5 classes"), ("All", "All")],
)
def test_schools_and_teams_are_no_year_groups(used_by, years):
    top = "| Service | Data shared | Used by |\n|---|---|---|"
    rows = f"{top}\n| Tapestry | name | {used_by} |\n| SIMS | name | All |"

    assert entry(page(rows), "Tapestry")["year_groups"] == years


@pytest.mark.parametrize(
    ("words", "subject", "item"),
    [
        ("staff only. Data processed includes names, bank details, salary.", "staff", "staff_name"),
        ("governors only. Name and email address.", "governor", "full_name"),
        ("only for staff: name, absence", "staff", "staff_employment"),
        ("visitors only - name, address", "visitor", "visitor_details"),
    ],
)
def test_a_row_that_is_of_these_alone_is_of_nobody_else(words, subject, item):
    found = entry(page(f"- Tapestry: {words}\n- SIMS: name, class"), "Tapestry")

    assert whose(found)[item] == [subject]
    assert found["subjects"] == [subject]


def test_who_adds_a_photo_is_not_whose_it_is():
    found = entry(page("- Tapestry: staff add photographs, and teachers mark work\n- SIMS: name"), "Tapestry")

    assert whose(found)["photo"] == ["pupil"]


def test_what_one_row_shares_is_no_title_of_the_page():
    page = (
        "Who has your data\n\nBee Spelling\nWhat we share: Staff records\n\n"
        "Lunch Box\nWhat we share: Home address\n"
    )

    assert whose(entry(page, "Lunch Box")) == {"address": ["pupil"]}
