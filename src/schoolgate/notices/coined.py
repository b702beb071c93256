"""Names that no catalogue has, known for a service's by how the page itself speaks of them."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind, Page
from schoolgate.notices.clauses import sentences
from schoolgate.notices.clues import Sieve
from schoolgate.notices.items import is_all_data, names_somebody
from schoolgate.notices.listing import listed
from schoolgate.notices.members import may_receive
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import is_owner, is_place_or_address, mentions, recognise
from schoolgate.notices.ordinary import is_ordinary, is_strange, words_in
from schoolgate.notices.passage import Passage
from schoolgate.notices.title import is_school, school_of
from schoolgate.notices.wording import Wording, load

WORD = r"(?:[A-Z0-9][\w+!]*(?:['’-][A-Z]?\w+)*|[a-z]{1,3}[A-Z]\w+)"
NAME = rf"{WORD}(?:(?: | & | of | of the ){WORD}){{0,4}}"
ASIDE = r"(?:\s*\([^()]{1,200}\))?"
# "A, B and, for revision, C; in science D"
JOINT = r"(?:, (?:and |or )?| (?:and|or|&) |[,;]?(?: and)?,? (?:in|for) [a-z ]{3,25},? )(?:the )?"
NAMES = rf"(?P<names>{NAME}{ASIDE}(?:{JOINT}{NAME}{ASIDE})*)"
ONE_NAME = re.compile(rf"(?:^|(?<=[\s(]))({NAME})(?!\w)")
CAPITAL = re.compile(rf"\b{WORD}")
WITH_DATA = re.compile(rf"(?P<names>{NAME})\s*\((?P<data>[^()]+)\)")
HEAD = re.compile(rf"\W{{0,3}}(?P<head>{NAME}){ASIDE}\s*(?::|\s[–—-]|->)\s+(?P<rest>\S.*)", re.DOTALL)
KNOWN = "\0"  # stands for a letter of a name we know
INNER_CAPITAL = re.compile(r"\w*[a-z]\w*[A-Z]\w*|\w*[A-Z]{2,}[a-z]\w*|\w*[A-Za-z]\d\w*|\d\w*[A-Z]\w*")
MAY_HAVE_INNER_CAPITAL = re.compile(r"[^\WA-Z][A-Z]|[A-Z]{2}[a-z]|[A-Za-z]\d")  # a tenth of its time
WHOLE_WORD = re.compile(r"[\w'’-]+")
FEW_WORDS = 2


def coined_names(page: Page) -> frozenset[str]:
    """The names on a page that it shows to be a service's, as printed."""
    plain = frozenset(re.findall(r"(?<![\w'’])[a-z]{3,}", page.text))
    own = _own_words(page)
    may_be = partial(_may_be_coined, plain=plain, own=own)
    telling = (words for words in _sentences(page) if _holds_strange(words, plain | own))
    signed = {name for words in telling for name in _signed(words)}
    return frozenset({*filter(may_be, signed), *_at_heads(page, may_be)})


def _holds_strange(words: str, usual: frozenset[str]) -> bool:
    """Is there a word in capitals that a name could be coined of? Most sentences hold none."""
    if MAY_HAVE_INNER_CAPITAL.search(words):
        return True
    capitals = (word.lower() for word in WHOLE_WORD.findall(words) if not word[0].islower())
    return any(word not in usual and not is_ordinary(word) for word in capitals)


def _own_words(page: Page) -> frozenset[str]:
    """The school's name, in words: "Harrow Park" runs no system."""
    school = school_of(page)
    return frozenset(re.findall(r"\w+", school.lower())) if school else frozenset()


def _sentences(page: Page) -> Iterator[str]:
    for block in page.blocks:
        for span in block.cells if block.kind is BlockKind.ROW else (block.span,):
            for sentence in sentences(page.text, span) if span[0] < span[1] else ():
                yield " ".join(page.text[slice(*sentence)].split())


def _signed(words: str) -> Iterator[str]:
    """Names of which this sentence shows that they are a service's."""
    if not CAPITAL.search(words):
        return
    for match in WITH_DATA.finditer(words) if "(" in words else ():
        if is_all_data(Passage.of(match["data"], ((0, len(match["data"])),))):
            yield from _each(words, match.span("names"))
    masked = _masked(words)  # holds no more than the words do
    goes_on = CAPITAL.search(words, 1) is not None
    for sign, beside_known, may_open in _signs().left(words):
        if (goes_on or may_open) and (not beside_known or masked != words):
            for match in sign.finditer(masked if beside_known else words):
                yield from _each(words, match.span("names"))


def _masked(words: str) -> str:
    """The words with each product that the catalogue has as so many KNOWN."""
    masked = words
    for one in mentions(words):
        if one.service.kind == "supplier":
            masked = masked[: one.start] + KNOWN * (one.end - one.start) + masked[one.end :]
    return masked


def _each(words: str, span: Span) -> Iterator[str]:
    """The names of a list, without makers of others and without persons and places."""
    visible = re.sub(r"\([^()]*\)", lambda aside: " " * len(aside[0]), words[slice(*span)])
    for match in ONE_NAME.finditer(visible):
        before = words[: span[0] + match.start()]
        if not _cue("maker").search(before) and not _cue("no_sign_before").search(before):
            yield re.sub(r"['’]s$", "", match[1])


def _at_heads(page: Page, may_be: Callable[[str], bool]) -> Iterator[str]:
    """Heads of lines such as "Name: what for. Data" and "Name (Company) - data".

    Where plain words stand at the head ("Library: Accessit - name, form"), the name behind them.
    """
    for match in (found for block in page.blocks if (found := _shape(page.text, block))):
        names = [name for name in _heading_names(match) if may_be(name)]
        if names and _tells_data(match["rest"]):
            yield from names


def _heading_names(match: re.Match[str]) -> Iterator[str]:
    if not any(one.start == 0 for one in mentions(match["rest"])):
        yield match["head"]
    inner = HEAD.match(match["rest"])
    if inner and not is_strange(match["head"]):
        yield inner["head"]


def _shape(text: str, block: Block) -> re.Match[str] | None:
    if block.kind not in (BlockKind.LINE, BlockKind.BULLET):
        return None
    return HEAD.match(text[slice(*block.span)])


def _tells_data(rest: str) -> bool:
    words = Passage.of(rest, ((0, len(rest)),))
    first = min((one.start for one in listed(words)), default=None)
    return first is not None and names_somebody(words)


@cache
def _signs() -> Sieve[tuple[Wording, bool, bool]]:
    """Each sign as an expression, in which case counts in names only; does it ask for a known name beside it,
    and may a sentence open with the name it shows?
    """
    fill = {"NAMES": f"(?-i:{NAMES})", "N": f"(?-i:(?P<names>{NAME}))", "KNOWN": f"{KNOWN}+"}
    signs = load("coined.toml")["signs"]
    filled = (
        "".join(fill.get(part, part) for part in re.split(r"<(NAMES|KNOWN|N)>", sign)) for sign in signs
    )
    found = [
        (Wording(one, re.IGNORECASE), "<KNOWN>" in sign, _may_open(sign))
        for one, sign in zip(filled, signs, strict=True)
    ]
    return Sieve((one[0].ways, one) for one in found)


def _may_open(sign: str) -> bool:
    before = re.split("<NAMES>|<N>", sign)[0]
    return re.match(before, "A", re.IGNORECASE) is not None


def _may_be_coined(name: str, plain: frozenset[str], own: frozenset[str]) -> bool:
    words = words_in(name)
    if not words or recognise(name) or _is_of_others(name):
        return False
    if any({word, word.rstrip("s")} & _never() for word in words) or not may_receive(name, capitals=True):
        return False
    if len(words) == 1 and name.isupper():
        return False  # letters alone: "EHCP" and "PTA" are no service
    if any(mentions(name)) and len(words) <= FEW_WORDS:
        return False
    if INNER_CAPITAL.search(name):
        return len(words) > 1 or words[0] not in own
    return any(not is_ordinary(word) and word not in plain and word not in own for word in words)


def _is_of_others(name: str) -> bool:
    """A body's name, a company's that we know, a school's, a place's: other rules read those."""
    return is_body(name) or is_owner(name) or is_school(name) or is_place_or_address(name)


@cache
def _never() -> frozenset[str]:
    return frozenset(load("coined.toml")["never"])


@cache
def _cue(key: str) -> re.Pattern[str]:
    return re.compile(load("coined.toml")[key], re.IGNORECASE)
