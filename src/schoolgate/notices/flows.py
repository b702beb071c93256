"""How an item comes to be with a recipient, by the words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.clues import Sieve
from schoolgate.notices.deeds import Deed, deeds
from schoolgate.notices.listing import Listed, items, people
from schoolgate.notices.passage import REMEMBERED
from schoolgate.notices.wording import Wording, load, pattern, phrases_of

_one = partial(phrases_of, "flows.toml")

_CLAUSE_EDGE = re.compile(r"[;:•\n]|\s[–—-]\s|[-–—]\s|\b(?:where|which|that|but|however|although|and then)\b")
_LOGS = re.compile(r"\b(?:log|logs|sign|signs|register|registers)$")
# "We use it to send messages" is a purpose; "we are required to send" is not.
_TO = re.compile(
    r"(?<!required)(?<!obliged)(?<!have)(?<!has)(?<!need)(?<!needs)(?<!needed)(?<!asked)(?<!obligation)"
    r"(?<!obligations)(?<!duty)(?<!duties)(?<!requirement)(?<!requirements)(?<!agree)(?<!law)(?<!,) to $"
)
_DUTY = re.compile(r"\b(?:required|obliged|bound|obligations?|dut(?:y|ies)|requirements?|legally)\b[^.;]*$")
_GIVEN = re.compile(r"(?:is|are|be) (?:given|sent|told|provided with|supplied with)")
_ON = re.compile(r"[\s-]+(?:in|on|into|onto|out|up)\b(?!\s+(?:the|our|this) (?:system|app))")
_OURS = re.compile(
    r"\s*(?:only )?(?:by )?(?:you|us|parents|families|your|our|staff|teachers|the (?:child|staff))\b"
)
_ARTICLE = re.compile(r"\b(?:an?|the|each|every|any|video|audio|sound|screen|voice) $")
_CONSENT = re.compile(r"\b(?:consent|permission|agreement)\b")
_NOT = re.compile(r"\b(?:not|never|n't) $")
_BY_OTHERS = (Flow.ENTERED_BY_FAMILIES, Flow.RECEIVED, Flow.CREATED, Flow.VIEWED)
_WORDS = re.compile(r"\{(\w+)\}")
_BREAK = re.compile(r"[,;.–—]|\s-\s|\band (?:it|they|we|you|then|parents|families|the [a-z]+) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Words of a sentence that name data, because of a lead such as "we share"."""

    start: int
    end: int
    flow: Flow
    rank: int
    lead: int  # where the lead stands
    lead_end: int
    clear: int = 1  # 2 where a verb with its doer, its goal or its source says so, 0 where a verb alone does
    by: str = ""  # who types or gathers it: "staff", "learners", "they"

    def is_but(self, item: Listed) -> bool:
        """Is the lead no more than the item's own name: "staff records"?"""
        longer = self.lead_end - self.lead > LONGEST_WORD
        return longer and (item.start, item.end) == (self.lead, self.lead_end)

    def says(self, item: Listed) -> bool:
        """Is the item a word of the lead itself ("we upload"), and so no data?"""
        length = self.lead_end - self.lead
        at_its_edge = item.start == self.lead or item.end == self.lead_end or length <= PLAIN_LEAD
        inside = self.lead <= item.start and item.end <= self.lead_end
        return inside and at_its_edge and length <= SHORT_LEAD and not self.is_but(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    flow: Flow
    after: bool
    rank: int
    wording: Wording


@lru_cache(maxsize=REMEMBERED)
def regions(folded: str) -> tuple[Region, ...]:
    """The parts of one sentence that its leads say are data."""
    stops = [match.start() for match in _one("stop").finditer(folded)]
    found = [
        _region(folded, lead, match, stops)
        for lead in _leads().left(folded)
        for match in lead.wording.finditer(folded)
        if not _misleads(folded, lead, match)
    ]
    return tuple(one for one in found if not any(_is_part(one, other) for other in found))


@lru_cache(maxsize=REMEMBERED)
def told_by_verbs(folded: str) -> tuple[Region, ...]:
    """The parts of one sentence that are data by who does what with them."""
    return tuple(
        Region(
            start=start,
            end=end,
            flow=deed.flow,
            rank=2,
            lead=deed.lead,
            lead_end=deed.lead_end,
            clear=3 if deed.again and deed.clear else 2 * deed.clear,
            by=deed.by,
        )
        for deed in deeds(folded, items().find(folded))
        for start, end in _data_of(folded, deed)
    )


def _data_of(folded: str, deed: Deed) -> Iterator[tuple[int, int]]:
    if deed.before:
        yield deed.before
    if deed.after:
        yield deed.after[0], min(deed.after[1], purpose_begins(folded, deed.lead_end))


def _is_part(one: Region, other: Region) -> bool:
    """ "sends" inside "sends us", "access to" inside "read-only access to": the longer lead says it.

    So does one that begins before it: in "parents tell the company" nobody at the school tells, nor in
    "are passed to the company by parents".
    """
    inside = other.lead <= one.lead and one.lead_end <= other.lead_end
    longer = other.lead_end - other.lead > one.lead_end - one.lead
    said_of_another = one.flow in (Flow.SENT, Flow.RECEIVED) and other.lead < one.lead < other.lead_end
    overlapping = one.lead < other.lead_end and other.lead < one.lead_end
    passive = one.flow is Flow.SENT and one.end == one.lead_end
    by_others = passive and overlapping and longer and other.flow in _BY_OTHERS
    part = (inside and longer) or said_of_another or by_others
    return part and other.rank == one.rank and other.flow is not one.flow


def _is_logging_in(folded: str, lead: re.Match[str]) -> bool:
    """ "Children log on", "parents sign up" record nothing."""
    return bool(_LOGS.search(lead[0]) and _ON.match(folded, lead.end()))


def _misleads(folded: str, lead: _Lead, match: re.Match[str]) -> bool:
    return (
        _is_logging_in(folded, match)
        or bool(_is_noun(folded, match))
        or bool(_NOT.search(folded, max(match.start() - BEFORE, 0), match.start()))
        or _is_handed_to_people(folded, match)
        or (lead.flow is Flow.SENT and _is_purpose(folded, match.start()))
    )


def _is_noun(folded: str, lead: re.Match[str]) -> bool:
    """ "A recording of each lesson" """
    noun = lead[0].endswith("ing") and " " not in lead[0]
    return noun and _ARTICLE.search(folded, max(lead.start() - BEFORE, 0), lead.start()) is not None


def _is_purpose(folded: str, lead: int) -> bool:
    """ "… to send messages", where nothing before says that the school is required to send."""
    return bool(_TO.search(folded, max(lead - BEFORE, 0), lead)) and not _DUTY.search(folded[:lead])


def _is_handed_to_people(folded: str, lead: re.Match[str]) -> bool:
    """ "Children are given a username": nothing goes to the recipient."""
    before = folded[max(lead.start() - BEFORE, 0) : lead.start()].rstrip()
    return bool(_GIVEN.match(lead[0])) and any(hit.end == len(before) for hit in people().find(before))


def region_of(item: Listed, found: Sequence[Region]) -> Region | None:
    """The region an item stands in; the higher rank first, then the one whose lead is nearest."""
    around = [region for region in found if region.start <= item.start and item.end <= region.end]
    return min(
        around,
        key=lambda region: (
            -region.rank,
            -region.clear,
            region.flow is Flow.UNKNOWN,
            abs(region.lead - item.start),
            region.lead - region.lead_end,
            region.flow is Flow.SENT,  # "the police notify us of" is as well "notify … of"
        ),
        default=None,
    )


def data_ends(folded: str) -> int:
    """Where a list of data turns into its purpose ("… to generate accounts")."""
    stop = _one("stop").search(folded)
    return stop.start() if stop else len(folded)


def came_by(folded: str, items: Sequence[Listed]) -> dict[Listed, Flow]:
    """The flows said after the items: "… created in the app", "… entered by parents"."""
    flows: dict[Listed, Flow] = {}
    for flow, wording in _arrivals().left(folded) if items else ():
        for match in wording.finditer(folded):
            if flow is Flow.VIEWED and _OURS.match(folded, match.end()):
                continue  # "seen only by you and by us"
            for item in _reached(folded, items, match.start(), arising=flow is Flow.CREATED):
                flows[item] = flow
    return flows


def entered_by_families(folded: str) -> Iterator[tuple[int, int]]:
    """Where it says that families type the data in themselves."""
    wording = dict(_origins())[Flow.ENTERED_BY_FAMILIES]
    yield from (match.span() for match in wording.finditer(folded))


def way_said(folded: str) -> Flow | None:
    """How data come there by words that name none: "completed by you", "what comes back"; None if unsaid."""
    told = ways_said(folded)
    if Flow.ENTERED_BY_FAMILIES in told:
        return Flow.ENTERED_BY_FAMILIES  # "entered by parents": "entered by" alone is of anybody
    return next(iter(told)) if len(told) == 1 else None


def ways_said(folded: str) -> set[Flow]:
    told = {region.flow for region in regions(folded) if region.rank > 1}
    told |= {flow for flow, wording in _arrivals().left(folded) if wording.search(folded)}
    told = told - {Flow.UNKNOWN}
    if told or _CONSENT.search(folded):  # "only where the parent has given consent"
        return told
    return {region.flow for region in told_by_verbs(folded) if region.clear > 1 and not region.by}


def made_there(folded: str, items: Sequence[Listed]) -> tuple[Listed, ...]:
    """ "names, to generate usernames": what the service makes. A password it makes is its own secret."""
    keys = load("flows.toml")["made_there"]["keys"]
    ends = [match.end() for match in _one("made_there").finditer(folded)] if items else []
    return tuple(
        item for item in items if item.key in keys and any(0 <= item.start - end <= NEAR for end in ends)
    )


PRESENTED = 3  # the rank of "Data shared includes"
BEFORE = 30  # letters before a lead that may turn it: "to", "children"
LONGEST_WORD = 10  # letters: "recording" may be the verb, "staff records" is none
PLAIN_LEAD = 16  # letters: "we upload the", in which no data can stand
SHORT_LEAD = 25  # letters; a longer one holds the data between its words ("share … such as")
NEAR = 12  # letters: "to generate their usernames"


def _reached(folded: str, items: Sequence[Listed], cue: int, *, arising: bool) -> Iterator[Listed]:
    """The items a cue after them speaks of: the nearest, then back along its list."""
    before = [item for item in items if item.start < cue]
    if not before or _broken_off(folded, before[-1].end, cue):
        return
    if folded[before[-1].end : cue].strip() == "(":  # its own bracket: it speaks of this item alone
        yield before[-1]
        return
    for place in range(len(before) - 1, -1, -1):
        item = before[place]
        if item.group != before[-1].group or (arising and not _arises(item.key)):
            return
        yield item
        joined = folded[before[place - 1].end : item.start] if place else ""
        if not arising and _BREAK.search(joined):
            return


def _broken_off(folded: str, start: int, cue: int) -> bool:
    """Does a clause or a purpose end between item and cue ("photographs, so that you can see them")?"""
    between = folded[start:cue].rstrip(" ,")
    return bool(re.search(r"[;.,]", between) or _one("stop").search(folded, start, cue))


def _arises(key: str) -> bool:
    return bool(load("items.toml").get(key, {}).get("arises"))


def _region(folded: str, lead: _Lead, match: re.Match[str], stops: Sequence[int]) -> Region:
    if lead.rank < PRESENTED:
        stops = sorted([*stops, *_semicolons(folded)])
    start, end = (
        (match.start(), _end(folded, match.end(), stops))
        if lead.after
        else (_start(folded, match.start()), match.end())
    )
    return Region(
        start=start, end=end, flow=lead.flow, rank=lead.rank, lead=match.start(), lead_end=match.end()
    )


def _semicolons(folded: str) -> list[int]:
    """Where what a verb leads to is over; a list that is presented as data goes on over them."""
    return [match.start() for match in re.finditer(";", folded)]


def _start(folded: str, lead: int) -> int:
    edges = [match.end() for match in _CLAUSE_EDGE.finditer(folded, 0, lead)]
    return edges[-1] if edges else 0


def _end(folded: str, lead_end: int, stops: Sequence[int]) -> int:
    return next((stop for stop in stops if stop >= lead_end), len(folded))


def _spelt(phrase: str) -> str:
    """ "{us} send" with the words that "us" stands for."""
    words: dict[str, str] = load("flows.toml")["words"]
    return _WORDS.sub(lambda match: words[match[1]], phrase)


@cache
def _leads() -> Sieve[_Lead]:
    leads = [
        _Lead(
            flow=Flow(row["flow"]),
            after=row["reads"] == "after",
            rank=row["rank"],
            wording=pattern(map(_spelt, row["phrases"])),
        )
        for row in load("flows.toml")["lead"]
    ]
    return Sieve((lead.wording.ways, lead) for lead in leads)


@cache
def _origins() -> tuple[tuple[Flow, Wording], ...]:
    came_by = load("flows.toml")["came_by"]
    return tuple((Flow(name), pattern(map(_spelt, row["phrases"]))) for name, row in came_by.items())


@cache
def _arrivals() -> Sieve[tuple[Flow, Wording]]:
    return Sieve((wording.ways, (flow, wording)) for flow, wording in _origins())


def purpose_begins(folded: str, after: int) -> int:
    """Where, from `after` on, the words turn to why; the end where they do not."""
    return next(
        (match.start() for match in _one("stop").finditer(folded) if match.start() >= after), len(folded)
    )
