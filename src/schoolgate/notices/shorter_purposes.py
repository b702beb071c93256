"""A purpose as the words that say what for, without the recipient's name, its maker and clauses behind."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from schoolgate.notices.passage import fold
from schoolgate.notices.said import Said
from schoolgate.notices.wording import load

_BEHIND = re.compile(
    r"\s*(?:;|:\s|,\s(?:(?:into|from|to|on|in|of|through|with)\s)?(?:which|whom|where)\b"
    r"|,?\sand\s(?:it|they|there|you)\b)"
)
_BRACKET = re.compile(r"\s*(?:\([^()]*\)?|\[[^\[\]]*\]?)\s*$")
_WORD = re.compile(r"[a-zà-ÿ0-9']+")
_BY = r"(?:(?:made|run|owned|supplied|provided)\s)?(?:by|from)\s|(?:a\s)?(?:product|part)\sof\s(?:the\s)?"


def shorter(purposes: Iterable[Said[str]], name: str, maker: str | None) -> tuple[Said[str], ...]:
    """Those that were found in running words; what stands behind a label of its own stays as it is."""
    return tuple(part for one in purposes for part in ([one] if one.sure else _shortened(one, name, maker)))


def _shortened(purpose: Said[str], name: str, maker: str | None) -> Iterator[Said[str]]:
    words = purpose.value
    for cut in (
        _without_maker(maker),
        _behind_name(name),
        _before_clauses,
        _without_name(name),
        _unbracketed,
    ):
        shorter_words = cut(words).strip(" ,–—-:;")
        words = shorter_words if _tells(shorter_words) else words
    if _tells(words) and fold(words) not in (fold(name), fold(maker or name)):
        yield replace(purpose, value=words)


def _tells(words: str) -> bool:
    small = load("fields.toml")["purpose"]["small"]
    return any(word not in small for word in _WORD.findall(fold(words)))


def _without_maker(maker: str | None) -> Callable[[str], str]:
    """Of "(Equin Ltd) tracks progress", "made by Nuthatch GmbH"."""
    if maker is None:
        return str
    pattern = re.compile(rf"[\s(\[]*(?:{_BY})?(?:the\s)?{re.escape(maker)}[\s)\].,:–—-]*")
    return lambda words: pattern.sub("", words, count=1) if pattern.match(words) else words


def _behind_name(name: str) -> Callable[[str], str]:
    """Of "Compass, our register system, has …" what it is; else what it does."""
    own = rf"(?:[Tt]he\s+)?{re.escape(name)}(?:\s*\([^()]*\))?"
    being = re.compile(rf"{own},\s+(?:which is |who are )?((?:our|the|a|an)\s[^,;:]+)(?:,.*)?$", re.DOTALL)
    doing = re.compile(rf"{own}[\s,:–—-]+(?:(?:is|are)\s)?(?=[a-z])")

    def cut(words: str) -> str:
        told = being.match(words)
        return told[1] if told else doing.sub("", words, count=1) if doing.match(words) else words

    return cut


def _before_clauses(words: str) -> str:
    match = _BEHIND.search(words)
    return words[: match.start()] if match else words


def _without_name(name: str) -> Callable[[str], str]:
    """Of "Swimming at Glandwr Leisure", "Milk comes from The School Milk Company"."""
    bare = re.escape(re.sub(r"^[Tt]he\s+", "", name))
    pattern = re.compile(rf"\s+(?:at|with|from|through|in|via|using)\s(?:the\s)?{bare}$", re.IGNORECASE)
    return lambda words: pattern.sub("", words)


def _unbracketed(words: str) -> str:
    return _BRACKET.sub("", words)
