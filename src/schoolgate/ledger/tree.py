"""A Merkle tree over leaves, hashed as RFC 6962 section 2.1: root, growth, and proofs both ways."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from schoolgate.ledger.errors import TreeRefused

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_SIZE = 32


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """A tree as far as growing it needs: the roots of its full subtrees, largest first.

    There is one peak for each 1 in the binary spelling of `size`.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> bytes:
        """Take one leaf's hash in; gives the new root. O(log size)."""
        self.grow(leaf)
        return self.root()

    def grow(self, leaf: bytes) -> None:
        self.peaks.append(leaf)
        self.size += 1
        full = self.size
        while full % 2 == 0:
            right = self.peaks.pop()
            self.peaks[-1] = node_hash(self.peaks[-1], right)
            full //= 2

    def root(self) -> bytes:
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    @classmethod
    def over(cls, leaf_hashes: Iterable[bytes]) -> Frontier:
        frontier = cls()
        for leaf in leaf_hashes:
            frontier.grow(leaf)
        return frontier

    def to_bytes(self) -> bytes:
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, stored: bytes, *, root: bytes) -> Frontier:
        """A frontier as stored, if it is the one under `root` (which comes from the last signed head).

        Raises  TreeRefused.
        """
        peaks = [stored[at : at + HASH_SIZE] for at in range(0, len(stored), HASH_SIZE)]
        frontier = cls(size, peaks)
        if len(stored) != HASH_SIZE * size.bit_count() or frontier.root() != root:
            raise TreeRefused(
                "Nothing was added to the ledger: what is kept of its tree does not lead to its last signed "
                "head. Run 'schoolgate ledger verify'."
            )
        return frontier


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """Level by level, which gives the tree of section 2.1: what is over at a level's end goes up as it is."""
    level = [*leaf_hashes]
    while len(level) > 1:
        over = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + over
    return level[0] if level else EMPTY_ROOT


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of the leaf at `index` (from 0), nearest sibling first: RFC 6962 section 2.1.1."""
    if not 0 <= index < len(leaf_hashes):
        raise TreeRefused(f"No proof was made: there is no leaf {index} in a tree of {len(leaf_hashes)}.")
    if len(leaf_hashes) == 1:
        return []
    split = _split(len(leaf_hashes))
    left, right = leaf_hashes[:split], leaf_hashes[split:]
    if index < split:
        return [*inclusion_proof(left, index), root_of(right)]
    return [*inclusion_proof(right, index - split), root_of(left)]


def consistency_proof(leaf_hashes: Sequence[bytes], earlier: int) -> list[bytes]:
    """That the first `earlier` leaves begin the tree: RFC 6962 section 2.1.2. Empty for none and for all."""
    if not 0 <= earlier <= len(leaf_hashes):
        raise TreeRefused(f"No proof was made: a tree of {len(leaf_hashes)} never had {earlier} leaves.")
    return _subproof(leaf_hashes, earlier, is_whole=True) if earlier else []


def _subproof(leaf_hashes: Sequence[bytes], earlier: int, *, is_whole: bool) -> list[bytes]:
    if earlier == len(leaf_hashes):
        return [] if is_whole else [root_of(leaf_hashes)]
    split = _split(len(leaf_hashes))
    left, right = leaf_hashes[:split], leaf_hashes[split:]
    if earlier <= split:
        return [*_subproof(left, earlier, is_whole=is_whole), root_of(right)]
    return [*_subproof(right, earlier - split, is_whole=False), root_of(left)]


def _split(size: int) -> int:
    """The largest power of two below `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Does the path lead from this leaf's hash to the root? RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    node, last, reached = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node % 2 or node == last:
            reached = node_hash(sibling, reached)
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            reached = node_hash(reached, sibling)
        node, last = node // 2, last // 2
    return last == 0 and reached == root


def is_consistent(earlier: int, earlier_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    """Did the tree of `earlier` leaves grow into the tree of `size`? RFC 9162 section 2.1.4.2."""
    if not 0 <= earlier <= size:
        return False
    if earlier == size:
        return earlier_root == root and not path
    if earlier == 0:
        return earlier_root == EMPTY_ROOT and not path
    return _grew(earlier, earlier_root, size, root, path)


def _grew(earlier: int, earlier_root: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
    hashes = [earlier_root, *path] if earlier.bit_count() == 1 else list(path)
    if not hashes:
        return False
    node, last = earlier - 1, size - 1
    while node % 2:
        node, last = node // 2, last // 2
    old = new = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return False
        if node % 2 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            new = node_hash(new, sibling)
        node, last = node // 2, last // 2
    return last == 0 and old == earlier_root and new == root
