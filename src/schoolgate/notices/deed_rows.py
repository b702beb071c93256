"""Names of a sentence that take part in what it says of data: "we email Oakleaf a list of names"."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.deeds import Deed, deeds
from schoolgate.notices.draft import Draft
from schoolgate.notices.listing import Listed, items, listed
from schoolgate.notices.members import may_receive
from schoolgate.notices.names import is_place_or_address, recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.standing import _listed, _one, _without_openers
from schoolgate.notices.verb_groups import ITSELF

WORD = r"(?:[A-Z0-9][\w+!]*(?:(?:['’.&]|-(?=[A-Z0-9]))[\w!]+)*|[a-z]{1,3}[A-Z]\w+)"
JOINED = r"(?: (?:& |of |of the |for (?=Education|Schools?|Health|Children|Learning)|and the (?=[A-Z]))?)"
# "UK Visas and Immigration is told" is one body, "AQA and OCR are told" are two.
JOINT = rf"(?: and {WORD}(?:{JOINED}{WORD})*(?= (?:is|has|was|gets|[a-z]{{3,}}s) ))?"
NAME = re.compile(rf"\b{WORD}(?:{JOINED}{WORD})*{JOINT}")
CLASS = re.compile(r"(?:Y|YR|Yr|KS|P|S)\d{1,2}")
MOST_WORDS = 60  # of a sentence; a longer one is a page's part that lost its marks


def with_deeds(draft: Draft, sentence: Span, found: list[Named]) -> list[Named]:
    """Adds whom else the sentence says data go to or come from."""
    at = sentence[0]
    known = [(one.spans[0][0] - at, one.spans[-1][1] - at) for one in found]
    spans = ((at + start, at + end) for start, end in names_in_deeds(draft.words(sentence), known))
    return [*found, *(Named(draft.words(span), (span,)) for span in spans)]


def names_in_deeds(words: str, known: Sequence[Span]) -> Iterator[Span]:
    """Where names stand that no other rule found, and that give, get, make or see data."""
    passage = Passage.of(words, ((0, len(words)),))
    if len(words.split()) > MOST_WORDS or not listed(passage):
        return
    for name in _candidates(words, known):
        masked = passage.folded[: name[0]] + ITSELF.ljust(name[1] - name[0]) + passage.folded[name[1] :]
        data = listed(Passage(words, masked, passage.pieces))
        told = deeds(masked, items().find(masked))
        if any(one.own and _has_data(one, data) for one in told):
            yield name


def _candidates(words: str, known: Sequence[Span]) -> Iterator[Span]:
    data = items().find(words.lower())
    for match in NAME.finditer(words):
        for start, end in _parts(words, _without_openers(words, match.span())):
            inside = any(hit.start <= start and end <= hit.end for hit in data)
            if (
                not inside
                and not any(a < end and start < b for a, b in known)
                and _may_be_named(words, (start, end))
            ):
                yield start, end


def _parts(words: str, span: Span) -> Iterator[Span]:
    """ "Ofsted's inspectors" are Ofsted's."""
    end = span[1] - 2 if words[: span[1]].endswith(("'s", "’s")) else span[1]
    if span[0] < end:
        yield span[0], end


def _may_be_named(words: str, span: Span) -> bool:
    name = words[slice(*span)]
    parts = name.split()
    first, last = parts[0].lower(), parts[-1].lower()
    if span[0] == 0 and words[span[1] : span[1] + 1] in (".", ":", "?"):
        return False  # "Admissions. OpenApply is filled in by you"
    if _one("before_others").search(words[max(0, span[0] - 120) : span[0]]):
        return False
    if first in _listed("no_first_word") | _listed("titles") or last in _listed("no_last_word"):
        return False
    if is_place_or_address(name) or not may_receive(name, capitals=False):
        return False
    if CLASS.fullmatch(name):
        return False
    known = recognise(name)
    if len(parts) > 1 or known:
        return (
            known is None
            or known.kind in ("supplier", "public")
            or len(parts) > 1
            or name.isupper()
            or span[0] > 0
        )
    return is_strange(name) or (name.isupper() and len(name) > 2) or any(letter.isdigit() for letter in name)


def _has_data(deed: Deed, data: Sequence[Listed]) -> bool:
    stretches = [one for one in (deed.before, deed.after) if one]
    sure = deed.clear or deed.flow is Flow.SENT
    return sure and any(start <= one.start and one.end <= end for one in data for start, end in stretches)
