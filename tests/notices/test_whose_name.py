"""A row's organisation, its kind, and the whole of its year groups."""

import pytest

from schoolgate.notices.read import read_notice


def row(line, heading="We share with"):
    return read_notice(f"{heading}\n\n{line}\nSumdog – name, class\n".encode(), "notice.txt").entries[0]


@pytest.mark.parametrize(
    "name",
    [
        "Hilltop Sports Coaching CIC", "Pinner Photography", "Cyngor Sir Ddinbych", "Diocese of Wyeford",
        "National Union of Students", "Duke of Edinburgh's Award", "Melrose Minibus", "Holt & Marsh LLP",
        "Bwrdd Iechyd Prifysgol Betsi Cadwaladr", "Wessex Music Trust",
    ],
)  # fmt: skip
def test_a_company_or_body_is_its_own_organisation(name):
    assert row(f"{name} – name, date of birth").organisation == name


@pytest.mark.parametrize(
    "line", ["Translink – bus passes: name, address", "Linens of Slade (laundry): name, room"]
)
def test_who_drives_or_washes_for_the_school_is_a_company(line):
    found = row(line)
    assert found.organisation == found.name


def test_an_unlisted_app_has_no_organisation():
    assert row("Quillo – maths practice: name, class").organisation is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Cyngor Sir Ddinbych", "authority"),
        ("Llywodraeth Cymru", "statutory"),
        ("Parish of St Neot", "other"),
    ],
)
def test_the_kind_of_a_body_is_told_by_its_name_in_either_language(name, kind):
    assert row(f"{name} – name, date of birth").kind == kind


def test_a_name_nobody_knows_among_awarding_bodies_is_one():
    assert row("Ascentis – name, date of birth", heading="Awarding bodies").kind == "professional"


@pytest.mark.parametrize(
    "years",
    ["Years 3–6 and Reception", "Reception, Year 1 and Year 2", "KS1 and Year 3", "Nursery to Year 6"],
)  # fmt: skip
def test_year_groups_of_several_parts_are_read_whole(years):
    assert row(f"Lexia – reading practice for {years}. Name, class").year_groups == years


def test_what_a_bracket_says_it_is_for_hides_no_list_of_data():
    found = row("The Royal Life Saving Society (swimming awards): name, date of birth")
    assert {str(item.item) for item in found.items} == {"full_name", "date_of_birth"}
