"""The ledger, read: what it says, whether it holds, and what an outsider needs to check it alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from schoolgate.actions.office import Office
from schoolgate.domain.disclosure import Disclosure
from schoolgate.domain.errors import NotFound
from schoolgate.ledger.alike import encode_all
from schoolgate.ledger.checkpoint import parse_checkpoint, sign_checkpoint, verifier_key
from schoolgate.ledger.errors import LedgerRefused
from schoolgate.ledger.export import Export, export_text, prove_entry
from schoolgate.ledger.leaf import Leaf, parse_leaf
from schoolgate.ledger.tree import Frontier, leaf_hash
from schoolgate.ledger.verify import Verification, verify_ledger
from schoolgate.ledger.verify import disclosures as told
from schoolgate.store import ledger
from schoolgate.store.codec import to_json

as_json = to_json


def append(office: Office, leaf: Leaf, *, at: datetime) -> int:
    """Inside the caller's `durable`: the entry and the signed head over it are one commit.

    Gives   the entry's number, from 1.
    Raises  Refused where the database's guards are gone.
    """
    return append_all(office, [leaf], at=at)


def append_all(office: Office, leaves: Sequence[Leaf], *, at: datetime) -> int:
    """As `append`, of several in their order under one signed head; gives the first one's number."""
    return append_lines(office, lines_of(leaves), at=at)


def lines_of(leaves: Iterable[Leaf]) -> list[bytes]:
    """As the ledger will have them, before anything of it is read or written."""
    return encode_all(leaves)


def append_lines(office: Office, lines: Iterable[bytes], *, at: datetime) -> int:
    """As `append_all`, of what `lines_of` gave."""
    frontier = _frontier(office)
    grown = [_grown(frontier, line) for line in lines]
    place = ledger.append_all(office.tenant, grown, frontier=frontier.to_bytes(), at=at)
    note = sign_checkpoint(office.origin(), frontier.size, frontier.root(), office.keys.ledger)
    ledger.add_checkpoint(office.tenant, note, size=frontier.size, at=at)
    return place + 1


def runs_of(office: Office, first: int, count: int) -> tuple[tuple[str, datetime], ...]:
    """(run, when) of entries that follow each other, from the one of this number."""
    found = (parse_leaf(one) for one in ledger.leaves_from(office.tenant, first - 1, count))
    return tuple((one.run, one.at) for one in found)


def _grown(frontier: Frontier, line: bytes) -> ledger.NewLeaf:
    hashed = leaf_hash(line)
    frontier.grow(hashed)
    return ledger.NewLeaf(line, hashed)


def _frontier(office: Office) -> Frontier:
    """The tree as it stands, held against its own last head: nothing is built on one that was altered."""
    tip = ledger.tip(office.tenant)
    note = ledger.last_checkpoint(office.tenant)
    root = parse_checkpoint(note).root if note else Frontier().root()
    return Frontier.from_bytes(tip.size, tip.frontier, root=root)


def disclosures(office: Office) -> tuple[Disclosure, ...]:
    """In the order of their intents."""
    return told(ledger.leaves(office.tenant))


def verify(office: Office, *, kept: Sequence[str] = ()) -> Verification:
    """kept: signed heads that somebody kept elsewhere."""
    return verify_ledger(
        ledger.leaves(office.tenant),
        ledger.checkpoints(office.tenant),
        key=verifier_key(office.origin(), office.keys.ledger),
        kept=kept,
    )


def verification_as_json(result: Verification) -> Mapping[str, Any]:
    return {
        "holds": result.holds(),
        "size": result.size,
        "root": result.root.hex(),
        "problems": list(result.problems),
        "unknown": list(result.unknown),
        "under_way": result.under_way,
    }


def proof(office: Office, entry: int) -> Mapping[str, Any]:
    """Raises NotFound where there is no such entry."""
    try:
        return prove_entry(ledger.leaves(office.tenant), entry, checkpoint(office))
    except LedgerRefused as error:
        raise NotFound(str(error)) from error


def export(office: Office) -> str:
    return export_text(
        Export(origin=office.origin(), leaves=ledger.leaves(office.tenant), checkpoint=checkpoint(office))
    )


def checkpoint(office: Office) -> str:
    """The last signed head; of an empty ledger, one signed now over nothing."""
    note = ledger.last_checkpoint(office.tenant)
    return note or sign_checkpoint(office.origin(), 0, Frontier().root(), office.keys.ledger)


def key(office: Office) -> str:
    return str(verifier_key(office.origin(), office.keys.ledger))
