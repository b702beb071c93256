from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.domain.disclosure import Delivery, Disclosure, ParcelFile
from schoolgate.ledger.errors import LeafRefused
from schoolgate.ledger.leaf import encode_leaf, format_moment, parse_leaf
from tests.ledger.cast import intent, outcome

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
LISTS = st.lists(TEXTS, max_size=4, unique=True).map(tuple)
COUNTS = st.integers(0, 2**53 - 1)
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
INTENTS = st.builds(
    intent,
    at=MOMENTS,
    school=TEXTS,
    service=TEXTS,
    recipient=st.none() | TEXTS,
    items=LISTS,
    clauses=LISTS,
    people=COUNTS,
    people_root=DIGESTS,
    files=st.builds(
        lambda name, digest, size: (ParcelFile(name=name, sha256=digest, bytes=size, rows=0),),
        st.from_regex(r"[0-9A-Za-z_-][0-9A-Za-z._-]{0,127}", fullmatch=True),
        DIGESTS,
        COUNTS,
    ),
)
OUTCOMES = st.builds(outcome, at=MOMENTS, delivery=st.sampled_from(Delivery))


@given(INTENTS | OUTCOMES)
def test_an_entry_is_read_back_as_it_was_written(leaf):
    assert parse_leaf(encode_leaf(leaf)) == leaf


@given(INTENTS | OUTCOMES)
def test_an_entry_is_one_line(leaf):
    assert b"\n" not in encode_leaf(leaf)


def test_an_entry_is_spelt_as_the_format_says():
    assert encode_leaf(outcome(detail="disk-full", delivery=Delivery.FAILED)) == (
        b'{"at":"2026-11-22T06:01:05.000000Z","delivery":"failed","detail":"disk-full",'
        b'"kind":"outcome","run":"run-1","schema":"schoolgate.leaf/1"}'
    )


@given(INTENTS, st.data())
def test_no_other_spelling_of_an_entry_is_read(leaf, data):
    line = encode_leaf(leaf)
    at = data.draw(st.integers(0, len(line)))
    with pytest.raises(LeafRefused):
        parse_leaf(line[:at] + b" " + line[at:] if at in (0, len(line)) else line[:at])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]",
        b"{}",
        b'"intent"',
        b"\xff\xfe",
        b"[" * 100_000,
        b"{" + b'"a":{' * 100_000,
        b'{"kind":NaN}',
        b'{"kind":"note"}',
        b'{"kind":"intent","kind":"intent"}',
        b'{"kind":"\\ud800"}',
        b'{"kind":' + b"9" * 5000 + b"}",
    ],
    ids=range(12),
)
def test_what_is_not_an_entry_is_not_read(line):
    with pytest.raises(LeafRefused, match="The ledger entry was"):
        parse_leaf(line)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("run", "two words"),
        ("run", ""),
        ("school", ""),
        ("school", "Elm\nRow"),
        ("school", "Elm\ud800Row"),
        ("school", "Elm" * 400),
        ("version", 0),
        ("version", True),
        ("people", -1),
        ("people", 2**53),
        ("people", 2.0),
        ("people_root", "AB" * 32),
        ("items", ("upn", "upn")),
        ("items", ("",)),
        ("snapshot", ""),
        ("courier", "Folder"),
        ("files", (ParcelFile(name="../pupils.csv", sha256="ab" * 32, bytes=1, rows=1),)),
        ("files", (ParcelFile(name="a.csv", sha256="ab" * 32, bytes=1, rows=1),) * 2),
    ],
)
def test_a_value_with_no_place_in_the_format_is_refused(field, value):
    with pytest.raises(LeafRefused) as refused:
        encode_leaf(replace(intent(), **{field: value}))
    assert str(refused.value) == (
        f"The ledger entry was refused: {field} does not fit the format schoolgate.leaf/1. "
        "Look the field up in docs/ledger-format.md."
    )


def test_the_detail_of_an_outcome_is_a_code_and_so_can_name_nobody():
    with pytest.raises(LeafRefused):
        encode_leaf(outcome(detail="Amy Smith's row was too long"))


def test_an_unreadable_entry_is_reported_in_words():
    with pytest.raises(LeafRefused) as refused:
        parse_leaf(b"{")
    assert str(refused.value) == (
        "The ledger entry was not read: it is not JSON in UTF-8. Compare it with a copy kept elsewhere."
    )


def test_a_moment_is_written_in_utc():
    moment = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert format_moment(moment) == "2026-07-01T08:30:00.000000Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(LeafRefused) as refused:
        format_moment(datetime(2026, 7, 1, 9, 30))  # noqa: DTZ001
    assert str(refused.value) == ("The ledger entry was refused: its moment has no time zone. Hand in UTC.")


def test_only_a_known_failure_does_not_count_as_disclosed():
    counted = {
        None: Disclosure(entry=1, intent=intent()).counts_as_disclosed(),
        **{
            delivery: Disclosure(
                entry=1, intent=intent(), outcome=outcome(delivery=delivery), outcome_entry=2
            ).counts_as_disclosed()
            for delivery in Delivery
        },
    }
    assert counted == {None: True, Delivery.DELIVERED: True, Delivery.UNKNOWN: True, Delivery.FAILED: False}
