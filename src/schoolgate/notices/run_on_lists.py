"""A list inside a paragraph: "The recipients are: A, which …; B (name)", "Given name and class: D, E."."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft, Said
from schoolgate.notices.items import is_all_data
from schoolgate.notices.lines import trimmed
from schoolgate.notices.listed import add_item, listed
from schoolgate.notices.listing import listed as listed_data
from schoolgate.notices.members import names_somebody, one_pattern, search
from schoolgate.notices.name_lists import parted_at, split_names
from schoolgate.notices.naming import named
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label

FEWEST = 3  # parts of a list between semicolons
LED = re.compile(r"(?P<head>[^:;]{3,160}):\s+(?P<rest>\S.*)", re.DOTALL)
THESE = re.compile(
    r"(?P<head>(?:These|They|Those)(?: \w+)? (?:are|include)(?: \w+ly)?)\s+(?P<rest>[^:;]+;[^:;]+;[^:]*)",
    re.DOTALL,
)
AND = re.compile(r"(?:and|or)\s+")
DETAILS = re.compile(r"\b(?:details|data|information)\b", re.IGNORECASE)
THROUGH = re.compile(r"\b(?:through|via|by) which\b")
SHUT = (*CLOSED, Context.DENIED)


def read_run_on(draft: Draft, block: Block, promise: Context) -> bool:
    """Takes a paragraph with such a list in it; what else it says stays prose."""
    if block.kind is not BlockKind.LINE or promise in SHUT:
        return False
    parts = list(sentences(draft.text, block.span))
    lists = {part: found for part in parts if (found := _list_in(draft, part, promise))}
    for part in parts if lists else ():
        if part in lists:
            _read(draft, *lists[part])
        else:
            draft.add_prose(part, draft.promise())
    return bool(lists)


def _list_in(draft: Draft, sentence: Span, promise: Context) -> tuple[Span, Sequence[Span], bool] | None:
    """What leads on, the parts behind it, and whether what leads on is data that each is given."""
    if these := THESE.fullmatch(draft.text, *sentence):
        parts = list(_parts(draft, these.span("rest")))
        return (these.span("head"), parts, False) if _mostly_names(draft, parts) else None
    match = LED.fullmatch(draft.text, *sentence)
    if match is None and promise is Context.RECIPIENTS and _are_bare_names(draft, sentence):
        return (sentence[0], sentence[0]), list(_parts(draft, sentence)), False
    if match is None or denies(match["head"]):
        return None
    parts = list(_parts(draft, match.span("rest"))) or [match.span("rest")]
    told = context_of(match["head"] + ":")
    if told in SHUT:
        return None
    gives = one_pattern("gives_each").match(match["head"]) is not None
    data = Passage.of(draft.text, (match.span("head"),))
    if gives and (any(listed_data(data)) or DETAILS.search(match["head"])):
        return match.span("head"), parts, True
    if told is Context.RECIPIENTS and len(parts) < FEWEST:
        parts = list(_between_commas(draft, match.span("rest")))
    if told is Context.RECIPIENTS and len(parts) >= FEWEST and _mostly_names(draft, parts):
        return match.span("head"), parts, False
    return None


def _mostly_names(draft: Draft, parts: Sequence[Span]) -> bool:
    names = sum(1 for part in parts if names_somebody(named(draft.text, part, several=False)[0].name))
    return names * 4 >= len(parts) * 3


def _are_bare_names(draft: Draft, sentence: Span) -> bool:
    """ "The Inspectorate; the Department (figures only); exam boards – AQA", below a fitting heading."""
    parts = [*_parts(draft, sentence)]
    names = (named(draft.text, part, several=False)[0].name for part in parts)
    return len(parts) >= FEWEST and all(names_somebody(name) and not search("verb", name) for name in names)


def _between_commas(draft: Draft, rest: Span) -> Sequence[Span]:
    """ "These are: the council, DfE and Leaside Pre-School"; nothing for a list of data."""
    end = rest[1] - (draft.text[rest[1] - 1] == ".")
    parts = split_names(draft.text, (rest[0], end))
    return [] if is_all_data(Passage.of(draft.text, (rest,))) else parts


def _parts(draft: Draft, rest: Span) -> Iterator[Span]:
    end = rest[1] - (draft.text[rest[1] - 1] == ".")
    for part in parted_at(draft.text, (rest[0], end), ";"):
        joint = AND.match(draft.text, *part)
        yield trimmed(draft.text, (joint.end(), part[1]) if joint else part)


def _read(draft: Draft, head: Span, parts: Sequence[Span], given: bool) -> None:
    outer = draft.group
    if head[0] < head[1]:
        draft.open_group(head, rank=9, promise=Context.RECIPIENTS)
        draft.prose.append(Said(head, outer, Context.NEUTRAL, led=False))  # "These read it through Wonde: …"
    for part in parts:
        if not given:
            add_item(draft, part, Context.RECIPIENTS)
            if THROUGH.search(draft.text, *part):
                draft.add_prose(part, Context.NEUTRAL)  # it names others behind the one
            continue
        whole = named(draft.text, part, several=False)[0]
        for one in [whole] if whole.cells else listed(draft, part):
            one.cells.append(Cell(label=Label.DATA, spans=(head,)))
            draft.add_row(one)
    draft.group = outer
