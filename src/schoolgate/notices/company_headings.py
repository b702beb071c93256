"""A company over what it provides: "Tes Global" over "1. Class Charts", "2. Edukey"."""

import re
from collections.abc import Sequence

from schoolgate.domain.catalogue import fold
from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.described import only_describes
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.fields import exact_label
from schoolgate.notices.kinds import is_company, is_firm
from schoolgate.notices.name_lists import is_public_body, looks_like_name
from schoolgate.notices.names import is_general, is_owner, recognise
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.title import is_school

MOST_WORDS = 7
_BRACKET = re.compile(r"\s*\([^()]*\)$")  # "IRIS Software Group (privacy notice)"


def company_over(draft: Draft, blocks: Sequence[Block], at: int) -> Block | None:
    """The company whose name stands straight above the list at `at`, or above its label "Products:"."""
    above = at - 1
    labelled = above > 0 and exact_label(draft.words(blocks[above].span).rstrip(": "))
    above -= labelled
    if above < 0 or blocks[above].kind not in (BlockKind.LINE, BlockKind.HEADING):
        return None
    words = draft.words(blocks[above].span)
    named = names_company(words) or (labelled and _may_be_company(words))
    return blocks[above] if words != draft.title and named else None


def heads_products(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """A company's name over "Services:" alone, below which its products are listed."""
    below = draft.words(blocks[at + 1].span) if at + 1 < len(blocks) else ""
    label = below.endswith(":") and exact_label(below.rstrip(": "))
    return bool(label) and _may_be_company(draft.words(blocks[at].span))


def _may_be_company(words: str) -> bool:
    """Over a label for its products, any name is a company's; but a public body is told things itself."""
    words = _BRACKET.sub("", words)
    if is_public_body(words):
        return False
    plain = context_of(words) is Context.NEUTRAL or is_company(words)
    named = plain and not is_school(words) and not is_general(words)
    return named and looks_like_name(words) and len(words.split()) <= MOST_WORDS


def names_company(words: str) -> bool:
    words = _BRACKET.sub("", words)
    if not looks_like_name(words) or len(words.split()) > MOST_WORDS:
        return False
    plain = context_of(words) is Context.NEUTRAL and not is_school(words) and not is_general(words)
    return is_firm(words) or (plain and (is_owner(words) or (is_strange(words) and is_company(words))))


def give_all(rows: Sequence[Drafted], company: Block, name: str) -> None:
    """Says of each row without a provider that it is this company's, unless it is somebody itself."""
    for row in rows:
        told = any(cell.label is Label.PROVIDER for cell in row.cells)
        if not told and (only_describes(row.name) or _is_product(row.name, name)):
            give_to_company(row, name, company.span)


def give_to_company(row: Drafted, company: str, place: Span) -> None:
    """Says whose product the row is; words that only say what is done give way to the company's name."""
    if only_describes(row.name):
        row.cells.insert(0, Cell(label=Label.PURPOSE, spans=row.spans))
        row.name, row.spans = company, (place,)
    else:
        row.cells.insert(0, Cell(label=Label.PROVIDER, spans=(place,)))


def _is_product(name: str, company: str) -> bool:
    service = recognise(name)
    if service is not None:
        return service.kind in ("supplier", "public")
    own = fold(name).split()[:1] == fold(company).split()[:1]
    return own or (is_strange(name) and not is_company(name))
