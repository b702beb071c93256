"""One sentence → what something is for, and the list of data that the sentence ends in."""

import re

from schoolgate.notices.items import is_all_data, is_bare_list, names_somebody
from schoolgate.notices.listing import COUNTED, listed
from schoolgate.notices.passage import Passage

Parted = tuple[Passage | None, Passage | None]


def parted(sentence: Passage) -> Parted:
    """What it is for, and the list of data it ends in: "revision; name, class", "Records: all pupil data"."""
    clauses = re.split(r"(;|:|\s[–—-]\s)", sentence.words)
    if len(clauses) == 1:
        return _after_comma(sentence)
    at = len(sentence.words) - len(clauses[-1])
    data = sentence.part(at, len(sentence.words))
    plainly = (is_bare_list(data) and names_somebody(data)) or _is_counted(data)
    is_list = is_all_data(data) if clauses[-2] == ":" else plainly
    if not is_list:
        return sentence, None
    first = sentence.part(0, at - len(clauses[-2]))
    return (None if is_bare_list(first) and names_somebody(first) else first), data


def _after_comma(sentence: Passage) -> Parted:
    begins = list_begins(sentence)
    if begins is None or not names_somebody(data := sentence.part(begins + 1, len(sentence.words))):
        return sentence, None
    return sentence.part(0, begins), data


def list_begins(sentence: Passage) -> int | None:
    """The comma in "Maths practice, first name, class": no data before it, and nothing else behind it."""
    commas = (one.start() for one in re.finditer(",", sentence.words))
    first = next((at for at in commas if is_bare_list(sentence.part(at + 1, len(sentence.words)))), None)
    return first if first is not None and not listed(sentence.part(0, first)) else None


def _is_counted(words: Passage) -> bool:
    return any(one.key == COUNTED for one in listed(words)) and is_bare_list(words, parts=1)
