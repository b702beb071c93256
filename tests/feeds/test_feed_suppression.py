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
