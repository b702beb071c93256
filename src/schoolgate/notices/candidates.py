"""Words of a page that could be a recipient's name, wherever they stand: known, or in capitals."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block
from schoolgate.notices.draft import identity
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.members import may_receive
from schoolgate.notices.name_lists import split_names
from schoolgate.notices.names import Mention, mentions
from schoolgate.notices.standing import NAME

RUN = re.compile(rf"{NAME}(?:(?:, | and | & |/){NAME})*+")
KIND_OF = re.compile(
    r"(?:,? (?:(?:from|by|at|of|called|is|are) )?"
    r"|,? (?:for example|for instance|e\.?g\.?|such as|including),? "
    r"|,? (?:which|who) (?:[a-z]+ ){0,2}(?:is|are) |: | \(| [–—-] )(?:the )?"
)
ASIDE = re.compile(
    r"(?:\b(?:not|never|no longer|without|n['’]t)\b[^.,;:]{0,30}"
    r"|\b(?:beside|alongside|unlike|instead of|rather than)"
    r"|\b(?:made|built|owned|developed|published|bought) by) (?:the )?$",
    re.IGNORECASE,
)
OURS = re.compile(r"\bour $", re.IGNORECASE)
SOURCES = re.compile(r"\bfrom:\s*$")
LONGEST_LIST = 50  # lines
LOUD = 4  # letters of an unknown word in capitals that is more than somebody's initials
CODE = re.compile(r"[A-Z]{1,3}[ -]?\d+")
NEAR = 60  # characters


@dataclass(frozen=True, slots=True)
class Candidate:
    """`block`: the place of its block among the page's; `known`: the catalogue or the page tells of it."""

    name: str
    span: Span
    block: int
    known: bool
    times: int = 1  # how often the page names it


def candidates(text: str, blocks: Sequence[Block]) -> list[Candidate]:
    """In the order of the page; none overlaps another."""
    found = [
        (span, at, known) for at, one in enumerate(blocks) for span, known in candidates_in(text, one.span)
    ]
    times = Counter(identity(text[slice(*span)]) for span, _, _ in found)
    return [
        Candidate(text[slice(*span)], span, at, known, times[identity(text[slice(*span)])])
        for span, at, known in sorted(found)
    ]


def candidates_in(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """Each with whether it is known."""
    words = text[slice(*span)]
    known = [(span[0] + one.start, span[0] + _closed(words, one)) for one in mentions(words)]
    yield from ((name, True) for name in known)
    for run in RUN.finditer(text, *span):
        for name in split_names(text, run.span()):
            if not any(start < name[1] and name[0] < end for start, end in known):
                yield name, False


def is_source(text: str, blocks: Sequence[Block], one: Candidate) -> bool:
    """In a list below "We may also hold information from:"."""
    at = one.block
    while at > one.block - LONGEST_LIST and at and not blocks[at].after_gap:
        at -= 1
        if text[slice(*blocks[at].span)].endswith(":"):
            return SOURCES.search(text, *blocks[at].span) is not None
    return False


def is_ours(text: str, one: Candidate) -> bool:
    """ "saved to our Google Drive": in words about somebody else, the school's own tool."""
    return OURS.search(text, max(0, one.span[0] - NEAR), one.span[0]) is not None


def is_kind_of_next(text: str, found: Sequence[Candidate], at: int) -> bool:
    """ "Our photographer, Bluebell", "teachers from Westmere Music": words for who is named behind."""
    if at + 1 == len(found) or not found[at].name.split()[-1].islower():
        return False
    return KIND_OF.fullmatch(text, found[at].span[1], found[at + 1].span[0]) is not None


def _closed(words: str, one: Mention) -> int:
    """Where it ends, with the bracket that it opens: "National Pupil Database (NPD)"."""
    opened = words.count("(", one.start, one.end) > words.count(")", one.start, one.end)
    return one.end + (opened and words[one.end : one.end + 1] == ")")


def may_be_row(one: Candidate) -> bool:
    """No label ("Website:"), no number of the page's own ("R12"), nothing known that takes no data."""
    label = exact_meaning(one.name) is not None or CODE.fullmatch(one.name)
    loud = not one.known and one.name.isupper() and len(one.name) > LOUD
    return not (label or loud) and (not one.known or may_receive(one.name, capitals=False))


def is_aside(text: str, one: Candidate) -> bool:
    """ "made by Capita", "does not go through Wonde", "beside Sumdog": no recipient's place."""
    return ASIDE.search(text, max(0, one.span[0] - NEAR), one.span[0]) is not None
