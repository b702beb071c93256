"""Where in a sentence a recipient's name stands, though nobody knows the name.

A name here is words in capitals, at least one of them no ordinary word of notices. What stands around it
says that it is somebody's: "is processed by Tillpoint", "our photographer (Bluebell)", "detentions on Arbor".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from schoolgate.domain.reading import Span
from schoolgate.notices.clues import Sieve
from schoolgate.notices.draft import Draft
from schoolgate.notices.members import may_receive, one_pattern, search
from schoolgate.notices.name_lists import is_body, split_names
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.title import is_school
from schoolgate.notices.wording import Wording, any_of, load

WORD = r"(?:[A-Z0-9][\w+!]*(?:['’.-]\w+)*|[a-z]{1,3}[A-Z]\w+)"
OF = r"(?: (?:& |of |of the |for (?=Education|Schools?|Health|Children|Learning)|and the (?=[A-Z]))?)"
NAME = rf"{WORD}(?:{OF}{WORD}){{0,6}}+"
NAMES = rf"(?P<names>{NAME}(?:(?:, (?:and |or )?| and | or |/)(?:the )?{NAME})*+)(?![\w'’])"
NEAR = 40  # characters
FAR = 120
CAPITAL = re.compile(rf"\b{WORD}")
BODY = re.compile(
    r"(?:[A-Z][\w'’-]+ ){2,}(?:Services?|Team|Hub|Cent(?:re|er)|Clinic|Unit|Hospital|Surgery|Club)"
)
LISTED = re.compile(r", (?:and |or )?| and | or ")
ANSWER = re.compile(rf"{NAME}\.?")


@dataclass(frozen=True, slots=True)
class Standing:
    """A name in a sentence; `kind`: the words that say what it is, which are no name themselves."""

    name: Span
    kind: Span | None = None


def with_standing(draft: Draft, sentence: Span, told: list[Named]) -> list[Named]:
    """Adds the names that stand where a recipient's does; their kinds of body give way to them."""
    at = sentence[0]
    known = [(one.spans[0][0] - at, one.spans[-1][1] - at) for one in told]
    found = (*standing(draft.words(sentence), known), *_answer(draft, sentence))
    kinds = [(at + one.kind[0], at + one.name[0]) for one in found if one.kind]
    names = [(at + one.name[0], at + one.name[1]) for one in found]
    wider = [*names, *(one.spans[0] for one in told)]
    kept = [one for one in told if not _gives_way(draft, one.spans[0], wider, kinds)]
    taken = [one.spans[0] for one in kept]
    new = [span for span in names if not any(a < span[1] and span[0] < b for a, b in taken)]
    return [*kept, *(Named(draft.words(span), (span,)) for span in new)]


def _answer(draft: Draft, sentence: Span) -> tuple[Standing, ...]:
    """ "Texts? Hubbub. Dinners? Nibble." """
    asked = draft.text[max(0, sentence[0] - 3) : sentence[0]].rstrip(" ").endswith("?")
    words = draft.words(sentence)
    name = (0, len(words.rstrip(".")))
    return (Standing(name),) if asked and ANSWER.fullmatch(words) and _is_name(words[slice(*name)]) else ()


def _gives_way(draft: Draft, told: Span, names: Sequence[Span], kinds: Sequence[Span]) -> bool:
    """Is it a kind of body that is named, or a name with words behind it that are none of it?"""
    line = draft.text[max(0, told[0] - NEAR) : told[0]]
    if any(a <= told[0] and told[1] <= b for a, b in kinds) or _is_home(line):
        return True
    if any(a <= told[0] and told[1] <= b and (a, b) != told for a, b in names):
        return True
    behind = re.compile(r"\s(?:from|by) (?:the )?").match(draft.text, told[1])
    if behind and any(a == behind.end() for a, _ in names) and draft.words(told).split()[-1].islower():
        return recognise(draft.words(told)) is None  # "HR advice from Peopleright"
    start = told[0] + (len("the ") if draft.words(told).lower().startswith(("the ", "our ")) else 0)
    shorter = [end for begin, end in names if begin == start and end < told[1]]
    return any(re.match(r"\s+[a-z]", draft.text[end : told[1]]) for end in shorter)


def standing(words: str, known: Sequence[Span] = ()) -> tuple[Standing, ...]:
    """Names in a sentence, by where they stand; `known`: where other rules found names."""
    found: dict[Span, Standing] = {}
    for one in (*_apposed(words), *_placed(words), *_people(words)):
        found.setdefault(one.name, one)
    _run_on(words, found, known)
    return tuple(found[name] for name in sorted(found))


def _placed(words: str) -> Iterator[Standing]:
    for pattern in _likely("places").left(words):
        for match in pattern.finditer(words):
            yield from (Standing(name) for name in _each(words, match.span("names")))
    for pattern in _likely("strong").left(words):
        for match in pattern.finditer(words):
            yield from (Standing(name) for name in _each(words, match.span("names"), strong=True))
    for pattern in _likely("acting").left(words):
        for match in pattern.finditer(words):
            names = _each(words, match.span("names"))
            yield from (Standing(name) for name in names if _may_act(words[slice(*name)]))


def _people(words: str) -> Iterator[Standing]:
    for pattern in _likely("people").left(words):
        for match in pattern.finditer(words):
            for name in _listed_people(words, match.span("names")):
                if not search("insiders", words[slice(*name)]):
                    yield Standing(name)


def _listed_people(words: str, span: Span) -> list[Span]:
    """ "Your dentist, your GP and the hospital" are three, "supply teachers and volunteers" one."""
    joints = [one.span() for one in LISTED.finditer(words, *span)]
    if not any("," in words[slice(*one)] for one in joints) and not words[slice(*span)].count(" the "):
        return [span]
    edges = [span[0], *(at for joint in joints for at in joint), span[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _may_act(name: str) -> bool:
    """What a body of the state does is no sharing of the school's: "The NPD holds information"."""
    known = recognise(name)
    return known is None or known.kind not in ("statutory", "authority")


def _run_on(words: str, found: dict[Span, Standing], known: Sequence[Span]) -> None:
    """Adds names that stand behind others in a run: "X for reading, Y for spelling"."""
    ends = [*known, *found]
    while ends:
        last = ends.pop()
        for pattern in _patterns("runs_on"):
            match = pattern.match(words, last[1])
            for name in _each(words, match.span("names")) if match else ():
                if name not in found and name not in known:
                    found[name] = Standing(name)
                    ends.append(name)


def _apposed(words: str) -> Iterator[Standing]:
    """ "Our photographer (Bluebell)", "coaches from Goal Getters", "the charity Quiet Corner"."""
    for noun in _kind_nouns().finditer(words):
        kind = _whole_kind(words, noun.span())
        if not _is_kind(words, kind):
            continue  # "the Safeguarding Board of …" is a name itself
        for pattern in (*_patterns("apposed"), *_straight(noun[0])):
            match = pattern.match(words, noun.end())
            for name in _each(words, match.span("names")) if match else ():
                yield Standing(name, kind)


def _whole_kind(words: str, noun: Span) -> Span:
    """With the words before the noun: "our peripatetic violin teacher"."""
    near = max(0, noun[0] - FAR)
    before = _kind_before().search(words[near : noun[0]])
    return (near + before.start(), noun[1]) if before else noun


def _is_kind(words: str, kind: Span) -> bool:
    """Ordinary words; one alone may have the capital of the sentence that it opens."""
    *_, last = words[slice(*kind)].split()
    return last.islower() or (kind[0] == 0 and last == words[slice(*kind)])


def opens_with_kind(words: str) -> bool:
    """Does the sentence begin with a kind of body, which is then named? "A company (Bluebell) takes …" """
    return CAPITAL.search(words, 1) is not None and any(
        one.kind and one.kind[0] == 0 for one in _apposed(words)
    )


def _each(words: str, span: Span, *, strong: bool = False) -> Iterator[Span]:
    """`strong`: where it stands, several ordinary words in capitals are a name."""
    before = words[max(0, span[0] - FAR) : span[0]]
    if rule("before_others").search(before):
        return
    parts = [without_openers(words, part) for part in split_names(words, span)]
    parts = [part for part in parts if part[0] < part[1] and not _opens(words, part)]
    sure = any(
        _is_name(words[slice(*part)], among=strong and " " in words[slice(*part)]) for part in parts
    ) and not is_maker(before)
    for part in parts if sure else ():
        name = words[slice(*part)]
        if _is_name(name, among=(strong or len(parts) > 1) and len(name.split()) > 1):
            yield part


def is_maker(before: str) -> bool:
    """ "Numberjacket, run by": who follows is told nothing. "Cashless catering, run by" names nobody yet."""
    made = one_pattern("made_by").search(before)
    first = CAPITAL.search(before, 0, made.end()) if made else None
    return first is not None and (
        first.start() > 0 or is_strange(first[0]) or CAPITAL.search(before, 1) is not None
    )


def without_openers(words: str, span: Span) -> Span:
    """Without a word that only begins the sentence: "Every Monday Tallyman" is Tallyman."""
    start, end = span
    while match := re.compile(r"([\w’'-]+)\s+").match(words, start, end):
        if match[1].lower() not in standing_words("no_first_word"):
            break
        start = match.end()
    return start, end


def _opens(words: str, span: Span) -> bool:
    """One word that begins the sentence, and has a capital for that: "Fruit comes free"."""
    name = words[slice(*span)]
    one = " " not in name and name[1:].islower() and not words[: span[0]].strip()
    return one and recognise(name) is None and rule("sure").match(words, span[1]) is None


def _is_name(name: str, *, among: bool = False) -> bool:
    """`among`: beside a name that is plainly one, ordinary words in capitals are one as well."""
    first, last = name.split()[0].lower(), re.sub(r"['’]s$", "", name.split()[-1].lower())
    if (
        first in standing_words("no_first_word") | standing_words("titles")
        or last in standing_words("no_last_word")
        or is_school(name)
    ):
        return False
    if re.fullmatch(r"[\d\W]+|[A-Z]{1,4}\d*", name) and recognise(name) is None:
        return False
    if search("passing", f"{name} ") or not may_receive(name, capitals=False):
        return False
    known = recognise(name)
    if known and known.kind != "supplier" and " " not in name and not is_strange(name) and not name.isupper():
        return False  # "Governors"
    titled = is_owner(name) or is_body(name) or BODY.fullmatch(name) is not None
    return among or known is not None or is_strange(name) or titled


def denied_here(sentence: str) -> bool:
    """Does it say of those it names that they get nothing, not yet, or not any more?"""
    return _any("denied").search(sentence) is not None


def _is_home(before: str) -> bool:
    """Do the words before a name say that it is a place, where data or a company is?"""
    return rule("home").search(before) is not None


def turns(words: str) -> tuple[Span, ...]:
    """The parts of a sentence that denies, of which one may tell what is done instead."""
    edges = [0, *(at for one in rule("turns").finditer(words) for at in one.span()), len(words)]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


@cache
def _rules() -> dict[str, Any]:
    return load("standing.toml")


@cache
def standing_words(key: str) -> frozenset[str]:
    return frozenset(_rules()[key])


@cache
def rule(key: str) -> re.Pattern[str]:
    return re.compile(_rules()[key], re.IGNORECASE)


@cache
def _any(key: str) -> Wording:
    return any_of(_rules()[key], re.IGNORECASE)


@cache
def _patterns(key: str) -> tuple[Wording, ...]:
    return tuple(_filled(one) for one in _rules()[key])


@cache
def _likely(key: str) -> Sieve[Wording]:
    return Sieve((one.ways, one) for one in _patterns(key))


@cache
def _filled(pattern: str) -> Wording:
    pattern = pattern.replace("<BEGINS>", _rules()["begins"]).replace("<WHO>", _rules()["who"])
    return Wording(pattern.replace("<NAMES>", f"(?-i:{NAMES})"), re.IGNORECASE)


@cache
def _kind_nouns() -> Wording:
    return Wording(rf"\b{_rules()['kinds']}\b", re.IGNORECASE)


def _straight(noun: str) -> tuple[Wording, ...]:
    """Behind some nouns a name follows with nothing between."""
    return (_filled(" <NAMES>"),) if rule("told_straight").fullmatch(noun) else ()


@cache
def _kind_before() -> re.Pattern[str]:
    return re.compile(rf"\b{_rules()['kind']}$", re.IGNORECASE)
