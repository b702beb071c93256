"""A page's keys and marks: taken out before it is read, and put in its rows' words after."""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, Page
from schoolgate.notices.changes import settle_changes
from schoolgate.notices.defined import explain_names
from schoolgate.notices.draft import Draft
from schoolgate.notices.footnotes import footnotes_of, put_footnotes
from schoolgate.notices.graded_headings import with_graded_headings
from schoolgate.notices.index_letters import without_index_letters
from schoolgate.notices.legend import drop_marks, explain_marks, spell_signs
from schoolgate.notices.letter import without_letter
from schoolgate.notices.marks import explain_stars
from schoolgate.notices.name_marks import settle_marks
from schoolgate.notices.roles_in_line import roles_apart
from schoolgate.notices.run_on_entries import entries_apart
from schoolgate.notices.shorthand import explain_shorthand
from schoolgate.notices.side_by_side import one_below_another
from schoolgate.notices.signs import Signs, turn_by_signs, without_signs
from schoolgate.notices.slashed import slashed_rows
from schoolgate.notices.stages import by_stages
from schoolgate.notices.tags import without_ornaments, without_tags
from schoolgate.notices.topics import without_topics
from schoolgate.notices.ways import turn_by_direction


@dataclass(frozen=True, slots=True)
class Keys:
    signs: Signs
    notes: Mapping[str, Span]  # at the page's foot, by number


def take_out(draft: Draft, page: Page) -> tuple[list[Block], Keys]:
    """The blocks that remain to be read, and what their marks stand for."""
    notes = footnotes_of(page.text, page.blocks)
    told = [block for at, block in enumerate(page.blocks) if at not in notes]
    told, signs = without_signs(page.text, [*without_letter(page.text, told)])
    bare = without_ornaments(page.text, without_index_letters(page.text, told))
    blocks = settle_changes(draft, without_topics(page.text, without_tags(page.text, bare)))
    blocks = slashed_rows(page.text, one_below_another(page.text, blocks))
    blocks = entries_apart(page.text, blocks)
    blocks = by_stages(page.text, blocks)
    blocks = roles_apart(page.text, with_graded_headings(page.text, blocks))
    return blocks, Keys(signs, dict(notes.values()))


def put_in(draft: Draft, keys: Keys) -> None:
    put_footnotes(draft, keys.notes)
    settle_marks(draft)
    turn_by_direction(draft.text, draft.rows)
    turn_by_signs(draft, keys.signs)
    drop_marks(draft.rows)
    explain_names(draft.text, draft.rows)
    explain_stars(draft.text, draft.rows)
    spell_signs(draft.text, draft.rows)
    explain_marks(draft.text, draft.rows)
    explain_shorthand(draft.text, draft.rows)
