"""Marks beside a name in its own cell: "Edmodo ** RETIRED **", "Padlet [ON TRIAL]"."""

import re

from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.naming import Named
from schoolgate.notices.refusals import says_unused

OTHER = re.compile(
    r"(?:on trial|trial|pilot|piloting|new|paused|suspended|on hold|pending|proposed|planned|live|current"
    r"|active)\b",
    re.IGNORECASE,
)
OPENED, CLOSED = r"(?:[*#!~]{1,3}|[\[{<(])", r"(?:[*#!~]{1,3}|[\]}>)])"
MARK = re.compile(rf"\s*{OPENED}\s*(?P<said>[A-Za-z][^*#!~\]}}>)]{{1,50}}?)\s*{CLOSED}?\s*$")
BEFORE = re.compile(rf"{OPENED}\s*(?P<said>[A-Za-z][^*#!~\]}}>)]{{1,50}}?)\s*{CLOSED}\s*")
BEHIND = re.compile(r"\s*[(\[](?P<said>[^()\[\]\n]{4,60})[)\]]")


def settle_marks(draft: Draft) -> None:
    """Takes such marks off the names; what is marked as gone is denied."""
    for row in [*draft.rows]:
        gone = _take_off(row) or _is_gone_behind(draft.text, row)
        if gone and row in draft.rows:
            draft.rows.remove(row)
            draft.deny(Named(row.name, row.spans, row.cells))


def _take_off(row: Drafted) -> bool:
    """Does a mark say that it is gone?"""
    first, last = BEFORE.match(row.name), MARK.search(row.name)
    if first and first.end() < len(row.name) and _is_mark(first["said"]):
        row.name = row.name[first.end() :]
        row.spans = ((row.spans[0][0] + first.end(), row.spans[0][1]), *row.spans[1:])
        return says_unused(first["said"])
    if last and last.start() > 0 and _is_mark(last["said"]):
        row.spans = (*row.spans[:-1], (row.spans[-1][0], row.spans[-1][1] - len(last[0])))
        row.name = row.name[: last.start()]
        return says_unused(last["said"])
    return False


def _is_mark(said: str) -> bool:
    return says_unused(said) or OTHER.match(said) is not None


def _is_gone_behind(text: str, row: Drafted) -> bool:
    behind = BEHIND.match(text, row.spans[-1][1]) if row.spans else None
    return behind is not None and says_unused(behind["said"])
