"""Whose page it is: the trust, council or school that its first lines name, or that says it publishes it."""

import re
from functools import lru_cache

from schoolgate.notices.cutting import PROPER

FIRST_LINES = 3
MOST_WORDS = 8
SPEAKS = (
    re.compile(
        r"(?:\b[Ww]e(?:,| are)|[Pp]rivacy (?:notice|policy|statement) (?:of|for|explains how))"
        rf" ({PROPER.pattern})"
    ),
    re.compile(
        rf"({PROPER.pattern})(?:,[^.;\n]{{0,80}},)? (?:is|are) (?:the |a )?[“\"'‘]?(?:[Dd]ata )?[Cc]ontroller"
    ),
)


def is_owner_of_page(name: str, text: str) -> bool:
    return plain(name) in _owners(text)


@lru_cache(maxsize=8)  # asked for each row of the page
def _owners(text: str) -> frozenset[str]:
    lines = [line.strip(" #*\t") for line in text[:1500].split("\n") if line.strip()][:FIRST_LINES]
    titled = {plain(line) for line in lines if len(line.split()) <= MOST_WORDS}
    speaks = SPEAKS if "ontroller" in text else SPEAKS[:1]
    said = {plain(name) for one in speaks for name in one.findall(text)}
    return frozenset(name for name in titled | said if " " in name)


def plain(name: str) -> str:
    return " ".join(re.sub(r"\([^()]*\)", " ", name).lower().removeprefix("the ").split())
