"""Which service or body is meant by a printed name."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from schoolgate.domain.catalogue import KnownService, by_name, fold, known, load_catalogue
from schoolgate.notices.legal_forms import spelt_out
from schoolgate.notices.wording import load

WORD = re.compile(r"[^\W_]+|&")
GAP = re.compile(r"[\s'’.,/()&-]{0,3}")
INSIDE = frozenset("/@.-_")
SHORTEST_MISSPELT = 6  # letters; below this one slip turns one name into another (IXL, OCR, AQA)
COINED = "coined"  # in place of a category: the page's own name for a service nobody has listed
COMPANIES_AT_LARGE = "suppliers"  # the catalogue's category
MOST_LIKE = 5
LONG_WORD = 5  # letters; in a shorter one a slip makes another word
VOWELS = frozenset("aeiouy")
LIKE_ENOUGH = 90.0  # of 100: "Time Table Rock Stars" is Times Tables Rock Stars, "Sumdog" is not "Sundog"

_OF_PAGE: ContextVar[frozenset[str]] = ContextVar("names of the page that is being read", default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A known name in running text."""

    start: int
    end: int
    service: KnownService


@contextmanager
def also_known(names: Iterable[str]) -> Iterator[None]:
    """While a page is read, the names it shows to be services' are names like the catalogue's."""
    token = _OF_PAGE.set(frozenset(names))
    try:
        yield
    finally:
        _OF_PAGE.reset(token)


def names_of_page() -> frozenset[str]:
    """On which it depends too what is read of some words: by these what was remembered is told apart."""
    return _OF_PAGE.get()


def recognise(name: str) -> KnownService | None:
    """The service or body that goes by this name, also where it is slightly misspelt, or None."""
    return _recognise(name, _OF_PAGE.get())


def in_catalogue(name: str) -> KnownService | None:
    """The same, of the catalogue's alone: a name the page has coined is nobody's canonical name."""
    return _recognise(name, frozenset())


@lru_cache(maxsize=20_000)
def _recognise(name: str, of_page: frozenset[str]) -> KnownService | None:
    found = _as_spelt(name) or _coined(name, of_page) or _misspelt(fold(name))
    return found or (_in_two_languages(name) if " / " in name else None)


def _in_two_languages(name: str) -> KnownService | None:
    """ "Llywodraeth Cymru / Welsh Government": of the names, all that we know are of one."""
    known_here = {found.name: found for part in name.split(" / ") if (found := _as_spelt(part))}
    return next(iter(known_here.values())) if len(known_here) == 1 else None


def _coined(name: str, of_page: frozenset[str]) -> KnownService | None:
    spelt = (_services_of(of_page).get(form) for form in _forms(name)) if of_page else iter(())
    return next((service for service in spelt if service), None)


@lru_cache(maxsize=100)
def _services_of(of_page: frozenset[str]) -> dict[str, KnownService]:
    return {fold(name): KnownService(name=name, category=COINED) for name in sorted(of_page)}


def is_spelt_right(name: str) -> bool:
    """Is it recognised by its own letters, and not by letters that are nearly so?"""
    return _as_spelt(name) is not None


def _as_spelt(name: str) -> KnownService | None:
    spelt = (known(form) or _squeezed().get(form.replace(" ", "")) for form in _forms(name))
    return next((service for service in spelt if service), None)


@lru_cache(maxsize=5_000)
def is_place_or_address(name: str) -> bool:
    """Is it where data is kept, or how somebody is reached? It stands in lists like a name."""
    if bare(fold(name)) in words_of("places") or is_of_document(name):
        return True
    plain = name.strip(" .,;<>()[]")
    return any(pattern.fullmatch(plain) for pattern in _reached())


@cache
def _reached() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in words_of("reached"))


def is_of_document(name: str) -> bool:
    """Is it a label that a document bears at its head: its date, its author?"""
    return bare(fold(name)) in words_of("of_documents")


def is_general(name: str) -> bool:
    """Is it a name of ordinary words ("our suppliers", "MIS"), which stands for no product by itself?"""
    service = recognise(name)
    if service is None:
        return False
    return service.category == COMPANIES_AT_LARGE or bare(fold(name)) in _bare_names(service.common)


@lru_cache(maxsize=5_000)
def _bare_names(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(bare(fold(name)) for name in names)


def mentions(text: str) -> tuple[Mention, ...]:
    """Each known name in the text, longest first where they overlap, in order.

    A product's name counts with its capital only: "Seesaw" is one, "seesaw" is not. Bodies that are
    also common nouns ("the local authority") count in any case.
    """
    return _mentions(text, _OF_PAGE.get())


@lru_cache(maxsize=5_000)
def _mentions(text: str, of_page: frozenset[str]) -> tuple[Mention, ...]:
    words = [(*match.span(), _plain(match[0])) for match in WORD.finditer(text)]
    coined = _coined_words(of_page)
    ours, first_words = {name[0] for name in coined}, _lengths()
    found: list[Mention] = []
    at = 0
    while at < len(words):
        begins = words[at][2] in first_words or words[at][2] in ours
        mention, length = _longest_at(text, words, at, coined) if begins else (None, 1)
        at += length
        if mention:
            found.append(mention)
    return tuple(found)


def _longest_at(
    text: str, words: list[tuple[int, int, str]], at: int, coined: dict[tuple[str, ...], KnownService]
) -> tuple[Mention | None, int]:
    """The longest name that begins with this word, and how many words it has; (None, 1) for none."""
    first = words[at][2]
    ours = [len(name) for name in coined if name[0] == first] if coined else []
    for names, lengths in ((_names_in_words(), _lengths().get(first, ())), (coined, ours)):
        for length in lengths:
            run = words[at : at + length]
            name = tuple([word for _, _, word in run])
            service = (coined.get(name) or names[name]) if name in names else None
            start, end = run[0][0], run[-1][1]
            if service and _stands_alone(text, run) and _written_as_name(text[start:end], service):
                return Mention(start=start, end=end, service=service), length
    return None, 1


@lru_cache(maxsize=100)
def _coined_words(of_page: frozenset[str]) -> dict[tuple[str, ...], KnownService]:
    """The page's own names in words, longest first."""
    found = {
        tuple(_plain(word) for word in WORD.findall(service.name)): service
        for service in _services_of(of_page).values()
    }
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _stands_alone(text: str, run: list[tuple[int, int, str]]) -> bool:
    """Not inside an address or a longer word, its words side by side."""
    start, end = run[0][0], run[-1][1]
    gaps = all(GAP.fullmatch(text, a[1], b[0]) for a, b in pairwise(run))
    inside = text[start - 1 : start] in INSIDE if start else False
    goes_on = re.match(r"@|\.\w", text[end : end + 2])
    return gaps and not inside and not goes_on


def _plain(word: str) -> str:
    return "and" if word == "&" else word.lower()


def _forms(name: str) -> Iterator[str]:
    """The name as printed, then with less and less around it."""
    yield fold(name)
    outside = re.sub(r"\([^()]*\)", " ", name)
    yield bare(fold(outside))
    letters = re.search(r"\(([A-Z][A-Za-z&]{0,6}[A-Z])\)\s*$", name)
    if letters and not re.search(r"\band\b|[,&]", outside):  # "(DfE)", not "(Google)", which says whose it is
        spelt = fold(letters[1])
        yield spelt if spelt[0] == bare(fold(outside))[:1] else ""


@lru_cache(maxsize=5_000)
def bare(folded: str) -> str:
    """Without leading and trailing words that carry no name; never empty unless it was."""
    while True:
        shorter = _shorter(folded)
        if shorter is None:
            return folded
        folded = shorter


def _shorter(folded: str) -> str | None:
    if folded.startswith(_leading()):
        return next(folded.removeprefix(word) for word in _leading() if folded.startswith(word))
    if not folded.endswith(_trailing()) or known(folded):
        return None
    return next(folded.removesuffix(word) for word in _trailing() if folded.endswith(word))


@cache
def _leading() -> tuple[str, ...]:
    return tuple(f"{word} " for word in _longest_first("leading"))


@cache
def _trailing() -> tuple[str, ...]:
    return tuple(f" {word}" for word in _longest_first("trailing"))


def _longest_first(key: str) -> list[str]:
    return sorted(words_of(key), key=lambda word: (-len(word), word))


def _misspelt(folded: str) -> KnownService | None:
    """The product whose name this is but for a slip of the pen; another word is another product."""
    squeezed = folded.replace(" ", "")
    if len(squeezed) < SHORTEST_MISSPELT:
        return None
    like = process.extract(
        squeezed, _products_near(len(squeezed)), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=MOST_LIKE
    )
    return next((_products()[spelt] for spelt, _, _ in like if _is_slip(folded, _spaced()[spelt])), None)


def _is_slip(said: str, meant: str) -> bool:
    """Word by word where the words are as many; else all that may differ beside the gaps is a plural."""
    pairs = list(zip(said.split(), meant.split(), strict=False))
    if len(said.split()) != len(meant.split()):
        return said.replace(" ", "").rstrip("s") == meant.replace(" ", "").rstrip("s")
    return all(_is_slip_in_word(one, other) for one, other in pairs)


def _is_slip_in_word(said: str, meant: str) -> bool:
    """A plural; or inside a longer word: a letter too many or too few, two swapped, a vowel for a vowel."""
    if said.rstrip("s") == meant.rstrip("s"):
        return True
    if len(meant) < LONG_WORD or (said[0], said[-1]) != (meant[0], meant[-1]):
        return False
    if OSA.distance(said, meant) > 1:
        return False
    changed = {letter for pair in zip(said, meant, strict=False) if pair[0] != pair[1] for letter in pair}
    return len(said) != len(meant) or changed <= VOWELS or sorted(said) == sorted(meant)


@cache
def _spaced() -> dict[str, str]:
    """Squeezed name → the name with its gaps."""
    return {name.replace(" ", ""): name for name in by_name()}


def _written_as_name(words: str, service: KnownService) -> bool:
    if service.kind not in ("supplier", "public"):
        return True
    exact = any(words == name for name in service.names())
    return exact or words[0].isupper() or words[0].isdigit() or any(c.isupper() for c in words[1:])


def words_of(key: str) -> frozenset[str]:
    """One of the lists of names.toml."""
    return _lists()[key]


@cache
def _lists() -> dict[str, frozenset[str]]:
    lists = load("names.toml")
    return {key: frozenset(spelt_out(words)) for key, words in lists.items()}


@cache
def _squeezed() -> dict[str, KnownService]:
    return {name.replace(" ", ""): service for name, service in by_name().items()}


@cache
def _products() -> dict[str, KnownService]:
    """Names that may be misspelt: a body's are ordinary words, and a word near them is another word."""
    return {
        name: service
        for name, service in _squeezed().items()
        if service.kind == "supplier" and len(name) >= SHORTEST_MISSPELT and name not in _ordinary()
    }


@lru_cache(maxsize=1_000)
def _products_near(length: int) -> tuple[str, ...]:
    """Those of about so many letters: no other can be LIKE_ENOUGH, and to compare with all takes long."""
    most = (100 - LIKE_ENOUGH) / 100
    return tuple(name for name in _products() if abs(len(name) - length) <= most * (len(name) + length) + 1)


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(fold(word).replace(" ", "") for service in load_catalogue() for word in service.common)


@cache
def _names_in_words() -> dict[tuple[str, ...], KnownService]:
    """Every name used in running text, as its words."""
    words: dict[tuple[str, ...], KnownService] = {}
    for service in load_catalogue():
        for name in service.names():
            if "+" in name and len(WORD.findall(name)) == 1:
                continue  # "+Pay" is not every "pay"
            words.setdefault(tuple(_plain(word) for word in WORD.findall(name)), known(name) or service)
    return words


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First word → how many words the names have that begin with it, the most first."""
    lengths: dict[str, set[int]] = {}
    for words in filter(None, _names_in_words()):
        lengths.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


@cache
def is_owner(name: str) -> bool:
    """Is it the name of a company that the catalogue knows as some service's owner?"""
    return bool(name) and bare(fold(name)) in _owners()


@cache
def _owners() -> frozenset[str]:
    services = load_catalogue()
    printed = {owner for s in services for owner in (s.owner, *s.former_owners) if owner}
    return frozenset(bare(fold(owner)) for owner in printed)
