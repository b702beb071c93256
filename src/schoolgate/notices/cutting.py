"""The words of one item, cut: its head, what follows it, the brackets and links behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.described import only_describes, tells_trade
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.names import is_general, is_owner, mentions, names_of_page, recognise, words_of
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.way_labels import says_way_or_whose
from schoolgate.notices.wording import load

LONGEST_NAME = 14  # words
FEW_WORDS = 5  # of a name before a stop
MOST_STOPPED = 10  # words before a colon, stops among them; more are prose
DASH = re.compile(
    r"\s*(?:->|=>|→|<-|←)\s*:?(?:\s+|$)|\s*(?:\.{4,}|…{2,}|(?:\.\s){2,})\s*|\s+(?:\.{3}|…)\s+"
    r"|\s+[–—-]{1,2}\s+|(?<=[a-z]{3})\s+=\s+|\s+[–—]|(?<=[\w)*])[–—]\s+|(?<=[\w)])-\s+|:\s+|:$"
    r"|\n(?!\s*(?:\(|[a-z])|[ \t]{2,})|\t"
    r"|,\s+plus\s+(?=[a-z])"
    r"|;\s+(?=(?:it|they|we|you|this|its|their|each|only|no|nothing|drivers|staff|parents|pupils|children)\b)"
    r"|,\s+(?:namely|currently|at present|which (?:[a-z]+ ){0,2}(?:are|is|include|includes))\s+(?=[A-Z])"
)
# The end of a sentence, and not of "St. ", "Dr. " or an initial.
STOP = re.compile(r"(?=\.)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bNo)(?<!\b\w)\.\s+(?=[A-Z])")
CAPITALS = re.compile(r"\b[A-Z]")
PROPER = re.compile(
    r"(?:the )?[A-Z0-9][\w&'’-]*(?: (?:(?:of|the|for|and|&) )*[A-Z0-9][\w&'’-]*)*(?: \([^()]*\))?"
)
# Behind a name in bold, another in bold: "**A** and **B** (both of C Ltd)".
AND_MORE = re.compile(rf"(?:(?:,| and| &|, and) (?:{PROPER.pattern}))+(?=\s*(?:$|[–—:(,]|-\s))")
LABEL_BEHIND = re.compile(r"(?P<stop>\.\s+)(?P<label>[A-Z][\w '’&-]+)$")  # "SIMS. Data shared: …"
AND_OTHERS = re.compile(r",? (?:and|or) (?:any |our |some )?(?:other|similar) [a-z].*$")
TO_ANOTHER = re.compile(r"\s+(?:and|or)\s*$")  # "the Department and, in turn, …"
# "the Trust (name, GP) for the school nurse": behind brackets, what for; a name may go on in capitals.
BEHIND_ASIDE = re.compile(r"(?<=\))(?=\s+(?:for|so that|when|if|where|as part of|in order)\s+[a-z])")
# Behind a known name: what it is for, or a sentence about it.
IS_FOR = re.compile(r"\s+(?:for|to|in|via|through|who|that|as)\s+[a-z]")
SAYS = re.compile(
    r"\s+(?:you|we|they|(?:only |also |just )?(?:knows?|takes?|holds?|asks?|needs?|uses?|shows?|lets?|gives?"
    r"|sends?|reads?|tells?|comes?|works?|gets?|sees?|makes?|moves?|copies|carries|links|feeds|syncs|pulls|pushes))\s+[a-z\d]"
)
# Behind a name and a comma: a clause about it, however much follows that.
CLAUSE = re.compile(
    r",\s+(?:which|who|whom|whose|where|when|if|with whom|in respect of)\s+[a-z]"
    r"|(?<=[\w)])\s+(?:but )?(?:only )?(?:if|when|once|unless|until|where)\s+"
    r"(?:you|we|they|it|he|she|your|our|their|an?|the|parents?|pupils?|children|families|asked|needed|agreed)\b"
)
WHAT_FOR = re.compile(r",\s+(?=(?:for|in|at|to|on)\s+[a-z])")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
ASIDE = re.compile(
    r"(?<!\])\s*(?<!\])(?:\(((?:[^()]|\([^()]*\))*)\)?|(?<![(\w/.])<?((?:https?://|www\.)[^\s<>()]+)>?)\s*\*?$"
)
REFERENCE = re.compile(
    r"\s?(?:\[\d{1,2}(?:\s?[,;&+/]\s?\d{1,2})*\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,;⸴ ][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)\s*$"
)
PRIVACY = re.compile(r"privacy|gdpr|data protection|terms", re.IGNORECASE)
PRIVACY_ASIDE = re.compile(r"(?<!\()\(+\s*(?:\w+\s+){0,3}privacy\s+\w+\s*\)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """Some words, cut: who is named, what is said, and the notice linked to."""

    head: Span
    rest: Span | None
    asides: Spans  # in brackets behind the name
    links: Spans  # to privacy notices
    colon: bool  # "Name: …" rather than "Name – …"


def cut(text: str, span: Span, *, lead: Span | None = None) -> Item:
    """The head of an item and what follows it. `lead` is a head in bold, where the document shows one."""
    return _cut(text, span, lead, names_of_page())


@lru_cache(maxsize=2_000)  # items: lists are looked over before they are read
def _cut(text: str, span: Span, lead: Span | None, _of_page: frozenset[str]) -> Item:
    links = tuple(_links(text, span))
    visible = _without(text, span, links)
    if lead and lead[1] < visible[1]:
        more = AND_MORE.match(text, lead[1], visible[1])
        lead = (lead[0], more.end()) if more else lead
        return _item(text, lead, (lead[1], visible[1]), links, colon=False)
    for match in DASH.finditer(text, *visible):
        head = (visible[0], match.start())
        if match[0].startswith(";") and PROPER.fullmatch(text, *head) is None:
            continue
        if depth(text, head) == 0 and text[head[0] : head[1]].strip():
            told = CLAUSE.search(text, *head)
            if told and depth(text, (head[0], told.start())) == 0:
                return _item(text, (head[0], told.start()), (told.start(), visible[1]), links, colon=False)
            if len(text[slice(*head)].split()) > LONGEST_NAME:
                break
            if over := _over_sooner(text, head, colon=":" in match[0]):
                return _item(text, (head[0], over[0]), (over[1], visible[1]), links, colon=False)
            ended = STOP.search(text, *head)
            if ended and _is_topic(text, head, ended):
                head = (ended.end(), head[1])
            return _item(text, head, (match.end(), visible[1]), links, colon=":" in match[0])
    return _cut_unsigned(text, visible, links)


def _over_sooner(text: str, head: Span, *, colon: bool) -> Span | None:
    """Between a name and the words before the sign: "SIMS. Data shared:", "Arbor. You open it. We give:"."""
    label, ended = LABEL_BEHIND.search(text, *head) if colon else None, STOP.search(text, *head)
    if label and ended and says_way_or_whose(label["label"]):
        return (WHAT_FOR.search(text, head[0], ended.start()) or ended).span()
    if label and exact_meaning(label["label"]):
        return label.span("stop")
    if ended and not _is_topic(text, head, ended) and _is_name_and_words(text, head, ended):
        return ended.span()
    return None


def _cut_unsigned(text: str, visible: Span, links: Spans) -> Item:
    """An item without a dash or colon: its name is over at brackets, a stop, a clause or its known end."""
    behind = BEHIND_ASIDE.search(text, *visible)
    if behind and depth(text, (visible[0], behind.end())) == 0:
        return _item(text, (visible[0], behind.end()), (behind.end(), visible[1]), links, colon=False)
    stop = STOP.search(text, *visible)
    if stop and depth(text, (visible[0], stop.start())) != 0:
        stop = None
    clause = wording("clause").search(text, visible[0], stop.start() + 1 if stop else visible[1])
    if clause and depth(text, (visible[0], clause.start())) == 0:
        return _item(text, (visible[0], clause.start()), (clause.start(), visible[1]), links, colon=False)
    known = _known_head(text, (visible[0], stop.start()) if stop else visible)
    if stop and not known:
        return _item(text, (visible[0], stop.start()), (stop.end(), visible[1]), links, colon=False)
    if known:
        return _item(text, (visible[0], known), (known, visible[1]), links, colon=False)
    return _item(text, visible, None, links, colon=False)


def _is_topic(text: str, head: Span, stop: re.Match[str]) -> bool:
    """ "Swimming. Freedom Leisure: names": what stands before the stop tells only what it is about."""
    topic, name = text[head[0] : stop.start()], text[stop.end() : head[1]]
    plain = recognise(topic) is None and (tells_trade(topic) or only_describes(topic))
    somebody = recognise(name) is not None or is_strange(name) or len(CAPITALS.findall(name)) > 1
    return plain and PROPER.fullmatch(name) is not None and somebody


def _is_name_and_words(text: str, head: Span, stop: re.Match[str]) -> bool:
    """ "ParentsPortal. You open the account. School to portal: …": the name is over at the first stop."""
    name = text[head[0] : stop.start()]
    short = len(name.split()) <= FEW_WORDS and len(text[slice(*head)].split()) <= MOST_STOPPED
    titled = PROPER.fullmatch(text, stop.end(), head[1]) is not None  # "Camp. PGL Travel: …"
    known = recognise(name) is not None or (" " in name and is_strange(name))
    return short and not titled and known


def _known_head(text: str, span: Span) -> int | None:
    """Where a known name ends that "for …" or the like follows: "HMRC for tax-free childcare"."""
    first = next(iter(mentions(text[slice(*span)])), None)
    before = fold(text[span[0] : span[0] + first.start]).split() if first else []
    if first is None or not set(before) <= words_of("leading") or recognise(text[slice(*span)]):
        return None
    end, company = span[0] + first.end, is_owner(text[span[0] + first.start : span[0] + first.end])
    follows = IS_FOR.match(text, end, span[1]) or (not company and SAYS.match(text, end, span[1]))
    return span[0] + first.end if follows else None


def _item(text: str, head: Span, rest: Span | None, links: Spans, *, colon: bool) -> Item:
    joint = TO_ANOTHER.search(text, *head) or _others(text, head)
    head, asides = asides_of(text, trimmed(text, (head[0], joint.start()) if joint else head))
    kept = without_edges(text, rest) if rest else None
    return Item(
        head=head, rest=kept if kept and kept[0] < kept[1] else None, asides=asides, links=links, colon=colon
    )


def _others(text: str, head: Span) -> re.Match[str] | None:
    """ "Doon Coaches and other operators": the one that is named, not those like it."""
    others = AND_OTHERS.search(text, *head)
    name = text[head[0] : others.start()] if others else ""
    return (
        others
        if name[:1].isupper() and "," not in name and not is_general(name) and is_strange(name)
        else None
    )


def without_edges(text: str, span: Span) -> Span:
    """Without dashes, colons and stops at the edges."""
    start, end = trimmed(text, span)
    while start < end and text[start] in "–—-:;,.= ":
        start += 1
    return trimmed(text, (start, end))


def without_links(text: str, span: Span) -> Span:
    """The span without the links to privacy notices that end it."""
    return _without(text, span, tuple(_links(text, span)))


def _links(text: str, span: Span) -> Iterator[Span]:
    """Links and asides that lead to a privacy notice."""
    for match in LINK.finditer(text, *span):
        if PRIVACY.search(match[1]):
            before = text[span[0] : match.start()].rstrip()
            opened = before.endswith("(") and text[match.end() : match.end() + 1] == ")"
            yield (match.start() - opened, match.end() + opened)
    for match in PRIVACY_ASIDE.finditer(text, *span):
        if "](" not in text[match.end() - 1 : match.end() + 2]:
            yield match.span()


def _without(text: str, span: Span, links: Spans) -> Span:
    """The span up to the links that end it, without a link's brackets around all of it."""
    start, end = trimmed(text, span)
    for link in sorted(links, reverse=True):
        if not text[link[1] : end].strip(" .,;)*"):
            start, end = trimmed(text, (start, link[0]))
    whole = LINK.match(text, start, end)
    if whole and whole.start(1) < whole.end(1) and not text[whole.end() : end].strip():
        start, end = whole.span(1)
    while end > start and text[end - 1] in ".;,*–—- ":
        end -= 1
    return trimmed(text, (start, end))


def depth(text: str, span: Span) -> int:
    inside = text[span[0] : span[1]]
    return inside.count("(") - inside.count(")") + inside.count("[") - inside.count("]")


def asides_of(text: str, head: Span) -> tuple[Span, Spans]:
    """The head without the brackets and addresses at its end, and what was in them."""
    asides: list[Span] = []
    head = _without_reference(text, head)
    while match := ASIDE.search(text, *head):
        if not match[match.lastindex or 0] or match.start() <= head[0]:
            break
        asides.insert(0, trimmed(text, match.span(match.lastindex or 0)))
        head = _without_reference(text, (head[0], match.start()))
    link = LINK.match(text, *head)
    if link and link.end() == head[1]:
        head = link.span(1)
    return trimmed(text, head), tuple(asides)


def _without_reference(text: str, head: Span) -> Span:
    """Without the number of a note: "iSAMS [1]", "Wisepay²"."""
    number = REFERENCE.search(text, *head)
    return (head[0], number.start()) if number and number.start() > head[0] else head


@cache
def wording(key: str) -> re.Pattern[str]:
    """One of the regular expressions of naming.toml."""
    return re.compile(load("naming.toml")[key], re.IGNORECASE)
