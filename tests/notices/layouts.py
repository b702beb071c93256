"""What the tests of reading share: a notice's text → who it says receives data."""

from schoolgate.notices.layout import lay_out
from schoolgate.notices.readers import READERS
from schoolgate.notices.readers.txt import read


def layout_of(text, ending=".txt"):
    return lay_out(READERS[ending](text.encode(), f"notice{ending}"))


def names_in(text, ending=".txt"):
    return [row.name for row in layout_of(text, ending).rows]


def denied_in(text):
    return [one.name for one in layout_of(text).denied]


def cells_of(text, name, ending=".txt"):
    """Label → the words of the cells of one row."""
    page = READERS[ending](text.encode(), f"notice{ending}")
    (row,) = [row for row in lay_out(page).rows if row.name == name]
    return {cell.label.value: [page.text[a:b] for a, b in cell.spans] for cell in row.cells}


def page_of(text):
    return read(text.encode(), "notice.txt")
