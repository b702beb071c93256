"""The same pupils under another number stay the same pupils; one child is never taken for another."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.feeds.changes import compare
from schoolgate.feeds.rekeying import match, rekeyed
from schoolgate.feeds.swapped import swapped
from schoolgate.feeds.tables import tables_of

NAMES = ["Ann", "Bo", "Cy", "Di", "Ed", "Flo"]


def pupil(place, key, **more):
    return {
        "id": key,
        "upn": f"B8012000050{place:02d}",
        "admission_number": f"{place:06d}",
        "preferred_forename": NAMES[place % 6],
        "preferred_surname": f"Lee{place}",
        "date_of_birth": date(2018, 1, 1 + place),
        **more,
    }


def roll(*pupils, **tables):
    return tables_of({"pupil": pupils, **tables})


BEFORE = roll(*(pupil(place, f"sis{place}") for place in range(6)))


def ids(tables):
    return [row["id"] for row in tables["pupil"].records()]


def test_pupils_under_another_number_keep_the_keys_of_this_home():
    after = roll(*(pupil(place, f"{place:06d}") for place in range(6)))
    found = match(BEFORE, after)

    assert ids(rekeyed(after, found.keys)) == ids(BEFORE)
    assert compare(BEFORE, rekeyed(after, found.keys)).gone == 0
    assert found.sentence() == (
        "6 pupils stand under another number than in the roll before, and were matched: "
        "6 by Unique pupil number. Their keys in this home, and all that hangs on them, stay."
    )


def test_contacts_classes_and_siblings_follow_their_pupil():
    after = roll(
        pupil(0, "000000", siblings=("000001",)),
        pupil(1, "000001"),
        contact=[{"id": "k", "pupil_id": "000001", "forename": "Jo"}],
        enrolment=[{"class_id": "c", "person_id": "000000", "role": "pupil"}],
    )
    told = rekeyed(after, match(BEFORE, after).keys)

    assert [row["pupil_id"] for row in told["contact"].records()] == ["sis1"]
    assert [row["person_id"] for row in told["enrolment"].records()] == ["sis0"]
    assert next(told["pupil"].records())["siblings"] == ("sis1",)


def test_a_number_that_another_child_had_before_is_no_proof():
    before = roll(pupil(0, "1"), pupil(1, "2"))
    after = roll(pupil(1, "1"), pupil(0, "2"))

    assert match(before, after).keys == {"1": "2", "2": "1"}


def test_a_joiner_whose_number_is_anothers_key_gets_a_key_of_their_own():
    before = roll(pupil(0, "000009"))
    after = roll(pupil(0, "000000"), pupil(9, "000009", preferred_forename="Gus"))
    told = rekeyed(after, match(before, after).keys)

    assert ids(told) == ["000009", "admission_number:000009"]
    assert ids(rekeyed(after, match(told, after).keys)) == ids(told)


def test_two_pupils_who_could_be_one_are_doubtful():
    after = roll(pupil(0, "x"), pupil(0, "y", upn=None))

    assert match(BEFORE, after).doubtful == 2


def test_numbers_that_name_two_pupils_are_doubtful():
    after = roll(pupil(0, "x", admission_number="000001", date_of_birth=None, preferred_forename=None))

    assert match(BEFORE, after).doubtful == 1


def test_a_number_of_somebody_else_in_every_way_is_doubtful():
    after = roll(pupil(0, "x", preferred_forename="Gus", date_of_birth=date(2015, 5, 5)))

    assert match(BEFORE, after).doubtful == 1


def test_twins_whose_unique_numbers_are_put_right_stay_who_they_are():
    born = date(2018, 3, 3)
    before = roll(pupil(0, "a", date_of_birth=born), pupil(1, "b", date_of_birth=born))
    after = roll(
        pupil(0, "a", date_of_birth=born, upn="B801200005001"),
        pupil(1, "b", date_of_birth=born, upn="B801200005000"),
    )
    found = match(before, after)

    assert (found.keys, found.doubtful) == ({}, 0)


def test_a_changed_unique_number_or_name_is_no_new_pupil():
    after = roll(pupil(0, "sis0", upn="A80120000509A", preferred_surname="Ash"))

    assert match(BEFORE, after).keys == {}


@given(st.permutations(range(6)), st.integers(1, 6))
def test_whatever_the_new_numbers_nobody_becomes_another(order, held):
    after = roll(*(pupil(place, f"sis{order[place]}") for place in range(held)))
    told = rekeyed(after, match(BEFORE, after).keys)

    assert {row["upn"]: row["id"] for row in told["pupil"].records()} == {
        f"B8012000050{place:02d}": f"sis{place}" for place in range(held)
    }


def test_names_that_changed_places_are_seen():
    after = roll(
        *(
            pupil(place, f"sis{place}", preferred_forename=f"Lee{place}", preferred_surname=NAMES[place])
            for place in range(6)
        )
    )

    assert swapped(BEFORE, after) == [
        ("preferred_forename", "preferred_surname"),
        ("preferred_surname", "preferred_forename"),
    ]


def test_one_childs_names_put_right_are_no_swap():
    after = roll(
        pupil(0, "sis0", preferred_forename="Lee0", preferred_surname="Ann"),
        *(pupil(place, f"sis{place}") for place in range(1, 6)),
    )

    assert swapped(BEFORE, after) == []
