"""Does a notice say that a service is not used, or told nothing?"""

from functools import cache

from schoolgate.notices.wording import Wording, any_of, load


def says_unused(words: str) -> bool:
    """A cell or an item's words that put the service out of use: "no longer used", "closed in 2022"."""
    said = _plain(words)
    return bool(_pattern("unused").search(said)) or _tells_it_is_over(said)


def _tells_it_is_over(words: str) -> bool:
    """ "Now closed", "our account was wiped in July"; not "deleted when a pupil leaves"."""
    return _over().match(words) is not None and not _conditions().search(words)


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


@cache
def _over() -> Wording:
    told = load("refusals.toml")["ending"]
    whose, helper, over, behind = (
        "|".join(sorted(told[key], key=len, reverse=True))
        for key in ("subjects", "helpers", "over", "behind")
    )
    return any_of(
        [rf"\(?(?:(?:{whose}) )?(?:(?:{helper}) ){{0,4}}(?:{over})(?=\W*$|\W*[.;:,()–—]|\s-\s|\s(?:{behind}))"]
    )


@cache
def _conditions() -> Wording:
    return any_of([rf"\b(?:{'|'.join(load('refusals.toml')['ending']['unless'])})\b"])
