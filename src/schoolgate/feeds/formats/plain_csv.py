"""A plain CSV for any service: one file for each kind of person, a column for each thing that is sent."""

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Feed, load_profile
from schoolgate.feeds.spec import Column

PROFILE = load_profile("plain_csv")
FILES = {"pupil": "pupils.csv", "contact": "contacts.csv", "staff": "staff.csv"}


def write(feed: Feed) -> dict[str, bytes]:
    return {name: _file(feed, table) for table, name in FILES.items() if feed.columns.get(table)}


def _file(feed: Feed, table: str) -> bytes:
    """Pupils and contacts are headed by the pupil's key; staff have none, as nothing of theirs is linked."""
    keyed = table != "staff"
    places = [n for n, column in enumerate(feed.columns[table]) if not (keyed and _is_key(feed, column))]
    headings = [feed.columns[table][n].heading for n in places]
    rows = [[line.cells[n] for n in places] for line in feed.lines[table]]
    if keyed:
        headings = [feed.key_heading, *headings]
        rows = [[line.key, *row] for line, row in zip(feed.lines[table], rows, strict=True)]
    return encode(headings, rows, feed.profile.newline)


def _is_key(feed: Feed, column: Column) -> bool:
    """The key a service already uses need not stand there twice."""
    return column.key == f"pupil.{feed.key_field}" and column.transform.value == "as_is"
