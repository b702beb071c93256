"""A name behind words on what it is: "our photographer Kenneth Green", "Elm Ltd t/a Spring"."""

import re

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import PROPER
from schoolgate.notices.described import tells_trade
from schoolgate.notices.names import is_general, is_place_or_address, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.title import is_school

ROLE_THEN_NAME = re.compile(
    r"(?:[Oo]ur|[Tt]he|[Tt]heir|[Ii]ts|[Aa]n?) (?P<role>(?:[a-z][\w'’-]* ){0,4}[a-z][\w'’-]*)"
    rf"(?: \([^()]*\))? (?P<name>{PROPER.pattern})"
)
TRADING = re.compile(r"(?P<owner>[A-Z0-9].+?),? (?:t/a|T/A|trading as) (?P<product>[A-Z0-9].+)")
PERSON = re.compile(r"(?:Mr|Mrs|Miss|Ms|Mx|Dr|Revd?|Fr)\b")
USING = re.compile(
    r"(?:(?:this is|we|which is) )?(?:currently |now |at present |this year )?"
    r"(?:use|using|with|currently|now|at present|this year|called|namely)[:,]? "
    rf"(?P<name>{PROPER.pattern})"
)


def role_then_name(words: str) -> re.Match[str] | None:
    """With `role` and `name`; None where the words before the name are more than what it is."""
    match = ROLE_THEN_NAME.fullmatch(words) if recognise(words) is None else None
    if match is None or not tells_trade(match["role"]) or is_school(match["name"]):
        return None
    if PERSON.match(match["name"]):
        return None
    capitals = len(re.findall(r"\b[A-Z]", match["name"]))
    return match if capitals > 1 or is_strange(match["name"]) or recognise(match["name"]) else None


def name_used(text: str, head: Span, aside: Span) -> Span | None:
    """The name in brackets behind ordinary words: "Payroll bureau (we use Dataplan)"."""
    words = text[slice(*head)]
    used = USING.match(text, *aside)
    known = recognise(words) is not None and not is_general(words)
    proper = any(word[0].isupper() and is_strange(word) for word in words.split())
    if used is None or known or proper or is_place_or_address(used["name"]):
        return None
    named_so = recognise(used["name"]) is not None or is_strange(used["name"])
    return used.span("name") if named_so else None
