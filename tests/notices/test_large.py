"""A large page is read inside the time that a throw-away process is given, however it is laid out."""

import pytest

from schoolgate.notices.blocks import LONGEST, Block, BlockKind, Page, divided
from schoolgate.notices.isolate import read_isolated

PROSE = (
    "We share the names and classes of pupils with Times Tables Rock Stars and CPOMS so that they can learn "
)
ROW = "<tr><td>Orchard {}</td><td>learning maths</td><td>name, class</td></tr>"
HEADINGS = "<tr><th>System</th><th>Purpose</th><th>Data shared</th></tr>"


def one_line():
    return (PROSE * 3000)[:300_000], "line.txt"


def short_lines():
    return "\n".join(f"Service {number}" for number in range(20_000)), "short.txt"


def one_table():
    rows = "".join(ROW.format(number) for number in range(5_000))
    return f"<h1>Elm School</h1><table>{HEADINGS}{rows}</table>", "table.html"


@pytest.mark.parametrize(("page", "entries"), [(one_line, 2), (short_lines, 0), (one_table, 5_000)])
def test_a_large_page_is_read_in_time(page, entries):
    text, name = page()
    assert len(read_isolated(text.encode(), name).entries) >= entries


@pytest.mark.parametrize("run", ["a", " ", ".", "(", "[a](http://", "<a "])
def test_a_page_of_one_character_over_and_over_is_read_in_time(run):
    text = "Elm School shares " + run * (100_000 // len(run))
    assert read_isolated(text.encode(), "elm.txt").entries == ()


def test_a_paragraph_too_long_to_read_at_once_is_divided_where_sentences_end():
    text = "A sentence of ours. " * 400
    block = Block(kind=BlockKind.BULLET, start=0, end=len(text), marker="-")
    parts = divided(Page(text=text, blocks=(block,), encoding="utf-8")).blocks

    assert [part.kind for part in parts] == [BlockKind.BULLET, BlockKind.LINE, BlockKind.LINE]
    assert all(text[part.start : part.end].endswith("ours.") for part in parts)
    assert all(part.end - part.start <= LONGEST for part in parts)
    assert sum(text[part.start : part.end].count("ours") for part in parts) == 400
