"""A sentence on what is done and, in brackets, by whom: "payroll (EduPay Ltd) and pensions (LGPS)"."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.name_lists import parted_at, split_names
from schoolgate.notices.naming import Named, named
from schoolgate.notices.of_a_kind import is_somebody
from schoolgate.notices.passage import Passage

FEWEST = 2  # such brackets
DONE_BY = re.compile(r"[a-z][a-z '’-]{3,60} \((?P<names>[A-Z][^()]*)\)")
SHARES = re.compile(
    r"\b(?:third part(?:y|ies)|on (?:its|our) behalf|for us|providers?|suppliers?|companies|contractors?)\b",
    re.IGNORECASE,
)


def read_doers(draft: Draft, sentence: Span) -> Iterator[Named]:
    words = draft.words(sentence)
    if words.count("(") < FEWEST or SHARES.search(words) is None:
        return
    lists = [match.span("names") for match in DONE_BY.finditer(draft.text, *sentence)]
    found = [(span, _names(draft.text, span)) for span in lists]
    if sum(1 for _, parts in found if parts) >= FEWEST:
        for _, parts in found:
            yield from (named(draft.text, part, several=False)[0] for part in parts)


def _names(text: str, span: Span) -> list[Span]:
    parts = [name for part in parted_at(text, span, ";") for name in split_names(text, part)]
    data = is_all_data(Passage.of(text, (span,)))
    return [] if data or not all(is_somebody(text[slice(*part)]) for part in parts) else parts
