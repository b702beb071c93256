"""Whatever is sent, one table for each kind of person: what a format shows that has no columns of its own."""

from collections.abc import Iterator, Sequence

from schoolgate.feeds.formats.profile import Feed
from schoolgate.feeds.spec import Column

NAMES = {"pupil": "pupils", "contact": "contacts", "staff": "staff", "assessment": "results"}
Row = Sequence[str | None]


def tables_of(feed: Feed) -> Iterator[tuple[str, list[str], list[Row]]]:
    """(table, headings, rows) of each kind of person of whom something leaves."""
    for table in NAMES:
        if feed.columns.get(table):
            yield (table, *_table(feed, table))


def _table(feed: Feed, table: str) -> tuple[list[str], list[Row]]:
    """All but staff are headed by the pupil's key; staff have none, as nothing of theirs is linked."""
    keyed = table != "staff"
    places = [n for n, column in enumerate(feed.columns[table]) if not (keyed and _is_key(feed, column))]
    headings = [feed.columns[table][n].heading for n in places]
    lines = feed.lines[table]
    if len(places) < len(feed.columns[table]):
        lines = tuple(line._replace(cells=tuple(line.cells[n] for n in places)) for line in lines)
    if not keyed:
        return headings, [line.cells for line in lines]
    return [feed.key_heading, *headings], [(line.key, *line.cells) for line in lines]


def _is_key(feed: Feed, column: Column) -> bool:
    """The key a service already uses need not stand there twice."""
    return column.key == f"pupil.{feed.key_field}" and column.transform.value == "as_is"
