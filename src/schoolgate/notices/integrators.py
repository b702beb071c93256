"""Companies that carry data on, named only by the words over a list: "picked up by Wonde for these:"."""

import re
from collections.abc import Iterator

from schoolgate.notices.contexts import CLOSED, Context
from schoolgate.notices.draft import Draft, Group, identity
from schoolgate.notices.names import mentions
from schoolgate.notices.naming import Named
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label

NOT = re.compile(r"\b(?:not|never|no longer|nothing|without|n['’]t)\b", re.IGNORECASE)
SHUT = (*CLOSED, Context.DENIED)


def add_integrators(draft: Draft) -> None:
    """A row for each that no line names."""
    told = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}
    for group in draft.groups:
        for one in _named_in(draft, group):
            if identity(one.name) not in told:
                told.add(identity(one.name))
                draft.add_row(one, group=group.parent, confident=False)


def _named_in(draft: Draft, group: Group) -> Iterator[Named]:
    if group.promise in SHUT or denies(group.heading) or NOT.search(group.heading):
        return
    for start, end in group.spans:
        for mention in mentions(draft.words((start, end))):
            if mention.service.category == "integrator":
                span = (start + mention.start, start + mention.end)
                yield Named(draft.words(span), (span,), [Cell(label=Label.PROSE, spans=((start, end),))])
