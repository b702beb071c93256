"""Words in which notices are written, beside which a name is strange."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from schoolgate.notices.wording import load

SHORTEST_STRANGE = 3  # letters


@lru_cache(maxsize=5_000)
def is_strange(name: str) -> bool:
    return any(not is_ordinary(word) for word in words_in(name))


def words_in(name: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[\w'’-]+", name)]


@lru_cache(maxsize=5_000)
def is_ordinary(word: str) -> bool:
    forms = {word, word.rstrip("s"), re.sub(r"['’]s?$", "", word)}
    return bool(forms & _ordinary()) or word.isdigit() or len(word) < SHORTEST_STRANGE


@cache
def _ordinary() -> frozenset[str]:
    """The words in which our lists speak, which are those in which notices do."""
    files = load("coined.toml")["ordinary_files"]
    words = {word for name in files for text in _texts(load(name)) for word in re.findall(r"[a-z]{3,}", text)}
    return frozenset(words | set(load("coined.toml")["ordinary"]))


def _texts(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
        return
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for part in parts:
        yield from _texts(part)
