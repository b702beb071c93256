"""The same for a person to open: a cell that a spreadsheet would run is guarded, and so altered."""

from schoolgate.feeds.encoder import encode_for_people
from schoolgate.feeds.formats.everything import NAMES, tables_of
from schoolgate.feeds.formats.profile import Feed


def write(feed: Feed) -> dict[str, bytes]:
    told = tables_of(feed)
    return {f"{NAMES[table]}.csv": encode_for_people(headings, rows) for table, headings, rows in told}
