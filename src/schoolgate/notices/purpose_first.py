"""What a name is for, then its data: "class reading – name, year group", "kitchen orders [name, class]"."""

import re

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import wording
from schoolgate.notices.items import is_all_data
from schoolgate.notices.lines import trimmed
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

_DASH = re.compile(r"\s[–—-]\s")
_SQUARE = re.compile(r"(?P<purpose>[^\[\]]+)\[(?P<data>[^\[\]]+)\]\W*")


def purpose_first(text: str, span: Span) -> list[Cell]:
    """Both, where the words behind the one dash, or in the brackets, are data alone; else nothing."""
    parted = _parted(text, span)
    if parted is None:
        return []
    first, second = (Passage.of(text, (part,)) for part in parted)
    whole = is_all_data(first) and ("," in first.words or "," not in second.words)  # "class reading" is none
    if whole or not is_all_data(second) or wording("shared_label").search(first.words):
        return []
    return [Cell(label=Label.PURPOSE, spans=(parted[0],)), Cell(label=Label.DATA, spans=(parted[1],))]


def _parted(text: str, span: Span) -> tuple[Span, Span] | None:
    if square := _SQUARE.fullmatch(text, *span):
        return trimmed(text, square.span("purpose")), trimmed(text, square.span("data"))
    dash = _DASH.search(text, *span)
    if dash is None or _DASH.search(text, dash.end(), span[1]):
        return None
    return trimmed(text, (span[0], dash.start())), trimmed(text, (dash.end(), span[1]))
