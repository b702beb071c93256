"""Words that say that nothing is shared."""

import re
from functools import lru_cache, partial

from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.wording import phrases_of

_cue = partial(phrases_of, "flows.toml")


@lru_cache(maxsize=REMEMBERED)
def nothing_said(passage: Passage, *, whole: bool) -> tuple[int, int] | None:
    """Where it is said that nothing is shared; in prose, only in so many words."""
    for match in _cue("nothing").finditer(passage.folded):
        meant = not _cue("not_nothing").match(passage.folded, match.start()) and not _spared(passage, match)
        alone = not passage.folded[: match.start()].strip(" .-–:(") or not passage.folded[
            match.end() :
        ].strip(" .)")
        if meant and (" " in match[0] or (whole and alone)):
            return match.span()
    used = _cue("nothing_in_cell").fullmatch(passage.folded.strip(" .-–—:()*")) if whole else None
    return (0, len(passage.folded)) if used else None


def _spared(passage: Passage, match: re.Match[str]) -> bool:
    """ "They do not require pupil level data" says what kind is not asked for, not that nothing is shared."""
    return any(
        found.start() < match.end() and match.start() < found.end()
        for found in _cue("not_nothing").finditer(passage.folded)
    )
