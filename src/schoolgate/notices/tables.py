"""Tables, also broken by pages."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context
from schoolgate.notices.described import only_describes, tells_trade
from schoolgate.notices.draft import Column, Draft, Drafted
from schoolgate.notices.fields import NOTHING
from schoolgate.notices.labels import NAME, NUMBER, TICK, exact_meaning, label_of, meaning
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.members import knowledge, opens_sentence
from schoolgate.notices.name_lists import is_body, is_public_body, parted_at, split_names
from schoolgate.notices.names import is_general, is_of_document, is_place_or_address, recognise
from schoolgate.notices.naming import Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.refusals import says_unused, tells_end
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.ticked import read_ticked
from schoolgate.notices.told_nothing import is_club_left_out, is_dash
from schoolgate.notices.turned import turned
from schoolgate.notices.upright import is_upright, read_upright
from schoolgate.notices.ways import settle_ways
from schoolgate.notices.wrapped_cells import continue_row

KEEPERS = frozenset(("owner", "asset owner", "information asset owner", "system owner", "owned by", "run by"))
SHEET = re.compile(r"(?:sheet|tab|worksheet)\W+\w", re.IGNORECASE)  # its name, over its own rows
HEADER_ROWS, GROUP_RANK = 3, 8  # rows up to a table's headings; a heading inside is below all outside
MOST_NAME_WORDS = 14
FORM_ALONE = re.compile(rf"(?:{FORM})\.?")


def read_table(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Reads the table that begins at `at`; gives how many blocks it took, 0 where there is none."""
    if blocks[at].kind is not BlockKind.ROW:
        return 0
    end = _end(draft.text, blocks, at)
    rows = [block for block in blocks[at:end] if block.kind is BlockKind.ROW]
    if read_ticked(draft, blocks[at:end]):
        return end - at
    if is_upright(draft.text, rows):
        read_upright(draft, rows)
    elif draft.promise() not in CLOSED and (upright := turned(draft, rows)):
        columns, told = upright
        for cells in told:
            add_cells(draft, cells, columns, 0, draft.promise())
    else:
        _read_rows(draft, blocks[at:end])
    return end - at


def _end(text: str, blocks: Sequence[Block], at: int) -> int:
    """Past the last row. A line between rows is the table's where it is a cell's tail or a page's edge."""
    end = at
    for n in range(at, len(blocks)):
        if blocks[n].kind is BlockKind.ROW:
            end = n + 1
        elif blocks[n].kind is not BlockKind.LINE or n - end >= 2 or not _goes_on(text, blocks, n):
            break
    return end


def _goes_on(text: str, blocks: Sequence[Block], n: int) -> bool:
    words = text[slice(*blocks[n].span)]
    if SHEET.match(words) and blocks[n].after_gap:
        return False
    again = any(block.kind is BlockKind.ROW for block in blocks[n + 1 : n + 3])
    tail = words[:1].islower() or not blocks[n].after_gap
    return (tail and len(words) < 300) or (again and len(words.split()) <= MOST_NAME_WORDS)


def _read_rows(draft: Draft, blocks: Sequence[Block]) -> None:
    header = next((b for b in blocks[:HEADER_ROWS] if _is_header(draft.text, b.cells)), None)
    if header is None and blocks[0].level == 1 and blocks[0].kind is BlockKind.ROW:
        header = blocks[0]
    if header and (second := _second_header(draft.text, blocks, header)):
        blocks = [block for block in blocks if block is not second]
        header = replace(header, cells=_each_lower(draft.text, header.cells, second.cells))
    columns = _columns(draft, blocks, header)
    key = name_column(draft, blocks, columns)
    columns = _with_company(draft, blocks, columns, key)
    if not _is_of_recipients(draft, blocks, columns, key):
        for block in blocks:
            draft.add_prose(block.span, Context.DATA)
        return
    outer, last = draft.group, None
    before = len(draft.rows)
    promised = draft.promise()
    for n, block in enumerate(blocks):
        cells = block.cells if block.kind is BlockKind.ROW else ((block.start, block.end),)
        if not any(a < b for a, b in cells) or (header and _same(draft, cells, header.cells)):
            continue  # a page's top prints the headings again
        if block.kind is BlockKind.LINE:
            _read_between(draft, block, last)
        elif block.goes_on and last:
            continue_row(draft, last, cells, columns, key)
        elif key < len(cells) and cells[key][0] >= cells[key][1] and _provider(draft, cells, columns) >= 0:
            last = add_cells(draft, cells, columns, _provider(draft, cells, columns), promised) or last
        elif key < len(cells) and cells[key][0] >= cells[key][1] and last:
            continue_row(draft, last, cells, columns, key)
        elif last and _reaches_down(block, cells, key, last):
            continue_row(draft, last, _own(block), columns, key)
        elif last and _is_advice(draft, block):
            draft.loose.append(block.span)
        elif _is_group(draft, cells, key, len(columns)) and not _stands_last(blocks, n, columns, key):
            draft.group = outer
            draft.open_group(next(c for c in cells if c[0] < c[1]), rank=GROUP_RANK)
        elif key < len(cells):
            last = add_cells(draft, cells, columns, key, promised) or last
    draft.group = outer
    settle_ways(draft, draft.rows[before:])


def _is_advice(draft: Draft, block: Block) -> bool:
    """ "Ask the office." in one cell of its own, among the rows."""
    words = draft.words(block.span).strip(" |")
    filled = sum(1 for start, end in block.cells if start < end)
    return filled <= 1 and words.endswith((".", "!")) and opens_sentence(words)


def _reaches_down(block: Block, cells: Spans, key: int, last: Drafted) -> bool:
    """Is the name merged with the one above, so that the row says more of it?"""
    return key < len(cells) and cells[key][0] <= last.spans[0][0] < cells[key][1] <= block.start


def _own(block: Block) -> Spans:
    """A row's cells, those that reach down into it left empty."""
    return tuple(cell if cell[0] >= block.start else (block.start, block.start) for cell in block.cells)


def _is_of_recipients(draft: Draft, blocks: Sequence[Block], columns: list[Column], key: int) -> bool:
    """No table of retention times or lawful bases: names stand under a fitting heading, or are known."""
    rows = [block for block in blocks if block.kind is BlockKind.ROW and key < len(block.cells)]
    known = sum(1 for row in rows if _known(draft, row.cells[key]))
    promised = draft.promise()
    if promised in CLOSED:
        return False
    meant = columns[key].meant
    led = promised in (Context.RECIPIENTS, Context.DENIED)
    fitting = meant in (NAME, Label.PROVIDER) or (meant is None and led)
    return fitting or known * 3 >= len(rows)


def _same(draft: Draft, cells: Spans, header: Spans) -> bool:
    return [draft.words(cell) for cell in cells] == [draft.words(cell) for cell in header]


def _provider(draft: Draft, cells: Spans, columns: list[Column]) -> int:
    """The column that names whom, in a row that leaves its service's name out; -1 where there is none."""
    for n, span in enumerate(cells[: len(columns)]):
        if columns[n].meant == Label.PROVIDER and span[0] < span[1]:
            filled = sum(1 for a, b in cells if a < b)
            return n if filled >= 3 or _known(draft, span) or is_body(draft.words(span)) else -1
    return -1


def _read_between(draft: Draft, block: Block, last: Drafted | None) -> None:
    words = draft.words(block.span)
    if last and last.cells and (words[:1].islower() or not block.after_gap):
        tail = last.cells[-1]
        last.cells[-1] = Cell(
            label=tail.label, spans=(*tail.spans, block.span), printed_label=tail.printed_label
        )
    else:
        draft.loose.append(block.span)


def _is_header(text: str, cells: Spans) -> bool:
    filled = [text[slice(*cell)] for cell in cells if cell[0] < cell[1]]
    known = [meaning(words) for words in filled]
    boxes = bool(filled) and filled[-1].startswith(("[ ]", "[]", "☐", "□"))
    if boxes or len(filled) < 2 or known.count(None) * 2 >= len(known):
        return False
    return sum(1 for words in filled if exact_meaning(words)) > 0 or None not in known


def _second_header(text: str, blocks: Sequence[Block], header: Block) -> Block | None:
    """ "Sent" and "Created" in a row of their own below "Data": labels only, none over the names."""
    at = blocks.index(header) + 1 if header in blocks else len(blocks)
    below = blocks[at] if at < len(blocks) and blocks[at].kind is BlockKind.ROW else None
    if below is None or len(below.cells) != len(header.cells):
        return None
    lower = [text[slice(*cell)] for cell in below.cells if cell[0] < cell[1] and cell not in header.cells]
    first = below.cells[0]
    over = first[0] >= first[1] or first in header.cells
    return below if over and len(lower) > 1 and all(meaning(words) for words in lower) else None


def _each_lower(text: str, header: Spans, second: Spans) -> Spans:
    """The lower heading of each column that has one."""
    return tuple(low if low[0] < low[1] else high for high, low in zip(header, second, strict=True))


def _columns(draft: Draft, blocks: Sequence[Block], header: Block | None) -> list[Column]:
    widest = max((len(block.cells) for block in blocks), default=0)
    if header is None and draft.columns and len(draft.columns) == widest:
        return draft.columns  # the table goes on below a heading or a page's edge
    printed = [draft.words(cell) for cell in header.cells] if header else []
    columns: list[Column] = []
    for words in printed:
        columns.append(_column(words, columns))
    columns = [_without_keeper(column, columns) for column in columns]
    columns += [Column(None, None)] * (widest - len(columns))
    draft.columns = columns if header else []
    return columns


def _with_company(draft: Draft, blocks: Sequence[Block], columns: list[Column], key: int) -> list[Column]:
    """A column of names under a heading nobody taught us, before one of products with blanks: companies."""
    rows = [block.cells for block in blocks if block.kind is BlockKind.ROW and key < len(block.cells)]
    blank = [cells for cells in rows if fold(draft.words(cells[key])) in NOTHING]
    taken = any(column.meant == Label.PROVIDER for column in columns)
    for n in () if taken or not blank or columns[key].meant != NAME else range(key):
        if columns[n].meant is None and all(is_strange(draft.words(cells[n])) for cells in blank):
            return [*columns[:n], replace(columns[n], meant=Label.PROVIDER), *columns[n + 1 :]]
    return columns


def _without_keeper(column: Column, columns: Sequence[Column]) -> Column:
    """ "Owner" beside "Firm" is who looks after it at the school."""
    companies = [one for one in columns if one.meant == Label.PROVIDER]
    keeper = len(companies) > 1 and column in companies and fold(column.printed or "") in KEEPERS
    return replace(column, meant=Label.OTHER) if keeper else column


def _column(words: str, before: Sequence[Column]) -> Column:
    """ "Who" beside a column of names is about the users."""
    meant = meaning(words) if words else None
    named_already = any(column.meant in (NAME, Label.PROVIDER) for column in before)
    if meant == Label.PROVIDER and named_already and words.lower().startswith("who"):
        meant = Label.YEAR_GROUPS
    return Column(meant, words or None)


def name_column(draft: Draft, blocks: Sequence[Block], columns: list[Column]) -> int:
    """Where the row's name stands: under its heading, else where most cells are names we know."""
    for wanted in (NAME, Label.PROVIDER):
        for n, column in enumerate(columns):
            if column.meant == wanted:
                return n
    rows = [block for block in blocks if block.kind is BlockKind.ROW]
    free = [n for n, column in enumerate(columns) if column.meant in (None, Label.ROLE, Label.PURPOSE)]
    scores = {n: sum(1 for row in rows if n < len(row.cells) and _known(draft, row.cells[n])) for n in free}
    best = max(scores, key=lambda n: (scores[n], -n), default=0)
    return best if scores.get(best) else next((n for n in free if columns[n].meant is None), 0)


def _known(draft: Draft, cell: Span) -> bool:
    words = draft.words(cell)
    return 0 < len(words.split()) <= MOST_NAME_WORDS and recognise(words) is not None


def _is_group(draft: Draft, cells: Spans, key: int, width: int) -> bool:
    """A row of one filled cell is a heading over the next ones, unless it is a name."""
    filled = [cell for cell in cells if cell[0] < cell[1]]
    if width < 2 or len(filled) != 1 or filled[0] != cells[0]:
        return False
    service = recognise(draft.words(filled[0])) if _known(draft, filled[0]) else None
    if service is None or not _is_merged(cells):
        return service is None
    return service.kind not in ("supplier", "public") or is_general(draft.words(filled[0]))


def _stands_last(blocks: Sequence[Block], n: int, columns: list[Column], key: int) -> bool:
    """ "Uniform grant provider | |" at a table's end heads nothing: it is a row left blank."""
    blanks = len(blocks[n].cells) > 1 and not _is_merged(blocks[n].cells)
    last = n + 1 == len(blocks) or blocks[n + 1].kind is not BlockKind.ROW
    return blanks and last and columns[key].meant in (NAME, Label.PROVIDER)


def _is_merged(cells: Spans) -> bool:
    """Does the first cell go over all columns? The others then begin and end where it ends."""
    return all(cell == (cells[0][1], cells[0][1]) for cell in cells[1:])


def add_cells(
    draft: Draft, cells: Spans, columns: list[Column], key: int, promised: Context
) -> Drafted | None:
    service, key = key, _naming_cell(draft, cells, columns, key)
    if key != service and columns[service].meant == NAME:  # "Seneca Learning", and what its service does
        columns = [*columns]
        columns[service] = replace(columns[service], meant=Label.PURPOSE)
    beside = [(columns[n], span) for n, span in enumerate(cells) if n != key and n < len(columns)]
    said = [cell for column, span in beside for cell in _cells(draft.text, span, column)]
    kept = [cell for cell in said if not is_dash(draft.text, cell)]
    row: Drafted | None = None
    names = [one for one in _names(draft, cells[key]) if _names_anybody(one.name)]
    unused = promised is Context.DENIED or _is_gone(draft, kept)
    for one in names:
        gone = unused or _is_gone(draft, one.cells) or is_club_left_out(draft.text, one.name, kept)
        one.cells += kept
        if gone:
            draft.deny(one)
        else:
            row = draft.add_row(one)
    return row


def _is_gone(draft: Draft, cells: Sequence[Cell]) -> bool:
    """Does a cell say so, or hold anything under "Closed on"?"""
    telling = [cell for cell in cells if cell.label not in (Label.RETENTION, Label.PROVIDER)]
    said = any(says_unused(draft.words(span)) for cell in telling for span in cell.spans)
    ends = (cell for cell in telling if cell.printed_label and tells_end(cell.printed_label))
    return said or any(fold(draft.words(span)) not in NOTHING for cell in ends for span in cell.spans)


def _names_anybody(name: str) -> bool:
    return re.search(r"\w", name) is not None and not is_of_document(name)


def _naming_cell(draft: Draft, cells: Spans, columns: list[Column], key: int) -> int:
    """The cell that names the row: the supplier's, where the service's only tells what is done."""
    words = draft.words(cells[key])
    provider = _provider(draft, cells, columns) if columns[key].meant == NAME else -1
    told = words.islower() or (
        words[:1].isupper()
        and re.search(r"\s(?!of |for |the |and |to |in )[a-z]{3,}", words[1:])
        and not _begins_strangely(words)
    )
    blank = not re.search(r"\w", words) or fold(words) in NOTHING
    told = told or (provider >= 0 and _is_of_body(words, draft.words(cells[provider])))
    plain = not is_strange(words) and (only_describes(words) or tells_trade(words))
    told = told or (provider >= 0 and (plain or (words.isupper() and is_general(words))))  # "MIS"
    known = None if words.isupper() and is_general(words) else recognise(words)
    product = known is not None and known.name not in knowledge()["collections"]  # "School census"
    return provider if provider >= 0 and (blank or (told and not product)) else key


def _begins_strangely(words: str) -> bool:
    """ "Fasttrack canteen biometrics" is a product, "Wrap-around care" is none."""
    first = words.split()[0]
    return "-" not in first and is_strange(first)


def _is_of_body(words: str, provider: str) -> bool:
    """ "School census" under a public body is what it is told for; "JCQ Centre Admin Portal" is a system."""
    return is_public_body(provider) and not words.startswith(provider)


def _names(draft: Draft, cell: Span) -> list[Named]:
    """The name in a cell; several only where each is known, for a company's name may hold a comma."""
    if len(listed := parted_at(draft.text, cell, ";")) > 1 and not any("(" in draft.words(p) for p in listed):
        return [one for part in listed for one in _names(draft, part)]
    heads = split_names(draft.text, cell)
    several = len(heads) > 1 and _are_several([draft.words(head) for head in heads])
    return named(draft.text, cell, several=several or draft.words(cell).endswith(")"))


def _are_several(heads: Sequence[str]) -> bool:
    """Each a name by itself, most of them known: "Capita, London" is one, with where it is."""
    known = sum(1 for head in heads if recognise(head))
    each = all(recognise(head) or is_strange(head) for head in heads)
    aside = any(is_place_or_address(head) or FORM_ALONE.fullmatch(head) for head in heads)
    return each and known * 2 >= len(heads) and not aside


def _cells(text: str, span: Span, column: Column) -> list[Cell]:
    if column.meant in (NUMBER, TICK):
        return []
    if column.printed is None and column.meant is None:
        return said_cells(text, span)  # under no heading, it may have labels of its own
    label = Label.PROSE if column.meant is None else label_of(column.meant)
    spans = (span,) if span[0] < span[1] else ()
    return [Cell(label=label, spans=spans, printed_label=column.printed)]
