"""A plain CSV for any service: one file for each kind of person, a column for each thing that is sent."""

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.everything import tables_of
from schoolgate.feeds.formats.profile import Feed


def write(feed: Feed) -> dict[str, bytes]:
    form = feed.profile.form
    return {f"{name}.csv": encode(headings, rows, form) for name, headings, rows in tables_of(feed)}
