"""A roll is sealed for one school, opened in memory only, and known by its values."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.feeds import engine, packed
from schoolgate.feeds.changes import TooManyGone, compare, stop_if_too_many_gone
from schoolgate.feeds.generator import generate
from schoolgate.feeds.snapshot import SnapshotRefused, open_snapshot, seal, snapshot_of
from schoolgate.feeds.sources.roll_rules import is_upn
from schoolgate.feeds.tables import digest, tables_of
from tests.feeds.cases import ANN, BEN, KEY, ON

MADE = generate(60, 1, ON)


def test_a_sealed_roll_opens_with_its_key_and_holds_what_went_in():
    opened = open_snapshot(seal(MADE, key=KEY, school_id="s1"), key=KEY, school_id="s1")

    assert opened.tables() == MADE
    assert opened.digest == digest(MADE)
    assert opened.columns == MADE.columns()


def test_two_seals_of_one_roll_differ_and_have_one_digest():
    one, other = (seal(MADE, key=KEY, school_id="s1") for _ in range(2))

    assert one != other
    assert {open_snapshot(s, key=KEY, school_id="s1").digest for s in (one, other)} == {digest(MADE)}


def test_no_name_can_be_read_in_the_sealed_bytes():
    sealed = seal(MADE, key=KEY, school_id="s1")

    assert not any(str(name).encode() in sealed for name in MADE["contact"].column("email") if name)


@pytest.mark.parametrize(
    ("key", "school", "change"),
    [(b"x" * 32, "s1", 0), (KEY, "s2", 0), (KEY, "s1", 1)],
    ids=["another key", "another school", "one bit changed"],
)
def test_a_sealed_roll_opens_for_nobody_else_and_not_changed(key, school, change):
    sealed = bytearray(seal(MADE, key=KEY, school_id="s1"))
    sealed[-1] ^= change

    with pytest.raises(SnapshotRefused) as caught:
        open_snapshot(bytes(sealed), key=key, school_id=school)

    assert str(caught.value) == (
        "The roll was not opened: it was sealed with another key or for another school, or it was changed. "
        "Bring back the key it was sealed with, or load the roll again."
    )


@pytest.mark.parametrize("data", [b"", b"SGROLL1\n", b"PK\x03\x04"])
def test_what_is_no_sealed_roll_is_refused(data):
    with pytest.raises(SnapshotRefused) as caught:
        open_snapshot(data, key=KEY, school_id="s1")

    assert str(caught.value) == ("The roll was not opened: this is not a sealed roll. Load the roll again.")


def test_an_opened_roll_has_no_way_out():
    opened = snapshot_of(MADE)
    for statement in (
        "COPY pupil TO '/tmp/pupils.csv'",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SET enable_external_access = true",
        "INSTALL httpfs",
    ):
        with pytest.raises(duckdb.Error):
            opened.connection.execute(statement)


def test_nothing_of_a_roll_is_written_to_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    open_snapshot(seal(MADE, key=KEY, school_id="s1"), key=KEY, school_id="s1").tables()

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not engine.HAS_MEMORY_FILES, reason="files in memory are a thing of Linux")
def test_no_descriptor_stays_open():
    before = len(list(Path("/proc/self/fd").iterdir()))
    snapshot_of(MADE).close()

    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("most", [0, 100, 20_000])
def test_large_tables_and_small_ones_come_back_as_they_went_in(most, monkeypatch):
    monkeypatch.setattr(packed, "MOST_ROWS", most)
    opened = open_snapshot(seal(MADE, key=KEY, school_id="s1"), key=KEY, school_id="s1")

    assert opened.tables() == MADE
    assert engine.fetch(opened.connection, opened.columns) == MADE


def test_a_machine_without_files_in_memory_packs_the_same_roll(monkeypatch):
    monkeypatch.setattr(engine, "HAS_MEMORY_FILES", False)
    opened = open_snapshot(seal(MADE, key=KEY, school_id="s1"), key=KEY, school_id="s1")

    assert opened.tables() == MADE
    assert opened.digest == digest(MADE)


def test_a_large_roll_sealed_on_linux_says_so_where_it_does_not_open(monkeypatch):
    monkeypatch.setattr(packed, "MOST_ROWS", 59)
    sealed = seal(MADE, key=KEY, school_id="s1")
    monkeypatch.setattr(engine, "HAS_MEMORY_FILES", False)

    with pytest.raises(SnapshotRefused) as caught:
        open_snapshot(sealed, key=KEY, school_id="s1")

    assert str(caught.value) == (
        "The roll was not opened: it was sealed on Linux, and this machine can't read such a roll in memory. "
        "Load the roll again here."
    )


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)
pupils = st.fixed_dictionaries(
    {
        "legal_surname": texts,
        "medical_notes": st.none() | texts,
        "date_of_birth": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        "fsm_eligible": st.none() | st.booleans(),
        "attendance_percentage": st.none() | st.decimals(0, 100, places=2),
        "siblings": st.none() | st.lists(texts, min_size=1, max_size=3).map(tuple),
    }
)


@settings(max_examples=30)
@given(st.lists(pupils, min_size=1, max_size=5))
def test_any_value_comes_back_as_it_went_in(rows):
    made = tables_of({"pupil": [row | {"id": f"p{n}"} for n, row in enumerate(rows)]})

    opened = snapshot_of(made)

    assert opened.tables() == made
    assert engine.fetch(opened.connection, opened.columns) == made


def test_the_order_of_rows_does_not_make_another_roll():
    one = tables_of({"pupil": [ANN, BEN]})
    other = tables_of({"pupil": [BEN, ANN]})

    assert digest(one) == digest(other)
    assert one == other


@pytest.mark.parametrize("change", [{"upn": None}, {"upn": ""}, {"legal_surname": "Other"}])
def test_any_change_makes_another_digest(change):
    assert digest(tables_of({"pupil": [ANN | change, BEN]})) != digest(tables_of({"pupil": [ANN, BEN]}))


def test_a_column_that_is_not_held_is_not_a_column_of_blanks():
    blank = tables_of({"pupil": [ANN | {"religion": None}]})
    absent = tables_of({"pupil": [ANN]}, {"pupil": [name for name in ANN if name != "religion"]})

    assert digest(blank) != digest(absent)
    assert snapshot_of(blank).holds("pupil.religion")
    assert not snapshot_of(absent).holds("pupil.religion")


def test_a_roll_prints_its_counts_and_nobody():
    assert repr(MADE) == f"Tables({', '.join(f'{len(t.rows)} {t.name}' for t in MADE.by_name.values())})"
    assert repr(MADE["pupil"]) == "Table('pupil', 38 columns, 60 rows)".replace(
        "38", str(len(MADE["pupil"].columns))
    )
    assert "Ann" not in repr(snapshot_of(tables_of({"pupil": [ANN]})))


def test_the_same_seed_makes_the_same_roll_and_another_seed_another():
    assert generate(60, 1, ON) == MADE
    assert digest(generate(60, 2, ON)) != digest(MADE)


def test_a_made_up_school_has_what_real_ones_have():
    made = generate(420, 1, ON)
    child = {name: made["pupil"].column(name) for name in made["pupil"].columns}
    numbers = [one for one in child["upn"] if one]

    assert len(child["id"]) == 420
    assert len(set(numbers)) == len(numbers)
    assert all(is_upn(one) for one in numbers)
    assert any(one[-1].isalpha() for one in numbers)
    assert None in child["upn"]
    assert any(child["siblings"])
    assert {True, False} == set(child["dual_enrolled"])
    assert any(one and one <= ON for one in child["leaving_date"])
    assert {True, False} == set(made["contact"].column("court_order"))
    assert True in child["address_withheld"]
    names = "".join(str(n) for n in child["legal_surname"] + child["legal_forename"])
    assert "'" in names or "’" in names
    assert "-" in names
    assert any(not one.isascii() for one in names)
    assert any("Ѐ" <= one <= "ӿ" or "؀" <= one <= "ۿ" for one in names)


def test_a_split_family_has_two_addresses():
    homes = {}
    for row in MADE["contact"].records():
        homes.setdefault(row["pupil_id"], set()).add(row["postcode"])

    assert any(len(places) == 2 for places in homes.values())


@settings(max_examples=20)
@given(st.integers(1, 1200), st.integers(0, 99))
def test_a_school_of_any_size_has_valid_numbers_of_its_own(count, seed):
    numbers = [one for one in generate(count, seed, ON)["pupil"].column("upn") if one]

    assert len(set(numbers)) == len(numbers)
    assert all(is_upn(one) for one in numbers)


def test_changes_between_two_loads_are_counted():
    new = ANN | {"id": "p3"}
    found = compare(tables_of({"pupil": [ANN, BEN]}), tables_of({"pupil": [ANN | {"house": "Kite"}, new]}))

    assert (found.joined, found.gone, found.changed) == (1, 1, 1)
    assert found.sentence() == "2 pupils: 1 new, 1 gone, 1 with a change, against 2 in the roll before."


def test_a_column_that_only_one_load_has_is_no_change_of_anybody():
    bare = tables_of({"pupil": [ANN]}, {"pupil": ["id", "legal_surname"]})

    assert compare(bare, tables_of({"pupil": [ANN]})).changed == 0


@pytest.mark.parametrize(("gone", "stops"), [(0, False), (10, False), (11, True), (100, True)])
def test_more_than_a_tenth_gone_stops_and_asks(gone, stops):
    before = [ANN | {"id": f"p{n}"} for n in range(100)]
    found = compare(tables_of({"pupil": before}), tables_of({"pupil": before[gone:]}))

    assert found.too_many_gone is stops


def test_too_many_gone_says_how_many_and_what_to_do():
    before = tables_of({"pupil": [ANN, BEN]})

    with pytest.raises(TooManyGone) as caught:
        stop_if_too_many_gone(compare(before, tables_of({"pupil": [ANN]})), "roll.csv")

    assert str(caught.value) == (
        "The roll in 'roll.csv' was not loaded.\n- 1 of the 2 pupils of the last roll (50%) are not in it. "
        "If half of the file is missing, export it again; if they have really gone, load it "
        "with --accept-changes."
    )
    stop_if_too_many_gone(None, "roll.csv")
