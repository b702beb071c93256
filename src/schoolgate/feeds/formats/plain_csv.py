"""A plain CSV for any service: one file for each kind of person, a column for each thing that is sent."""

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.everything import NAMES, tables_of
from schoolgate.feeds.formats.profile import Feed

FILES = {table: f"{name}.csv" for table, name in NAMES.items()}


def write(feed: Feed) -> dict[str, bytes]:
    form = feed.profile.form
    return {FILES[table]: encode(headings, rows, form) for table, headings, rows in tables_of(feed)}
