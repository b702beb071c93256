"""Ledgers as earlier versions wrote them, never written anew: what was signed must verify for ever."""

from pathlib import Path

import pytest

from schoolgate.domain.disclosure import Delivery
from schoolgate.ledger.checkpoint import parse_verifier_key
from schoolgate.ledger.export import export_text, parse_export
from schoolgate.ledger.leaf import encode_leaf, parse_leaf
from schoolgate.ledger.verify import disclosures, verify_ledger
from tools.verify_ledger import verify

KEPT = Path(__file__).parent / "kept"
VERSIONS = [1]


def kept(name, version):
    return (
        (KEPT / f"{name}-{version}").with_suffix(".json" if name == "ledger" else ".txt").read_text("utf-8")
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_ledger_of_an_earlier_version_still_holds(version):
    text, key, head = (kept(name, version) for name in ("ledger", "key", "head"))
    export = parse_export(text)
    verified = verify_ledger(export.leaves, [export.checkpoint], key=parse_verifier_key(key), kept=[head])
    assert (verified.problems, verified.unknown) == ((), ())
    assert verify(text.encode(), key, head).startswith("6 entries of schoolgate/elm-row-primary, root ")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_entry_of_an_earlier_version_is_read_and_spelt_as_it_was(version):
    export = parse_export(kept("ledger", version))
    assert export_text(export) == kept("ledger", version)
    assert [encode_leaf(parse_leaf(leaf)) for leaf in export.leaves] == list(export.leaves)


def test_an_earlier_ledger_still_tells_what_left():
    told = disclosures(parse_export(kept("ledger", 1)).leaves)
    assert [one.outcome.delivery for one in told] == [Delivery.DELIVERED, Delivery.UNKNOWN, Delivery.FAILED]
    assert [one.counts_as_disclosed() for one in told] == [True, True, False]
