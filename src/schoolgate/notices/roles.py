"""A role or a trade, and who has it: "Photographer: Bluebell Portraits", "Swimming – Ash Leisure"."""

import re

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import Item, asides_of
from schoolgate.notices.described import only_describes, tells_trade
from schoolgate.notices.items import is_all_data
from schoolgate.notices.name_lists import is_body, split_names
from schoolgate.notices.names import is_general, is_place_or_address, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.title import is_school

WORD = r"[A-Z0-9][\w&'’-]*"
NAME = rf"(?:the |our )?{WORD}(?: (?:(?:of|the|for|and|&|at|in|by|in a) )*{WORD})*"
TEAM = (
    r"(?:(?: [a-z-]+){0,2} "
    r"(?:teams?|services?|nursing|nurses|department|unit|clinic|club|staff|pages?|accounts?))?"
)
ASIDE = rf"{TEAM}(?: \([^()]*\))?"
NAMES = re.compile(rf"{NAME}{ASIDE}(?:(?:, (?:and )?|; (?:and )?| and | or | / |/){NAME}{ASIDE})*")
PERSON = re.compile(r"(?:Mr|Mrs|Miss|Ms|Mx|Dr|Revd?|Fr|Father|Sister)\b")
LESSONS = re.compile(
    r"\b(?:Music|Dance|Drama|Riding|Stage|Theatre|Swim|Football|Sailing) (?:School|Academy)$"
)
DONE_BY = re.compile(
    r"(?P<what>[A-Z]?[a-z'’-]+(?: (?:and |& |/ )?[a-z][a-z'’-]*){0,4}) (?:with|by|from|through|via|at|on) "
    rf"(?P<name>{NAME}{TEAM})"
)
PEOPLE = re.compile(
    r"(?:nurses?|therapists?|psychologists?|teachers?|coach(?:es)?|tutors?|advis[eo]rs?|officers?|counsellors?|workers?"
    r"|staff|volunteers?|photographers?|assessors?|practitioners?|mentors?|drivers?|inspectors?|page|account|website)$"
)
OURS = re.compile(r"(?:our|the|an?) (?=[a-z])", re.IGNORECASE)
MOST_WORDS = 5  # of a role
MOST_PLAIN = 14  # words before a name that only tell what is kept there
FEWEST_WORDS = 2  # of a name in ordinary words: "Positive Steps"
NO_DOERS = frozenset(("collection", "public"))  # of the catalogue's categories


def doers_of(text: str, item: Item) -> list[Span]:
    """The names of an item whose head only tells what they do; none where it is not such an item."""
    if item.rest is None or item.asides or not _is_role(text[slice(*item.head)]):
        return []
    return _names_in(text, item.rest)


def behind_plain_words(text: str, item: Item) -> list[Span]:
    """The names behind words that are plainly none: "Lesson work, spelling lists: Hwb. …"."""
    head = text[slice(*item.head)]
    if item.rest is None or item.asides or not _is_plain(head):
        return []
    return _names_in(text, item.rest)


def done_by(words: str) -> re.Match[str] | None:
    """ "School swimming with Ash Leisure": plain words on what is done, and `name`, who does it."""
    match = DONE_BY.fullmatch(words) if recognise(words) is None else None
    if match is None or not tells_trade(match["what"]) or PEOPLE.search(match["what"]):
        return None
    return match if _is_doer(match["name"]) and not LESSONS.search(match["what"]) else None


def _names_in(text: str, rest: Span) -> list[Span]:
    """The names with which these words begin; none where they are data, or one may be nobody's."""
    names = NAMES.match(text, *rest)
    if names is None or is_all_data(Passage.of(text, (names.span(),))):
        return []
    parts = split_names(text, names.span())
    return parts if all(_is_doer(text[slice(*asides_of(text, part)[0])]) for part in parts) else []


def _is_plain(head: str) -> bool:
    words = re.findall(r"[\w’'-]+", head)
    small = sum(1 for word in words if word[0].islower())
    return recognise(head) is None and 1 < len(words) <= MOST_PLAIN and small * 2 >= len(words)


def _is_role(head: str) -> bool:
    ours = OURS.match(head)
    if len(head.split()) > MOST_WORDS + (ours is not None) or not (head[:1].isupper() or ours):
        return False
    head = head[ours.end() :].capitalize() if ours else head
    known = recognise(head)
    body = known is not None and known.kind not in ("supplier", "public") and head[1:].islower()
    return body or ((known is None or is_general(head) or head[1:].islower()) and tells_trade(head))


def _is_doer(name: str) -> bool:
    if (
        PERSON.match(name)
        or (is_school(name) and not LESSONS.search(name))
        or is_place_or_address(name)
        or (recognise(name) is None and only_describes(name))
    ):
        return False
    known = recognise(name)
    if known is not None:
        return known.category not in NO_DOERS and not (is_general(name) and name[1:].islower())
    named_so = is_strange(name) or is_body(name)
    return named_so or len(re.findall(r"\b[A-Z]", name)) >= FEWEST_WORDS
