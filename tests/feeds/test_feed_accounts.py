"""A recipient's list of accounts: whose each is, by what, and what nobody but a person may decide."""

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.feeds.accounts.isolate import read_isolated
from schoolgate.feeds.accounts.listed import Account, ListRefused, read_list
from schoolgate.feeds.accounts.match import ACCEPTABLE, Evidence, match
from schoolgate.feeds.accounts.sealed import MappingRefused, open_keys, seal_keys
from schoolgate.feeds.present import on_roll
from tests.feeds.cases import ANN, BEN, ON

ANNA = ANN | {"id": "p3", "upn": "H823330126001", "admission_number": "000103", "username": "anna3"}
ANNA |= {"legal_forename": "Anna", "preferred_forename": None, "registration_class": "4 Elm"}
NO_FACTS = "no column says whose an account is, such as 'UPN', 'Surname' and 'Forename', or 'Name'."
PUPILS = (ANN, BEN, ANNA)


def accounts(text, key_heading=""):
    return read_list(text.encode(), "accounts.csv", ON, key_heading)


def matched(text, pupils=PUPILS, accepted=(), **more):
    ids = [row["id"] for row in pupils]
    return match(accounts(text, **more), pupils, on_roll=ids, accepted=accepted)


def only(text, **more):
    """The one account of a list: pupils and evidence."""
    found = matched(text, **more)
    (one,) = (*found.matched, *found.doubtful, *found.lost)
    return one.pupils, one.evidence


@pytest.mark.parametrize(
    ("facts", "whose", "evidence"),
    [
        ("Account,UPN\nk,f823330126001", ("p2",), Evidence.NUMBER),
        ("Account,Admission number\nk,000101", ("p1",), Evidence.NUMBER),
        ("Login,Username,Surname\nk,BEN2,OBrien", ("p2",), Evidence.NUMBER),
        ("Account,Forename,Surname,DOB\nk,Ben,O'Brien,01/12/2019", ("p2",), Evidence.NAME_AND_BIRTHDAY),
        ("Account,Name,DOB\nk,\"O’Brien, Annabel\",09/03/2017", ("p1",), Evidence.NAME_AND_BIRTHDAY),
        ("Account,Name,Class\nk,Ben O'Brien,2 Ash", ("p2",), Evidence.NAME_AND_CLASS),
        ("Account,Name\nk,ben o brien", ("p2",), Evidence.SIMILAR_NAME),
        ("Account,Name\nk,Ben OBrien", ("p2",), Evidence.NAME_ALONE),
        ("Account,Name,DOB\nk,Benn OBrian,01/12/2019", ("p2",), Evidence.SIMILAR_NAME_AND_BIRTHDAY),
        ("Account,Name\nk,Benn O'Brian", ("p2",), Evidence.SIMILAR_NAME),
        ("Account,Name,DOB\nk,Ben O'Brien,02/12/2019", ("p2",), Evidence.OTHERWISE),
        ("Account,UPN,Name\nk,F823330126001,Zadie Quill", ("p2",), Evidence.OTHERWISE),
        ("Account,UPN,DOB\nk,F823330126001,02/12/2019", ("p2",), Evidence.OTHERWISE),
        ("Account,UPN,Username\nk,F823330126001,ann1", ("p1", "p2"), Evidence.SEVERAL),
        ("Account,Name,DOB\nk,Annah O'Brien,09/03/2017", ("p1", "p3"), Evidence.SEVERAL),
        ("Account,Name,DOB\nk,Zadie Quill,09/03/2017", (), None),
    ],
)  # fmt: skip
def test_an_account_is_a_pupils_by_the_surest_thing_that_the_list_says(facts, whose, evidence):
    assert only(facts + "\n") == (whose, evidence)


def test_only_numbers_and_birthdays_match_by_themselves_and_the_rest_waits_for_a_person():
    text = "Account,Name,Class,DOB\na,Ben O'Brien,2 Ash,\nb,Ann O'Brien,,09/03/2017\nc,Zadie Quill,,\n"

    found, accepted = matched(text), matched(text, accepted=[Evidence.NAME_AND_CLASS])

    assert found.keys() == {"p1": "b"}
    assert [one.account.key for one in found.doubtful] == ["a"]
    assert [one.account.key for one in found.lost] == ["c"]
    assert found.without == ("p2", "p3")
    assert accepted.keys() == {"p1": "b", "p2": "a"}
    assert found.digest() != accepted.digest()


def test_two_accounts_of_one_pupil_are_for_a_person():
    found = matched("Account,UPN\nold,F823330126001\nnew,F823330126001\n", accepted=tuple(Evidence))

    assert found.matched == ()
    assert {one.evidence for one in found.doubtful} == {Evidence.TWO_ACCOUNTS}


def test_what_could_be_two_children_is_never_accepted_for_all_at_once():
    assert Evidence.SEVERAL not in ACCEPTABLE
    assert Evidence.OTHERWISE not in ACCEPTABLE
    assert matched("Account,Name,DOB\nk,Annah O'Brien,09/03/2017\n", accepted=tuple(Evidence)).matched == ()


facts_of = st.fixed_dictionaries(
    {},
    optional={
        "upn": st.sampled_from([one["upn"] for one in PUPILS]),
        "username": st.sampled_from([one["username"] for one in PUPILS]),
        "legal_forename": st.sampled_from(["Ann", "Annabel", "Anna", "Ben", "Benn"]),
        "legal_surname": st.sampled_from(["O'Brien", "OBrien", "Quill"]),
        "date_of_birth": st.sampled_from([ANN["date_of_birth"], BEN["date_of_birth"], date(2000, 1, 1)]),
        "registration_class": st.sampled_from(["4 Oak", "4 Elm", "2 Ash"]),
    },
)


@given(st.lists(facts_of, max_size=5))
def test_no_two_accounts_are_one_pupils_and_none_is_two_pupils_whatever_the_list_says(lines):
    listed = [Account(row=n, key=f"k{n}", facts=facts) for n, facts in enumerate(lines)]
    found = match(listed, PUPILS, on_roll=["p1", "p2", "p3"], accepted=tuple(Evidence))

    assert len(found.keys()) == len(found.matched) == len({one.account.key for one in found.matched})
    assert len(found.matched) + len(found.doubtful) + len(found.lost) == len(listed)
    assert set(found.without).isdisjoint(found.keys())
    for one in found.matched:
        born = one.account.facts.get("date_of_birth")
        pupil = next(row for row in PUPILS if row["id"] == one.pupils[0])
        assert born in (None, pupil["date_of_birth"])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("UPN,Surname\n1,2\n", ["no column is known as that of the account keys."]),
        ("Account,Shoe size\nk,4\n", ["row 1: " + NO_FACTS]),
        ("Account,Login,UPN\nk,l,F823330126001\n",
         ["row 1: 2 columns could be that of the keys. Name one with --key-column."]),
        ("Account,UPN\n,F823330126001\nk,\nk,\n",
         ["row 2, column 'Account': the account has no key.",
          "row 4, column 'Account': the same key stands in a row above."]),
        ("Account,UPN\n", ["there is no account in it."]),
        ("Account,DOB\nk,31/02/2020\n", ["row 2, column 'DOB': is not a day of the calendar."]),
        ("Account,UPN\na\x07b,F823330126001\n",
         ["row 2, column 'Account': the key has a sign that can't be printed."]),
    ],
)  # fmt: skip
def test_a_list_that_can_not_be_used_is_refused_by_row_and_column_without_its_values(text, faults):
    with pytest.raises(ListRefused) as error:
        accounts(text)

    assert [one.sentence() for one in error.value.faults] == faults
    assert str(error.value).startswith("The list in 'accounts.csv' was not used.\n- ")


def test_a_list_may_call_its_keys_what_it_likes():
    (one,) = accounts("Player,UPN\nzx-1,F823330126001\n", key_heading="player")

    assert (one.key, dict(one.facts)) == ("zx-1", {"upn": "F823330126001"})
    with pytest.raises(ListRefused, match="no column is headed 'Gamer'"):
        accounts("Player,UPN\nzx-1,F823330126001\n", key_heading="Gamer")


def test_a_list_read_apart_is_the_same_list_and_refused_in_the_same_words():
    text = 'Account,Name,UPN,DOB\n1,"Ünal, Zoë",F823330126001,01/12/2019\n2,Ben,,\n'

    assert read_isolated(text.encode(), "accounts.csv", ON) == accounts(text)
    with pytest.raises(ListRefused) as here:
        accounts("Account,UPN\n,F823330126001\n")
    with pytest.raises(ListRefused) as apart:
        read_isolated(b"Account,UPN\n,F823330126001\n", "accounts.csv", ON)
    assert str(apart.value) == str(here.value)


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit(1)", "print('{}')", "print('{\"accounts\": [1]}')"]
)
def test_a_reading_of_a_list_that_breaks_is_a_refusal(program):
    with pytest.raises(ListRefused, match="its reading broke off"):
        read_isolated(b"", "accounts.csv", ON, command=[sys.executable, "-c", program])


def test_a_mapping_opens_with_its_key_for_its_school_and_agreement_alone():
    sealed = seal_keys({"p1": "ann.smith"}, key=b"k" * 32, school_id="s1", slug="sums")

    assert open_keys(sealed, key=b"k" * 32, school_id="s1", slug="sums") == {"p1": "ann.smith"}
    assert b"ann" not in sealed
    for wrong in ({"key": b"x" * 32}, {"school_id": "s2"}, {"slug": "spelling"}):
        with pytest.raises(MappingRefused) as error:
            open_keys(sealed, **{"key": b"k" * 32, "school_id": "s1", "slug": "sums"} | wrong)
    assert str(error.value) == (
        "The account keys of spelling were not opened: they were sealed with another key, or changed. "
        "Match them again: schoolgate feed rekey spelling --mapping FILE.csv --dry-run"
    )


def test_who_left_today_or_comes_tomorrow_is_not_on_roll():
    left, comes = BEN | {"leaving_date": ON}, ANNA | {"entry_date": date(2026, 11, 23)}

    assert on_roll((ANN, left, comes), ON) == {"p1"}
