"""Words that say that nothing is shared."""

import re
from functools import lru_cache, partial

from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.wording import phrases_of

_cue = partial(phrases_of, "flows.toml")
_PARTS = re.compile(r"[,;:]\s|\s[–—-]\s|\band\b")
_DASHES = re.compile(r"\s*[–—‒-]+\s*|\s*(?:[.·•…–—-]\s*){3,}")  # for want of anything to say


@lru_cache(maxsize=REMEMBERED)
def nothing_said(passage: Passage, *, whole: bool) -> tuple[int, int] | None:
    """Where it is said that nothing is shared; in prose, only in so many words."""
    if whole and _DASHES.fullmatch(passage.folded):
        return 0, len(passage.folded)
    for match in _cue("nothing").finditer(passage.folded):
        meant = not _cue("not_nothing").match(passage.folded, match.start()) and not _spared(passage, match)
        alone = not passage.folded[: match.start()].strip(" .-–:(") or not passage.folded[
            match.end() :
        ].strip(" .)")
        only = match[0] == passage.folded.strip(" .") == "nothing"
        if meant and (" " in match[0] or only or (whole and alone)):
            return match.span()
    used = whole and _says_who_uses_it(passage.folded)
    return (0, len(passage.folded)) if used else None


def _says_who_uses_it(folded: str) -> bool:
    """All of a cell: "staff only", "one class password, no names at all"."""
    cue = _cue("nothing_in_cell")
    parts = [part.strip(" .-–—:()*") for part in _PARTS.split(folded)]
    return cue.fullmatch(folded.strip(" .-–—:()*")) is not None or (
        len(parts) > 1 and all(cue.fullmatch(part) for part in parts)
    )


def _spared(passage: Passage, match: re.Match[str]) -> bool:
    """ "They do not require pupil level data" says what kind is not asked for, not that nothing is shared."""
    return any(
        found.start() < match.end() and match.start() < found.end()
        for found in _cue("not_nothing").finditer(passage.folded)
    )
