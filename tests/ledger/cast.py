"""A small school's ledger, made with our own writer."""

from datetime import UTC, datetime, timedelta

from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.ledger.checkpoint import load_key, sign_checkpoint
from schoolgate.ledger.export import Export
from schoolgate.ledger.leaf import encode_leaf
from schoolgate.ledger.tree import leaf_hash, root_of

ORIGIN = "schoolgate/elm-row-primary"
MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def intent(number=1, **changes):
    said = {
        "run": f"run-{number}",
        "at": MORNING + timedelta(minutes=number),
        "school": "Elm Row Primary School",
        "controller": "Governing Body of Elm Row",
        "agreement": "times-tables",
        "version": 3,
        "service": "Times Tables “Rock”",
        "recipient": "Müller & Søn Ltd",
        "clauses": ("rostering",),
        "items": ("full_name", "year_group"),
        "fields": ("given_name", "family_name", "year_group"),
        "people": 28,
        "people_root": "ab" * 32,
        "files": (ParcelFile(name="pupils.csv", sha256="cd" * 32, bytes=2048, rows=28),),
        "decisions": 17,
        "snapshot": "ef" * 32,
        "profile": "csv/1",
        "courier": "folder",
    }
    return Intent(**said | changes)


def outcome(number=1, delivery=Delivery.DELIVERED, **changes):
    said = {
        "run": f"run-{number}",
        "at": MORNING + timedelta(minutes=number, seconds=5),
        "delivery": delivery,
        "detail": "",
    }
    return Outcome(**said | changes)


def runs(count):
    """Two entries a run, the last run still under way."""
    entries = [entry for number in range(1, count + 1) for entry in (intent(number), outcome(number))]
    return [encode_leaf(entry) for entry in entries][:-1]


def head_of(leaves, key_pem, origin=ORIGIN):
    root = root_of(leaf_hash(leaf) for leaf in leaves)
    return sign_checkpoint(origin, len(leaves), root, load_key(key_pem))


def export_of(leaves, key_pem, origin=ORIGIN):
    return Export(origin=origin, leaves=tuple(leaves), checkpoint=head_of(leaves, key_pem, origin))
