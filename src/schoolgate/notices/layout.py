"""Text and blocks → rows: which words belong to which recipient."""

from schoolgate.notices.asked import asked_apart
from schoolgate.notices.block_reader import BlockReader
from schoolgate.notices.blocks import Page
from schoolgate.notices.choice_headings import with_choice_headings
from schoolgate.notices.draft import Draft
from schoolgate.notices.integrators import add_integrators
from schoolgate.notices.item_first import give_pieces
from schoolgate.notices.keys import put_in, take_out
from schoolgate.notices.nobody import names_nobody
from schoolgate.notices.repeats import repeat
from schoolgate.notices.rows import Layout
from schoolgate.notices.sentences import read_sentences
from schoolgate.notices.title import school_of, title_of
from schoolgate.notices.two_ways import part_two_ways
from schoolgate.notices.unused import deny_unused
from schoolgate.notices.weighed import weigh


def lay_out(page: Page) -> Layout:
    """The whole document, divided: rows in printed order, sections, prose, and what no rule understood."""
    draft = Draft(page.text, title=title_of(page))
    blocks, keys = take_out(draft, page)
    blocks = asked_apart(page.text, with_choice_headings(page.text, blocks))
    reader = BlockReader(draft, blocks)
    at = 0
    while at < len(blocks):
        at += reader.read(at)
    read_sentences(draft)
    give_pieces(draft, [*reader.pieces.values()])
    add_integrators(draft)
    weigh(draft, page.blocks)
    part_two_ways(page.text, draft.rows)
    put_in(draft, keys)
    deny_unused(draft, page.blocks)
    school = school_of(page)
    draft.rows = [row for row in repeat(page.text, draft.rows) if not names_nobody(row, school, page.text)]
    return draft.freeze()
