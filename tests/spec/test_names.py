"""What is asked of names and owners: NAME-001 to NAME-003."""

from dataclasses import replace
from datetime import date

import pytest

from schoolgate.domain.finding import Severity
from schoolgate.domain.vocabulary import Kind, Nation
from tests.spec.a_notice import SCHOOL, asked, notice, quoted, row

BELFAST = replace(SCHOOL, nation=Nation.NORTHERN_IRELAND)


def test_a_retired_name_is_reported_wherever_it_is_printed():
    text = "CareMonkey: contact details\nSocial media\nService Provider: Facebook, Twitter\n"
    rows = [
        row(text, "CareMonkey"),
        row(text, "Social media", organisation="Facebook, Twitter", kind=Kind.PUBLIC),
    ]
    found = {one.entry: one for one in asked(notice(text, *rows), "NAME-001")}
    assert quoted([found["CareMonkey"]]) == ["CareMonkey"]
    assert quoted([found["Social media"]]) == ["Twitter"]
    assert found["CareMonkey"].message == ("CareMonkey: the name is no longer in use. It is Operoo now.")


@pytest.mark.parametrize(
    "words",
    [
        "Operoo (formerly CareMonkey)",
        "X (formerly Twitter)",
        "This supersedes CareMonkey",
        "CareMonkey, now Operoo",
        "care@caremonkey.example",
        "Operoo",
    ],
)
def test_an_old_name_that_is_said_to_be_old_is_right(words):
    assert asked(notice(f"{words}\n"), "NAME-001") == []


def test_a_name_is_old_only_from_the_day_it_was_given_up():
    text = "Twitter\n"
    assert asked(notice(text), "NAME-001", on=date(2022, 6, 1)) == []
    assert quoted(asked(notice(text), "NAME-001", on=date(2024, 1, 1))) == ["Twitter"]


def test_a_former_owner_printed_as_provider_is_reported():
    text = "SIMS\nService Provider: Capita\n"
    (found,) = asked(notice(text, row(text, "SIMS", organisation="Capita")), "NAME-002")
    assert quoted([found]) == ["Service Provider: Capita"]
    assert found.message == (
        "SIMS is put down to Capita, who no longer owns it. "
        "The owner today is Education Software Solutions Ltd (ParentPay group)."
    )


def test_an_owner_is_judged_by_the_day():
    text = "Capita SIMS\n"
    assert asked(notice(text, row(text, "Capita SIMS")), "NAME-002", on=date(2020, 6, 1)) == []


def test_northern_irelands_schools_went_on_with_their_owner():
    text = "Capita SIMS\n"
    assert asked(notice(text, row(text, "Capita SIMS")), "NAME-002", school=BELFAST) == []


def test_a_former_owner_named_as_former_is_right():
    text = "Target Tracker\nProvider: Juniper Education (formerly EES for Schools)\n"
    entry = row(text, "Target Tracker", organisation="Juniper Education (formerly EES for Schools)")
    assert asked(notice(text, entry), "NAME-002") == []


def test_a_government_body_is_called_by_its_name_in_england():
    text = "Department of Education\nWe also use DfE's Secure Access.\n"
    found = asked(notice(text), "NAME-003")
    assert set(quoted(found)) == {"Department of Education", "DfE's Secure Access"}
    assert found[0].message == "Department of Education: its name is Department for Education."


def test_belfasts_department_of_education_is_rightly_so_called():
    assert asked(notice("The Department of Education\n"), "NAME-003", school=BELFAST) == []


@pytest.mark.parametrize("school", [None, replace(SCHOOL, nation=None)])
def test_a_rule_of_england_is_a_question_where_the_nation_is_unknown(school):
    (found,) = asked(notice("The Department of Education\n"), "NAME-003", school=school)
    assert found.severity is Severity.QUESTION
    assert found.message.endswith("This cannot be decided until the school's nation is known.")
    assert found.fix == (
        "Record the school's nation. Then, if the rule is yours: print the body's or portal's own name."
    )
