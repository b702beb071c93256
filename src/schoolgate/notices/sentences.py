"""Running words → recipients: "we share with X, Y and Z", "a system called Q", "paid through R"."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.reading import Span
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft, Group, identity
from schoolgate.notices.lines import trimmed
from schoolgate.notices.names import bare, is_general, mentions, recognise, words_of
from schoolgate.notices.naming import Named, named, split_names
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label

STOP = re.compile(r"(?<=[.!?])[”\"')\]]?\s+(?=[A-Z0-9“\"'‘(])|\n")
ABBREVIATION = re.compile(
    r"\b(?:Ltd|Inc|Dr|Mr|Mrs|Ms|St|No|Nos|e\.g|i\.e|etc|Art|Sch|Co|vs|approx|incl)\.$|\b[A-Z]\.$"
)
NO_BODIES = frozenset(
    ("collection", "suppliers", "public")
)  # categories of things that receive nothing themselves
LONGEST_NAME = 9  # words of a name found in running words
APPOSED = re.compile(r"^(?:in|from|and,? in|for|at) \w+(?: \w+)?$", re.IGNORECASE)


@dataclass(slots=True)
class Found:
    """One recipient with the sentences that speak of it."""

    named: Named
    group: Group | None
    sentences: list[Span] = field(default_factory=list)


def read_sentences(draft: Draft) -> None:
    """Adds a row for each recipient that the prose names and no list did."""
    listed = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}
    found: dict[str, Found] = {}
    headings = {span for group in draft.groups for span in group.spans}
    for said in [said for said in draft.prose if said.span not in headings]:
        for sentence in sentences(draft.text, said.span):
            closed = context_of(draft.words(said.span)) in CLOSED
            for one in _named_in(draft, sentence, said.context, led=said.led, closed=closed):
                key = identity(one.name)
                if key not in listed:
                    held = found.setdefault(key, Found(one, said.group))
                    held.sentences.append(sentence)
    for key in _providers_only(draft, found):
        del found[key]
    for held in found.values():
        held.named.cells.append(Cell(label=Label.PROSE, spans=tuple(dict.fromkeys(held.sentences))))
        draft.add_row(held.named, group=held.group, confident=False)


def _providers_only(draft: Draft, found: dict[str, Found]) -> list[str]:
    """Companies named only because a product of theirs is, by the page's words or the catalogue's."""
    bought = {identity(name) for said in draft.prose for name in _makers(draft.words(said.span))}
    names = [*(row.name for row in draft.rows), *(one.named.name for one in found.values())]
    services = [service for service in map(recognise, names) if service]
    return [
        key
        for key, one in found.items()
        if key in bought
        or ((own := recognise(one.named.name)) and _only_provides(own, [s for s in services if s != own]))
    ]


def _makers(words: str) -> Iterator[str]:
    """Names of which the words say that something was bought from them."""
    for mention in mentions(words):
        if _search("bought", words[: mention.start]):
            yield words[mention.start : mention.end]


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a stretch of prose, in order."""
    at = span[0]
    for stop in STOP.finditer(text, *span):
        if not ABBREVIATION.search(text, at, stop.start()) or stop[0].startswith("\n"):
            yield trimmed(text, (at, stop.start()))
            at = stop.end()
    if at < span[1]:
        yield trimmed(text, (at, span[1]))


def _named_in(draft: Draft, sentence: Span, context: Context, *, led: bool, closed: bool) -> Iterator[Named]:
    words = draft.words(sentence)
    if CLOSED & {context, context_of(words)}:
        return
    if denies(words):
        _deny(draft, sentence)
        return
    if led and context is Context.RECIPIENTS and is_bare_list(draft, sentence):
        yield from listed_names(draft, _after_answer(draft.text, sentence))
        return
    told = list(_told(draft, sentence, context))
    found = [*told, *_mentioned(draft, sentence, context)]
    # Among words on rights and complaints, only a product counts: the regulator is told nothing there.
    yield from (one for one in found if not closed or is_product(one.name))


def is_product(name: str) -> bool:
    service = recognise(name)
    return service is not None and service.kind in ("supplier", "public")


def names_somebody(name: str) -> bool:
    """Could it be a recipient's name: a known one, one with a capital, or one with a body's noun?"""
    folded = fold(re.sub(r"\([^()]*\)", " ", name))
    if recognise(name) or re.search(r"[A-Z0-9]", name[:1]) or re.match(r"[a-z]+[A-Z]", name):
        return True
    return not folded.startswith("to ") and bool(re.search(rf"\b{_knowledge()['heads']}\b", folded))


def _deny(draft: Draft, sentence: Span) -> None:
    listed = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}
    for mention in mentions(draft.words(sentence)):
        span = (sentence[0] + mention.start, sentence[0] + mention.end)
        product = mention.service.kind in ("supplier", "public") and mention.service.name not in listed
        if product and not _passing(draft.words(sentence)[: mention.start]):
            draft.deny(Named(draft.words(span), (span,)))


def is_bare_list(draft: Draft, sentence: Span) -> bool:
    """ "The Department for Education, Wessex Council and Ofsted.": names and no verb."""
    span = _after_answer(draft.text, sentence)
    words = re.sub(r"\([^()]*\)", "", draft.words(span))
    parts = split_names(draft.text, _without_stop(draft.text, span))
    verbless = not _search("verb", words)
    return (
        verbless
        and (len(parts) > 1 or recognise(words.rstrip(".")) is not None)
        and _mostly_names(draft, parts)
    )


def _mostly_names(draft: Draft, parts: Sequence[Span]) -> bool:
    names = [named(draft.text, part, several=False)[0].name for part in parts]
    return sum(1 for name in names if _may_receive(name, capitals=False)) * 3 >= len(parts) * 2


def listed_names(draft: Draft, span: Span) -> Iterator[Named]:
    """The names of a list in a sentence, each with the words in brackets behind it or the next one."""
    held: list[Named] = []
    for part in split_names(draft.text, _without_stop(draft.text, span)):
        if APPOSED.match(draft.words(part)):
            continue
        one = named(draft.text, part, several=False)[0]
        held.append(one)
        if not re.match(r"\s+(?:and|&)\s", draft.text[part[1] : part[1] + 5]):
            # "A and B (name, class)": the brackets are about both.
            for other in held:
                other.cells += [cell for cell in one.cells if cell not in other.cells]
            held = []
        yield one


def _after_answer(text: str, sentence: Span) -> Span:
    match = re.compile(r"A(?:nswer)?[.:]\s*").match(text, *sentence)
    return (match.end(), sentence[1]) if match else sentence


def _without_stop(text: str, span: Span) -> Span:
    end = span[1]
    while end > span[0] and text[end - 1] in ".;: ":
        end -= 1
    return span[0], end


def _told(draft: Draft, sentence: Span, context: Context) -> Iterator[Named]:
    """Whom the sentence says something goes to, known to us or not; and products it says are used."""
    for pattern in _patterns("outward"):
        for match in _lists(pattern, draft.text, sentence):
            yield from _members(draft, match.span("list"), capitals=False)
    words = draft.words(sentence)
    if not (context is Context.RECIPIENTS or _search("nearby", words)) and not any(
        is_product(words[m.start : m.end]) for m in mentions(words)
    ):
        return
    for pattern in _patterns("using"):
        for match in _lists(pattern, draft.text, sentence):
            yield from _members(draft, match.span("list"), capitals=True)
    if context is Context.RECIPIENTS:
        for pattern in _patterns("acting"):
            for match in _lists(pattern, draft.text, sentence):
                yield from _members(draft, match.span("list"), capitals=True)


def _lists(pattern: re.Pattern[str], text: str, sentence: Span) -> Iterator[re.Match[str]]:
    """Each place where the pattern finds a list of names; one may stand inside the words behind another."""
    at = sentence[0]
    while match := pattern.search(text, at, sentence[1]):
        if not _search("made_by", text[sentence[0] : match.start("list")]):
            yield match
        at = max(match.start("list"), at + 1)


def _members(draft: Draft, span: Span, *, capitals: bool) -> Iterator[Named]:
    """The recipients in a list of names; it ends with the first words that are none."""
    namely = _one_pattern("namely").search(draft.text, *span)
    if namely and _cut(draft.text, (span[0], namely.start())) == trimmed(
        draft.text, (span[0], namely.start())
    ):
        span = (namely.end(), span[1])
    for part in split_names(draft.text, _list_end(draft.text, span)):
        cut = _cut(draft.text, part)
        one = named(draft.text, cut, several=False)[0] if cut[0] < cut[1] else None
        if one and _may_receive(one.name, capitals=capitals):
            yield one
        elif capitals:
            return
        if cut[1] < part[1] and not _only_aside(draft.text, (cut[1], part[1])):
            return  # a clause follows: the list is over


def _only_aside(text: str, span: Span) -> bool:
    return not re.sub(r"\([^()]*\)|etc\.?|\W", "", text[slice(*span)])


def _list_end(text: str, span: Span) -> Span:
    stop = re.compile(r"[;:]|\.(?:\s|$)|\s[–—-]\s|https?:|www\.").search(text, *span)
    return trimmed(text, (span[0], stop.start() if stop else span[1]))


def _cut(text: str, part: Span) -> Span:
    """A list member without the clause behind it; "Department for …" and the like stay whole."""
    inside = [(part[0] + m.start, part[0] + m.end) for m in mentions(text[slice(*part)])]
    apposed = _one_pattern("apposition").search(text, *part)
    if apposed and not any(a <= apposed.start() < b for a, b in inside):
        part = (part[0], apposed.start())
    for match in _one_pattern("ends").finditer(text, *part):
        within = any(a <= match.start() < b for a, b in inside)
        goes_on = re.match(r"\s+(?:the\s+)?[A-Z]", text[match.end() : part[1]]) and match[0].split()[0] in (
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


def _may_receive(name: str, *, capitals: bool) -> bool:
    folded = fold(re.sub(r"\([^()]*\)", " ", name))
    words = folded.split()
    if not words or len(words) > LONGEST_NAME or {folded, bare(folded)} & words_of("nobody"):
        return False
    if folded in _no_names() or bare(folded) in _no_names() or words[0] in _no_names():
        return False
    if _one_pattern("vague").match(folded):
        return False
    service = recognise(name)
    if service:
        return service.category not in NO_BODIES and not (
            capitals and service.kind not in ("supplier", "public")
        )
    if re.match(r"(?:the |our )?[A-Z0-9]", name) and not name[:1].isdigit():
        return True
    return not capitals and bool(
        _one_pattern("heads").search(words[-1]) or _one_pattern("heads").match(words[0])
    )


def _mentioned(draft: Draft, sentence: Span, context: Context) -> Iterator[Named]:
    """Known products named in passing. A company whose product stands beside it is the product's provider."""
    words = draft.words(sentence)
    found = [m for m in mentions(words) if m.service.kind == "supplier" or _published_on(words, m.service)]
    for mention in found:
        if _passing(words[: mention.start]) or is_general(words[mention.start : mention.end]):
            continue
        span = (sentence[0] + mention.start, sentence[0] + mention.end)
        yield Named(draft.words(span), (span,))


def _published_on(words: str, service: KnownService) -> bool:
    public = service.kind == "public" and re.search(r"[A-Z]", service.name[1:] or "") is not None
    return bool(public or service.kind == "public") and bool(
        re.search(r"\b(?:photo\w*|images?|videos?|publish\w*|post(?:ed|s)?|shar\w+)\b", words, re.IGNORECASE)
    )


def _only_provides(service: KnownService, others: Sequence[KnownService]) -> bool:
    owners = {bare(fold(owner)) for other in others for owner in (other.owner, *other.former_owners) if owner}
    names = {bare(fold(name)) for name in service.names()}
    return bool(names & owners)


def _passing(before: str) -> bool:
    """Named only to tell another thing: "formerly X", "bought from X", "similar to X"."""
    return _search("passing", before)


def is_question_about(draft: Draft, heading: Span) -> list[Named]:
    """The known services that a question names: "Do photos go on Facebook?" """
    words = draft.words(heading)
    found = [m for m in mentions(words) if m.service.kind in ("supplier", "public")]
    spans = [(heading[0] + m.start, heading[0] + m.end) for m in found]
    return [Named(draft.words(span), (span,)) for span in spans]


def run_together(draft: Draft, span: Span) -> list[Named]:
    """Bodies of a list that lost its bullets, one straight after the other; none where it is no such list."""
    words = draft.words(span)
    starts = [m.start() for m in _starts().finditer(words) if _begins_body(words, m.start())]
    if len(starts) < 2 or starts[0] > 0:
        return []
    ends = [*starts[1:], len(words)]
    parts = [trimmed(draft.text, (span[0] + a, span[0] + b)) for a, b in zip(starts, ends, strict=True)]
    found = []
    for part in parts:
        comma = draft.text.find(",", *part)
        short = (part[0], comma) if comma > 0 else part
        found.append(Named(draft.words(short), (short,)))
        if comma > 0:
            found[-1].cells.append(
                Cell(label=Label.PROSE, spans=(trimmed(draft.text, (comma + 1, part[1])),))
            )
    return found


def _begins_body(words: str, at: int) -> bool:
    """Not in the middle of a phrase: "to agencies", "other agencies", "and agencies"."""
    before = words[:at].split()[-1:] if at else []
    return not before or not re.fullmatch(
        r"(?:to|with|by|from|of|for|and|or|other|our|the|all|any|some|these|those|such|as|a|an|via|local|their|external|outside|relevant|partner|support|public)",
        before[0].lower(),
    )


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(_knowledge()["starts"]) + r")\b", re.IGNORECASE)


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "sentences.toml").read_text("utf-8"))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in _knowledge()[key])


@cache
def _one_pattern(key: str) -> re.Pattern[str]:
    return re.compile(_knowledge()[key], re.IGNORECASE)


def _search(key: str, words: str) -> bool:
    return bool(_one_pattern(key).search(words))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(_knowledge()["no_name"])
