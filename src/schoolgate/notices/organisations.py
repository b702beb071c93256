"""Whose a service is: printed beside it, in brackets, in running words or in its own name."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.catalogue import fold as fold_name
from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Kind
from schoolgate.notices.kinds import (
    BODIES,
    company_list,
    company_words,
    cue,
    is_company,
    is_firm,
    is_maker,
    owner_names,
    without_endings,
)
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.listing import items
from schoolgate.notices.names import is_owner, mentions
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells, tidy, told
from schoolgate.notices.title import is_school
from schoolgate.notices.wording import load

_WORD = r"[A-Z0-9][\w&'’\-]*(?:\.\w+)*"
_NAME = re.compile(rf"\s+(?:the\s+)?({_WORD}(?:\s+(?:(?:of|and|&|for|the)\s+)?{_WORD})*)")
_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_OPENING = re.compile(r"\(([^()]{2,60})\)")  # straight behind a name in bold
# "(provider: PTC Inc; data: …)", "by Eduspot", "Tindle, part of the Marlow Group"
_BY = (
    r"(?:both |all )?(?:made |run |owned |sold |supplied |provided )?(?:by|from)"
    r"|(?:a )?(?:product|part|brand|division) of"
)
_LED = re.compile(
    rf"[\s(\[,–—-]*(?:{_BY})\s+(?:the )?(?P<name>{_WORD}(?:\s+(?:(?:of|and|&)\s+)?{_WORD})*)"
    r"(?=\s*(?:[),.;:\]–—]|\Z))"
)
_IN_NAME = re.compile(rf".+?,?\s(?:{_BY})\s+(?:the )?(?P<name>[A-Z0-9].+)")
_LABELLED = re.compile(
    r"\s*[(\[](?:provider|supplier|company|firm|vendor|maker|owner|made by|run by)\s*:\s*"
    r"(?P<name>[^;,)\]\n]{2,60})",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{3,6}|[A-Z][a-z][A-Z]{1,2}")  # "UKMT", "GwE"
_SQUARE = re.compile(r"\s?\[(?P<name>[^\[\]\n]{2,50})\](?!\()")
_FIRM = re.compile(rf"(?:{_WORD}\s){{1,5}}{FORM}\b\.?(?=,|\.?$)")  # "EdShed Ltd, UK"
_POSSESSOR = re.compile(rf"(?P<name>{_WORD}(?:\s{_WORD}){{0,2}})['’]s\s$")
_UP_TO = re.compile(r"[^:\n]{3,90}(?=:)")
_GOES_ON = re.compile(
    rf"(?P<name>{_WORD}(?:\s{_WORD})*)\s(?:is|are|was|for|which|who)\s"
)  # "Renaissance is for …"
_PARTS = re.compile(r",\s+|\s+[–—-]\s+")
_OFFICE = re.compile(r"(?P<body>.+? (?:Council|Authority|NHS (?:Foundation )?Trust))\s+\S")
_ROLE = re.compile(
    r"(?:(?P<lower>[A-Z][a-z]+(?: [a-z]+)*)|Local Authority|Social Services) \((?P<name>[A-Z][^()]+)\)"
)
_SMALL = frozenset({"and", "of", "the", "for", "&", "by", "in"})
_LED_IN = re.compile(r"(?:[Oo]ur|[Tt]he|[Yy]our|[Tt]heir)\s+(?:[a-z]+\s+)*(?=[A-Z])|(?:[Oo]ur|[Tt]he)\s+")
_WHOSE = re.compile(
    r"(?:the\s+|our\s+)?([\w\s&]+?)['’]s\s+(?=\S)(?!Services|Service|Safeguarding|Commissioner|Reporter|Community|Hospital|Board|Hearings|Office|Awards?|Trust|Hospital|Church|Charity|Foundation|Hospice|Centre|College|School|Society|Association|Fund|Cathedral|Institute)",
    re.IGNORECASE,
)
_NOT_OF_NAME = re.compile(
    r"\(?\[?\b(?:privacy|data protection|gdpr)\s+(?:notice|policy|statement)\b.*$", re.IGNORECASE
)


def organisation_of(text: str, row: Row, known: KnownService | None, kind: Kind) -> Said[str] | None:
    """The provider as printed; the name itself where it is a company or a body; else None."""
    return (
        _provider(text, row)
        or _said_behind(text, row)
        or _in_brackets(text, row, known, kind)
        or _run_by(text, row)
        or _within_name(text, row, known, kind)
    )


def _provider(text: str, row: Row) -> Said[str] | None:
    told = cells(row, Label.PROVIDER)
    owners = [one for one in told if (one.printed_label or "").lower().endswith("owner")]
    if len(owners) < len(told):  # beside "Firm", an "Owner" is somebody at the school
        told = tuple(one for one in told if one not in owners)
    for cell in told:
        words = Passage.of(text, cell.spans)
        kept = _NOT_OF_NAME.sub("", words.words).rstrip(" ([")
        if cell.printed_label is None and (went_on := _GOES_ON.match(kept)):
            kept = went_on["name"]
        if tidy(kept) and not (cell.printed_label is None and _is_group(fold(tidy(kept)))):
            return Said(tidy(kept), words.spans(0, len(kept)), sure=cell.printed_label is not None)
    return None


def _said_behind(text: str, row: Row) -> Said[str] | None:
    """ "SchoolMoney by Eduspot", "Onshape (provider: PTC Inc; data: …)": what follows the name."""
    name = Passage.of(text, row.name_spans)
    places = [(name, _IN_NAME.fullmatch(name.words))]
    for cell in cells(row, Label.PROSE, Label.PURPOSE, Label.DATA_AND_PURPOSE, Label.OTHER):
        words = Passage.of(text, cell.spans)
        at = words.words.find(row.name)
        places += [(words, _LED.match(words.words))]
        behind_name = (_LABELLED, _LED) if at >= 0 else ()
        places += [(words, shape.match(words.words, at + len(row.name))) for shape in behind_name]
    behind = _UP_TO.match(text, row.name_spans[-1][1]) if row.name_spans else None
    if behind:  # "Unifrog, by Unifrog Education Ltd, for careers: name"
        words = Passage.of(text, (behind.span(),))
        places.append((words, _LED.match(words.words)))
    for words, match in places:
        if match and _may_own(match["name"]):
            start, end = match.span("name")
            return Said(match["name"].strip(), words.spans(start, end), sure=False)
    return None


def _may_own(name: str) -> bool:
    """No time or age: "from September", "by Year 6"."""
    return not cue("times").match(fold(name)) and not is_school(name) and not any(items().find(fold(name)))


def _is_group(folded: str) -> bool:
    generic = load("kinds.toml")["group"]["words"]
    return all(word in generic for word in re.findall(r"[a-z]+", folded))


def _in_brackets(text: str, row: Row, known: KnownService | None, kind: Kind) -> Said[str] | None:
    """ "Sleuth (SchoolPod)", here or where the service is named again: a proper name that is not its own."""
    name = Passage.of(text, row.name_spans)
    if kind is not Kind.SUPPLIER or is_maker(_BRACKETS.sub("", row.name)):  # "Advanced (ProMonitor)"
        return None
    places = [(name, match.span(1)) for match in _BRACKETS.finditer(name.words)]
    for cell in cells(row, Label.PROSE, Label.DATA_AND_PURPOSE, Label.OTHER):
        words = Passage.of(text, cell.spans)
        if _stands_in_brackets(text, words):
            places.append((words, (_both(words.words), len(words.words))))
        elif opening := _OPENING.match(words.words):
            places.append((words, (opening.start(1) + _both(opening[1]), opening.end(1))))
        places += [(words, span) for span in _behind(row.name, words.words)]
    places += [*_firms(text, row), *_beside(text, row)]
    for words, (start, end) in places:
        if _is_proper_name(words.words[start:end], known):
            return Said(words.words[start:end], words.spans(start, end), sure=False)
    return None


def _firms(text: str, row: Row) -> Iterator[tuple[Passage, Span]]:
    """ "reading diary (Squirrel Learning Ltd)": a firm behind what it is for, nobody else being named."""
    for cell in cells(row, Label.PROSE, Label.PURPOSE, Label.DATA_AND_PURPOSE):
        words = Passage.of(text, cell.spans)
        for match in _BRACKETS.finditer(words.words) if "(" in words.words else ():
            before = words.words[: match.start()].replace(row.name, "")
            if is_firm(match[1]) and not any(mentions(before)):
                yield words, match.span(1)


def _beside(text: str, row: Row) -> Iterator[tuple[Passage, Span]]:
    """ "SchoolMoney [Eduspot]", "Edukey's Provision Map"."""
    start, end = (row.name_spans[0][0], row.name_spans[-1][1]) if row.name_spans else (0, 0)
    yield from _own_words(text, row)
    square = _SQUARE.match(text, end) or (
        _SQUARE.search(text, start, end) if row.name.endswith("]") else None
    )
    owner = _POSSESSOR.search(text[max(start - LONGEST_OWNER, 0) : start])
    if square:
        yield Passage.of(text, (square.span("name"),)), (0, len(square["name"]))
    if owner and is_owner(owner["name"]):
        first = start - len(owner[0])
        yield Passage.of(text, ((first, first + len(owner["name"])),)), (0, len(owner["name"]))


def _own_words(text: str, row: Row) -> Iterator[tuple[Passage, Span]]:
    """ "… | Renaissance | …": a company alone in a cell; "EdShed Ltd, UK." at a sentence's beginning."""
    for cell in cells(row, Label.PROSE, Label.PURPOSE, Label.DATA_AND_PURPOSE):
        words = Passage.of(text, cell.spans)
        if cell.printed_label is None and (is_owner(words.words) or is_firm(words.words)):
            yield words, (0, len(words.words))
        for sentence in words.sentences():
            if (firm := _FIRM.match(sentence.words)) and sentence.words[: firm.end()] != row.name:
                yield sentence, firm.span()


def _both(words: str) -> int:
    """Letters of "both " in "both EdShed Ltd"."""
    return len(re.match(r"(?:(?:both|all) (?:from |by )?)?", words)[0])  # type: ignore[index]


def _behind(name: str, words: str) -> Iterator[Span]:
    """What stands in brackets straight behind the name, wherever it is named."""
    for match in _BRACKETS.finditer(words):
        if words[max(match.start() - len(name) - NEAR, 0) : match.start()].rstrip().endswith(name):
            yield match.span(1)


def _is_proper_name(words: str, known: KnownService | None) -> bool:
    """Each word with a capital or a figure, no list, and no other name of this very service."""
    parts = words.split()
    names = {fold_name(name) for name in known.every_name()} if known else set()
    own = fold_name(words) in names and not (known and _is_makers(words, known))
    return (
        0 < len(parts) <= LONGEST_NAME
        and not own
        and len(words) > 1
        and all(_is_capital(word) or word in _SMALL for word in parts)
        and not any(items().find(fold(words)))
        and not re.search(r"[,;:]", words)
        and not is_school(words)
    )


def _is_makers(words: str, known: KnownService) -> bool:
    """The catalogue has a product's maker among its names: "Arbor Education", "ESS"."""
    initials = "".join(
        word[0] for word in fold_name(known.owner or "").split() if word not in ("ltd", "limited")
    )
    company = company_words().search(fold_name(words)) is not None
    return is_owner(words) or company or (len(initials) > 1 and fold_name(words) == initials)


def _is_capital(word: str) -> bool:
    """ "Tribal", "3P", "eduFOCUS"."""
    return word[0].isupper() or word[0].isdigit() or any(letter.isupper() for letter in word[1:])


def _stands_in_brackets(text: str, words: Passage) -> bool:
    whole = words.whole()
    return bool(whole) and text[: whole[0][0]].rstrip()[-1:] in ("(", "[")


def _run_by(text: str, row: Row) -> Said[str] | None:
    running = (Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER, Label.DATA)
    for words in told(text, row, *running):
        for found in cue("run_by").finditer(words.folded):
            name = _NAME.match(words.words, found.end())
            if name and fold_name(name[1]) != fold_name(row.name):
                return Said(name[1], words.spans(*name.span(1)), sure=False)
    return None


def _within_name(text: str, row: Row, known: KnownService | None, kind: Kind) -> Said[str] | None:
    name = Passage.of(text, row.name_spans)
    if kind in BODIES:
        return _body(name)
    if is_company(row.name) or (known is None and _is_body_by_name_or_trade(text, row)):
        return Said(row.name, row.name_spans, sure=False)
    owner = _owner_printed(name, known) or _owner_first(name)
    return Said(name.words[slice(*owner)], name.spans(*owner), sure=False) if owner else None


def _is_body_by_name_or_trade(text: str, row: Row) -> bool:
    """ "Diocese of Wyeford", "National Union of Students"; or one that drives, cooks or takes photographs."""
    if (cue("body_first").match(fold(row.name)) and _is_titled(row.name)) or _sounds_like_one(row.name):
        return True
    words = told(text, row, Label.PURPOSE, Label.PROSE, Label.DATA_AND_PURPOSE)
    trades = (cue("trade").search(next(iter(one.sentences()), one).folded) for one in words)
    return is_strange(row.name) and _is_titled(row.name) and any(trades)


def _sounds_like_one(name: str) -> bool:
    """ "Marsh Expeditions"; "NICIE": letters that nobody knows for a product's are mostly a body's."""
    last = re.search(r"\w+ [A-Z][\w’'-]+$", name)
    return _INITIALS.fullmatch(name) is not None or (
        last is not None and is_strange(name) and cue("ends_unlisted").search(fold(last[0])) is not None
    )


def _is_titled(name: str) -> bool:
    """ "Linens of Slade", "Translink": each word of it with a capital, brackets aside."""
    words = re.sub(r"\([^()]*\)", " ", name).split()
    return all(_is_capital(word) or word.lower() in _SMALL for word in words)


def _body(name: Passage) -> Said[str]:
    """The body's own name: "Our regulator Ofsted" is Ofsted, "the DfE's COLLECT system" the DfE's."""
    led = _LED_IN.match(name.words)
    whose = _WHOSE.match(name.words)
    start, end = whose.span(1) if whose else _main_part(name.words, led.end() if led else 0)
    return Said(name.words[start:end].strip(), name.spans(start, end), sure=False)


def _main_part(words: str, start: int) -> Span:
    """ "Bramshire Council, Virtual School", "Music therapist, Lyra Trust", "School nurse (NHS)"."""
    role = _ROLE.fullmatch(words)
    if role and (role["lower"] or is_company(role["name"])):
        return role.span("name")
    edges = [start, *(edge for match in _PARTS.finditer(words, start) for edge in match.span()), len(words)]
    parts = [*zip(edges[::2], edges[1::2], strict=True)]
    bodies = [part for part in (parts[0], parts[-1]) if is_company(words[slice(*part)])]
    low, high = bodies[0] if bodies and len(parts) > 1 else (start, len(words))
    office = _OFFICE.match(words, low, high)
    return office.span("body") if office else (low, high)


def _owner_printed(name: Passage, known: KnownService | None) -> tuple[int, int] | None:
    """ "Capita SIMS": the owner's name stands within the service's."""
    owners = sorted((o for o in (known.owner, *known.former_owners) if o), key=len) if known else ()
    tokens = [*re.finditer(r"\w+", name.folded)] if owners else []
    for owner in owners:
        words = fold_name(owner).split()
        for length in range(len(words), 0, -1):
            found = _run_of(tokens, words[:length])
            if found and _is_part_of(found, name):
                return found
    return None


def _is_part_of(found: Span, name: Passage) -> bool:
    return found[1] - found[0] >= SHORTEST_OWNER and name.folded[slice(*found)] != name.folded.strip()


def _run_of(tokens: Sequence[re.Match[str]], words: Sequence[str]) -> Span | None:
    """Where these words stand one behind another."""
    said = [match[0] for match in tokens]
    starts = (at for at in range(len(said) - len(words) + 1) if said[at : at + len(words)] == words)
    return next(((tokens[at].start(), tokens[at + len(words) - 1].end()) for at in starts), None)


def _owner_first(name: Passage) -> tuple[int, int] | None:
    """ "Groupcall Messenger": it begins with the name of a company that owns other services."""
    words = [*re.finditer(r"\S+", name.words)]
    for count in range(len(words) - 1, 0, -1):
        end = words[count - 1].end()
        owner = re.sub(r"['’]s?$", "", name.words[:end])
        if _squeezed(owner) in _owners() or _squeezed(name.words[:end]) in _owners():
            return words[0].start(), words[0].start() + len(owner)
    return None


SHORTEST_OWNER = 4  # letters: "GL" alone names nobody
LONGEST_OWNER = 40  # letters before a name in which its owner's stands
LONGEST_NAME = 6  # words of an organisation's name in brackets
NEAR = 20  # white space between a name and its brackets


def _squeezed(name: str) -> str:
    """A company's name as compared: without "Ltd" and the like, and without spaces."""
    return without_endings(fold_name(name), company_list("endings"))


@cache
def _owners() -> frozenset[str]:
    """The companies that own or owned a service we know, and those known by their own name."""
    return frozenset(map(_squeezed, owner_names()))
