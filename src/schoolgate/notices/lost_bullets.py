"""Bodies in a list that lost its bullets, so that one runs into the next."""

import re
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Draft
from schoolgate.notices.lines import trimmed
from schoolgate.notices.members import knowledge
from schoolgate.notices.naming import Named
from schoolgate.notices.rows import Cell, Label


def run_together(draft: Draft, span: Span) -> list[Named]:
    """Bodies of a list that lost its bullets, one straight after the other; none where it is no such list."""
    words = draft.words(span)
    starts = [m.start() for m in _starts().finditer(words) if _begins_body(words, m.start())]
    if len(starts) < 2 or starts[0] > 0:
        return []
    ends = [*starts[1:], len(words)]
    parts = [trimmed(draft.text, (span[0] + a, span[0] + b)) for a, b in zip(starts, ends, strict=True)]
    found = []
    for part in parts:
        comma = draft.text.find(",", *part)
        short = (part[0], comma) if comma > 0 else part
        found.append(Named(draft.words(short), (short,)))
        if comma > 0:
            found[-1].cells.append(
                Cell(label=Label.PROSE, spans=(trimmed(draft.text, (comma + 1, part[1])),))
            )
    return found


def _begins_body(words: str, at: int) -> bool:
    """Not in the middle of a phrase: "to agencies", "other agencies", "and agencies"."""
    before = words[:at].split()[-1:] if at else []
    return not before or not re.fullmatch(
        r"(?:to|with|by|from|of|for|and|or|other|our|the|all|any|some|these|those|such|as|a|an|via|local|their|external|outside|relevant|partner|support|public)",
        before[0].lower(),
    )


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(knowledge()["starts"]) + r")\b", re.IGNORECASE)
