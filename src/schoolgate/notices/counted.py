"""Words that make a whole clause a count: "destinations, as percentages", "numbers by religion"."""

from functools import lru_cache, partial

from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.wording import phrases_of

COUNT = "statistics_only"
_cue = partial(phrases_of, "flows.toml")


@lru_cache(maxsize=REMEMBERED)
def counted(passage: Passage) -> tuple[int, int] | None:
    """Where the first clause stands that is of counts alone; the clauses are parted by semicolons."""
    at = 0
    for part in passage.folded.split(";"):
        words = part.strip(" .,–—-()")
        if words and (_cue("counts_only").search(words) or _cue("counts_by").match(words)):
            return at, at + len(part)
        at += len(part) + 1
    return None
