"""The document's title and the school it speaks for."""

import re
from collections.abc import Iterator
from functools import lru_cache

from schoolgate.notices.blocks import BlockKind, Page
from schoolgate.notices.contexts import Context, context_of

_KIND = (
    r"(?:School and [A-Z]\w+(?: [A-Z]\w+)?|(?:After|Out of) School Club|Primary School|High School"
    r"|Infant School|Junior School|School"
    r"|Academy|Pre-?[Ss]chool|College|Nursery|Federation|Academy Trust|SCHOOL|ACADEMY|COLLEGE|NURSERY|Primary"
    r"|Infants|Juniors)\b(?:, [A-Z]\w+)?"
)
SCHOOL = re.compile(
    r"(?:(?:St\.?|[A-Z][\w'’&.-]{0,40}|\([A-Z][\w .-]{0,40}\)|of|the|and|CE|RC|C of E|VA|VC)\s+){1,8}?"
    + _KIND
)
_AT = re.compile(rf"\b[Aa]t ({SCHOOL.pattern})")
_DOES = r"(?: is (?:the )?(?:data )?controller| routinely| takes| collects| uses)"
_OWN = re.compile(rf"({SCHOOL.pattern}){_DOES}", re.IGNORECASE)
_ITS_END = re.compile(_KIND + _DOES, re.IGNORECASE)  # of _OWN: seldom on a page, and far sooner looked for
NOT_A_SCHOOL = re.compile(
    r"^(?:the|our(?! lad(?:y|ies))|of|and|during|welcome|at|this|your|other|each|all|any|what|who|how"
    r"|data|privacy|high|primary|secondary|pre)\b",
    re.IGNORECASE,
)
LONGEST = 500  # letters of a school's name, with much room
FIRST_LINES = 12
TITLE_LINES = 4  # of them may hold the title: a school's name, motto and kind stand above it
MOST_TITLE_WORDS = 16


def title_of(page: Page) -> str | None:
    """The first heading or short line that says what the page is; else the first that is no school's name."""
    lines = [*_heading_lines(page)]
    told = [words for words in lines[:TITLE_LINES] if context_of(words) is not Context.NEUTRAL]
    return next(iter([*told, *lines]), None)


def _heading_lines(page: Page) -> Iterator[str]:
    """Short lines at the top, up to the first paragraph, list or table."""
    for block in page.blocks[:FIRST_LINES]:
        words = page.text[block.start : block.end]
        short = len(words.split()) <= MOST_TITLE_WORDS and not words.endswith((".", ":"))
        if block.kind not in (BlockKind.HEADING, BlockKind.LINE) or not short:
            if words.endswith(".") or block.kind is BlockKind.ROW:
                break
            continue
        if not is_school(words):
            yield words


def is_school(words: str) -> bool:
    match = SCHOOL.fullmatch(words.strip())
    return match is not None


@lru_cache(maxsize=8)  # asked by each who reads the page
def school_of(page: Page) -> str | None:
    """The school's printed name; None where the page does not give it."""
    lines = [page.text[b.start : b.end] for b in page.blocks if b.kind is not BlockKind.ROW]
    for line in lines[:FIRST_LINES]:
        found = SCHOOL.search(line)
        if found and not NOT_A_SCHOOL.match(found[0]) and len(found[0].split()) > 1:
            return found[0]
    at = _AT.search(page.text) or _own(page.text)
    return at[1] if at and not NOT_A_SCHOOL.match(at[1]) else None


def _own(text: str) -> re.Match[str] | None:
    """ "Harrow Park School is the data controller"."""
    end = _ITS_END.search(text)
    return _OWN.search(text, max(end.start() - LONGEST, 0)) if end else None
