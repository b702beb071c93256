"""Many entries encoded together have the bytes of each encoded by itself."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.ledger.alike import encode_all
from schoolgate.ledger.errors import LeafRefused
from schoolgate.ledger.leaf import encode_leaf

AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
INTENT = Intent(
    run="1",
    at=AT,
    school="s1",
    controller="c",
    agreement="sums",
    version=1,
    service='Sums "ß"',
    recipient=None,
    clauses=("1",),
    items=("full_name",),
    fields=("First name",),
    people=1,
    people_root="0" * 64,
    files=(ParcelFile(name="pupils.csv", sha256="1" * 64, bytes=1, rows=1),),
    decisions=0,
    snapshot="2" * 64,
    profile="plain_csv/1",
    courier="folder",
)
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "run": st.sampled_from(["1", "2", "3"]),
        "school": st.sampled_from(["s1", "Ysgol Tŷ", 'a"b', "שלום"]),
        "version": st.integers(1, 3),
        "people": st.integers(0, 3),
        "recipient": st.sampled_from([None, "Sums Ltd"]),
        "files": st.sampled_from([(), INTENT.files]),
        "decisions": st.sampled_from([0, 1]),
        "at": st.sampled_from([AT, AT.replace(hour=7)]),
    },
)


@given(st.lists(CHANGES | st.sampled_from([*Delivery]), max_size=12))
def test_entries_among_many_have_the_bytes_they_have_alone(changes):
    leaves = [
        Outcome(run="1", at=AT, delivery=one) if isinstance(one, Delivery) else replace(INTENT, **one)
        for one in changes
    ]

    assert encode_all(leaves) == [encode_leaf(one) for one in leaves]


def test_a_value_that_has_no_place_is_refused_wherever_it_stands():
    wrong = replace(INTENT, people=-1, school="")
    with pytest.raises(LeafRefused) as alone:
        encode_leaf(wrong)
    with pytest.raises(LeafRefused) as among:
        encode_all([INTENT, wrong])

    assert str(among.value) == str(alone.value)


def test_what_is_equal_but_another_kind_of_value_is_looked_at():
    with pytest.raises(LeafRefused):
        encode_all([INTENT, replace(INTENT, people=True)])
