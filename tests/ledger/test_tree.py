import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.ledger.errors import TreeRefused
from schoolgate.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    root_of,
)

# The vectors that Certificate Transparency's own implementations share.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", bytes(range(96, 112)).hex()]
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
TREES = st.lists(st.binary(max_size=4), min_size=1, max_size=70).map(
    lambda leaves: [leaf_hash(leaf) for leaf in leaves]
)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_certificate_transparency(size):
    assert root_of(HASHES[:size]).hex() == ROOTS[size]


@given(TREES)
def test_a_root_made_at_once_is_that_of_a_tree_that_grew(hashes):
    assert root_of(hashes) == Frontier.over(hashes).root()


def test_an_inclusion_proof_is_that_of_certificate_transparency():
    assert [sibling.hex() for sibling in inclusion_proof(HASHES, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_a_consistency_proof_is_that_of_certificate_transparency():
    assert [sibling.hex() for sibling in consistency_proof(HASHES, 6)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def defined_root(hashes):
    """MTH of RFC 6962 section 2.1, word for word."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    split = max(2**power for power in range(20) if 2**power < len(hashes))
    return hashlib.sha256(b"\x01" + defined_root(hashes[:split]) + defined_root(hashes[split:])).digest()


@given(TREES)
def test_growing_leaf_by_leaf_gives_the_root_the_rfc_defines(hashes):
    frontier = Frontier()
    for size, leaf in enumerate(hashes, start=1):
        assert frontier.append(leaf) == defined_root(hashes[:size])
        assert len(frontier.peaks) == size.bit_count()


@given(TREES)
def test_a_stored_frontier_goes_on_where_it_stopped(hashes):
    grown = Frontier.over(hashes)
    again = Frontier.from_bytes(grown.size, grown.to_bytes(), root=root_of(hashes))
    assert again.append(leaf_hash(b"next")) == root_of([*hashes, leaf_hash(b"next")])


@pytest.mark.parametrize("stored", [b"", b"\x00" * 32, b"\x00" * 64, b"\x00" * 31])
def test_a_frontier_that_is_not_under_the_signed_head_is_refused(stored):
    with pytest.raises(TreeRefused) as refused:
        Frontier.from_bytes(3, stored, root=root_of(HASHES[:3]))
    assert str(refused.value) == (
        "Nothing was added to the ledger: what is kept of its tree does not lead to its last signed head. "
        "Run 'schoolgate ledger verify'."
    )


@given(TREES, st.data())
def test_every_leaf_is_proved_and_no_other(hashes, data):
    index = data.draw(st.integers(0, len(hashes) - 1))
    path, root = inclusion_proof(hashes, index), root_of(hashes)
    assert is_included(hashes[index], index, len(hashes), path, root)
    assert not is_included(leaf_hash(b"another"), index, len(hashes), path, root)
    assert not is_included(hashes[index], index, len(hashes), [*path, root], root)
    if path:
        assert not is_included(hashes[index], index, len(hashes), path[:-1], root)


@given(TREES, st.data())
def test_a_leaf_is_proved_at_its_own_place_alone(hashes, data):
    hashes = [leaf_hash(number.to_bytes(2) + leaf) for number, leaf in enumerate(hashes)]
    index, other = (data.draw(st.integers(0, len(hashes))) for _ in range(2))
    if index < len(hashes) and index != other:
        path = inclusion_proof(hashes, index)
        assert not is_included(hashes[index], other, len(hashes), path, root_of(hashes))


@given(TREES, st.data())
def test_a_tree_is_consistent_with_each_of_its_beginnings(hashes, data):
    earlier = data.draw(st.integers(0, len(hashes)))
    path = consistency_proof(hashes, earlier)
    old, new = root_of(hashes[:earlier]), root_of(hashes)
    assert is_consistent(earlier, old, len(hashes), new, path)


@given(TREES, st.data())
def test_a_rewritten_beginning_has_no_consistency_proof(hashes, data):
    earlier = data.draw(st.integers(1, len(hashes)))
    changed = data.draw(st.integers(0, earlier - 1))
    rewritten = [*hashes[:changed], leaf_hash(b"rewritten"), *hashes[changed + 1 :]]
    old, new = root_of(hashes[:earlier]), root_of(rewritten)
    for path in (consistency_proof(hashes, earlier), consistency_proof(rewritten, earlier)):
        assert not is_consistent(earlier, old, len(hashes), new, path)
        assert not is_consistent(earlier, old, len(hashes), new, path[:-1])
        assert not is_consistent(earlier, old, len(hashes), new, [*path, new])


def test_a_tree_never_shrinks():
    assert not is_consistent(3, root_of(HASHES[:3]), 2, root_of(HASHES[:2]), [])


def test_the_empty_tree_is_the_beginning_of_every_tree():
    assert is_consistent(0, EMPTY_ROOT, 8, root_of(HASHES), [])
    assert not is_consistent(0, root_of(HASHES), 8, root_of(HASHES), [])


def test_a_place_outside_the_tree_has_no_proof():
    assert not is_included(HASHES[0], 1, 1, [], HASHES[0])
    with pytest.raises(TreeRefused) as refused:
        inclusion_proof(HASHES, 8)
    assert str(refused.value) == "No proof was made: there is no leaf 8 in a tree of 8."


def test_a_tree_has_no_proof_of_a_size_it_never_had():
    with pytest.raises(TreeRefused) as refused:
        consistency_proof(HASHES, 9)
    assert str(refused.value) == "No proof was made: a tree of 8 never had 9 leaves."
