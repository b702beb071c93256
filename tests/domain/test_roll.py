import re

import pytest

from schoolgate.domain.roll import (
    FieldType,
    Sensitivity,
    UnknownRollField,
    fields_of,
    fold_heading,
    headings_of,
    load_roll,
    roll_field,
)

EVERY_FIELD = [field for fields in load_roll().values() for field in fields.values()]


def test_a_school_holds_pupils_contacts_classes_enrolments_staff_marks_and_results():
    held = ("pupil", "contact", "class", "enrolment", "staff", "attendance", "assessment")
    assert tuple(load_roll()) == held


@pytest.mark.parametrize("field", EVERY_FIELD, ids=lambda field: field.key())
def test_each_field_says_in_plain_words_what_it_is_and_where_it_comes_from(field):
    assert field.label[0].isupper()
    assert "_" not in field.label
    assert field.source
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", field.name)
    assert field.type is FieldType.CODE or not field.values
    assert field.type is not FieldType.CODE or field.values or field.unit


@pytest.mark.parametrize("table", load_roll())
def test_no_heading_means_two_fields_of_one_table(table):
    told = [
        (heading, field.name)
        for field in fields_of(table).values()
        for heading in {fold_heading(h) for h in (field.name, field.label, *field.headings)}
    ]
    assert dict(told) == headings_of(table)
    assert len(told) == len(dict(told)), sorted(told)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ChosenName", "preferred_forename"),
        ("FirstNameLegal", "legal_forename"),
        ("LAST NAME", "preferred_surname"),
        ("Adno", "admission_number"),
        ("Reg Group", "registration_class"),
        ("TutorGroup", "registration_class"),
        ("current_nc_year", "year_group"),
        ("Birthdate", "date_of_birth"),
        ("Gender", "sex"),
        ("Free_meal", "fsm_eligible"),
        ("ManagementSystemID", "id"),
    ],
)
def test_a_school_systems_own_headings_are_understood(heading, field):
    assert headings_of("pupil")[fold_heading(heading)] == field


def test_health_faith_and_ethnic_group_are_special_category_and_nationality_and_meals_are_not():
    special = {f.name for f in EVERY_FIELD if f.sensitivity is Sensitivity.SPECIAL_CATEGORY}
    assert special >= {"ethnicity", "religion", "medical_notes"}
    assert special.isdisjoint({"nationality", "fsm_eligible", "pupil_premium", "looked_after"})


def test_a_row_is_kept_for_a_pupil_only_with_a_key_and_a_legal_name():
    assert [f.name for f in fields_of("pupil").values() if f.required] == [
        "id",
        "legal_forename",
        "legal_surname",
    ]


def test_a_field_is_found_by_its_key():
    assert roll_field("contact.phone").label == "Telephone number"


def test_an_unknown_table_is_refused_by_name():
    with pytest.raises(UnknownRollField) as refusal:
        fields_of("governor")
    assert str(refusal.value) == (
        "The roll has no table 'governor'. "
        "It has pupil, contact, class, enrolment, staff, attendance, assessment."
    )


def test_an_unknown_field_is_refused_by_name():
    with pytest.raises(UnknownRollField) as refusal:
        roll_field("class.colour")
    assert str(refusal.value) == (
        "The roll's table 'class' has no field 'colour'. "
        "It has id, name, kind, year_group, subject, teacher_id."
    )
