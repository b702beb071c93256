"""Whom an item names besides its own: who came in its place, or a later sentence's."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.clauses import sentences
from schoolgate.notices.contexts import Context
from schoolgate.notices.cutting import PROPER
from schoolgate.notices.draft import Draft, Drafted, Said, identity
from schoolgate.notices.members import opens_sentence
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange

INSTEAD = re.compile(
    r"\b(?:now|instead|since then|replaced)(?: \w+)? (?:by|with|through|on|in|use)\s+"
    rf"(?P<name>{PROPER.pattern})"
)
ABOVE = re.compile(r"\W*(?:as|see) above\W*", re.IGNORECASE)
SHORT = re.compile(r"[A-Z\d]{1,4}")
ON_ANOTHER = re.compile(
    rf"(?P<name>{PROPER.pattern}) (?:is|are|holds?|knows?|gets?|keeps?|receives?|takes?|sends?|sees?|stores?"
    r"|prints?|cooks?|runs?|provides?|collects?|records?|shows?|watch(?:es)?|tells?)\b"
)


def came_instead(draft: Draft, span: Span, gone: Sequence[Named]) -> list[Drafted]:
    """ "… this ended at Easter. Meals now by ISS (allergies)": who came in the place of those denied."""
    match = INSTEAD.search(draft.text, gone[-1].spans[-1][1], span[1])
    if match is None:
        return []
    found = named(draft.text, (match.start("name"), match.end()), several=False)
    known = {identity(name) for name in (*_named_so_far(draft), *(one.name for one in gone))}
    told = recognise(found[0].name) is not None or is_strange(found[0].name)
    new = told and identity(found[0].name) not in known
    return [draft.add_row(one) for one in found] if new else []


def says_gone_above(draft: Draft, said: str, found: Sequence[Named]) -> bool:
    """ "EduKey Class Charts – see above", where Class Charts was denied."""
    if ABOVE.fullmatch(said) is None:
        return False
    gone = [one.name for one in draft.denied]
    return all(
        any(identity(one.name) == identity(name) or one.name.endswith(f" {name}") for name in gone)
        for one in found
    )


def leave_others(draft: Draft, span: Span, found: Sequence[Named]) -> None:
    """ "Myon knows your name. GoRead is where you write": a later sentence, on another, is prose."""
    for sentence in [*sentences(draft.text, span)][1:]:
        begins = ON_ANOTHER.match(draft.text, *sentence)
        if begins and _is_another(draft, begins["name"], found):
            draft.prose.append(Said(sentence, draft.group, Context.NEUTRAL, led=False))


def _is_another(draft: Draft, name: str, found: Sequence[Named]) -> bool:
    if opens_sentence(name) or not is_strange(name) or SHORT.fullmatch(name):
        return False
    told = (*_named_so_far(draft), *(one.name for one in found))
    return not any(one.startswith(name) or identity(one) == identity(name) for one in told)


def _named_so_far(draft: Draft) -> Iterator[str]:
    yield from (row.name for row in draft.rows)
    yield from (one.name for one in draft.denied)
