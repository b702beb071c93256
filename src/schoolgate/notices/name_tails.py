"""A name with a tail: "Scopay, from Tucasi Ltd", "HMRC, for Gift Aid", "OneNote, part of Microsoft 365"."""

import re

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.described import only_describes, tells_trade
from schoolgate.notices.items import is_all_data
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body, split_names
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.scope import scope_of

MOST_WORDS = 6  # of a company, or of what a thing is for
NAME = r"[A-Z0-9*][^,;:.()?!]*?"
WHO = r"(?P<who>(?:the )?(?-i:[A-Z0-9])[^,;:()]*?)"
MADE = (
    r"(?:which (?:is|was) |(?:is )?(?:now |also )?)?"
    r"(?:(?:an? )?(?:app|product|tool|service|system|part|division|brand|arm|trading name) (?:of|by|from)|"
    r"(?:made|run|owned|provided|sold|supplied|published|hosted|built|developed|operated) by|from|by)"
)
FROM = re.compile(rf"(?P<name>{NAME}), {MADE} {WHO}", re.IGNORECASE)
CLOSE = re.compile(rf"(?P<name>{NAME}) (?:by|from) {WHO}", re.IGNORECASE)
POSTED = re.compile(
    rf"(?P<name>{NAME}),? (?:sent |given )?(?:by|in|over) (?:post|e-?mail|letter|phone|hand) from {WHO}",
    re.IGNORECASE,
)
FOR = re.compile(rf"(?P<name>{NAME}), for (?P<what>(?!everyone|all\b|example|now\b|instance)[^,;:.()]+)")
THROUGH = re.compile(rf"(?P<name>{NAME}), (?:through|via|using) (?!wh)(?P<way>[^,;:.()]+)")
STOP = re.compile(r"\s[–—-]\s|[:;(,]|\.(?=\s|$)")
COMPANY = re.compile(rf"\b(?:{FORM})\.?$")

Tail = tuple[Span, list[Cell]]  # where the name stands, and what the tail says of it


def tail_of(text: str, head: Span) -> Tail | None:
    """The name without its tail; None where the words are a name whole, or no name with a tail."""
    words = text[slice(*head)]
    if not (", " in words or " by " in words or " from " in words) or _is_whole(words):
        return None
    if posted := POSTED.fullmatch(text, *head):
        return posted.span("who"), [Cell(label=Label.PURPOSE, spans=(posted.span("name"),))]
    return _made(text, head) or _told(text, head)


def with_tail(text: str, head: Span, rest: Span) -> tuple[Span, Span] | None:
    """The head with the tail that was cut off it, and what then is left; None where no tail follows it."""
    stop = STOP.search(text, *rest)
    whole = trimmed(text, (head[0], stop.start() if stop else rest[1]))
    joined = text[head[1] : rest[0]].strip() == "," and len(split_names(text, head)) == 1
    if not joined or (POSTED.fullmatch(text, *whole) is None and _made(text, whole) is None):
        return None
    if stop is None:
        return whole, (rest[1], rest[1])
    return whole, without_edges(text, (stop.start() if stop[0] == "(" else stop.end(), rest[1]))


def _is_whole(words: str) -> bool:
    return recognise(words) is not None


def _made(text: str, head: Span) -> Tail | None:
    far = FROM.fullmatch(text, *head)
    made = far or CLOSE.fullmatch(text, *head)
    if made is None or len(made["who"].split()) > MOST_WORDS:
        return None
    name, who = made["name"], made["who"]
    done = only_describes(name) or tells_trade(name) or _is_data(name)
    if done and recognise(name) is None:
        return _done(made) if far and _is_company(who) else None
    if not (far or recognise(name) or is_strange(name) or _is_company(who)):
        return None
    ours = recognise(name) is not None or is_strange(name)
    if not far and " by " not in made[0] and not (ours and _is_company(who)):
        return None  # "ParentPay from January"
    if not far and not ours and not (" by " in made[0] and (is_owner(who) or COMPANY.search(who))):
        return None  # "Learning by Questions", "Updates from Wonde"
    return made.span("name"), [Cell(label=Label.PROVIDER, spans=(made.span("who"),))]


def _done(made: re.Match[str]) -> Tail:
    """ "Class photographs, by Tempest": what is done, and who does it."""
    return made.span("who"), [Cell(label=Label.PURPOSE, spans=(made.span("name"),))]


def _told(text: str, head: Span) -> Tail | None:
    """What it is for, or how it is told: "HMRC, for Gift Aid", "EVOLVE, through Hale County Council"."""
    told, way = FOR.fullmatch(text, *head), THROUGH.fullmatch(text, *head)
    match = told or way
    if match is None or not _is_somebody(match["name"]):
        return None
    label, part = (Label.PURPOSE, "what") if told else (Label.VIA, "way")
    if scope_of(match[part]).year_groups:
        label = Label.YEAR_GROUPS
    return match.span("name"), [Cell(label=label, spans=(match.span(part),))]


def _is_somebody(words: str) -> bool:
    return recognise(words) is not None or is_strange(words) or is_body(words)


def _is_company(words: str) -> bool:
    return _is_somebody(words) or is_owner(words) or COMPANY.search(words) is not None


def _is_data(words: str) -> bool:
    return is_all_data(Passage.of(words, ((0, len(words)),)))
