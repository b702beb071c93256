"""What a table's columns are for where no heading tells, by what stands in them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schoolgate.notices.draft import Column
from schoolgate.notices.in_brackets import is_titled
from schoolgate.notices.names import is_owner
from schoolgate.notices.naming import COMPANY
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.rows import Label
from schoolgate.notices.stacked import DATA, MOST_ANSWER_WORDS, is_data

TELLING = 0.6  # share of a column's cells that tell what it is for
WHOSE = re.compile(r"(?:pupil|student|child|parent|famil|staff|visitor|governor|carer)", re.IGNORECASE)


def shown(heads: Sequence[Column], cells: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns as meant. `cells`: the words below each, none of them empty; the first names the rows."""
    held = [_share(map(is_data, told)) for told in cells]
    best = _of_data(heads, held)
    columns = [*heads]
    for n, one in enumerate(heads):
        if n and n == best:
            columns[n] = one if one.meant in DATA else replace(one, meant=Label.DATA)
        elif n and held[n] >= TELLING and WHOSE.match(one.printed or ""):
            columns[n] = replace(one, meant=Label.DATA)  # "Parents": theirs
        elif n and one.meant in (None, *DATA) and _share(map(_is_whose, cells[n])) >= TELLING:
            columns[n] = replace(one, meant=Label.SUBJECTS)
        elif n and one.meant is None and _share(map(_is_company, cells[n])) >= TELLING:
            columns[n] = replace(one, meant=Label.PROVIDER)
        elif n and best and one.meant in DATA and cells[n] and held[n] <= 1 - TELLING:
            columns[n] = replace(one, meant=Label.PURPOSE)  # "What: speech screening" beside "From school"
    return tuple(columns)


def _of_data(heads: Sequence[Column], held: Sequence[float]) -> int:
    """The column that holds data: one that says so, else one that says nothing, else any that might; or 0."""
    for meant in (DATA, (None, Label.OTHER, Label.PROSE), (Label.PURPOSE,)):
        fitting = [n for n, one in enumerate(heads) if n and one.meant in meant and held[n] >= TELLING]
        if fitting:
            return max(fitting, key=lambda n: held[n])
    return 0


def _share(told: Iterable[bool]) -> float:
    each = [*told]
    return sum(each) / len(each) if each else 0.0


def _is_whose(words: str) -> bool:
    return WHOSE.match(words) is not None and len(words.split()) <= MOST_ANSWER_WORDS


def _is_company(words: str) -> bool:
    if len(words.split()) > MOST_ANSWER_WORDS or not is_titled(words):
        return False
    return is_owner(words) or COMPANY.search(words) is not None or is_strange(words)
