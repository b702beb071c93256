"""The data items that a cell or running words name, each with its flow, its people and its words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise

from schoolgate.domain.reading import ItemRead, Spans
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.conditions import Condition, conditions_of, is_uncertain, masked
from schoolgate.notices.counted import COUNT, counted
from schoolgate.notices.flows import (
    PRESENTED,
    Region,
    came_by,
    data_ends,
    entered_by_families,
    made_there,
    region_of,
    regions,
    told_by_verbs,
)
from schoolgate.notices.listing import Listed, listed, people, read_over, said_alone, theirs
from schoolgate.notices.merging import merged
from schoolgate.notices.nothing import nothing_said
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.typed_in import flow_by_whom, is_made, may_say
from schoolgate.notices.wording import load, phrases_of

_cue = partial(phrases_of, "flows.toml")

OPENING = 5  # letters: a verb there ("for recording …") makes the words a purpose, not a list
# Share of a bare list's letters that are items and the words between them, by the number of its parts.
LISTED_ENOUGH = {1: 0.85, 2: 0.75}
LISTED_ENOUGH_OF_MANY = 0.65
UNDERSTOOD = 0.97
_OWN = re.compile(r"\b(?:their|your) (?:own )?$")  # "parents key in their name"
_WORD = re.compile(r"[a-z]{2,}")
_LIST_GOES_ON = re.compile(r"\s*(?:[,;&+/(]|and\b|plus\b|with\b|only\b|\.?$)")
_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or)\b|&|/|\+)(?:\s+(?:their|the|your|each|a))?\s*")
_CLAUSE = re.compile(r"\b(?:is|are|was|were|be|been|has|have|will|can|may|do|does|we|they|it|you|made)\b")
_DOES = re.compile(
    r"\W*(?:you|they|it|we|there|(?:the )?(?:parents|families|children|pupils|students|carers))\b"
)
_FILLER = re.compile(
    r"\b(?:and|or|no|not|without|of|the|their|your|our|only|data|details?|information|info|also|any|plus|some|full|basic|a|for|with|in|via|by|each|etc)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsFound:
    """What some words say of the data. `nothing`: where they say that none is shared."""

    items: tuple[ItemRead, ...] = ()
    nothing: Spans = ()
    open_ended: bool = False
    rank: int = 3  # of the lead that says so (flows.toml); 0 where there is none


def items_of_list(passage: Passage, *, flow: Flow = Flow.SENT, certain: bool = True) -> ItemsFound:
    """The items of words that are known to name data: a "Data shared" cell, a bracketed list."""
    nothing = nothing_said(passage, whole=True)
    if nothing:
        return _nothing_but(passage, nothing, certain=certain)
    alone = said_alone(passage)
    if alone:
        return ItemsFound(items=(ItemRead(item=alone, flow=flow, certain=certain, evidence=passage.whole()),))
    if clause := counted(passage):
        return _with_count(passage, clause, flow=flow, certain=certain)
    sentences = tuple(passage.sentences())
    if len(sentences) > 1:
        parts = [items_of_list(sentence, flow=flow, certain=certain) for sentence in sentences]
        items = merged(item for part in parts for item in part.items)
        return ItemsFound(items=items, open_ended=any(part.open_ended for part in parts))
    return _items_of_one_list(passage, flow=flow, certain=certain)


def _with_count(passage: Passage, clause: tuple[int, int], *, flow: Flow, certain: bool) -> ItemsFound:
    """ "Names; meal numbers only": what stands beside the clause is read as ever."""
    start, end = clause
    beside = [passage.part(0, start), passage.part(end, len(passage.words))]
    others = [items_of_list(one, flow=flow, certain=certain) for one in beside if one.words.strip(" ;")]
    count = ItemRead(item=COUNT, flow=flow, certain=certain, evidence=passage.spans(start, end))
    return ItemsFound(items=merged([*(item for one in others for item in one.items), count]))


def _items_of_one_list(passage: Passage, *, flow: Flow, certain: bool) -> ItemsFound:
    conditions = conditions_of(passage)
    words = masked(passage, conditions)
    ends = data_ends(words.folded)
    all_listed = listed(words)
    kept = [one for one in all_listed if one.start < ends] or list(all_listed)
    arising = made_there(words.folded, all_listed)
    flows = dict.fromkeys(kept, flow) | dict.fromkeys(arising, Flow.CREATED)
    led = [one for one in regions(words.folded) if one.start == one.lead and _leads_list(one)]
    flows |= {one: region.flow for one in kept if (region := region_of(one, led))}
    return _found(words, flows, conditions, certain=certain)


def _leads_list(region: Region) -> bool:
    """ "Parents add …" anywhere in a list, not "… added by parents"; others only where they open it."""
    opens = region.lead == 0 and region.flow in (Flow.RECEIVED, Flow.VIEWED)
    return opens or region.flow is Flow.ENTERED_BY_FAMILIES


def _nothing_but(passage: Passage, nothing: tuple[int, int], *, certain: bool) -> ItemsFound:
    """Nothing, unless something stands before it or after: "No pupil data; staff names"."""
    start, end = nothing
    follows = passage.folded[end:].lstrip()[:1] in (".", ";", ",", ":")
    behind = passage.part(end, len(passage.words))
    rest = _behind_nothing(behind, certain=certain) if follows else ItemsFound()
    first = items_of_list(passage.part(0, start), certain=certain)
    items = merged((*first.items, *rest.items))
    shared = any(item.flow is not Flow.DENIED for item in items)
    return ItemsFound(items=items, nothing=() if shared else passage.spans(start, end))


def _behind_nothing(rest: Passage, *, certain: bool) -> ItemsFound:
    """ "Nothing. Parents register direct": what they do is said, and no list."""
    if ":" in rest.words or not _DOES.match(rest.folded) or is_bare_list(rest, parts=1):
        return items_of_list(rest, certain=certain)
    said = items_of_prose(rest).items
    return ItemsFound(items=() if {one.item for one in said} <= {"parent_entered"} else said)


@lru_cache(maxsize=REMEMBERED)
def items_of_prose(passage: Passage) -> ItemsFound:
    """The items that running words say are shared, held or made; a purpose alone names none."""
    sentences = [_items_of_sentence(sentence) for sentence in passage.sentences()]
    best = max((found.rank for found in sentences if found.items), default=0)
    told = [found for found in sentences if found.items and found.rank == best]
    nothing = next((found.nothing for found in sentences if found.nothing), ())
    shared = best > 1 and any(item.flow is not Flow.DENIED for found in told for item in found.items)
    return ItemsFound(
        items=merged([item for found in told for item in found.items]),
        nothing=() if shared else nothing,
        open_ended=any(found.open_ended for found in told),
        rank=best,
    )


@lru_cache(maxsize=REMEMBERED)
def is_bare_list(passage: Passage, *, parts: int = 2) -> bool:
    """Are these words nothing but items? One alone may as well be a purpose, so it takes two."""
    if not listed(passage):
        return False  # what most words are: no more is asked of them
    words = masked(passage, conditions_of(passage))
    found = [one for one in listed(words) if not _is_small(words, one)]
    if all(one.denied for one in found) or _CLAUSE.search(words.folded):
        return False
    told = {one.start for one in found} | {hit.start for hit in read_over(words.folded)}
    enough = LISTED_ENOUGH.get(len(told), LISTED_ENOUGH_OF_MANY)
    if len(told) < parts or _share_covered(passage, found) < enough:
        return False
    return not any(_is_verb(words, one, found) for one in regions(words.folded))


def _is_verb(words: Passage, region: Region, found: Sequence[Listed]) -> bool:
    """ "For recording …" opens no list; nor is "recording" an item there. SEND is special needs."""
    if any(region.is_but(one) for one in found):
        return False  # "Staff records only"
    return not _is_acronym(words, region.lead) and (
        region.lead < OPENING or any(region.says(one) for one in found)
    )


@lru_cache(maxsize=REMEMBERED)
def is_all_data(passage: Passage) -> bool:
    """Are they so, one item being enough, where their place already says that they are data?"""
    return is_bare_list(passage, parts=1) or said_alone(passage) is not None


def is_understood(passage: Passage) -> bool:
    """Is each word a data item, somebody, or a word between? What is left over may be data too."""
    words = masked(passage, conditions_of(passage))
    return _share_covered(passage, listed(words)) >= UNDERSTOOD


def opens_list(passage: Passage) -> bool:
    """ "Name, date of birth, what is going on": it begins with who somebody is, and goes on as a list."""
    words = masked(passage, conditions_of(passage))
    first = next(iter(listed(words)), None)
    if first is None or first.denied or not load("items.toml")[first.key].get("identifies"):
        return False
    before = _WORD.findall(_without_fillers(words.folded[: first.start]))
    begins = not before and _LIST_GOES_ON.match(words.folded, first.end)
    told = passage.part(0, data_ends(words.folded))  # "name, class so that log-in cards can be printed"
    # "SCN is sent; ethnicity is not" says of the first how it comes there.
    return bool(begins) and first.key not in {item.item for item in items_of_prose(told).items}


def _without_fillers(folded: str) -> str:
    kept = _FILLER.sub(" ", folded)
    for hit in people().find(folded):
        kept = kept.replace(folded[hit.start : hit.end], " ")
    return kept


def items_unled(passage: Passage) -> ItemsFound:
    """The items of sentences that say who somebody is, and in no words we know how it comes there."""
    parts = []
    for sentence in passage.sentences():
        conditions = conditions_of(sentence)
        words = masked(sentence, conditions)
        ends = data_ends(words.folded)
        named = [one for one in _uncommon(words, listed(words)) if one.start < ends]
        if any(load("items.toml")[one.key].get("identifies") and not one.denied for one in named):
            parts.append(_found(words, dict.fromkeys(named, Flow.UNKNOWN), conditions, certain=True))
    return ItemsFound(items=merged(item for part in parts for item in part.items), rank=1 if parts else 0)


def names_somebody(passage: Passage) -> bool:
    """Is there an item in it that says who a person is? A list of data mostly has one, a purpose does not."""
    return any(load("items.toml")[one.key].get("identifies") for one in listed(passage))


def bracketed_lists(passage: Passage) -> Iterable[Passage]:
    """The brackets that hold nothing but items, one being enough: "(first name only)"."""
    for match in re.finditer(r"\(([^()]+)\)", passage.words):
        inside = passage.part(match.start(1), match.end(1))
        found = [one for one in listed(masked(inside, conditions_of(inside))) if not one.denied]
        if found and _share_covered(inside, found) >= LISTED_ENOUGH[1]:
            yield inside


def _items_of_sentence(sentence: Passage) -> ItemsFound:
    nothing = nothing_said(sentence, whole=False)
    denying = range(*nothing) if nothing else range(0)
    conditions = conditions_of(sentence)
    words = masked(sentence, conditions)
    around_leads = [
        region
        for region in ((*regions(words.folded), *told_by_verbs(words.folded)) if listed(words) else ())
        if region.lead not in denying
        and not _is_acronym(words, region.lead)
        and not any(region.is_but(one) for one in listed(words))
    ]
    all_listed = [one for one in listed(words) if not any(region.says(one) for region in around_leads)]
    around = {
        one: region_of(one, [part for part in around_leads if may_say(part, one)]) for one in all_listed
    }
    inside = {one: region for one, region in around.items() if region}
    inside = {one: _verb_around(region, around_leads) for one, region in inside.items()}
    rank = max((region.rank for region in inside.values()), default=0)
    plain = set(_uncommon(words, all_listed))
    flows = {
        one: flow_by_whom(words, region, one, all_listed)
        for one, region in inside.items()
        if (region.rank == rank or region.rank > 1)
        and (region.rank == PRESENTED or one in plain or is_made(words, region, one))
    }
    flows |= dict.fromkeys(made_there(words.folded, all_listed), Flow.CREATED)
    flows |= _told_from_afar(words, all_listed)
    found = _found(words, flows, conditions, certain=True)
    spans = sentence.spans(*nothing) if nothing else ()
    return replace(found, rank=rank or (2 if found.items else 0), nothing=spans)


def _verb_around(region: Region, others: Sequence[Region]) -> Region:
    """ "Can see data such as names": the verb says more than the "such as" inside its words."""
    if region.rank < PRESENTED:
        return region
    around = [one for one in others if one.rank < PRESENTED and one.flow is not Flow.SENT and one.clear > 1]
    held = [one for one in others if one.flow is Flow.UNKNOWN and one.start <= region.lead < one.end]
    telling = [one for one in around if one.start <= region.lead < one.end and one.lead != region.lead]
    return next(iter((*telling, *held)), region)


def _told_from_afar(words: Passage, all_listed: Sequence[Listed]) -> dict[Listed, Flow]:
    """What needs no other lead: "results, which they send back to us"."""
    named = [one for one in _uncommon(words, all_listed) if not one.denied]
    return {one: flow for one, flow in came_by(words.folded, named).items() if flow is not Flow.CREATED}


def items_said_to_come(passage: Passage) -> ItemsFound:
    """Those alone of which the words say how they come to be there: "marks are added by teachers"."""
    parts = []
    for sentence in passage.sentences():
        conditions = conditions_of(sentence)
        words = masked(sentence, conditions)
        named = [one for one in listed(words) if not one.denied]
        plain = set(_uncommon(words, named))
        said = came_by(words.folded, named).items()
        flows = {one: flow for one, flow in said if one in plain or _is_made(one, flow)}
        parts += [_item(words, one, flow, conditions, certain=True) for one, flow in flows.items()]
    return ItemsFound(items=merged(parts))


def _is_made(one: Listed, flow: Flow) -> bool:
    """ "The work which children make is kept there": data, though the word is a common one."""
    return flow is Flow.CREATED and bool(load("items.toml")[one.key].get("created"))


def _found(
    words: Passage, flows: dict[Listed, Flow], conditions: Sequence[Condition], *, certain: bool
) -> ItemsFound:
    said_after = came_by(words.folded, [one for one in flows if not one.denied])
    alike = len(set(said_after.values())) == 1
    typed = [one for one, flow in flows.items() if flow is Flow.ENTERED_BY_FAMILIES and alike]
    # "Noted by parents": who does it says more than the verb.
    flows = flows | {
        one: flow for one, flow in said_after.items() if not (one in typed and flow is Flow.CREATED)
    }
    items = [_item(words, one, flow, conditions, certain=certain) for one, flow in flows.items()]
    families = [span for span in entered_by_families(words.folded) if not _tells_of(flows)]
    items += [_parent_entered(words, span) for span in families]
    return ItemsFound(items=merged(items), open_ended=bool(_cue("open_ended").search(words.folded)))


def _tells_of(flows: dict[Listed, Flow]) -> bool:
    return Flow.ENTERED_BY_FAMILIES in flows.values()


def _item(
    words: Passage, one: Listed, flow: Flow, conditions: Sequence[Condition], *, certain: bool
) -> ItemRead:
    row = load("items.toml").get(one.key, {})
    said = [condition for condition in conditions if condition.holds_for(one)]
    flow = Flow.CREATED if row.get("created") and flow is Flow.UNKNOWN else flow
    whose = _whose(words, one, flow, row)
    own = whose is not Subject.PARENT or _OWN.search(words.folded, 0, one.start)
    return ItemRead(
        item=theirs(one.key, whose) if own else one.key,
        flow=Flow.DENIED if one.denied else flow,
        certain=certain and not said and not is_uncertain(words.folded, one),
        subjects=(whose,),
        conditions=tuple(condition.words for condition in said),
        evidence=words.spans(one.start, one.end),
    )


def _uncommon(words: Passage, all_listed: Sequence[Listed]) -> list[Listed]:
    """Those that are data in running words too, and what stands in one list with them: "name, form"."""
    plain = [not _is_common(words, one) for one in all_listed]
    steps = [*pairwise(range(len(all_listed)))]
    for before, after in (*steps, *((after, before) for before, after in reversed(steps))):
        first, second = sorted((before, after))
        between = words.folded[all_listed[first].end : all_listed[second].start]
        word = words.folded[all_listed[after].start : all_listed[after].end]
        beside = plain[before] and word in load("flows.toml")["beside_others"]["words"]
        plain[after] = plain[after] or (beside and bool(_JOINED.fullmatch(between)))
    return [one for one, is_data in zip(all_listed, plain, strict=True) if is_data]


def _is_common(words: Passage, one: Listed) -> bool:
    """Words such as "set" or "level" are data in a list, and in running words mostly something else."""
    if _is_small(words, one):
        return True
    return words.folded[one.start : one.end] in load("flows.toml")["only_in_lists"]["words"]


def _is_small(words: Passage, one: Listed) -> bool:
    """ "They send scores": in small letters such an acronym is a common word."""
    return words.words[one.start : one.end] in load("flows.toml")["capitals"]["words"]


def _is_acronym(words: Passage, start: int) -> bool:
    """SEND is special needs, not sending."""
    return words.words[start : start + 4].isupper()


def _whose(words: Passage, one: Listed, flow: Flow, row: dict[str, object]) -> Subject:
    """What somebody types in is their own, unless it says whose: "Governors enter their name"."""
    if flow is not Flow.ENTERED_BY_FAMILIES or one.said or one.subject is not Subject.PUPIL:
        return one.subject
    named = {Subject(hit.meanings[0]) for hit in people().find(words.folded)}
    if len(named) == 1 and Subject.PARENT not in named:
        return next(iter(named))
    return Subject.PARENT if row.get("follows") or row.get("of_payers") else one.subject


def _parent_entered(words: Passage, span: tuple[int, int]) -> ItemRead:
    return ItemRead(
        item="parent_entered",
        flow=Flow.ENTERED_BY_FAMILIES,
        subjects=(Subject.PUPIL, Subject.PARENT),
        evidence=words.spans(*span),
    )


def _share_covered(passage: Passage, found: Sequence[Listed]) -> float:
    letters = list(passage.folded)
    for start, end in (
        *((one.start, one.end) for one in found),
        *((hit.start, hit.end) for hit in people().find(passage.folded)),
        *((hit.start, hit.end) for hit in read_over(passage.folded)),
        *(match.span() for match in _FILLER.finditer(passage.folded)),
        *((condition.start, condition.end) for condition in conditions_of(passage)),
    ):
        letters[start:end] = " " * (end - start)
    total = sum(map(str.isalnum, passage.folded))
    return 1 - sum(map(str.isalnum, letters)) / total if total else 0.0
