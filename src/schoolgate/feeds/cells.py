"""Which cells differ between two feeds of one agreement: counted by heading, and nobody is named."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.feeds.explain import as_taken
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.quarantine import complete
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.rows import feed_of
from schoolgate.feeds.spec import feed_spec

Lines = Mapping[tuple[str, str], Mapping[str, str | None]]  # table and person → heading → text


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """rows  with a change; cells  heading → how many cells of people who are in both"""

    rows: int
    cells: Mapping[str, int]


def lines_of(request: FeedRequest, profile: Profile) -> Lines:
    """As they leave, a blank for a blank; the key of each line is the cell headed "key"."""
    whole = feed_spec(request.agreement, request.snapshot.columns, names_apart=profile.names_apart)
    feed, _ = complete(
        feed_of(request, as_taken(whole, profile), profile),
        leaves_nobody_out=request.agreement.is_essential(),
    )
    return {
        (table, f"{line.pupil or ''}\0{line.person}"): {
            "key": line.key,
            **{column.heading: cell for column, cell in zip(feed.columns[table], line.cells, strict=True)},
        }
        for table, lines in feed.lines.items()
        for line in lines
    }


def changed(before: Lines, now: Lines) -> Changed:
    """A column that only one of them has is no change of anybody's cell."""
    counted: Counter[str] = Counter()
    rows = 0
    for place in before.keys() & now.keys():
        old, new = before[place], now[place]
        different = [heading for heading in old.keys() & new.keys() if old[heading] != new[heading]]
        counted.update(different)
        rows += bool(different)
    return Changed(rows=rows, cells=dict(sorted(counted.items())))
