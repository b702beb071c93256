"""One line that holds a table's row, its cells run together: where the cells fit their headings best."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, islice

from schoolgate.domain.reading import Span
from schoolgate.notices.items import is_all_data, items_of_list
from schoolgate.notices.labels import NAME
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.naming import COMPANY
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label

FEWEST_COLUMNS = 3
MOST_WAYS = 600  # of parting one line
MOST_NAME_WORDS = 5
ENOUGH = 2.5  # data under the heading of data, and a sign more
DATA = (Label.DATA, Label.POTENTIAL_DATA, Label.CREATED_DATA)
ANSWER = re.compile(r"(?:yes|no|n/a|not needed|needed|optional)\b.*", re.IGNORECASE)


def fitted(text: str, edges: Sequence[Span], line: Span, meant: Sequence[str]) -> list[Span] | None:
    """The line's cells, one to a heading; None where none of its partings fits well enough."""
    telling = {*DATA} & {*meant} and Label.PROVIDER in meant
    if len(meant) < FEWEST_COLUMNS or not telling or len(edges) < len(meant) - 1:
        return None
    best: tuple[float, list[Span]] = (ENOUGH, [])
    for chosen in islice(combinations(edges, len(meant) - 1), MOST_WAYS):
        starts = [line[0], *(end for _, end in chosen)]
        ends = [*(start for start, _ in chosen), line[1]]
        cells = [trimmed(text, one) for one in zip(starts, ends, strict=True)]
        fit = _fit([text[slice(*cell)] for cell in cells], meant)
        if fit > best[0]:
            best = fit, cells
    return best[1] or None


def _fit(words: Sequence[str], meant: Sequence[str]) -> float:
    own = [_fits(one, label) for one, label in zip(words, meant, strict=True)]
    again = any(
        label == Label.PROVIDER and words[n].split()[0] == words[0].split()[0]
        for n, label in enumerate(meant)
        if n
    )  # "Zumo  Zumo Learning Ltd"
    return sum(own) + again


@lru_cache(maxsize=4_000)
def _fits(words: str, meant: str) -> float:
    if meant in DATA:
        return 2 if _is_all_data(words) else 0.5 if _holds_data(words) else -9
    if meant == NAME:
        many = len(words.split())
        return -9 if many > MOST_NAME_WORDS else bool(recognise(words)) + 0.5 - many / 10 - _is_company(words)
    if meant == Label.PROVIDER:
        return 1.0 if _is_company(words) else -1.0 if _is_all_data(words) else 0.0
    if meant == Label.CHOICE:
        return 1.0 if ANSWER.fullmatch(words) else -1.0
    return -1.0 if _is_all_data(words) or _is_company(words) else 0.0


def _is_company(words: str) -> bool:
    return COMPANY.search(words) is not None or is_owner(words) or is_body(words)


def _is_all_data(words: str) -> bool:
    return is_all_data(Passage.of(words, ((0, len(words)),)))


def _holds_data(words: str) -> bool:
    found = items_of_list(Passage.of(words, ((0, len(words)),)))
    return bool(found.items or found.nothing)
