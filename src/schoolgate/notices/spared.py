"""Whom a refusal spares: "We give nothing to photographers other than Portrait Ireland (name, class)."."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Draft
from schoolgate.notices.members import TITLED, members
from schoolgate.notices.naming import Named
from schoolgate.notices.ordinary import is_strange

SPARED = re.compile(
    r"\b(?:other than|apart from|except(?: for| to| with)?)\s+(?P<list>(?:the |our )?[A-Z].+)"
)


def spared_in(draft: Draft, sentence: Span) -> Iterator[Named]:
    """The names in a sentence that denies others."""
    match = SPARED.search(draft.text, *sentence)
    found = members(draft, match.span("list"), capitals=False) if match else iter(())
    yield from (one for one in found if is_strange(one.name) or TITLED.fullmatch(one.name))
