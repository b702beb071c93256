"""Does a notice say that a service is not used, or told nothing?"""

import re
from functools import cache, lru_cache

from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.wording import Wording, any_of, load

REMEMBERED = 2_000  # sentences: each is asked after by those who read names and by those who read data
CLAUSE = re.compile(r"[,;:.()] |\b(?:and|but|so|because|as|when|that|which|who)\b ")


@lru_cache(maxsize=REMEMBERED)
def says_unused(words: str) -> bool:
    """A cell or an item's words that put the service out of use: "no longer used", "closed in 2022"."""
    said = _plain(words)
    return bool(_pattern("unused").search(said)) or _tells_it_is_over(said)


def _tells_it_is_over(words: str) -> bool:
    """ "Now closed", "our account was wiped in July"; not "deleted when a pupil leaves"."""
    return _over().match(words) is not None and not _conditions().search(words)


@lru_cache(maxsize=REMEMBERED)
def denies(sentence: str) -> bool:
    """A sentence that says of what it names that it is not used, or that nothing is shared with it."""
    said = _plain(sentence)
    if _pattern("denies").search(said):
        return True
    denied = _pattern("denying").search(said) is not None or _tells_of_an_end(said)
    return denied and not _conditions().search(said)


def _tells_of_an_end(sentence: str) -> bool:
    """ "Kahoot was dropped after the trial", "the licence has lapsed"; not "registers are closed at nine"."""
    for match in _ended().finditer(sentence):
        before = CLAUSE.split(sentence[: match.start()])[-1]
        if is_strange(before) or _whose().search(before):
            return True
    return False


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


@cache
def _over() -> Wording:
    whose, helper, over = (_one_of(key) for key in ("subjects", "helpers", "over"))
    return any_of([rf"\(?(?:{whose} )?(?:{helper} ){{0,4}}{over}{_behind()}"])


@cache
def _whose() -> Wording:
    return any_of([rf"\b{_one_of('subjects')}\b"])


@cache
def _ended() -> Wording:
    helper, over = _one_of("helpers"), _one_of("over")
    return any_of([rf"\b(?:is|are|was|were|has|have|had) (?:{helper} ){{0,3}}{over}{_behind()}"])


def _behind() -> str:
    return rf"(?=\W*$|\W*[.;:,()–—]|\s-\s|\s{_one_of('behind')})"


def _one_of(key: str) -> str:
    """The longest first."""
    told = load("refusals.toml")["ending"][key]
    return f"(?:{'|'.join(sorted(told, key=len, reverse=True))})"


@cache
def _conditions() -> Wording:
    return any_of([rf"\b(?:{'|'.join(load('refusals.toml')['ending']['unless'])})\b"])
