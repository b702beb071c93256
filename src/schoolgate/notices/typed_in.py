"""How an item that somebody types in or takes comes there: it depends on who does it, and on what it is."""

import re
from collections.abc import Sequence
from functools import cache

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.flows import Region
from schoolgate.notices.listing import Listed
from schoolgate.notices.passage import Passage
from schoolgate.notices.wording import Wording, load, pattern

_DOER = re.compile(r"\b(?:they|you|we|i|to|families|parents|carers) $")


def may_say(region: Region, one: Listed) -> bool:
    """ "Names are logged": a name does not arise there."""
    row = load("items.toml")[one.key]
    if region.by == "taker" and region.flow is Flow.CREATED:
        return bool(row.get("taken") or row.get("registered"))
    made = region.clear != 1 and region.flow is Flow.CREATED and not region.by
    return not made or bool(row.get("arises"))


def is_made(words: Passage, region: Region, one: Listed) -> bool:
    """ "Texts are written in it": data, though the word is a common one; not "when they book"."""
    if _DOER.search(words.folded, 0, one.start):
        return False
    sure = region.clear > 1 and region.flow in (Flow.CREATED, Flow.ENTERED_BY_FAMILIES)
    return sure and bool(load("items.toml")[one.key].get("arises"))


def flow_by_whom(words: Passage, region: Region, one: Listed, all_listed: Sequence[Listed]) -> Flow:
    """What staff type in of those there was known before; what pupils type of themselves is theirs."""
    row = load("items.toml")[one.key]
    if region.by in ("they", "taker"):
        arises = row.get("created") or (region.by == "taker" and row.get("taken"))
        return Flow.CREATED if arises else (Flow.SENT if region.by == "they" else region.flow)
    if region.by == "school":
        return Flow.CREATED if row.get("shows") else Flow.SENT
    if region.by == "themselves":
        return Flow.CREATED if row.get("created") or row.get("shows") else Flow.ENTERED_BY_FAMILIES
    if _is_typed_in(words, region, all_listed) or (region.by == "staff" and "arises" not in row):
        return Flow.ENTERED_BY_FAMILIES if region.by == "learners" else Flow.SENT
    return region.flow


def _is_typed_in(words: Passage, region: Region, all_listed: Sequence[Listed]) -> bool:
    """ "Staff enter the names and medical needs of those going": who somebody is, the school knew before."""
    lead = words.folded[region.lead : region.lead_end]
    by_hand = region.by in ("staff", "learners") or _by_hand().search(lead)
    if region.flow is not Flow.CREATED or not by_hand:
        return False
    inside = [one for one in all_listed if region.start <= one.start < region.end]
    return any(load("items.toml")[one.key].get("identifies") for one in inside)


@cache
def _by_hand() -> Wording:
    return pattern(load("flows.toml")["by_hand"]["phrases"])
