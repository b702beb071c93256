"""The names in a list inside a sentence: where it ends, and what may be a name there."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Any

from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.reading import Span
from schoolgate.notices.clues import Sieve
from schoolgate.notices.draft import Draft
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body, is_shortened, split_names
from schoolgate.notices.names import bare, is_general, is_place_or_address, mentions, recognise, words_of
from schoolgate.notices.naming import Named, named
from schoolgate.notices.title import is_school
from schoolgate.notices.wording import Wording, load

TITLED = re.compile(
    r"(?:The )?(?:[A-Z]\w*[A-Z]\w*|[A-Z][\w'’&]*(?:(?: (?:of|for|the|and|&|to))* [A-Z0-9][\w'’&]*)+)"
)
UNSPELT = re.compile(r"[\"“”<>=]|->")  # in no name
MANY = re.compile(r"[a-z]s \([^()]+\)$")  # "the exam boards (AQA, OCR)"
GOES_ON = re.compile(
    r"\s+(?:the\s+)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Year|Years|Reception|Nursery|Easter|Christmas|KS)\b)[A-Z]"
)
NAME_BEGINS = re.compile(r"(?:the |our |other )?[A-Z]|other |the |our ")
TO_BODY = re.compile(r"(?:to|with) (?:the |our |your |an? |other |any |[A-Z])")
NOT_FIRST = frozenset(("so", "nobody", "nothing", "of", "and", "or", "but", "because", "while"))
LESSON = re.compile(r"(?:Music|French|Spanish|Phonics) [A-Z]")
PLACE = re.compile(r"\s+([A-Z]\w+(?: [A-Z]\w+)?)(?=\W|$)")
STARS = ("*", "†", "‡")
LONGEST_NAME = 9  # words of a name found in running words
NO_BODIES = frozenset(
    ("collection", "suppliers", "public")
)  # categories of things that receive nothing themselves


def lists_in(pattern: Wording, text: str, sentence: Span) -> Iterator[Span]:
    """Each place where the pattern finds a list of names; one may stand inside the words behind another."""
    words, at = text[slice(*sentence)], 0
    while match := pattern.search(words, at):
        inside = match["list"].count("(") > match["list"].count(")")  # the verb stands in brackets
        if not inside and not search("made_by", words[: match.start("list")]):
            yield sentence[0] + match.start("list"), sentence[0] + match.end("list")
        at = max(match.start("list"), at + 1)


def members(draft: Draft, span: Span, *, capitals: bool, published: bool = False) -> Iterator[Named]:
    """The recipients in a list of names; it ends with the first words that are none."""
    namely = one_pattern("namely").search(draft.text, *span)
    if namely and re.search(r"[,(]", draft.text[span[0] : namely.start()]):
        namely = None  # "the Department (and agencies such as the STA), …": of that one alone
    if namely and _cut(draft.text, (span[0], namely.start())) == trimmed(
        draft.text, (span[0], namely.start())
    ):
        span = (namely.end(), span[1])
    parts = split_names(draft.text, _list_end(draft.text, span))
    for part, after in zip_longest(parts, parts[1:]):
        part = _behind_namely(draft.text, part)
        cut = _cut(draft.text, part)
        kind, _, inside = draft.text[slice(*cut)].rstrip(")").rpartition("(")
        many = MANY.search(draft.text, *cut) is not None and not is_shortened(kind, inside)
        found = named(draft.text, cut, several=many) if cut[0] < cut[1] else []
        kept = [one for one in found if _may_be_listed(one.name, capitals=capitals, published=published)]
        yield from kept
        if capitals and not kept:
            return
        aside = cut[1] == part[1] or _only_aside(draft.text, (cut[1], part[1]))
        if not aside and not (after and _takes_up(draft.text, after)):
            return  # a clause follows: the list is over


def _behind_namely(text: str, part: Span) -> Span:
    """ "… and to agencies such as the STA": the kind, and behind it the one."""
    namely = one_pattern("namely").search(text, *part)
    outside = namely and text.count("(", part[0], namely.start()) == text.count(")", part[0], namely.start())
    if not namely or not outside or not NAME_BEGINS.match(text, namely.end()):
        return part
    kind = trimmed(text, (part[0], namely.start()))
    whole = _cut(text, kind)[1] == kind[1]  # else a clause ends the name before it
    return (namely.end(), part[1]) if whole else part


def _takes_up(text: str, part: Span) -> bool:
    """Behind a clause the list goes on: ", such as the STA", "… for funding or to an awarding body"."""
    words = text[slice(*part)]
    again = TO_BODY.match(words) or text[: part[0]].endswith((" to ", " with "))
    namely = one_pattern("namely").match(words)
    known = recognise(words)
    other = words.lower().startswith("other ") and is_body(words)
    return bool(again or namely or other or (known and known.kind not in ("supplier", "public")))


def _may_be_listed(name: str, *, capitals: bool, published: bool) -> bool:
    return may_receive(name, capitals=capitals) or (published and _is_seen_by_all(name))


def _is_seen_by_all(name: str) -> bool:
    """The school's website, its page: what it shows goes to anybody."""
    service = recognise(name)
    return is_product(name) or (service is not None and service.kind == "public")


def _only_aside(text: str, span: Span) -> bool:
    return not re.sub(r"\([^()]*\)|etc\.?|\W", "", text[slice(*span)])


def _list_end(text: str, span: Span) -> Span:
    stop = re.compile(
        r"[;:](?!//)|(?<!\beg)(?<!\bie)(?<!\be\.g)(?<!\bi\.e)\.(?:\s|$)|\s[–—-]\s|(?<!\()<https?:|(?<![(<])https?:|(?<!//)www\."
    ).search(text, *span)
    return trimmed(text, (span[0], _bracket_end(text, (span[0], stop.start() if stop else span[1]))))


def _bracket_end(text: str, span: Span) -> int:
    """Where a bracket closes that was opened before: "other agencies (e.g. Police, Health) when …"."""
    depth = 0
    for at in range(*span):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth < 0:
            return at
    return span[1]


def _cut(text: str, part: Span) -> Span:
    """A list member without the clause behind it; "Department for …" and the like stay whole."""
    again = re.compile(r"(?:to|with)\s+").match(text, *part)
    part = (again.end(), part[1]) if again else part
    inside = [(part[0] + m.start, part[0] + m.end) for m in mentions(text[slice(*part)])]
    apposed = one_pattern("apposition").search(text, *part)
    if apposed and not any(a <= apposed.start() < b for a, b in inside):
        part = (part[0], apposed.start())
    placed = one_pattern("placed").match(text[slice(*part)])
    for match in one_pattern("ends").finditer(text, *part):
        within = any(a <= match.start() < b for a, b in inside) or (
            placed is not None and match.start() < part[0] + placed.end()
        )
        starred = text[match.start() - 1 : match.start()] in STARS  # "Pearson* for the STA"
        more = not starred and GOES_ON.match(text, match.end(), part[1])
        place = PLACE.match(text, match.end(), part[1]) if match[0].split()[0] in ("in", "at") else None
        more = more if place is None or not is_place_or_address(place[1]) else None
        goes_on = more and match[0].split()[0] in (
            "for",
            "on",
            "in",
            "of",
            "with",
        )
        if (
            not within
            and not goes_on
            and text.count("(", part[0], match.start()) == text.count(")", part[0], match.start())
        ):
            return trimmed(text, (part[0], match.start()))
    return trimmed(text, part)


CLAUSE = re.compile(
    r"(?:which|who|whose|whom|where|when|if|for|in|as|on|at|by|under|its|their|his|her|this|these"
    r"|members of (?:the|our)|colleagues in) (?!my\b)",
)


def may_receive(name: str, *, capitals: bool) -> bool:
    if CLAUSE.match(name):
        return False  # "…, which clerks our boards, has it too"
    folded = fold(re.sub(r"\([^()]*\)", " ", name))
    words = folded.split()
    if is_place_or_address(name) or UNSPELT.search(name):
        return False
    if folded in one_of_area():
        return not capitals
    if not words or len(words) > LONGEST_NAME or {folded, bare(folded)} & words_of("nobody"):
        return False
    if bare(folded) in _alone():
        return False
    if folded in _no_names() or bare(folded) in _no_names():
        return False
    if words[0] in NOT_FIRST:
        return False
    if words[0] in _no_names() and recognise(name) is None and not LESSON.match(name):
        return False  # "Welsh Government" is somebody
    if words[-1] in knowledge()["no_name_endings"]:
        return False
    if one_pattern("vague").match(folded) or one_pattern("insiders").match(folded):
        return False
    if name[:1].islower() and words[0] in _verbs():
        return False
    service = recognise(name)
    if service:
        return _is_receiver(service, capitals=capitals)
    if re.match(r"(?:the |our )?(?:[A-Z0-9]|[a-z]{1,3}[A-Z])", name) and not name[:1].isdigit():
        return True
    own = re.match(r"(?:the|our|your|any) ", name) is not None and search("heads_listed", words[-1])
    return not capitals and bool(
        own
        or one_pattern("placed").match(name)
        or one_pattern("heads").search(words[-1])
        or one_pattern("heads").match(words[0])
    )


def _is_receiver(service: KnownService, *, capitals: bool) -> bool:
    received = service.name not in knowledge()["collections"] and service.category not in NO_BODIES
    return received and not (capitals and service.kind not in ("supplier", "public"))


def opens_sentence(name: str) -> bool:
    """ "We", "Staff", "The School's Bursar": a word that begins sentences, not names."""
    return bool(_openers().intersection([*fold(name).split()[:1], *bare(fold(name)).split()[:1]]))


def may_begin(name: str) -> bool:
    """A sentence may begin with a capital or a school's name: only a known or a full name counts there."""
    first = fold(name).split()[:1]
    if not first or is_school(name) or is_general(name):
        return False
    if opens_sentence(name):
        return recognise(name) is not None
    return (
        recognise(name) is not None
        or any(mention.service.kind not in ("supplier", "public") for mention in mentions(name))
        or (is_body(name) and name.split()[-1][0].isupper())
        or bool(TITLED.fullmatch(name) or one_pattern("placed").match(name))
    )


def names_somebody(name: str) -> bool:
    """Could it be a recipient's name: a known one, one with a capital, or one with a body's noun?"""
    folded = fold(re.sub(r"\([^()]*\)", " ", name))
    if is_place_or_address(name):
        return False
    if recognise(name) or re.match(r"(?:the |our )?[A-Z0-9]|[a-z]+[A-Z]", name):
        return True
    heads = rf"\b(?:{knowledge()['heads']}|{knowledge()['heads_listed']})\b"
    return not folded.startswith("to ") and bool(re.search(heads, folded))


def is_product(name: str) -> bool:
    service = recognise(name)
    return service is not None and service.kind in ("supplier", "public") and not is_general(name)


@cache
def knowledge() -> dict[str, Any]:
    return load("sentences.toml")


@cache
def patterns(key: str) -> Sieve[Wording]:
    found = [Wording(pattern, re.IGNORECASE | re.DOTALL) for pattern in knowledge()[key]]
    return Sieve((one.ways, one) for one in found)


@cache
def one_pattern(key: str) -> re.Pattern[str]:
    return re.compile(knowledge()[key], re.IGNORECASE)


def search(key: str, words: str) -> bool:
    return bool(one_pattern(key).search(words))


@cache
def _alone() -> frozenset[str]:
    return frozenset(knowledge()["no_name_alone"])


@cache
def one_of_area() -> frozenset[str]:
    return frozenset(knowledge()["one_of_area"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(knowledge()["no_name"])


@cache
def _verbs() -> frozenset[str]:
    return frozenset(knowledge()["no_name_verbs"])


@cache
def _openers() -> frozenset[str]:
    return frozenset(knowledge()["openers"])
