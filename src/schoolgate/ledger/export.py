"""What an outsider is given: the whole ledger, one entry's proof, the head, the key."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schoolgate.ledger.checkpoint import Checkpoint, parse_checkpoint
from schoolgate.ledger.errors import ExportRefused, HeadRefused, LeafRefused, NoSuchEntry
from schoolgate.ledger.leaf import parse_leaf
from schoolgate.ledger.tree import inclusion_proof, is_included, leaf_hash, root_of

EXPORT = "schoolgate.ledger/1"
PROOF = "schoolgate.proof/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    origin: str
    leaves: tuple[bytes, ...]  # as kept, first entry first
    checkpoint: str  # the signed head over all of them


def export_text(export: Export) -> str:
    """The export document, to be written as it stands, in UTF-8: a byte more or less is a finding.

    Raises  ExportRefused when the head is not the head of these entries.
    """
    _check_head(export)
    document = {
        "schema": EXPORT,
        "origin": export.origin,
        "leaves": [leaf.decode("utf-8") for leaf in export.leaves],
        "checkpoint": export.checkpoint,
    }
    return _spell(document)


def parse_export(text: str) -> Export:
    """Raises ExportRefused. What it holds is not verified: `verify.py` does that."""
    document = _object(text)
    origin, leaves, checkpoint = (document.get(name) for name in ("origin", "leaves", "checkpoint"))
    if (
        list(document) != ["schema", "origin", "leaves", "checkpoint"]
        or document["schema"] != EXPORT
        or not isinstance(origin, str)
        or not isinstance(checkpoint, str)
        or not isinstance(leaves, list)
        or not all(isinstance(leaf, str) for leaf in leaves)
        or _spell(document) != text
    ):
        raise ExportRefused(_NOT_AN_EXPORT)
    return Export(origin=origin, leaves=tuple(leaf.encode() for leaf in leaves), checkpoint=checkpoint)


_NOT_AN_EXPORT = (
    "The export was not read: it is not a document as 'schoolgate ledger export' writes it, byte for byte. "
    "Export the ledger again, and do not open and save the file in an editor."
)


def _object(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
        text.encode("utf-8")
    except (ValueError, RecursionError):
        raise ExportRefused(_NOT_AN_EXPORT) from None
    return document if isinstance(document, dict) else {}


def _spell(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _check_head(export: Export) -> None:
    head = parse_checkpoint(export.checkpoint)
    root = root_of(leaf_hash(leaf) for leaf in export.leaves)
    if (head.origin, head.size, head.root) != (export.origin, len(export.leaves), root):
        raise ExportRefused(
            "The ledger was not exported: its last signed head is not the head of its entries. "
            "Run 'schoolgate ledger verify'."
        )


def prove_entry(leaves: Sequence[bytes], entry: int, checkpoint: str) -> dict[str, Any]:
    """What `ledger proof ENTRY` prints: the entry and its path to the signed head.

    leaves  the first as many as the head counts
    entry   from 1
    """
    head = parse_checkpoint(checkpoint)
    hashes = [leaf_hash(leaf) for leaf in leaves]
    if head.size != len(leaves) or not 1 <= entry <= head.size:
        raise NoSuchEntry(
            f"No proof was made: entry {entry} is not among the {head.size} under the signed head. "
            "Look its number up with 'schoolgate ledger list'."
        )
    path = inclusion_proof(hashes, entry - 1)
    return {
        "schema": PROOF,
        "entry": entry,
        "leaf": leaves[entry - 1].decode("utf-8"),
        "path": [base64.b64encode(sibling).decode("ascii") for sibling in path],
        "checkpoint": checkpoint,
    }


def is_proved(proof: dict[str, Any]) -> bool:
    """Does the entry's path lead to the head in the proof? Its signature is for the reader to check."""
    try:
        head: Checkpoint = parse_checkpoint(proof["checkpoint"])
        leaf = proof["leaf"].encode("utf-8")
        parse_leaf(leaf)
        path = [base64.b64decode(sibling, validate=True) for sibling in proof["path"]]
    except (HeadRefused, LeafRefused, ValueError):
        return False
    return is_included(leaf_hash(leaf), proof["entry"] - 1, head.size, path, head.root)
