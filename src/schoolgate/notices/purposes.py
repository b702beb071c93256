"""What a recipient is for: a purpose cell, or the running words that are not about data."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.flows import Region, purpose_begins, regions
from schoolgate.notices.holdings import data_cells
from schoolgate.notices.items import (
    bracketed_lists,
    is_all_data,
    is_bare_list,
    items_of_prose,
    names_somebody,
)
from schoolgate.notices.labels import meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.listing import listed, people
from schoolgate.notices.names import mentions
from schoolgate.notices.parting import list_begins, parted
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label, Row
from schoolgate.notices.said import Said, cells, tidy, told
from schoolgate.notices.told_purposes import told_of
from schoolgate.notices.wording import Wording, load, pattern

_DASH = re.compile(r"\s[–—-]+\s|(?<=\w)[-–—]\s")
_NOTICE = re.compile(
    r"[(\[]*\s*privacy (?:notice|policy|statement)s?\b[^a-z]*(?:\([^)]*\))?[)\]]*|\[[^\]]*\]\([^)]*\)|<?(?:https?://|www\.)\S+",
    re.I,
)
LONGEST_OF_GROUP = 160  # letters of a group's sentence that says what its services are for
_UP_TO = re.compile(r"[^:\n]{3,90}?(?=:|\.\s|\.?$)", re.MULTILINE)
_BEHIND_DATA = re.compile(r",\s(?P<what>for\s(?:the|our|your|each|a|an)\s[a-z][^,;.]{3,50})[.\s]*$")
_LEAD = re.compile(r"\W*(?P<what>[A-Z][a-z][A-Za-z /&'’-]{2,38})\s*(?::|\s[–—-])\s*")
_PRESENTED = 3  # the rank of "Data shared includes": such words are data, and nothing else
_DANGLING = re.compile(r"(?:[,\s]+(?:for which|where|and|with|to|that|which|so|who|but|we|it))+$")
_REFUSING = re.compile(r"\b(?:no|not|never|nobody|nothing|cannot)\b")
_WORDS = re.compile(r"[A-Za-z]{2,}")


def purposes_of(text: str, row: Row) -> tuple[Said[str], ...]:
    """Each purpose as printed, in order; a group's own sentence where the row says nothing."""
    stated = tuple(
        replace(found, sure=found.sure and cell.printed_label is not None)
        for cell in cells(row, Label.PURPOSE)
        for found in _whole(Passage.of(text, cell.spans))
    )
    data = data_cells(text, row)
    mixed = () if data else told(text, row, Label.DATA_AND_PURPOSE)
    prose = (*mixed, *told(text, row, Label.PROSE))
    running = tuple(found for words in prose for found in _of_prose(words, row.name, lists_are_data=not data))
    found = stated or running or tuple(_after_data(text, data)) or tuple(_in_line(text, row))
    return found or (() if prose else _of_section(text, row))


def _in_line(text: str, row: Row) -> Iterator[Said[str]]:
    """ "Door access is through Salto: name", "Unifrog, for careers: name": its line, up to the colon."""
    start, end = (row.name_spans[0][0], row.name_spans[-1][1]) if row.name_spans else (0, 0)
    line = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    stop = _UP_TO.match(text, end)
    words = Passage.of(text, (trimmed(text, (line, stop.end() if stop else end)),))
    for span in told_of(words, row.name):
        yield from _said(words, *span)
    led = _LEAD.fullmatch(text, line, start)
    if led and _is_trade(Passage.of(text, (led.span("what"),))):
        yield from _said(words, led.start("what") - line, led.end("what") - line)


def _is_trade(lead: Passage) -> bool:
    """ "Training: The National College", and no label, no people and no list of data."""
    people_or_name = any(people().find(lead.folded)) or any(mentions(lead.words))
    return meaning(lead.words) is None and not people_or_name and not is_all_data(lead)


def _after_data(text: str, data: Sequence[Cell]) -> Iterator[Said[str]]:
    """ "Name, class and allergies, so that each child gets the right plate": what a list of data ends in."""
    for sentence in (one for cell in data for one in Passage.of(text, cell.spans).sentences()):
        begins = purpose_begins(sentence.folded, 0)
        if _is_data(sentence.part(0, begins)) or _is_sent(sentence, begins):
            yield from _said(sentence, begins, len(sentence.words))


def _is_sent(sentence: Passage, begins: int) -> bool:
    """ "Names are shared for …": does the sending stand right before the purpose?"""
    sending = (one for one in regions(sentence.folded) if one.start < one.lead and one.flow is Flow.SENT)
    near = [one for one in sending if one.lead < begins and _touch(sentence, one.lead_end, begins)]
    return any(one.start <= item.start < one.lead for one in near for item in listed(sentence))


def _touch(sentence: Passage, one: int, other: int) -> bool:
    return not sentence.folded[one:other].strip()


def _whole(words: Passage) -> Iterator[Said[str]]:
    for sentence in words.sentences():
        if _presents_data(sentence):
            yield from _said(sentence, purpose_begins(sentence.folded, 0), len(sentence.words))
            continue
        kept = _NOTICE.sub(" ", sentence.words)
        if _WORDS.search(kept):
            yield Said(tidy(kept).rstrip(" .([,"), sentence.whole())


def _of_prose(words: Passage, name: str, *, lists_are_data: bool) -> Iterator[Said[str]]:
    for sentence in words.sentences():
        if spans := told_of(sentence, name):
            yield from (found for span in spans for found in _said(sentence, *span))
            continue
        if (for_it := _BEHIND_DATA.search(sentence.words)) and _is_data(sentence.part(0, for_it.start())):
            yield from _said(sentence, *for_it.span("what"))
            continue
        first, data = parted(sentence) if lists_are_data else (sentence, None)
        if first is None or first.words.endswith("?") or not _WORDS.search(_NOTICE.sub(" ", first.words)):
            continue
        begins = purpose_begins(first.folded, 0)
        if lists_are_data and data is None and _is_data(first.part(0, begins)):
            yield from _said(first, begins, len(first.words))  # "…, for trips"
            continue
        if _presents_data(first):
            yield from _said(first, begins, len(first.words))
            continue
        for clause in _clauses(first):
            yield from _of_clause(clause)


def _is_data(sentence: Passage) -> bool:
    """ "Name, class", where no cell says what the data is. "Texts and email" stays a purpose."""
    told = is_bare_list(sentence) or is_all_data(sentence)
    return told and names_somebody(sentence) and not any(bracketed_lists(sentence))


def _of_clause(clause: Passage) -> Iterator[Said[str]]:
    """The clause whole; where it says what is sent, only the words before that and after it."""
    if clause.folded.startswith(("to ", "for ")):
        yield from _said(clause, 0, len(clause.words))
        return
    if (listed_from := list_begins(clause)) is not None:
        yield from _said(clause, 0, listed_from)
        return
    sending = next((region for region in regions(clause.folded) if _names_what_is_sent(clause, region)), None)
    for start, end in ((0, len(clause.words)),) if sending is None else _around(clause, sending):
        yield from _said(clause, start, end)


def _said(words: Passage, start: int, end: int) -> Iterator[Said[str]]:
    """The words between as a purpose, without links and without a closing bracket that names data."""
    part = words.part(start, end)
    data = next((inner for inner in bracketed_lists(part) if part.words.rstrip(" .").endswith(")")), None)
    if data:
        part = part.part(0, part.words.find(data.words))
    kept = _DANGLING.sub("", tidy(_NOTICE.sub(" ", part.words)).rstrip(" .(["))
    if _WORDS.search(kept):
        yield Said(kept, part.whole(), sure=False)


def _names_what_is_sent(clause: Passage, region: Region) -> bool:
    leads_back = region.start < region.lead
    if region.rank < 2 or not (region.flow is Flow.SENT or (region.flow is Flow.UNKNOWN and leads_back)):
        return False
    if region.flow is Flow.UNKNOWN and region.start == 0:
        return False
    return any(region.start <= one.start < region.end for one in listed(clause))


def _around(clause: Passage, sending: Region) -> tuple[tuple[int, int], ...]:
    begins = purpose_begins(clause.folded, max(sending.end, sending.lead))
    return ((0, sending.start), (begins, len(clause.words)))


def _presents_data(sentence: Passage) -> bool:
    return any(region.rank == _PRESENTED for region in regions(sentence.folded)) and bool(
        items_of_prose(sentence).items
    )


def _clauses(sentence: Passage) -> Iterator[Passage]:
    start = 0
    for match in _DASH.finditer(sentence.words):
        if sentence.words[start : match.start()].strip():
            yield sentence.part(start, match.start())
        start = match.end()
    if sentence.words[start:].strip():
        yield sentence.part(start, len(sentence.words))


def _of_section(text: str, row: Row) -> tuple[Said[str], ...]:
    if row.section is None:
        return ()
    sentences = Passage.of(text, row.section.sentences).sentences()
    short = [one for one in sentences if len(one.words) <= LONGEST_OF_GROUP and not _presents_data(one)]
    short = [one for one in short if not _REFUSING.search(one.folded)]
    meant = next((one for one in short if _cue().search(one.folded)), None)
    return (Said(meant.tidy().rstrip(" ."), meant.whole(), sure=False),) if meant else ()


@cache
def _cue() -> Wording:
    return pattern(load("fields.toml")["purpose"]["phrases"])
