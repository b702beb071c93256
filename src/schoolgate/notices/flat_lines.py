"""A table whose every row was pasted as one line, its cells run together: "Tapestry a diary Name, photos"."""

import re
from collections.abc import Sequence
from functools import cache

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.draft import Draft
from schoolgate.notices.fitted_lines import fitted
from schoolgate.notices.items import items_of_list
from schoolgate.notices.labels import NAME, exact_meaning, label_of, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import looks_like_name
from schoolgate.notices.names import mentions
from schoolgate.notices.naming import Named, named
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

LONGEST_LINE = 200  # letters of a line of headings
MOST_WORDS = 7  # of one heading
MOST_NAME_WORDS = 8
DASH = re.compile(r"\s+[–—-]\s+")
DATA = (Label.DATA, Label.POTENTIAL_DATA, Label.CREATED_DATA)
# Where a cell may begin: a capital behind a word that ends one, not "and Intake", "of Reading".
EDGE = re.compile(
    r"(?<![\s(])(?<!\band)(?<!\bor)(?<!\bof)(?<!\bthe)(?<!\bfor)(?<!\bby)(?<!\bon)(?<!\bto)(?<!\bin)(?<!\bwith)(?<!\ba)"
    r"\s+(?=[A-Z][a-z]+(?:[’']s)?\b)"
)

Headings = tuple[tuple[str, str], ...]  # what a column is for, and its heading as printed


@cache
def headings_in(words: str) -> Headings:
    """All of a table's headings in one line: "Name of service Purpose Data shared"; else none."""
    found: list[tuple[str, str]] = []
    parts = words.split() if len(words) < LONGEST_LINE and not re.search(r"[.:,?]", words) else []
    while parts:
        if not parts[0][0].isupper():
            return ()
        lengths = range(min(MOST_WORDS, len(parts)), 0, -1)
        length = next((n for n in lengths if _is_heading(parts, n)), 0)
        if not length:
            return ()
        found.append((meaning(" ".join(parts[:length])) or "", " ".join(parts[:length])))
        parts = parts[length:]
    meant = [one for one, _ in found]
    return tuple(found) if len(meant) >= 2 and len(set(meant)) == len(meant) else ()


def _is_heading(parts: Sequence[str], length: int) -> bool:
    """A known label whole, or one whose words but the first are small before the next heading's capital."""
    words = " ".join(parts[:length])
    small = all(not word[0].isupper() for word in parts[1:length])
    ends = length == len(parts) or parts[length][0].isupper()
    return exact_meaning(words) is not None or (small and ends and meaning(words) is not None)


def read_flat_lines(draft: Draft, blocks: Sequence[Block], at: int, headings: Headings) -> int:
    """Reads the lines below such headings, each of which begins with a name; gives how many blocks."""
    if not {NAME, Label.PROVIDER} & {meant for meant, _ in headings}:
        return 0
    end = at + 1
    while end < len(blocks) and blocks[end].kind in (BlockKind.LINE, BlockKind.BULLET):
        name = _leading_name(draft, blocks[end].span)
        if name is None:
            break
        line = (name[0], blocks[end].end)
        draft.add_row(_fitted(draft, line, headings) or _row(draft, name, line, headings))
        end += 1
    return end - at if end > at + 1 else 0


def _fitted(draft: Draft, line: Span, headings: Headings) -> Named | None:
    """The row where its cells fit the headings well, whatever the name's own words are."""
    edges = [match.span() for match in EDGE.finditer(draft.text, *line)]
    cells = fitted(draft.text, edges, line, [meant for meant, _ in headings])
    if cells is None or headings[0][0] != NAME:
        return None
    one = named(draft.text, cells[0], several=False)[0]
    one.cells += [
        Cell(label=label_of(meant), spans=(cell,), printed_label=printed)
        for cell, (meant, printed) in zip(cells[1:], headings[1:], strict=True)
    ]
    return one


def _row(draft: Draft, name: Span, line: Span, headings: Headings) -> Named:
    first, cells = _parted(draft, (name[1], line[1]), headings)
    if DASH.match(draft.text, *first):
        one = named(draft.text, (name[0], first[1]), several=False)[0]
    else:
        rest = trimmed(draft.text, first)
        said = [Cell(label=Label.PROSE, spans=(rest,))] if rest[0] < rest[1] else []
        one = Named(draft.words(name), (name,), said)
    one.cells += cells
    return one


def _parted(draft: Draft, span: Span, headings: Headings) -> tuple[Span, list[Cell]]:
    """What still belongs to the name, and the cells behind it, where the words show their edges.

    The last edges are taken, one for each column, and only if a column of data then holds data.
    """
    columns = headings[1:] if headings[0][0] in (NAME, Label.PROVIDER) else ()
    edges = list(EDGE.finditer(draft.text, *span))[-len(columns) :] if columns else []
    if not edges:
        return span, []
    starts = [match.end() for match in edges]
    ends = [*(match.start() for match in edges[1:]), span[1]]
    cells = [
        Cell(label=label_of(meant), spans=(trimmed(draft.text, (a, b)),), printed_label=printed)
        for (meant, printed), a, b in zip(columns, starts, ends, strict=False)
    ]
    telling = [cell for cell in cells if cell.label in DATA]
    if not telling or not all(items_of_list(Passage.of(draft.text, cell.spans)).items for cell in telling):
        return span, []
    return (span[0], edges[0].start()), cells


def _leading_name(draft: Draft, span: Span) -> Span | None:
    """The words before a dash, the known name a line begins with, or its first words with capitals."""
    words = draft.words(span)
    dash = DASH.search(words)
    if dash and len(words[: dash.start()].split()) <= MOST_NAME_WORDS and looks_like_name(words):
        return span[0], span[0] + dash.start()
    first = next(iter(mentions(words)), None)
    if first and first.start == 0:
        return span[0], span[0] + first.end
    titled = re.match(
        r"[A-Z0-9][\w'’&]*(?: (?:of |for |the |and |& )?[A-Z0-9][\w'’&]*){0,4}(?= [a-zA-Z])", words
    )
    return (span[0], span[0] + titled.end()) if titled and not words.endswith((".", "?", ":")) else None
