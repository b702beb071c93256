"""Pupils from a school system's CSV export, its columns known by their headings (domain/roll.toml)."""

from datetime import date

from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.csv_text import decode, read_rows
from schoolgate.feeds.sources.flat import understand_flat
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of

NAME = "CSV, by its headings"
SUFFIX = ".csv"


def load(data: bytes, name: str, on: date, corrections: Corrections = NO_CORRECTIONS) -> Loaded:
    """Raises RollRefused with every fault found, by row and heading."""
    text, notes = decode(data, name)
    flat = understand_flat(read_rows(text, "pupil", name, corrections.every_field()), corrections)
    return roll_of(flat.tables, name, on, notes + flat.notes, kind=NAME, signature=flat.signature)
