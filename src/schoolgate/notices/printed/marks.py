"""Bullets and numbers that stand before a line."""

import re

# Symbol fonts put their bullets among the private characters: U+F0B7 and its like.
BULLET = re.compile(r"[-*•▪●○◦·‣⁃∙➢➤►✓✔❖§–—■□▢☐☑☒»›\uf000-\uf0ff]|o")
NUMBER = re.compile(r"\(?(\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{2,4})[.)]|\(?(\d{1,2}(?:\.\d{1,2}){1,3})")


def is_mark(word: str) -> bool:
    return bool(BULLET.fullmatch(word) or NUMBER.fullmatch(word))


def marker_of(word: str) -> str:
    """As blocks have it: "-" for every bullet, "3" for "3." and "(3)"; empty where it is none."""
    number = NUMBER.fullmatch(word)
    if number:
        return str(number[1] or number[2])
    return "-" if BULLET.fullmatch(word) else ""
