"""Tables of one service each: labels down the first column, values down the second."""

from collections.abc import Sequence

from schoolgate.notices.blocks import Block
from schoolgate.notices.described import only_describes, tells_trade
from schoolgate.notices.draft import Draft
from schoolgate.notices.fields import cell_of, labelled, unknown_label
from schoolgate.notices.labels import NAME, meaning
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import is_general, recognise
from schoolgate.notices.naming import named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.rows import Label


def is_upright(text: str, rows: Sequence[Block]) -> bool:
    """One service a table: labels down the first column, values down the second."""
    pairs = [labelled(text, row, 0) for row in rows]
    known = sum(1 for pair in pairs if pair)
    header = len(rows) > 0 and all(meaning(text[slice(*cell)]) for cell in rows[0].cells if cell[0] < cell[1])
    many = len({pair.meant for pair in pairs if pair}) >= 3
    # "Service" above: half of the labels may be ones that nobody taught us.
    opening = [text[slice(*pair.value)] for pair in pairs if pair and pair.meant == NAME]
    opens = bool(pairs) and pairs[0] is not None and pairs[0].meant == NAME
    titles = sum(1 for row, pair in zip(rows, pairs, strict=True) if pair is None and _is_title(row))
    enough = known * 10 >= (len(rows) - titles) * 7 or (opens and known * 2 >= len(rows))
    header = header and len(set(opening)) < 2  # "Service: our website" above "Service: our page" is none
    enough = enough and titles * 2 <= known
    return known >= 2 and enough and not (header and not many)


def read_upright(draft: Draft, rows: Sequence[Block]) -> None:
    entry: list[Block] = []
    seen: set[str] = set()
    for row in rows:
        pair = labelled(draft.text, row, 0)
        again = pair is not None and pair.meant in seen and pair.meant in (NAME, Label.PROVIDER)
        if again or (pair is None and seen and _is_title(row)):
            _add_upright(draft, entry)
            entry, seen = [], set()
        entry.append(row)
        seen |= {pair.meant} if pair else set()
    _add_upright(draft, entry)


def _is_title(row: Block) -> bool:
    """A name in one cell over the labels and values of its own: a table for each service."""
    return len(row.cells) > 1 and all(start >= end for start, end in row.cells[1:])


def _add_upright(draft: Draft, rows: Sequence[Block]) -> None:
    title = rows[0] if rows and not labelled(draft.text, rows[0], 0) else None
    told = [row for row in rows if row is not title]
    found = [labelled(draft.text, row, n) or unknown_label(draft.text, row, n) for n, row in enumerate(told)]
    pairs = [pair for pair in found if pair]
    named_by = next((p for p in pairs if p.meant == NAME), None)
    if named_by is None and not (title and _names_service(draft.words(title.span))):
        named_by = next((p for p in pairs if p.meant == Label.PROVIDER), None)
    value = named_by.value if named_by else title.span if title else None
    if value is None or value[0] >= value[1]:
        draft.loose += [row.span for row in rows]
        return
    one = named(draft.text, value, several=False)[0]
    one.cells += [cell_of(draft.text, pair) for pair in pairs if pair is not named_by]
    draft.add_row(one)


def _names_service(words: str) -> bool:
    """ "Spelling Shed" over who makes it; "Catering" over who does it names nobody."""
    plain = only_describes(words) or tells_trade(words) or is_general(words)
    return recognise(words) is not None or (looks_like_name(words) and (is_strange(words) or not plain))
