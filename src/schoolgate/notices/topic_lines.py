"""A line of a page by topics: "Books. BorrowBox, Year 3 up: first name": whoever stands behind the topic."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.cutting import asides_of, without_edges
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.members import may_receive, opens_sentence
from schoolgate.notices.name_lists import is_body, split_names
from schoolgate.notices.names import is_general, is_place_or_address, recognise
from schoolgate.notices.naming import named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.roles import NAMES, PERSON
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.scope import scope_of
from schoolgate.notices.title import is_school
from schoolgate.notices.wording import load

TOPIC = re.compile(r"(?P<topic>[A-Z][^.:;?!()\n]{2,40})[.?]\s+(?=[A-Z0-9])")
GOES_ON = re.compile(r"\s*(?:$|[:;,.(]|[–—-]\s)|\s+for\s")
ACCOUNT = re.compile(r" (?:account|page|channel|feed|app|website)s?\b")  # "our Bluesky account: …"
LISTED = re.compile(r"[^.;\n]+?(?=,? (?:with|unless|if|when|once|where|so that)\b|[.;]|$)", re.MULTILINE)
MOST_WORDS = 4
FEWEST = 5  # topics of a page
FEWEST_BOLD = 2  # where they stand in bold
FEWEST_OF_LIST = 2
FEWEST_CAPITALS = 2  # of a name in ordinary words: "Freedom Leisure"


def topics_of(text: str, blocks: Sequence[Block]) -> dict[int, tuple[Span, Span]]:
    """Block → its topic and the words behind it, on a page where most paragraphs begin so; else none."""
    lines = [at for at, block in enumerate(blocks) if block.kind is BlockKind.LINE]
    found = {at: parts for at in lines if (parts := _parts(text, blocks[at]))}
    bold = {at: parts for at, parts in found.items() if _is_bold(text, blocks[at], parts[0])}
    many = len(found) >= FEWEST and len(found) * 2 >= len(lines)
    return found if many else bold if len(bold) >= FEWEST_BOLD else {}


def _is_bold(text: str, block: Block, topic: Span) -> bool:
    """ "**Awarding.** City and Guilds – name": the topic alone is set off."""
    return block.lead is not None and text[slice(*block.lead)].strip(" .?") == text[slice(*topic)]


def _parts(text: str, block: Block) -> tuple[Span, Span] | None:
    line = text.rfind("\n", 0, block.start) + 1  # another rule may have cut the topic off
    match = TOPIC.match(text, line, block.end)
    plain = match is not None and len(match["topic"].split()) <= MOST_WORDS and match.end() < block.end
    if match is None or not plain or _is_somebody(match["topic"]):
        return None
    return match.span("topic"), (match.end(), block.end)


def _is_somebody(topic: str) -> bool:
    known = recognise(topic)
    return (known is not None and not is_general(topic)) or is_strange(topic)


def read_topic(draft: Draft, parts: tuple[Span, Span]) -> int:
    """1 where names stand behind the topic, and none of it is denied."""
    topic, rest = parts
    words = draft.words(rest)
    if draft.promise() in (*CLOSED, Context.DENIED) or context_of(words) is Context.DENIED or denies(words):
        return 0
    names = _names(draft, rest)
    behind = without_edges(draft.text, (names[-1][1], rest[1])) if names else rest
    if names and (account := ACCOUNT.match(draft.text, names[-1][1], rest[1])):
        behind = without_edges(draft.text, (account.end(), rest[1]))
    if not names or says_unused(draft.words(behind)):
        return 0
    years = scope_of(draft.words(topic))
    label = Label.YEAR_GROUPS if years.year_groups or years.everyone else Label.PURPOSE
    told = [
        Cell(label=label, spans=(topic,)),
        *told_behind(draft, behind),
    ]
    for name in names:
        one = named(draft.text, name, several=False)[0]
        one.cells += told
        draft.add_row(one)
    return 1


def told_behind(draft: Draft, behind: Span) -> list[Cell]:
    """ "Dietary needs, medical form, with a signed form": the data, and what is said besides."""
    listed = LISTED.match(draft.text, *behind)
    if listed and is_all_data(Passage.of(draft.text, (listed.span(),))):
        rest = without_edges(draft.text, (listed.end(), behind[1]))
        besides = [Cell(label=Label.PROSE, spans=(rest,))] if rest[0] < rest[1] else []
        return [Cell(label=Label.DATA, spans=(listed.span(),)), *besides]
    return said_cells(draft.text, behind) if behind[0] < behind[1] else []


def _names(draft: Draft, rest: Span) -> list[Span]:
    """The names that the words begin with, unless a verb follows: its sentence has a reader of its own."""
    match = NAMES.match(draft.text, *rest)
    if match is None:
        return []
    account = ACCOUNT.match(draft.text, match.end(), rest[1])
    if GOES_ON.match(draft.text, (account or match).end(), rest[1]) is None:
        return []
    found = [_without_our(draft.text, part) for part in split_names(draft.text, match.span())]
    sure = sum(1 for one in found if _may_be(draft.text[slice(*asides_of(draft.text, one)[0])]))
    # Among several that are names for certain, "Gateway" is one more.
    return found if sure == len(found) or (len(found) > FEWEST_OF_LIST and sure * 2 > len(found)) else []


def _without_our(text: str, span: Span) -> Span:
    """ "our Bluesky account" is Bluesky."""
    start = span[0] + len("our ") if text.startswith("our ", *span) else span[0]
    account = re.compile(r" (?:account|page|channel|feed)s?$").search(text[start : span[1]])
    return (start, start + account.start() if account else span[1])


def _may_be(name: str) -> bool:
    first = name.split()[0].lower()
    if PERSON.match(name) or is_school(name) or is_place_or_address(name) or opens_sentence(name):
        return False
    if first in load("topic_lines.toml")["asking"] or is_all_data(Passage.of(name, ((0, len(name)),))):
        return False
    if recognise(name) is not None:
        return not is_general(name)
    capitals = len(re.findall(r"\b[A-Z]", name)) >= FEWEST_CAPITALS
    return may_receive(name, capitals=True) and (is_strange(name) or is_body(name) or capitals)
