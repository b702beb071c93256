import pytest

from schoolgate.domain.disclosure import Delivery
from schoolgate.ledger.checkpoint import generate_key, load_key, verifier_key
from schoolgate.ledger.leaf import encode_leaf
from schoolgate.ledger.tree import leaf_hash, root_of
from schoolgate.ledger.verify import NO_KEPT_HEAD, NO_KEY, disclosures, verify_ledger
from tests.ledger.cast import ORIGIN, head_of, intent, outcome, runs

PEM = generate_key()
KEY = verifier_key(ORIGIN, load_key(PEM))
LEAVES = runs(3)
HEADS = [head_of(LEAVES[:size], PEM) for size in range(1, len(LEAVES) + 1)]


def problems(leaves=LEAVES, heads=HEADS, kept=HEADS[:2], key=KEY):
    return list(verify_ledger(leaves, heads, key=key, kept=kept).problems)


def test_a_true_ledger_holds_and_nothing_is_left_unknown():
    verified = verify_ledger(LEAVES, HEADS, key=KEY, kept=HEADS[1:2])
    assert verified.holds()
    assert (verified.size, verified.root, verified.unknown, verified.under_way) == (
        5,
        root_of(map(leaf_hash, LEAVES)),
        (),
        1,
    )


def test_it_says_what_it_could_not_know():
    assert verify_ledger(LEAVES, HEADS).unknown == (NO_KEY, NO_KEPT_HEAD)


def test_an_empty_ledger_holds():
    assert problems([], [], kept=[]) == []


@pytest.mark.parametrize(
    ("leaves", "heads", "kept", "said"),
    [
        (
            [*LEAVES, LEAVES[0]],
            HEADS,
            [],
            [
                "Entry 6 announces a run that entry 1 announced.",
                "Entries 6 to 6 stand after the last signed head.",
            ],
        ),
        (LEAVES[:4], HEADS, [], ["The last signed head counts 5 entries, and there are 4."]),
        (
            LEAVES[:4],
            HEADS[:4],
            HEADS[4:],
            ["A head kept elsewhere counts 5 entries, and there are 4: some were cut off."],
        ),
        (
            [*LEAVES[:4], encode_leaf(intent(4))],
            HEADS,
            [],
            ["The first 5 entries are not those under the signed head for 5."],
        ),
        (
            LEAVES,
            [*HEADS[:4], HEADS[2], HEADS[4]],
            [],
            ["The head for 3 entries stands after the head for 4."],
        ),
        (
            LEAVES,
            ["", *HEADS],
            [],
            ["The ledger's own head, number 1, is not a checkpoint that can be read."],
        ),
        (LEAVES, HEADS, ["?"], ["The head kept elsewhere, number 1, is not a checkpoint that can be read."]),
        (
            LEAVES,
            [*HEADS[:4], head_of(LEAVES, generate_key())],
            [],
            ["The head for 5 entries is not signed with the verifier key."],
        ),
        (LEAVES, [], [], ["Entries 1 to 5 stand after the last signed head."]),
    ],
    ids=range(9),
)
def test_what_is_wrong_is_said_in_words(leaves, heads, kept, said):
    assert problems(leaves, heads, kept) == said


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([outcome(1)], "Entry 1 is the outcome of a run that no entry before it announces."),
        ([intent(1), outcome(1), outcome(1)], "Entry 3 is a second outcome of a run that entry 2 ended."),
        ([intent(1), intent(1)], "Entry 2 announces a run that entry 1 announced."),
        (
            [intent(1), outcome(1, at=intent(0).at)],
            "Entry 2 ends a run before the moment at which entry 1 announced it.",
        ),
    ],
)
def test_an_order_that_no_writer_makes_is_said_in_words(entries, said):
    leaves = [encode_leaf(entry) for entry in entries]
    assert problems(leaves, [head_of(leaves, PEM)], kept=[]) == [said]


def test_an_entry_that_cannot_be_read_is_named_by_its_number():
    leaves = [LEAVES[0], b"Amy Smith"]
    assert problems(leaves, [head_of(leaves, PEM)], kept=[]) == ["Entry 2 is not in the leaf format."]


def test_the_entries_tell_what_left_and_what_may_have():
    leaves = [encode_leaf(entry) for entry in (intent(1), intent(2), outcome(2, Delivery.FAILED))]
    told = disclosures(leaves)
    assert [(one.entry, one.outcome_entry, one.counts_as_disclosed()) for one in told] == [
        (1, None, True),
        (2, 3, False),
    ]
