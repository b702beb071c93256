"""Lines that point at a name: "Spelling ..... Wordbarn: first name", "name, class -> Satchel One"."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context
from schoolgate.notices.draft import Draft, Drafted, identity
from schoolgate.notices.items import is_all_data
from schoolgate.notices.listed import add_item
from schoolgate.notices.listing import listed
from schoolgate.notices.members import names_somebody
from schoolgate.notices.names import mentions, recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label

LEADER = re.compile(r"(?P<kind>[^.\n]{2,60}?)\s*(?:\.{4,}|…{2,}|(?:\.\s){4,})\s*(?P<rest>\S.*)", re.DOTALL)
PAGE_NUMBER = re.compile(r"(?:page |p\.? ?)?[\divx]+$", re.IGNORECASE)
ARROW = re.compile(r"[ \t]*(?P<data>[^\n]{3,200}?)\s*(?P<arrow>->|=>|→|<-|←)\s*(?P<name>[^\n<>→←]{2,})")
BACK = ("<-", "←")


def read_pointed(draft: Draft, block: Block, promise: Context) -> bool:
    """Takes a line whose dots lead to a name, or whose arrows lead from data to one."""
    if block.kind is not BlockKind.LINE or promise in CLOSED or promise is Context.DENIED:
        return False
    return _read_leader(draft, block) or _read_arrows(draft, block)


def _read_leader(draft: Draft, block: Block) -> bool:
    match = LEADER.fullmatch(draft.text, *block.span)
    if match is None or PAGE_NUMBER.match(match["rest"]):
        return False
    if _leads_from_name(draft, match):
        return bool(add_item(draft, block.span, Context.RECIPIENTS))
    if not names_somebody(named(draft.text, match.span("rest"), several=False)[0].name):
        return False
    for row in add_item(draft, match.span("rest"), Context.RECIPIENTS):
        row.cells.insert(0, Cell(label=Label.PURPOSE, spans=(match.span("kind"),)))
    return True


def _leads_from_name(draft: Draft, line: re.Match[str]) -> bool:
    """ "Up Learn ..... name, class": the dots lead from a name to its data, or to a key's letters."""
    rest = draft.words(line.span("rest"))
    letters = re.fullmatch(r"\W*|(?:[A-Z?–-]\b\W*)+(?:\+ .*)?", rest) is not None
    somebody = recognise(line["kind"]) is not None or is_strange(line["kind"])
    return letters or (somebody and not _is_somebody(rest))


def _is_somebody(words: str) -> bool:
    first = next(iter(mentions(words)), None)
    return (first is not None and first.start == 0) or (
        words[:1].isupper() and is_strange(words.split(":")[0])
    )


def _read_arrows(draft: Draft, block: Block) -> bool:
    """Every line of the block points from data to a name, or none of it is taken."""
    lines = [ARROW.fullmatch(draft.text, *line) for line in _lines(draft.text, block.span)]
    if not all(line and _is_sent(draft, line) for line in lines):
        return False
    for line in lines:
        if line:
            _point(draft, line)
    return True


def _lines(text: str, span: Span) -> Iterator[Span]:
    for match in re.compile(r"[^\n]+").finditer(text, *span):
        yield match.span()


def _is_sent(draft: Draft, line: re.Match[str]) -> bool:
    """ "CPOMS -> name, class" points the other way: the name stands first."""
    data = Passage.of(draft.text, (line.span("data"),))
    plain = line["data"][:1].islower() and not _is_written_name(line["data"])
    to = Passage.of(draft.text, (line.span("name"),))
    return plain and not is_all_data(to) and (any(listed(data)) or line["arrow"] in BACK or _is_known(line))


def _is_written_name(words: str) -> bool:
    """ "eSchools" is a name; "balance" is data, though a product is called Balance."""
    return any((one.start, one.end) == (0, len(words)) for one in mentions(words))


def _is_known(line: re.Match[str]) -> bool:
    return recognise(line["name"].strip()) is not None


def _point(draft: Draft, line: re.Match[str]) -> None:
    label = Label.RECEIVED_DATA if line["arrow"] in BACK else Label.DATA
    for one in named(draft.text, line.span("name")):
        _row_of(draft, one).cells.append(Cell(label=label, spans=(line.span("data"),)))


def _row_of(draft: Draft, one: Named) -> Drafted:
    """The row there is for it already, or a new one."""
    same = (row for row in draft.rows if identity(row.name) == identity(one.name))
    return next(same, None) or draft.add_row(one)
