"""What SIMS reports: captions of the school's own, blank cells without an element, crossed rows."""

import pytest

from schoolgate.feeds.sources import SOURCES, RollRefused
from schoolgate.feeds.sources.csv_export import load as load_csv
from schoolgate.feeds.sources.sims_xml import caption
from tests.feeds.cases import ON

PUPIL = (
    "<primary_id>7</primary_id><Adno>001234</Adno><Forename>Ann</Forename>"
    "<Legal_x0020_Surname>Lee</Legal_x0020_Surname><Surname>=cmd()</Surname><Year>Year  3</Year>"
    "<Reg>3A</Reg>"
)
MATHS, ENGLISH = "<Class>Ma3</Class><Subject>Maths</Subject>", "<Class>En3</Class><Subject>English</Subject>"
MOTHER = (
    "<Contact_x0020_Forename>Jo</Contact_x0020_Forename><Relationship>Mother</Relationship>"
    "<Priority>1</Priority><Parental_x0020_responsibility>Yes</Parental_x0020_responsibility>"
)
FATHER = "<Contact_X0020_Forename>Al</Contact_X0020_Forename><Relationship>Father</Relationship>"


def report(*records):
    told = "".join(f"<Record>{record}</Record>" for record in records)
    return f'<?xml version="1.0" encoding="utf-8"?><SuperStarReport>{told}</SuperStarReport>'.encode()


def load(data, name="roll.xml"):
    return SOURCES[".xml"](data, name, ON)


def records(loaded, table):
    return list(loaded.tables[table].records())


def refusal(data):
    with pytest.raises(RollRefused) as caught:
        load(data)
    return str(caught.value)


CROSSED = report(*(PUPIL + taught + contact for taught in (MATHS, ENGLISH) for contact in (MOTHER, "")))


def test_every_combination_of_contacts_and_classes_is_one_pupil():
    loaded = load(CROSSED)

    (ann,) = records(loaded, "pupil")
    assert (ann["id"], ann["admission_number"], ann["year_group"]) == ("7", "001234", "3")
    assert (ann["registration_class"], ann["preferred_surname"]) == ("3A", "=cmd()")
    assert [one["name"] for one in records(loaded, "class")] == ["En3", "Ma3"]
    assert [(one["class_id"], one["person_id"]) for one in records(loaded, "enrolment")] == [
        ("En3", "7"),
        ("Ma3", "7"),
    ]
    (jo,) = records(loaded, "contact")
    assert (jo["forename"], jo["relationship"], jo["priority"], jo["pupil_id"]) == ("Jo", "Mother", 1, "7")
    assert jo["parental_responsibility"] is True
    assert "3 rows tell the same of a pupil as a row above, and were joined to it." in loaded.report.notes


def test_a_report_as_csv_says_the_same_as_one_as_xml():
    text = (
        "primary_id,Adno,Forename,Legal Surname,Surname,Year,Reg,Class,Subject,Contact Forename,"
        "Relationship,Priority,Parental responsibility\n"
        + "".join(
            f"7,001234,Ann,Lee,=cmd(),Year  3,3A,{taught},{contact}\n"
            for taught in ("Ma3,Maths", "En3,English")
            for contact in ("Jo,Mother,1,Yes", ",,,")
        )
    )

    assert load_csv(text.encode(), "roll.csv", ON).tables == load(CROSSED).tables


def test_a_caption_that_stands_for_two_columns_is_refused_and_no_contacts_name_becomes_a_pupils():
    assert refusal(report(PUPIL + MOTHER + "<Surname>Ray</Surname>")) == (
        "The roll in 'roll.xml' was not loaded.\n"
        "- a record has two cells captioned 'Surname', such as a pupil's and a contact's.\n"
        "Give each column of the report a caption of its own, and run it again."
    )


def test_a_caption_that_is_escaped_in_two_ways_is_one_column():
    loaded = load(report(PUPIL + MOTHER, PUPIL + FATHER))
    assert sorted(one["forename"] for one in records(loaded, "contact")) == ["Al", "Jo"]


def test_contacts_may_stand_side_by_side():
    text = (
        "Adno,Forename,Surname,Contact 1 Forename,Contact 1 Phone,Contact 2 Forename\n"
        "1,A,B,Jo,0770,Al\n2,C,D,,,\n"
    )
    told = records(load_csv(text.encode(), "roll.csv", ON), "contact")

    assert [(one["priority"], one["forename"], one["phone"]) for one in told] == [
        (1, "Jo", "0770"),
        (2, "Al", None),
    ]


def test_a_priority_without_anybody_is_no_contact():
    loaded = load_csv(b"Adno,Forename,Surname,Priority\n1,A,B,2\n", "roll.csv", ON)

    assert records(loaded, "contact") == []
    assert loaded.report.not_understood == ("Priority",)


def test_rows_that_differ_in_the_pupil_itself_are_no_combination():
    told = refusal(report(PUPIL + MOTHER, PUPIL.replace("Ann", "Bea") + MOTHER))

    assert "row 3, column 'primary_id': is the same as in row 2. No two may share one." in told


def test_a_blank_cell_has_no_element_and_is_blank():
    loaded = load(report(PUPIL, "<primary_id>8</primary_id><Forename>Bo</Forename><Surname>Li</Surname>"))

    assert records(loaded, "pupil")[1]["admission_number"] is None


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("Legal_x0020_Surname", "Legal Surname"),
        ("Legal_X0020Surname", "Legal Surname"),
        ("primary_id", "primary_id"),
        ("Year_x0020_taught_x0020_in", "Year taught in"),
        ("Bad_x0007_", "Bad_x0007_"),
    ],
)
def test_an_element_is_read_as_the_caption_it_stands_for(tag, shown):
    assert caption(tag) == shown


def test_a_report_that_says_nothing_of_its_encoding_and_is_windows_1252_is_read_and_said():
    text = "<SuperStarReport><Record><Adno>1</Adno><Forename>Zoë</Forename><Surname>Lee</Surname></Record>"
    loaded = load((text + "</SuperStarReport>").encode("cp1252"))

    assert records(loaded, "pupil")[0]["preferred_forename"] == "Zoë"
    assert "Read as Windows-1252, as it is not UTF-8." in loaded.report.notes


def test_a_report_cut_anywhere_is_refused():
    whole = report(PUPIL, PUPIL)
    for cut in range(40, len(whole) - 1, 37):
        assert "it is not whole XML" in refusal(whole[:cut])


def test_half_a_report_says_what_to_do():
    assert refusal(b"<SuperStarReport><Record>") == (
        "The roll in 'roll.xml' was not loaded.\n"
        "- it is not whole XML (line 1): part of it is missing or damaged.\nExport or copy it again."
    )


def test_a_document_type_is_refused_before_anything_in_it_is_looked_at():
    bomb = b'<!DOCTYPE a [<!ENTITY b "x">]><SuperStarReport><Record>&b;</Record></SuperStarReport>'

    assert "it declares a document type, which no export needs and an attack would." in refusal(bomb)


def test_elements_without_end_are_refused():
    assert "its elements lie more than 40 deep." in refusal(b"<a>" * 1000)


def test_xml_of_another_kind_is_refused_by_name():
    assert refusal(b"<html/>") == (
        "The roll in 'roll.xml' was not loaded.\n"
        "- it is neither a SIMS report (<SuperStarReport>) nor a Common Transfer File (<CTfile>).\n"
        "Export it as one of these, or as CSV."
    )
