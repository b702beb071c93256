"""The data a row speaks of: its data cells, else its running words, else what its group says for all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial

from schoolgate.domain.reading import ItemRead, Span, Spans
from schoolgate.domain.vocabulary import Flow, Subject
from schoolgate.notices.flows import way_said
from schoolgate.notices.group_data import of_group, speaks_of_each
from schoolgate.notices.items import (
    ItemsFound,
    bracketed_lists,
    is_all_data,
    is_bare_list,
    items_of_list,
    items_of_prose,
    items_said_to_come,
    items_unled,
    names_somebody,
    opens_list,
)
from schoolgate.notices.listing import items, listed, people
from schoolgate.notices.merging import merged
from schoolgate.notices.names import mentions
from schoolgate.notices.nothing import nothing_said
from schoolgate.notices.parting import parted
from schoolgate.notices.passage import REMEMBERED, Passage, fold
from schoolgate.notices.rows import Cell, Label, Row, Section
from schoolgate.notices.said import cells, told
from schoolgate.notices.verb_groups import is_doer
from schoolgate.notices.wording import Wording, load, pattern

RUNNING = (Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER)
_SEMICOLON = re.compile(r";|$")
_NOTHING = re.compile(
    r"(?:nothing|none)(?: at all| of (?:this|these|it))?(?=\s*(?:[,;.)]|$|\s[–—-]))", re.IGNORECASE
)
_SIGN = re.compile(r"\W{1,3}")
_FOR_WHAT = re.compile(r"\W*(?:this |it |they |these )?(?:(?:is|are) )?(?:used|to|so|helps?)\b")
# Labels that say themselves how the data below them come to be with the recipient.
FLOWS = {
    Label.CREATED_DATA: Flow.CREATED,
    Label.ENTERED_DATA: Flow.ENTERED_BY_FAMILIES,
    Label.VIEWED_DATA: Flow.VIEWED,
    Label.RECEIVED_DATA: Flow.RECEIVED,
    Label.UNSETTLED_DATA: Flow.UNKNOWN,
    Label.LEFT_OUT_DATA: Flow.DENIED,
}
KNOWN_WAYS = (Flow.SENT, Flow.CREATED, Flow.ENTERED_BY_FAMILIES, Flow.RECEIVED, Flow.VIEWED)
ARISING = (Flow.ENTERED_BY_FAMILIES, Flow.RECEIVED)
ITSELF = "§"  # what flows.toml writes for the recipient's own name: "Dolce knows your name"
AT_LARGE = frozenset(("parent_entered", "all_pupil_data"))
SAID_ALONE = frozenset(("all_pupil_data", "statistics_only"))
MOST_WORDS_OF_WAY = 10
TOP = 300  # letters of the page, in which its title stands
PRESENTED = 3  # the rank of "Data shared includes", the only words a group hands down to its rows


def data_of(text: str, row: Row, *, to_body: bool) -> ItemsFound:
    """`to_body`: the recipient is an authority or the like. One word is data to it ("attendance"), and for a
    supplier may be what the service is for.
    """
    own = _own_data(text, row, to_body=to_body)
    if own and not (own.items and (_adds(text, row) or _arises_there(text, row, own))):
        return own
    group = of_group(text, row.section, to_body=to_body)
    if not group.items:
        return own or group
    if nothing := None if own else _begins_with_nothing(text, row):
        return ItemsFound(nothing=nothing)
    if instead := None if own else _clause_with(text, row, "instead"):
        return instead
    found = own or _clause_with(text, row, "besides")
    return replace(found, items=merged((*group.items, *found.items))) if found else group


def _adds(text: str, row: Row) -> bool:
    """ "Date of birth as well", or a star that says so: what the group says of each is sent too."""
    starred = any(cell.printed_label and _SIGN.fullmatch(cell.printed_label) for cell in row.cells)
    spans = tuple(span for cell in cells(row, Label.DATA, *RUNNING) for span in cell.spans)
    return (
        starred
        or _shows_more(text, row.section)
        or _cue("besides").search(Passage.of(text, spans).folded) is not None
    )


def _begins_with_nothing(text: str, row: Row) -> Spans:
    """ "(nothing at all, children use the free books)": not what the group says of each."""
    said = (cell.spans for cell in cells(row, *RUNNING))
    found = (_NOTHING.match(text, *span) for spans in said for span in spans[:1])
    return next(((match.span(),) for match in found if match), ())


def _arises_there(text: str, row: Row, own: ItemsFound) -> bool:
    """ "Scores are seen by the teacher" tells of none that is sent: what each is given stays to be said."""
    if not all(item.flow in (Flow.CREATED, Flow.VIEWED, Flow.RECEIVED) for item in own.items):
        return False
    listed_there = any(cells(row, Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE))
    return row.section is not None and not listed_there and _speaks_of_each(text, row.section.sentences)


@lru_cache(maxsize=100)  # asked for each row of a section
def _speaks_of_each(text: str, said: Spans) -> bool:
    return any(map(speaks_of_each, Passage.of(text, said).sentences()))


def _shows_more(text: str, section: Section | None) -> bool:
    """ "Anything more is shown against its name": what a row says is data, and more of it."""
    said = section.sentences if section else ()
    return _cue("more_beside").search(Passage.of(text, said).folded) is not None


def _clause_with(text: str, row: Row, cue: str) -> ItemsFound | None:
    """ "Revision; e-mail address as well": the clause that says so is data though it names one item only."""
    words = running_words(text, row)
    parts = [part for one in words for sentence in one.sentences() for part in _between_semicolons(sentence)]
    shown = cue == "besides" and _shows_more(text, row.section)
    told = [
        items_of_list(part)
        for part in parts
        if _cue(cue).search(part.folded) or (shown and is_bare_list(part, parts=1))
    ]
    return _said(joined(told))


def _own_data(text: str, row: Row, *, to_body: bool) -> ItemsFound | None:
    words = running_words(text, row)
    return (
        _said(_with_said_besides(_of_cells(text, row), words))
        or _said(_with_said_besides(_of_lists(text, row, words, to_body=to_body), words))
        or _said(_with_arising(joined(map(items_of_prose, words)), words))
        or _said(joined(map(items_said_to_come, words)))
        or _said(joined(map(items_unled, words)))
        or _said(_anonymous(words))
    )


def _with_said_besides(printed: ItemsFound, words: Sequence[Passage]) -> ItemsFound:
    """What the cells say, with what other words add: "Bank details are added by families themselves".

    A cell that names no item of its own ("what parents told us") leaves the list to the words that give it.
    """
    if not printed.items:
        return printed
    said = joined(map(items_of_prose, words))
    at_large = all(item.item in AT_LARGE for item in printed.items) and said.rank == PRESENTED
    more = [item for item in said.items if at_large or item.flow in ARISING]
    more += [item for one in words for item in items_said_to_come(one).items]
    ways = {item.item: item.flow for item in said.items if said.rank > 1 and item.flow in KNOWN_WAYS}
    return replace(printed, items=merged((*map(partial(_by_own_words, ways), printed.items), *more)))


def _by_own_words(ways: Mapping[str, Flow], item: ItemRead) -> ItemRead:
    """ "Name, class; scores" beside "name and class are uploaded, scores are made there"."""
    way = ways.get(item.item) if item.flow in (Flow.SENT, Flow.UNKNOWN) else None
    arises = way is not Flow.CREATED or load("items.toml").get(item.item, {}).get("arises")
    return replace(item, flow=way) if way and arises else item


def _with_arising(told: ItemsFound, words: Sequence[Passage]) -> ItemsFound:
    """What is sent, with what the same words say is made there: "… Concerns are added by staff"."""
    if not told.items:
        return told
    known = {item.item for item in told.items}
    more = [item for one in words for item in items_said_to_come(one).items if item.item not in known]
    return replace(told, items=merged((*told.items, *more)))


def _said(found: ItemsFound) -> ItemsFound | None:
    return found if found.items or found.nothing or found.open_ended else None


def _of_cells(text: str, row: Row) -> ItemsFound:
    return joined(
        items_of_list(
            Passage.of(text, cell.spans),
            flow=_flow_of(text, row, cell),
            certain=cell.label is not Label.POTENTIAL_DATA,
        )
        for cell in data_cells(text, row)
    )


def _flow_of(text: str, row: Row, cell: Cell) -> Flow:
    if cell.label in FLOWS:
        return FLOWS[cell.label]
    told = cell.printed_label is not None and _cue("sharing").search(fold(cell.printed_label)) is not None
    return Flow.SENT if told else _flow_of_lists(text, row)


def _flow_of_lists(text: str, row: Row) -> Flow:
    """Sent; unknown where the row, its headings and the page's top speak of systems and never of sharing.

    A cell that names no data may say how they come there: "entered by parents", "read-only".
    """
    beside = [words for words in told(text, row, Label.PROSE, Label.OTHER) if _says_way(words)]
    if beside and (way := way_said(beside[0].folded)):
        return way
    if _speaks_of_sharing(text[:TOP]):
        return Flow.SENT
    spans = [span for cell in row.cells for span in cell.spans]
    section = row.section
    while section:
        spans += [*section.heading_spans, *section.sentences]
        section = section.parent
    told_of = [fold(text[slice(*span)]) for span in ((0, TOP), *spans)]
    held = any(_cue("holding").search(words) for words in told_of)
    return Flow.UNKNOWN if held and not any(map(_cue("sharing").search, told_of)) else Flow.SENT


@lru_cache(maxsize=4)
def _speaks_of_sharing(top: str) -> bool:
    return _cue("sharing").search(fold(top)) is not None


def _says_way(words: Passage) -> bool:
    short = len(words.words.split()) <= MOST_WORDS_OF_WAY
    return short and not listed(words) and way_said(words.folded) is not None


def data_cells(text: str, row: Row) -> tuple[Cell, ...]:
    """The cells of data, and those headed "Information" that hold a list and nothing else."""
    mixed = (cell for cell in cells(row, Label.DATA_AND_PURPOSE) if _is_data(Passage.of(text, cell.spans)))
    return (*cells(row, Label.DATA, Label.POTENTIAL_DATA, *FLOWS), *mixed)


def _is_data(words: Passage) -> bool:
    """Nothing but items, or the one word that there are none."""
    said = nothing_said(words, whole=True)
    return is_all_data(words) or (
        said is not None and not words.folded[said[1] :].strip(" .") and not said[0]
    )


def running_words(text: str, row: Row) -> tuple[Passage, ...]:
    """With a sign for its own name, and without others': "Reading Eggs" is no reading record."""
    return tuple(_unnamed(text, words, row.name) for words in told(text, row, *RUNNING))


@lru_cache(maxsize=REMEMBERED)  # asked again where flows are weighed; `text`: the page whose names are known
def _unnamed(text: str, words: Passage, name: str) -> Passage:
    told = [(one.start, one.end) for one in mentions(words.words)]
    named = [span for span in told if not is_doer(words.words[slice(*span)])]
    own, letters = set(_own_places(words.words, name)), list(words.folded)
    data = [(hit.start, hit.end) for hit in items().find(words.folded)]
    for start, end in (*named, *own):
        if not any(first <= start and end <= last for first, last in data):  # "NHS number"
            letters[start:end] = (ITSELF if (start, end) in own else "").ljust(end - start)
    return replace(words, folded="".join(letters))


def _own_places(words: str, name: str) -> Iterator[Span]:
    at = words.find(name) if name else -1
    while at >= 0:
        yield at, at + len(name)
        at = words.find(name, at + len(name))


def _of_lists(text: str, row: Row, running: Sequence[Passage], *, to_body: bool) -> ItemsFound:
    """Running words that are a list of data and nothing else: "(name, class)", "Homework. Name, class"."""
    flow = _flow_of_lists(text, row)
    if _is_about_data(text, row.section):
        return joined(items_of_list(words, flow=flow) for words in running)
    bracketed = [
        part
        for words in running
        if _stands_in_brackets(text, words)
        for part in _between_semicolons(words)
        if is_all_data(part)
    ]
    inside = [one for words in running for one in bracketed_lists(words)]
    telling = [*bracketed, *(one for one in inside if names_somebody(one))]
    listed_behind = any(is_bare_list(one) and names_somebody(one) for one in running)
    if telling and (names_somebody(telling[0]) or not listed_behind):  # "(swimming awards): name, class"
        return items_of_list(telling[0], flow=flow)
    fewest = 1 if to_body else 2
    prose = [
        words
        for words, cell in zip(running, cells(row, *RUNNING), strict=True)
        if cell.label in (Label.PROSE, Label.DATA_AND_PURPOSE)
    ]
    lists = [one for words in prose for one in _lists_in(words, fewest=fewest)]
    naming = next((place for place, (one, _) in enumerate(lists) if names_somebody(one)), 0)
    if not lists:
        return joined(items_of_list(words, flow=flow) for words in inside[:1])
    return joined(items_of_list(words, flow=way or flow) for words, way in lists[naming:])


def _lists_in(words: Passage, *, fewest: int) -> Iterator[tuple[Passage, Flow | None]]:
    """The sentences that are lists, and the lists that sentences end in, with the way that leads to them.

    After a sentence on what it is for, one item is enough: "Weekly newsletter. Parent e-mail."
    """
    for place, sentence in enumerate(words.sentences()):
        purpose, data = parted(sentence)
        first = next(_between_semicolons(sentence), sentence)
        if data and purpose and is_bare_list(first) and names_somebody(first):
            yield from ((first, None), (data, None))
        elif data and purpose:
            yield data, way_said(purpose.folded)
        elif first != sentence and _is_clearly_data(first, sentence):
            yield first, None
        elif _FOR_WHAT.match(sentence.folded):
            continue
        elif opens_list(sentence) or is_bare_list(
            sentence, parts=1 if place or _says_alone(sentence) else fewest
        ):
            yield sentence, None


def _is_clearly_data(first: Passage, sentence: Passage) -> bool:
    """ "Photos only; full names are not used": whoever says what is left out speaks of data."""
    says_who = is_bare_list(first) and names_somebody(first)
    return says_who or (is_bare_list(first, parts=1) and any(one.denied for one in listed(sentence)))


def _says_alone(sentence: Passage) -> bool:
    """ "Full pupil record", "name only": data even where one item stands alone; no service is for that."""
    noun = bool(_cue("data_noun").search(sentence.folded))  # "safeguarding records"
    return noun or names_somebody(sentence) or any(one.key in SAID_ALONE for one in listed(sentence))


def _between_semicolons(words: Passage) -> Iterator[Passage]:
    """ "all pupil data; hosted by the council": the whole where it is one list, else part by part."""
    if is_bare_list(words, parts=1) or ";" not in words.words:
        yield words
        return
    at = 0
    for match in _SEMICOLON.finditer(words.words):
        if words.words[at : match.start()].strip():
            yield words.part(at, match.start())
        at = match.end()


def _is_about_data(text: str, section: Section | None) -> bool:
    return section is not None and bool(
        _cue("data_heading").search(Passage.of(text, section.heading_spans).folded)
    )


def _stands_in_brackets(text: str, words: Passage) -> bool:
    whole = words.whole()
    return bool(whole) and text[: whole[0][0]].rstrip()[-1:] in ("(", "[")


def _anonymous(told: Iterable[Passage]) -> ItemsFound:
    for words in told:
        match = _cue("anonymous").search(words.folded)
        if match:
            whose = tuple(dict.fromkeys(Subject(hit.meanings[0]) for hit in people().find(words.folded)))
            item = ItemRead(
                item="statistics_only",
                flow=Flow.UNKNOWN,
                subjects=whose or (Subject.PUPIL,),
                evidence=words.spans(*match.span()),
            )
            return ItemsFound(items=(item,), rank=1)
    return ItemsFound()


def joined(found: Iterable[ItemsFound]) -> ItemsFound:
    """Several findings as one; what one cell denies another may still share."""
    parts = list(found)
    best = max((part.rank for part in parts if part.items), default=PRESENTED)
    told = [part for part in parts if part.rank == best]
    together = merged(item for part in told for item in part.items)
    shared = any(item.flow is not Flow.DENIED for item in together)
    return ItemsFound(
        items=together,
        nothing=() if shared else next((part.nothing for part in parts if part.nothing), ()),
        open_ended=any(part.open_ended for part in told),
        rank=best,
    )


@cache
def _cue(name: str) -> Wording:
    return pattern(load("flows.toml")[name]["phrases"])
