"""Sentences that go on about whom the one before them named: "It is given …", "We upload …"."""

from functools import cache

from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.items import is_bare_list, items_of_prose, names_somebody
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.wording import Wording, any_of, load

PRESENTED = 2  # the least rank of a lead that says that data goes, or is kept
ELSEWHERE = frozenset((Context.ONWARD, Context.RIGHTS, Context.DENIED, Context.PURPOSES, Context.DATA))


def goes_on(words: str) -> bool:
    """Is a sentence that names nobody about the one named just before it?"""
    folded = fold(words)
    if _one("widens").search(folded) or context_of(words) in ELSEWHERE:
        return False
    return bool(_one("refers").search(folded)) or _tells_data(words)


def _tells_data(words: str) -> bool:
    """ "We give name and class.", "Weekly: class lists with dietary needs.": whose data would it be else?"""
    passage = Passage.of(words, ((0, len(words)),))
    listing = is_bare_list(passage, parts=1) and names_somebody(passage)
    return listing or items_of_prose(passage).rank >= PRESENTED


@cache
def _one(name: str) -> Wording:
    return any_of(load("going_on.toml")[name])
