"""A court order or a withheld address suppresses what would tell where somebody is, and never the child."""

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.agreement import Criticality, KeyKind
from schoolgate.domain.roll import fields_of
from schoolgate.domain.vocabulary import Subject
from schoolgate.feeds.prepare import preview
from tests.feeds.cases import ANN, BEN, MUM, agreement, clause, request, roll, sent

CONTACTS = sent("full_name", "contact_phone", "address", subjects=(Subject.PUPIL, Subject.PARENT))
EVACUATION = agreement(
    clause(*sent("full_name", "class", "year_group"), *CONTACTS),
    criticality=Criticality.ESSENTIAL,
    format="ttrockstars_csv",  # a format that requires a class and a year group
)


def forenames(parcel):
    (name,) = (name for name in parcel.files if name.endswith(".csv"))
    rows = csv.DictReader(io.StringIO(parcel.files[name].decode("utf-8-sig"), newline=""))
    return sorted(row["First name"] for row in rows)


flag = st.sampled_from([True, False, None])
pupil = st.fixed_dictionaries(
    {
        "address_withheld": flag,
        "registration_class": st.sampled_from(["4 Oak", None]),
        "year_group": st.sampled_from(["4", None]),
        "postcode": st.sampled_from(["AA1 1AA", None]),
        "username": st.sampled_from(["ann1", None]),
    }
)


@given(st.tuples(pupil, pupil), st.lists(flag, max_size=2))
def test_nobody_on_roll_drops_out_of_an_evacuation_list_whatever_is_withheld_or_blank(flags, orders):
    pupils = tuple(base | given for base, given in zip((ANN, BEN), flags, strict=True))
    contacts = tuple(MUM | {"id": f"k{n}", "court_order": one} for n, one in enumerate(orders))
    whole = roll(pupils=pupils, contacts=contacts)

    parcel = preview(request(EVACUATION, whole))

    assert forenames(parcel) == ["Ann", "Ben"]
    assert set(parcel.people) == {"p1", "p2"}


def test_a_row_that_goes_with_a_blank_is_counted_for_a_person_to_fill():
    parcel = preview(request(EVACUATION, roll(pupils=(ANN | {"registration_class": None}, BEN))))

    assert [(one.heading, one.rows, one.stays) for one in parcel.left_out] == [("Class", 1, True)]


def test_a_pupil_without_the_services_own_number_stays_on_an_essential_list():
    kept = replace(
        EVACUATION, key=KeyKind.EXISTING, key_field="username", key_reason="wristbands", format="plain_csv"
    )
    parcel = preview(request(kept, roll(pupils=(ANN | {"username": None}, BEN | {"username": None}))))

    assert len(parcel.people) == 2


def test_a_limited_contact_is_told_of_nowhere_and_the_child_and_other_contacts_stay():
    father = MUM | {"id": "k2", "forename": "Liam", "phone": "07700 900002", "court_order": True}
    of = agreement(clause(*CONTACTS))

    parcel = preview(request(of, roll(contacts=(MUM, father))))

    everything = b"".join(parcel.files.values())
    assert b"07700 900001" in everything
    assert b"07700 900002" not in everything
    assert b"Liam" not in everything
    assert set(parcel.people) == {"p1", "p2"}


def test_a_withheld_address_is_withheld_from_the_childs_row_and_from_every_contacts():
    of = agreement(clause(*CONTACTS))
    hidden = ANN | {"address_withheld": True}

    parcel = preview(
        request(of, roll(pupils=(hidden, BEN | {"postcode": "BB2 2BB", "address_lines": "2 Elm"})))
    )

    everything = b"".join(parcel.files.values())
    assert b"Mill Street" not in everything
    assert b"AA1 1AA" not in everything
    assert b"2 Elm" in everything
    assert set(parcel.people) == {"p1", "p2"}


def without(table, *gone):
    columns = {name: tuple(fields_of(name)) for name in ("pupil", "contact", "staff", "class", "enrolment")}
    columns[table] = tuple(one for one in columns[table] if one not in gone)
    return roll(columns=columns)


def test_an_essential_list_goes_without_what_the_roll_can_not_say_is_safe():
    told = preview(request(replace(EVACUATION, format="plain_csv"), without("pupil", "address_withheld")))
    silent = preview(request(replace(EVACUATION, format="plain_csv"), without("contact", "court_order")))

    assert set(told.people) == set(silent.people) == {"p1", "p2"}
    assert b"Mill Street" not in b"".join(told.files.values())
    assert b"07700 900001" in b"".join(told.files.values())
    assert b"07700 900001" not in b"".join(silent.files.values())
    assert (
        "The roll has no column 'court_order' to say of whom it must not be told, so it stays out of a list "
        "that has to go. Load a roll that has it."
    ) in [one.sentence for one in silent.withheld]


ADDRESSES = agreement(clause(*CONTACTS), format="plain_csv")
FATHER = MUM | {"id": "k2", "forename": "Liam", "address_lines": "9 Far Row", "postcode": "ZZ9 9ZZ"}


def told(pupils, contacts):
    parcel = preview(request(ADDRESSES, roll(pupils=pupils, contacts=contacts)))
    assert set(parcel.people) == {one["id"] for one in pupils}
    return b"".join(parcel.files.values())


def test_where_a_court_order_limits_a_contact_the_childs_address_is_told_to_nobody():
    everything = told((ANN,), (MUM, FATHER | {"court_order": True}))

    assert b"Mill Street" not in everything
    assert b"AA1 1AA" not in everything
    assert b"Orla" not in everything  # no name was declared, so only her number leaves
    assert b"07700 900001" in everything


def test_a_brothers_row_does_not_tell_where_a_hidden_child_lives():
    hidden = ANN | {"address_withheld": True}

    everything = told((hidden, BEN), (MUM, MUM | {"pupil_id": "p2"}))

    assert b"Mill Street" not in everything
    assert b"AA1 1AA" not in everything


def test_a_contact_of_two_children_does_not_tell_where_one_of_them_is_hidden():
    hidden = ANN | {"address_withheld": True, "address_lines": None, "postcode": None}
    brother = BEN | {"address_lines": "2 Elm", "postcode": "BB2 2BB"}

    everything = told((hidden, brother), (MUM, MUM | {"pupil_id": "p2"}))

    assert b"Mill Street" not in everything
    assert b"2 Elm" in everything


def test_a_roll_of_postcodes_alone_hides_those_that_a_hidden_child_has():
    columns = {name: tuple(fields_of(name)) for name in ("pupil", "contact", "staff", "class", "enrolment")}
    columns |= {
        name: tuple(one for one in columns[name] if one != "address_lines") for name in ("pupil", "contact")
    }
    pupils = (ANN | {"address_withheld": True}, BEN, BEN | {"id": "p3", "postcode": "BB2 2BB"})

    everything = b"".join(
        preview(request(ADDRESSES, roll(pupils=pupils, columns=columns, contacts=(MUM,)))).files.values()
    )

    assert b"AA1 1AA" not in everything
    assert b"BB2 2BB" in everything


place = st.sampled_from(["1 Mill Street", "2 Elm", None])


@given(
    st.lists(st.tuples(flag, place), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), flag, place), max_size=5),
)
def test_a_hidden_childs_home_stands_nowhere_and_no_child_is_missing(children, grown_ups):
    pupils = tuple(
        BEN | {"id": f"p{n}", "upn": None, "address_withheld": held, "address_lines": home}
        for n, (held, home) in enumerate(children)
    )
    contacts = tuple(
        MUM | {"id": f"k{n}", "pupil_id": f"p{child}", "court_order": order, "address_lines": home}
        for n, (child, order, home) in enumerate(grown_ups)
        if child < len(pupils)
    )
    limited = {one["pupil_id"] for one in contacts if one["court_order"]}
    hidden = [one for one in pupils if one["address_withheld"] is True or one["id"] in limited]

    everything = told(pupils, contacts)

    assert not any(one["address_lines"] and one["address_lines"].encode() in everything for one in hidden)
