"""The same service across schools: who declares what, and what stands out."""

from pathlib import Path

import pytest

from schoolgate.compare.across import Declaration, Declared, compare, declarations
from schoolgate.compare.asking import asks
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.read import read_notice

REAL = Path(__file__).parents[3] / "shared" / "notices" / "real"
UNLISTED = "an app of nobody's"  # in no catalogue: what it can work with is not known


def said(school, *items, flow=Flow.SENT, **more):
    declared = tuple(Declared(item=item, flow=flow, words=item) for item in items)
    return UNLISTED, Declaration(school=school, printed="Ash Spellings", items=declared, **more)


def test_schools_that_declare_different_items_are_counted_apart_from_those_that_say_nothing():
    (found,) = compare(
        [said("Ash", "full_name"), said("Oak", "full_name"), said("Elm", "full_name", "class"), said("Fir")]
    )

    assert found.service == "Ash Spellings"
    assert (found.different(), len(found.telling()), len(found.blanks())) == (2, 3, 1)
    assert found.items() == ("full_name", "class")


def test_the_same_item_in_another_way_is_another_declaration():
    (found,) = compare([said("Ash", "attainment"), said("Oak", "attainment", flow=Flow.CREATED)])

    assert found.different() == 2


def test_an_item_that_one_school_of_three_gives_stands_out():
    (found,) = compare([said("Ash", "full_name"), said("Oak", "full_name"), said("Elm", "full_name", "upn")])

    assert [(one.school, one.item, one.declared_by, one.of) for one in found.outliers] == [
        ("Elm", "upn", 1, 3)
    ]


def test_a_school_that_gives_a_part_where_others_give_the_whole_does_not_stand_out():
    (found,) = compare(
        [said("Ash", "full_name"), said("Oak", "full_name"), said("Elm", "first_name", "surname_initial")]
    )

    assert found.outliers == ()


def test_of_two_that_differ_neither_stands_out():
    (found,) = compare([said("Ash", "full_name"), said("Elm", "full_name", "upn")])

    assert found.outliers == ()


def test_what_arises_in_the_service_is_never_asked_to_be_left_out():
    (found,) = compare(
        [said("Ash", "full_name"), said("Oak", "full_name"), said("Elm", "attainment", flow=Flow.CREATED)]
    )

    assert found.outliers == ()


def test_what_is_most_sensitive_is_asked_for_first():
    found = compare(
        [
            said("Ash", "full_name", "medical"),
            said("Oak", "full_name", "class"),
            said("Elm", "full_name"),
        ]
    )

    assert [(one.school, [item.item for item in one.items]) for one in asks(found)] == [
        ("Ash", ["medical"]),
        ("Oak", ["class"]),
    ]


def test_the_sentence_to_a_supplier_says_what_why_and_what_we_want():
    found = compare(
        [said("Ash", "full_name", "upn", "gender"), said("Oak", "full_name"), said("Elm", "full_name")]
    )

    assert asks(found)[0].sentence == (
        "We give Ash Spellings this about our pupils: sex or gender and unique pupil number. "
        "Neither of the two other schools whose notices we read gives you any of them. "
        "Please tell us which of these you need and what for, or how we can stop giving them; we "
        "must give no more than is necessary (UK GDPR Article 5(1)(c))."
    )


def test_of_one_thing_the_sentence_to_a_supplier_speaks_as_of_one():
    found = compare([said("Ash", "full_name", "upn"), said("Oak", "full_name"), said("Elm", "full_name")])

    assert asks(found)[0].sentence == (
        "We give Ash Spellings this about our pupils: unique pupil number. "
        "Neither of the two other schools whose notices we read gives you it. "
        "Please tell us whether you need it and what for, or how we can stop giving it; we "
        "must give no more than is necessary (UK GDPR Article 5(1)(c))."
    )


def test_nothing_is_compared_that_only_one_school_names():
    assert compare([said("Ash", "full_name")]) == ()


def test_five_schools_told_families_five_things_about_one_app():
    if not REAL.is_dir():
        pytest.skip("the five schools' own notices are not beside this project")
    pairs = []
    for path in sorted(REAL.glob("*.txt")):
        reading = read_notice(path.read_bytes(), path.name)
        pairs += declarations(reading, path.stem)
    found = next(one for one in compare(pairs) if one.service == "Times Tables Rock Stars")

    assert found.different() == 3
    assert {one.school for one in found.blanks()} == {"minet", "telford"}
    assert {one.school: sorted(one.held()) for one in found.telling()} == {
        "bocking": ["attainment", "full_name"],
        "hunwick": ["class", "date_of_birth", "full_name", "gender", "upn"],
        "west-town-lane": ["full_name", "username"],
    }
    assert all(one.words for said in found.telling() for one in said.items)
    assert {one.item for one in found.outliers if one.school == "hunwick"} >= {
        "upn",
        "date_of_birth",
        "gender",
    }


def declared(*items, subject=Subject.PUPIL):
    return tuple(Declared(item=one, flow=Flow.SENT, words=one, subjects=(subject,)) for one in items)


def test_what_is_about_visitors_or_staff_is_no_more_than_pupils_need():
    visitors = declared("vehicle_registration", "contact_email", subject=Subject.VISITOR)
    told = Declaration(school="Ash", printed="InVentry", items=(*declared("full_name"), *visitors))
    others = [
        ("inventry", Declaration(school=school, printed="InVentry", items=declared("full_name")))
        for school in ("Oak", "Elm")
    ]

    (found,) = compare([("inventry", told), *others])

    assert found.outliers == ()  # the least it is known to need is of staff, and says nothing of pupils


def test_nobody_is_asked_to_do_without_what_the_service_needs():
    given = (("Ash", ("full_name", "class", "upn")), ("Oak", ("full_name",)), ("Elm", ("full_name",)))
    found = compare(
        ("times tables rock stars", Declaration(school=school, printed="TTRS", items=declared(*items)))
        for school, items in given
    )

    assert [one.item for one in found[0].outliers] == ["upn", "class"]
    assert [one.item for ask in asks(found) for one in ask.items] == ["upn"]
