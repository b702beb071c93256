"""A purpose as the words that say what for, without the recipient's name, its maker and clauses behind."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from schoolgate.notices.choice_words import choice_said, whole_of
from schoolgate.notices.items import is_all_data, names_somebody
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.said import Said
from schoolgate.notices.wording import load

_BEHIND = re.compile(
    r"\s*(?:;|:\s|,\s(?:(?:into|from|to|on|in|of|through|with)\s)?(?:which|whom|where)\b"
    r"|,?\sand\s(?:it|they|there|you)\b)"
)
_BRACKET = re.compile(r"\s*(?:\([^()]*\)?|\[[^\[\]]*\]?)\s*$")
_DENIES = re.compile(
    r"(?:they|it|names?|surnames|addresses|we|nothing|no [a-z]+)\b[^.;]{0,30}?"
    r"\b(?:do not|does not|don['’]t|doesn['’]t|are not|is not|never|cannot|are never|is never)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:you|your|parents?|families|students|pupils|tell|ask|please|only with|with your|if you)\b",
    re.IGNORECASE,
)
_LED_BRACKET = re.compile(r"^\s*\([^()]*\)\s*(?::|[–—-]\s)\s*(?=\w)")
_WORD = re.compile(r"[a-zà-ÿ0-9']+")
# No expression is made for a name: that takes longer than all that is read with it.
_MADE_BY = re.compile(
    r"[\s(\[]*(?:(?:(?:made|run|owned|supplied|provided)\s)?(?:by|from)\s"
    r"|(?:a\s)?(?:product|part)\sof\s(?:the\s)?)?(?:the\s)?"
)
_MAKER_ENDS = re.compile(r"[\s)\].,:–—-]*")
_THE = re.compile(r"(?:[Tt]he\s+)?")
_IS = re.compile(
    r"(?:\s*\([^()]*\))?,\s+(?:which is |who are )?(?P<being>(?:our|the|a|an)\s[^,;:]+)(?:,.*)?$", re.DOTALL
)
_DOES = re.compile(r"(?:\s*\([^()]*\))?[\s,:–—-]+(?:(?:is|are)\s)?(?=[a-z])")
_COMES_FROM = re.compile(r"\s+(?:at|with|from|through|in|via|using)\s(?:the\s)?$", re.IGNORECASE)


def shorter(purposes: Iterable[Said[str]], name: str, maker: str | None) -> tuple[Said[str], ...]:
    """Those that were found in running words; what stands behind a label of its own stays as it is."""
    return tuple(part for one in purposes for part in ([one] if one.sure else _shortened(one, name, maker)))


def _is_none(words: str) -> bool:
    """ "They do not get addresses"; "By law" tells why there is no choice, and no more."""
    told = Passage.of(words, ((0, len(words)),))
    data = is_all_data(told) and names_somebody(told)  # "parents' names"
    if _ADDRESSED.match(words) and choice_said(told):
        return True  # "You do not get a choice about this one"
    return data or _DENIES.match(words) is not None or whole_of(told) is not None


def _shortened(purpose: Said[str], name: str, maker: str | None) -> Iterator[Said[str]]:
    words = _LED_BRACKET.sub("", purpose.value)  # "(Sumdog Ltd): maths games"
    for cut in (
        _without_maker(maker),
        _behind_name(name),
        _before_clauses,
        _without_name(name),
        _unbracketed,
    ):
        shorter_words = cut(words).strip(" ,–—-:;")
        words = shorter_words if _tells(shorter_words) else words
    if _tells(words) and not _is_none(words) and fold(words) not in (fold(name), fold(maker or name)):
        yield replace(purpose, value=words)


def _tells(words: str) -> bool:
    small = load("fields.toml")["purpose"]["small"]
    return any(word not in small for word in _WORD.findall(fold(words)))


def _without_maker(maker: str | None) -> Callable[[str], str]:
    """Of "(Equin Ltd) tracks progress", "made by Nuthatch GmbH"."""

    def cut(words: str) -> str:
        at = words.find(maker) if maker else -1
        if maker is None or at < 0 or not _MADE_BY.fullmatch(words, 0, at):
            return words
        ends = _MAKER_ENDS.match(words, at + len(maker))
        return words[ends.end() :] if ends else words

    return cut


def _behind_name(name: str) -> Callable[[str], str]:
    """Of "Compass, our register system, has …" what it is; else what it does."""

    def cut(words: str) -> str:
        the = _THE.match(words)
        begins = dict.fromkeys((the.end() if the else 0, 0))
        ends = [at + len(name) for at in begins if words.startswith(name, at)]
        if told := next((match for end in ends if (match := _IS.match(words, end))), None):
            return told["being"]
        does = next((match for end in ends if (match := _DOES.match(words, end))), None)
        return words[does.end() :] if does else words

    return cut


def _before_clauses(words: str) -> str:
    match = _BEHIND.search(words)
    return words[: match.start()] if match else words


def _without_name(name: str) -> Callable[[str], str]:
    """Of "Swimming at Glandwr Leisure", "Milk comes from The School Milk Company"."""
    bare = re.sub(r"^[Tt]he\s+", "", name)

    def cut(words: str) -> str:
        if not words.lower().endswith(bare.lower()):
            return words
        told = _COMES_FROM.search(words, 0, len(words) - len(bare))
        return words[: told.start()] if told else words

    return cut


def _unbracketed(words: str) -> str:
    return _BRACKET.sub("", words)
