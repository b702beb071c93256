"""Are a PDF's letters stored as others than they look?"""

import re
from collections.abc import Iterable

from schoolgate.notices.printed.marks import BULLET

MOST_UNKNOWN = 0.05  # of the characters, bullets left out
FEWEST = 200  # letters; fewer say nothing of a language
VOWELS = (0.22, 0.55)  # of the letters; English and Welsh have 36 to 40 in a hundred
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f\U000f0000-\U0010ffff]")


def is_garbled(words: Iterable[str]) -> bool:
    """Too many characters that stand for nothing, or letters that spell no language we know."""
    text = "".join(word for word in words if not BULLET.fullmatch(word))
    if not text:
        return False
    unknown = len(PRIVATE.findall(text))
    latin = re.findall("[a-z]", text.lower())
    vowels = sum(1 for letter in latin if letter in "aeiouwy") if latin else 0
    spelt = len(latin) < FEWEST or VOWELS[0] <= vowels / len(latin) <= VOWELS[1]
    return unknown > MOST_UNKNOWN * len(text) or not spelt
