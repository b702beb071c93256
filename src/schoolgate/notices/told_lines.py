"""A line that begins with a name and says how data come there: "Zeelo (buses) - home address", "ePraise –
merits are given out by staff in the app", "Reviewers from Hale Partners: behaviour logs, read in school".
"""

import re
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.deed_rows import has_deeds
from schoolgate.notices.draft import Draft
from schoolgate.notices.flows import way_said
from schoolgate.notices.items import is_all_data, items_of_prose
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.listed import add_item, is_known
from schoolgate.notices.listing import listed
from schoolgate.notices.members import TITLED, may_receive, opens_sentence, search
from schoolgate.notices.name_lists import is_body
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import Named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.standing import NAME, standing_words
from schoolgate.notices.title import is_school
from schoolgate.notices.verbs import words_of

LINE = re.compile(
    r"(?P<head>[^:;.?!()\n–—]{2,80}?)\s*(?P<aside>\([^()]*\))?"
    r"(?::\s+|;\s+|\s+[–—-]\s+|\.\s+(?=[A-Z]))(?P<rest>\S.*)",
    re.DOTALL,
)
CAPITAL = r"(?:[A-Z0-9]|[a-z]{1,3}[A-Z])[\w&'’+!-]*"
PROPER = re.compile(
    rf"(?:The )?{CAPITAL}(?: (?:(?:of|the|for|and|in|on|at|to|by|&) )*{CAPITAL})*"
    r"(?: (?:app|portal|platform|website|software|system|service|team|schools|nurseries|colleges|settings))?"
)
IN_HEAD = re.compile(
    r"(?:(?P<what>[A-Z][a-z'’]+(?: [\w'’-]+){0,8}?) (?:in|from|to|by|on|at|with|through|for)"
    r"|(?P<way>From|To)) "
    rf"(?:the |our )?(?P<name>{NAME}(?: and [A-Z]\w+)?)(?P<more>(?: [a-z][\w'’-]*){{0,6}})"
)
# A verb that says how data come there, in a line's head.
LABELLED_WAY = re.compile(
    r"\b(?:what|handed|passed|given|sent|made|told|shown|shared|uploaded|entered|typed|received|written|recorded|goes|go|travels?)\b",
    re.IGNORECASE,
)
APP = re.compile(r"[A-Z][\w'’]*(?: [A-Z][\w'’]*)* (?:app|portal|platform|website|software|system)")
MOST_WORDS = 6  # of a name


def read_told_line(draft: Draft, block: Block, promise: Context) -> bool:
    """The line's own name, where what follows says of data how they come there, or is nothing but data."""
    line = _line(draft, block, promise)
    if line is None or not (_is_name(line["head"]) or _is_told_of(draft, line)):
        return False
    if not _tells(draft, line.span("rest")):
        return False
    if " and " in line["head"]:  # "Herald and Post": one name, where what follows is of one
        cells = said_cells(draft.text, line.span("rest"))
        draft.add_row(Named(line["head"], (line.span("head"),), cells))
        return True
    lead = (line.start("head"), line.end("aside") if line["aside"] else line.end("head"))
    return bool(add_item(draft, block.span, Context.RECIPIENTS, lead=lead))


def read_name_in_head(draft: Draft, block: Block, promise: Context) -> int:
    """ "Bookings in Kidsclub HQ: name, class": whose data they are stands at the end of the line's head."""
    line = _line(draft, block, promise) if ":" in draft.words(block.span) else None
    head = IN_HEAD.fullmatch(draft.text, *line.span("head")) if line else None
    if line is None or line["aside"] or head is None or recognise(line["head"]):
        return 0
    speaks = head["way"] or (not _is_titled(head["what"]) and _speaks_of_data(head["what"]))
    if not speaks or not _is_name(head["name"]) or not _tells(draft, line.span("rest")):
        return 0
    one = Named(head["name"], (head.span("name"),))
    draft.add_row(replace(one, cells=[_said(draft, block.span, line, head)]))
    return 1


def _line(draft: Draft, block: Block, promise: Context) -> re.Match[str] | None:
    closed = promise in (*CLOSED, Context.DENIED, Context.PURPOSES)
    plain = block.kind is BlockKind.LINE and not closed
    return LINE.fullmatch(draft.text, *block.span) if plain else None


def _said(draft: Draft, span: Span, line: re.Match[str], head: re.Match[str]) -> Cell:
    """What the head says of the data behind it; all of the line, where its verb does."""
    if head["way"] or (head["what"] or "").startswith("Not "):
        label = {"From": Label.RECEIVED_DATA, "To": Label.DATA}.get(head["way"], Label.LEFT_OUT_DATA)
        return Cell(label=label, spans=(line.span("rest"),))
    if LABELLED_WAY.search(head["what"]):
        return Cell(label=Label.PROSE, spans=(span,))
    return Cell(label=Label.PROSE, spans=(line.span("rest"),))


def _is_name(head: str) -> bool:
    """A name that notices do not else use as words; one that is known, or plainly a body's."""
    words = head.split()
    plain = PROPER.fullmatch(head) is not None and len(words) <= MOST_WORDS and not exact_meaning(head)
    if not plain or is_school(head) or opens_sentence(head) or search("acts", head):
        return False
    if words[0].lower().rstrip(".") in standing_words("titles") or context_of(head) is not Context.NEUTRAL:
        return False
    known = is_known(head) or is_body(head) or is_strange(head) or APP.fullmatch(head) is not None
    return known and may_receive(head, capitals=False) and not _is_data(head)


def _is_told_of(draft: Draft, line: re.Match[str]) -> bool:
    """ "Nudge Education: before a mentor starts we supply …": words in capitals, and who does what."""
    head = line["head"]
    titled = TITLED.fullmatch(head) is not None and " " in head and may_receive(head, capitals=False)
    insider = search("insiders", head) or head.split()[-1].lower() in standing_words("no_last_word")
    plain = context_of(head) is Context.NEUTRAL and not is_school(head) and not opens_sentence(head)
    told = Passage.of(draft.text, (line.span("rest"),))
    return (
        titled
        and plain
        and not insider
        and not _is_data(head)
        and not exact_meaning(head)
        and has_deeds(told)
    )


def _is_data(words: str) -> bool:
    return is_all_data(Passage.of(words, ((0, len(words)),)))


def _is_titled(what: str) -> bool:
    """ "Hale Partners in …": a name itself, with more than the first word's capital."""
    return is_strange(what) and any(word[:1].isupper() for word in what.split()[1:])


def _speaks_of_data(what: str) -> bool:
    """ "Wraparound bookings", "Data that travels", "Relief staff sent": data, papers or somebody's people."""
    said = what.lower().split()
    nouns = words_of("words", "papers") | words_of("words", "data") | words_of("doers", "they")
    people = words_of("doers", "staff") | words_of("doers", "school")
    way = LABELLED_WAY.search(what) is not None
    return (
        way or bool((nouns | people).intersection(said)) or any(listed(Passage.of(what, ((0, len(what)),))))
    )


def _tells(draft: Draft, rest: Span) -> bool:
    told = Passage.of(draft.text, (rest,))
    if not any(listed(told)):
        return False
    return (
        is_all_data(told)
        or has_deeds(told)
        or way_said(told.folded) is not None
        or bool(items_of_prose(told).items)
    )
