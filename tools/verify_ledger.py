#!/usr/bin/env python3
"""Verify a ledger export by its format alone (docs/ledger-format.md), without Schoolgate.

    python verify_ledger.py EXPORT --key KEYFILE --against CHECKPOINTFILE

EXPORT          what `schoolgate ledger export` printed
KEYFILE         what `schoolgate ledger key` printed, had from the school some other way
CHECKPOINTFILE  what `schoolgate ledger checkpoint` printed at an earlier time, kept elsewhere

Exit 0: all that could be checked holds. 1: something does not. 2: usage. Needs Python 3.11, cryptography.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

BOTH = {"schema", "kind", "run", "at"}
OUTCOME = BOTH | {"delivery", "detail"}
INTENT = BOTH | {"school", "controller", "agreement", "version", "service", "recipient", "clauses", "items"}
INTENT |= {"fields", "people", "people_root", "files", "decisions", "snapshot", "profile", "courier"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
RUN = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
BASE64 = re.compile(r"[0-9A-Za-z+/]+={0,2}", re.ASCII)


class Wrong(Exception):
    """Something that does not hold."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(level):
    """RFC 6962: pair hashes level by level, an odd one moves up as it is."""
    if not level:
        return sha256()
    while len(level) > 1:
        pairs = [sha256(b"\x01", level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0]


def unbase64(text, length, what):
    """Strictly: the one spelling of so many bytes."""
    if len(text) == (length + 2) // 3 * 4 and BASE64.fullmatch(text):
        data = base64.b64decode(text)
        if len(data) == length and base64.b64encode(data).decode() == text:
            return data
    raise Wrong(f"{what} is not {length} bytes in base64.")


def read_key(text):
    """name+key id+base64(0x01 and the public key) → name, key id, public key."""
    name, _, rest = text.strip().partition("+")
    number, _, encoded = rest.partition("+")
    held = unbase64(encoded, 33, "The verifier key")
    key_id = sha256(name.encode(), b"\n", held)[:4]
    if held[:1] != b"\x01" or number != key_id.hex():
        raise Wrong("The verifier key does not carry its own id.")
    return name, key_id, held[1:]


def read_head(note, key, which):
    """A signed head → its origin, size and root; its signature is checked where there is a key."""
    lines = note.split("\n")
    if len(lines) != 6 or lines[3] or lines[5] or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
        raise Wrong(f"{which} is not a checkpoint.")
    origin, size, root = lines[0], int(lines[1]), unbase64(lines[2], 32, f"The root of {which}")
    prefix = f"\u2014 {origin} "
    if not origin or not lines[4].startswith(prefix):
        raise Wrong(f"{which} is not signed in the name of its origin.")
    signed = unbase64(lines[4].removeprefix(prefix), 68, f"The signature of {which}")
    if key:
        check_signature("\n".join(lines[:3]) + "\n", signed, origin, key, which)
    return origin, size, root


def check_signature(body, signed, origin, key, which):
    name, key_id, public = key
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed[4:], body.encode("utf-8"))
    except (InvalidSignature, ValueError):
        raise Wrong(f"{which} is not signed with the verifier key.") from None
    if origin != name or signed[:4] != key_id:
        raise Wrong(f"{which} is not in the name of the verifier key.")


def read_leaf(text, where):
    leaf = parse_json(text, where)
    try:
        spelt = json.dumps(leaf, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        keys = {"intent": INTENT, "outcome": OUTCOME}.get(leaf["kind"])
        fits = leaf["schema"] == "schoolgate.leaf/1" and keys == leaf.keys() and spelt == text
        fits = fits and RUN.fullmatch(leaf["run"]) and MOMENT.fullmatch(leaf["at"])
        datetime.fromisoformat(leaf["at"])
        if leaf["kind"] == "intent":
            digests = [leaf["people_root"], leaf["snapshot"], *(one["sha256"] for one in leaf["files"])]
            fits = fits and all(HEX.fullmatch(digest) for digest in digests)
        else:
            fits = fits and leaf["delivery"] in ("delivered", "failed", "unknown")
    except (KeyError, TypeError, ValueError, RecursionError):
        fits = False
    if fits:
        return leaf
    raise Wrong(f"{where} is not in the leaf format.")


def parse_json(text, where):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Wrong(f"{where} is not JSON.") from None


def check_order(leaves):
    """Each run is announced once, then ends at most once, no earlier. Gives how many have not ended."""
    announced, ended = {}, set()
    for entry, leaf in enumerate(leaves, start=1):
        run, kind = leaf["run"], leaf["kind"]
        if (run in announced) if kind == "intent" else (run not in announced or run in ended):
            raise Wrong(f"Entry {entry}: an {kind} out of its order.")
        if leaf["at"] < announced.setdefault(run, leaf["at"]):
            raise Wrong(f"Entry {entry}: a run ends before the moment it was announced.")
        if kind == "outcome":
            ended.add(run)
    return len(announced) - len(ended)


def check_export(document, key, against):
    leaves, hashes = document["leaves"], [sha256(b"\0", leaf.encode("utf-8")) for leaf in document["leaves"]]
    origin, size, root = read_head(document["checkpoint"], key, "The export's head")
    if (origin, size) != (document["origin"], len(leaves)):
        raise Wrong(f"The head is of {size} entries of {origin}; the export is not, or not of as many.")
    if root != root_of(hashes):
        raise Wrong("The entries are not those under the signed head.")
    open_runs = check_order([read_leaf(text, f"Entry {n}") for n, text in enumerate(leaves, start=1)])
    if against is not None:
        check_kept(against, key, origin, hashes)
    return f"{size} entries of {origin}, root {root.hex()}; {open_runs} runs without an outcome."


def check_kept(note, key, origin, hashes):
    other, kept, root = read_head(note, key, "The head kept elsewhere")
    if other != origin:
        raise Wrong("The head kept elsewhere is of another ledger.")
    if kept > len(hashes):
        raise Wrong(f"Entries were cut off: {kept} were signed for once, {len(hashes)} are left.")
    if root != root_of(hashes[:kept]):
        raise Wrong(f"The first {kept} entries are not those that were once signed for.")


def verify(export, key_text=None, against=None):
    """Bytes of an export, texts of a key and a head → a sentence on what holds. Raises Wrong."""
    key = read_key(key_text) if key_text is not None else None
    document = parse_json(export, "The export")
    if not isinstance(document, dict) or list(document) != ["schema", "origin", "leaves", "checkpoint"]:
        raise Wrong("The document is not a ledger export.")
    leaves = document["leaves"] if isinstance(document["leaves"], list) else [None]
    texts = [document["schema"], document["origin"], document["checkpoint"], *leaves]
    if document["schema"] != "schoolgate.ledger/1" or not all(isinstance(text, str) for text in texts):
        raise Wrong("The document is not a ledger export of version 1.")
    spelt = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    if spelt.encode("utf-8", errors="replace") != export:
        raise Wrong("The export is not spelt as it was written: it was edited since.")
    return check_export(document, key, against)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Verify a ledger export by its format alone.")
    parser.add_argument("export", type=Path)
    parser.add_argument("--key", type=Path, help="the verifier key's file")
    parser.add_argument("--against", type=Path, help="an earlier signed head's file, kept elsewhere")
    options = parser.parse_args(arguments)
    try:
        texts = [path and path.read_bytes().decode("utf-8") for path in (options.key, options.against)]
        print("Holds:", verify(options.export.read_bytes(), *texts))
    except OSError as unreadable:
        parser.error(f"{unreadable.filename} could not be read.")
    except (Wrong, UnicodeDecodeError) as wrong:
        print("DOES NOT HOLD:", wrong)
        return 1
    if not options.key:
        print("Not known without --key: whether all of it is forged. No signature was checked.")
    if not options.against:
        print("Not known without --against: whether entries after an earlier signed head were cut off.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
