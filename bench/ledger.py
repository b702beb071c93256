"""How fast a ledger grows and verifies, against the cheapest thing like one: a chain of SHA-256.

    python bench/ledger.py [ENTRIES]

Prints entries a second and the ratio to the chain, each the median of three.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from schoolgate.domain.disclosure import Intent, ParcelFile
from schoolgate.ledger.checkpoint import generate_key, load_key, sign_checkpoint, verifier_key
from schoolgate.ledger.export import Export, export_text
from schoolgate.ledger.leaf import encode_leaf
from schoolgate.ledger.tree import Frontier, leaf_hash
from schoolgate.ledger.verify import verify_ledger
from tools.verify_ledger import verify

ORIGIN = "schoolgate/bench"
MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def intents(count: int) -> list[Intent]:
    file = ParcelFile(name="pupils.csv", sha256="ab" * 32, bytes=20_000, rows=420)
    return [
        Intent(
            run=f"run-{number}",
            at=MORNING + timedelta(seconds=number),
            school="Elm Row Primary School",
            controller="Governing Body of Elm Row",
            agreement="times-tables",
            version=1,
            service="Times Tables",
            recipient="Tables Ltd",
            clauses=("rostering",),
            items=("full_name", "year_group"),
            fields=("given_name", "family_name", "year_group"),
            people=420,
            people_root="cd" * 32,
            files=(file,),
            decisions=number,
            snapshot="ef" * 32,
            profile="csv/1",
            courier="folder",
        )
        for number in range(count)
    ]


def chain(leaves: list[bytes]) -> None:
    head = b""
    for leaf in leaves:
        head = hashlib.sha256(head + leaf).digest()


def grow(entries: list[Intent], pem: bytes) -> None:
    """Leaf, root and signed head for each entry, as an append makes them."""
    frontier, key = Frontier(), load_key(pem)
    for entry in entries:
        root = frontier.append(leaf_hash(encode_leaf(entry)))
        sign_checkpoint(ORIGIN, frontier.size, root, key)


def rate(count: int, work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return count / statistics.median(seconds)


def main(count: int) -> None:
    entries, pem = intents(count), generate_key()
    leaves = [encode_leaf(entry) for entry in entries]
    key = load_key(pem)
    head = sign_checkpoint(ORIGIN, count, Frontier.over(map(leaf_hash, leaves)).root(), key)
    export = export_text(Export(origin=ORIGIN, leaves=tuple(leaves), checkpoint=head)).encode()
    line = verifier_key(ORIGIN, key)
    peer = rate(count, lambda: chain(leaves))
    rates = {
        "append: leaf, root, signed head": rate(count, lambda: grow(entries, pem)),
        "verify, in the product": rate(count, lambda: verify_ledger(leaves, [head], key=line, kept=[head])),
        "verify, tools/verify_ledger.py": rate(count, lambda: verify(export, str(line), head)),
    }
    print(f"{count} entries of {len(leaves[0])} bytes; peer: SHA-256 chain, {peer:,.0f} entries/s")
    for what, speed in rates.items():
        print(f"{what:33} {speed:>10,.0f} entries/s   {speed / peer:.4f} of the chain")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
