import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.ledger.checkpoint import generate_key
from schoolgate.ledger.errors import ExportRefused, NoSuchEntry
from schoolgate.ledger.export import export_text, is_proved, parse_export, prove_entry
from tests.ledger.cast import ORIGIN, export_of, head_of, runs

KEY = generate_key()


@given(st.integers(1, 6))
def test_an_export_is_read_back_byte_for_byte(count):
    export = export_of(runs(count), KEY)
    assert parse_export(export_text(export)) == export


def test_an_export_is_laid_out_one_entry_a_line():
    lines = export_text(export_of(runs(2), KEY)).splitlines()
    assert lines[:4] == ["{", ' "schema": "schoolgate.ledger/1",', f' "origin": "{ORIGIN}",', ' "leaves": [']
    assert [json.loads(line.strip().rstrip(",")).encode() for line in lines[4:7]] == runs(2)


def test_entries_that_are_not_under_the_head_are_not_exported():
    export = export_of(runs(2), KEY)
    with pytest.raises(ExportRefused) as refused:
        export_text(type(export)(origin=ORIGIN, leaves=export.leaves[:2], checkpoint=export.checkpoint))
    assert str(refused.value) == (
        "The ledger was not exported: its last signed head is not the head of its entries. "
        "Run 'schoolgate ledger verify'."
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "{" * 100_000, export_text(export_of(runs(1), KEY)) + "\n", '{"schema": "\ud800"}'],
    ids=range(6),
)
def test_what_is_not_an_export_is_not_read(text):
    with pytest.raises(ExportRefused) as refused:
        parse_export(text)
    assert str(refused.value) == (
        "The export was not read: it is not a document as 'schoolgate ledger export' writes it, byte for "
        "byte. Export the ledger again, and do not open and save the file in an editor."
    )


@given(st.integers(1, 8), st.data())
def test_each_entry_is_proved_to_an_outsider(count, data):
    leaves = runs(count)
    entry = data.draw(st.integers(1, len(leaves)))
    proof = prove_entry(leaves, entry, head_of(leaves, KEY))
    assert is_proved(proof)
    assert not is_proved(proof | {"entry": entry + 1})
    assert not is_proved(proof | {"leaf": runs(9)[-1].decode()})
    assert not is_proved(proof | {"leaf": "{}"})
    assert not is_proved(proof | {"checkpoint": ""})
    assert not is_proved(proof | {"path": ["?"]})


@pytest.mark.parametrize("entry", [0, 4, -1])
def test_an_entry_that_is_not_there_has_no_proof(entry):
    with pytest.raises(NoSuchEntry) as refused:
        prove_entry(runs(2), entry, head_of(runs(2), KEY))
    assert str(refused.value) == (
        f"No proof was made: entry {entry} is not among the 3 under the signed head. "
        "Look its number up with 'schoolgate ledger list'."
    )
