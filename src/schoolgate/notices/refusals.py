"""Does a notice say that a service is not used, or told nothing?"""

from functools import cache

from schoolgate.notices.wording import Wording, any_of, load


def says_unused(words: str) -> bool:
    """A cell or an item's words that put the service out of use: "no longer used", "closed in 2022"."""
    return bool(_pattern("unused").search(_plain(words)))


def denies(sentence: str) -> bool:
    """A sentence that says of what it names that it is not used, or that nothing is shared with it."""
    return bool(_pattern("denies").search(_plain(sentence)))


def leaves_out(sentence: str) -> bool:
    """A sentence below a name that nothing is put there: "We do not put pictures on it"."""
    return bool(_pattern("left_out").search(_plain(sentence)))


def tells_end(heading: str) -> bool:
    """A column's heading under which only services that are gone have words: "Closed on"."""
    return _pattern("gone_columns").fullmatch(_plain(heading).strip(" :?.")) is not None


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").replace("*", "").split()).lstrip("_ ")


@cache
def _pattern(key: str) -> Wording:
    return any_of(load("refusals.toml")[key])
