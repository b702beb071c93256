"""The data a row speaks of: its data cells, else its running words, else what its group says for all."""

from collections.abc import Iterator

from schoolgate.notices.items import (
    ItemsFound,
    bracketed_lists,
    is_bare_list,
    items_of_list,
    items_of_prose,
    merged,
)
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Label, Row, Section
from schoolgate.notices.said import cells

RUNNING = (Label.PROSE, Label.DATA_AND_PURPOSE, Label.PURPOSE, Label.OTHER)
PRESENTED = 3  # the rank of "Data shared includes", the only words a group hands down to its rows


def data_of(text: str, row: Row) -> ItemsFound:
    for found in (_of_cells(text, row), _of_running_words(text, row), _of_group(text, row.section)):
        if found.items or found.nothing or found.open_ended:
            return found
    return ItemsFound()


def _of_cells(text: str, row: Row) -> ItemsFound:
    return joined(
        items_of_list(Passage.of(text, cell.spans), certain=cell.label is Label.DATA)
        for cell in cells(row, Label.DATA, Label.POTENTIAL_DATA)
    )


def _of_running_words(text: str, row: Row) -> ItemsFound:
    told = [Passage.of(text, cell.spans) for cell in cells(row, *RUNNING)]
    found = joined(items_of_prose(words) for words in told)
    if found.items or found.nothing:
        return found
    lists = [*(words for words in told if is_bare_list(words)), *(inner for words in told for inner in bracketed_lists(words))]
    return joined(items_of_list(words) for words in lists[:1])


def _of_group(text: str, section: Section | None) -> ItemsFound:
    """What a heading's brackets or a group's sentence says is shared with each: "(first name and class only)"."""
    while section:
        lists = [*bracketed_lists(Passage.of(text, section.heading_spans))]
        if lists:
            return items_of_list(lists[0])
        said = items_of_prose(Passage.of(text, section.sentences))
        if said.items and said.rank == PRESENTED:
            return said
        section = section.parent
    return ItemsFound()


def joined(found: Iterator[ItemsFound]) -> ItemsFound:
    """Several findings as one; what one cell denies another may still share."""
    parts = list(found)
    best = max((part.rank for part in parts if part.items), default=PRESENTED)
    told = [part for part in parts if part.rank == best] if parts else []
    items = merged(item for part in told for item in part.items)
    shared = any(item.flow != "denied" for item in items)
    return ItemsFound(
        items=items,
        nothing=() if shared else next((part.nothing for part in parts if part.nothing), ()),
        open_ended=any(part.open_ended for part in told),
        rank=best,
    )
