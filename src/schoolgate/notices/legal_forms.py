"""What ends the legal name of a company: "Ltd", "LLP", "CIC"."""

from collections.abc import Iterable

from schoolgate.notices.wording import load

ANY = "<legal form>"  # in a list of words: each of them
_WORDS: list[str] = load("companies.toml")["legal_forms"]
_PRINTED = (*map(str.capitalize, _WORDS), *map(str.upper, _WORDS), *load("companies.toml")["also_printed"])
FORM = f"(?:{'|'.join(_PRINTED)})"  # as an expression, without the edge of a word


def spelt_out(words: Iterable[str]) -> list[str]:
    """The words, with each legal form in the place of ANY."""
    return [one for word in words for one in (_WORDS if word == ANY else [word])]
