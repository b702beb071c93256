"""Pupils from a school system's CSV export, its columns known by their headings (domain/roll.toml)."""

from datetime import date

from schoolgate.feeds.sources.csv_text import decode, read_rows
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.roll_rules import roll_of
from schoolgate.feeds.sources.sheet import Sheet, understand

SUFFIX = ".csv"


def load(data: bytes, name: str, on: date) -> Loaded:
    """Raises RollRefused with every fault found, by row and heading."""
    text, notes = decode(data, name)
    sheet = Sheet(table="pupil", rows=read_rows(text, "pupil", name))
    return roll_of([understand(sheet)], name, on, notes)
