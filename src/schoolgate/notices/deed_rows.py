"""Names of a sentence that take part in what it says of data: "we email Oakleaf a list of names"."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.reading import Span
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.deeds import Deed, deeds, holders
from schoolgate.notices.doers import ITSELF
from schoolgate.notices.draft import Draft
from schoolgate.notices.listing import Listed, items, listed
from schoolgate.notices.members import may_receive, opens_sentence, search
from schoolgate.notices.names import is_place_or_address, mentions, recognise
from schoolgate.notices.naming import Named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.standing import rule, standing_words, without_openers
from schoolgate.notices.title import is_school
from schoolgate.notices.verbs import words_of
from schoolgate.notices.wording import load

WORD = r"(?:[A-Z0-9][\w+!]*(?:(?:['’.&]|-(?=[A-Z0-9]))[\w!]+)*|[a-z]{1,3}[A-Z]\w+)"
JOINED = (
    r"(?: (?:& |of |of the |for (?=Education|Schools?|Health|Children|Learning|Youth)|and the (?=[A-Z]))?)"
)
# "UK Visas and Immigration is told" is one body, "AQA and OCR are told" are two.
JOINT = rf"(?: and {WORD}(?:{JOINED}{WORD})*(?= (?:is|has|was|gets|[a-z]{{3,}}s) ))?"
NAME = re.compile(rf"\b{WORD}(?:{JOINED}{WORD})*{JOINT}")
FORM_OF = re.compile(r"\b(?:form|page|site|website|app|portal|screen)s? (?:of|on|at|from|by|for) (?:the )?§")
CLASS = re.compile(r"(?:Y|YR|Yr|KS|P|S)\d{1,2}")
WRITTEN_TO = re.compile(
    r"\b(?:we|office|school|and|also|then|staff) (?:e-?mail|text|ring)s? (?:the )?$", re.IGNORECASE
)
BODY = re.compile(
    r"(?!(?:Their|Its|His|Her|Your|Some|Other|These|Those|Such) )"
    r"(?P<body>(?:(?:The|Our|A|An) )?(?:[A-Za-z][\w'’-]* ){0,4}?"
    r"(?:schools?|primaries|nurser(?:y|ies)|playgroups?|providers|employers?|inspectors?|team|staff|nurses?|partner"
    r"|paediatrician|therapists?|psychologists?|doctors?|consultants?|advis[eo]rs?|officers?|engineers|technicians"
    r"|moderators?|auditors?|hospital|clinic|surgery|dentists?|visitors?|workers?|settings?|social care))"
    r"(?= (?:also |then |may |might |can |will |must |each |sometimes )*[a-z]{3,}\b)",
    re.IGNORECASE,
)
MOST_WORDS = 60  # of a sentence; a longer one is a page's part that lost its marks


def with_deeds(draft: Draft, sentence: Span, found: list[Named]) -> list[Named]:
    """Adds whom else the sentence says data go to or come from."""
    at, words = sentence[0], draft.words(sentence)
    kept = [one for one in found if not _is_their_people(one.name)]
    known = [(one.spans[0][0] - at, one.spans[-1][1] - at) for one in kept]
    spans = [(at + start, at + end) for start, end in names_in_deeds(words, known)]
    new = [Named(draft.words(span), (span,)) for span in spans]
    return [*kept, *new] if new else found


def _is_their_people(name: str) -> bool:
    """ "Ofsted's inspectors", "During an inspection Ofsted inspectors": somebody's people."""
    last = name.split()[-1]
    people = last.islower() and last in words_of("words", "people") and recognise(name) is None
    return people and any(_may_be_named(name, span) for span in _capitals(name))


def names_in_deeds(words: str, known: Sequence[Span]) -> Iterator[Span]:
    """Where names stand that no other rule found, and that give, get, make or see data."""
    passage = Passage.of(words, ((0, len(words)),))
    if len(words.split()) > MOST_WORDS or not listed(passage):
        return
    for name in (*_candidates(words, known), *_bodies(words, known)):
        masked = passage.folded[: name[0]] + ITSELF.ljust(name[1] - name[0]) + passage.folded[name[1] :]
        data = listed(Passage(words, masked, passage.pieces))
        told = deeds(masked, items().find(masked))
        ordinary = words[slice(*name)].split()[-1].islower()
        ways = (Flow.RECEIVED, Flow.VIEWED) if ordinary else tuple(Flow)
        if any(one.own and one.flow in ways and _has_data(one, data) for one in told) or (
            not ordinary
            and _is_plain(words[slice(*name)])
            and (_has(masked, data) or _is_filled_in(masked, told, data) or _arises(told, data))
        ):
            yield name


def _has(masked: str, data: Sequence[Listed]) -> bool:
    """ "§ contains SEN and attendance": what it has, though nothing says how it came."""
    held = holders(masked, items().find(masked))
    return any(start <= one.start and one.end <= end for one in data for start, end in held)


def _is_plain(name: str) -> bool:
    """ "Edukey"; of ordinary words, as of "Head of Inclusion", only what we know."""
    return is_strange(name) or recognise(name) is not None


def _arises(told: Sequence[Deed], data: Sequence[Listed]) -> bool:
    """ "§ cameras film the gates; the CCTV images …": what it makes is named a little further on."""
    made = any(one.own and one.clear and one.flow is Flow.CREATED for one in told)
    return made and any(load("items.toml")[one.key].get("created") for one in data)


def _is_filled_in(masked: str, told: Sequence[Deed], data: Sequence[Listed]) -> bool:
    """ "Names are given by parents when they fill in the form of §"."""
    typed = [one for one in told if one.flow is Flow.ENTERED_BY_FAMILIES and _has_data(one, data)]
    return bool(typed) and FORM_OF.search(masked, typed[-1].lead_end) is not None


def has_deeds(told: Passage) -> bool:
    """Does a sentence say who gives, gets, makes or sees the data that it names?"""
    for sentence in told.sentences():
        data = listed(sentence)
        if any(_has_data(one, data) for one in deeds(sentence.folded, items().find(sentence.folded))):
            return True
    return False


def _candidates(words: str, known: Sequence[Span]) -> Iterator[Span]:
    data = items().find(words.lower())
    longer = [one for one in mentions(words) if " " in words[one.start : one.end]]
    spelt = [(one.start, one.end) for one in longer if not _is_taken((one.start, one.end), known)]
    yield from (span for span in spelt if " and " in words[slice(*span)] and _may_be_named(words, span))
    for start, end in _capitals(words):
        inside = any(hit.start <= start and end <= hit.end for hit in data)
        # "Get Information" of "Get Information about Schools" is nobody's name.
        inside = inside or any(one.start == start and end < one.end for one in longer)
        inside = inside and not any((one.start, one.end) == (start, end) for one in longer)
        if not inside and not _is_taken((start, end), known) and _may_be_named(words, (start, end)):
            yield start, end


def _is_taken(span: Span, known: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in known)


def _capitals(words: str) -> Iterator[Span]:
    """Words in capitals, without what only opens the sentence; "Ofsted's inspectors" are Ofsted's."""
    for match in NAME.finditer(words):
        start, end = without_openers(words, match.span())
        end -= 2 if words[:end].endswith(("'s", "’s")) else 0
        if start < end:
            yield start, end


def _bodies(words: str, known: Sequence[Span]) -> Iterator[Span]:
    """ "Feeder primaries hand over …", "The hospital school feeds …": ordinary words."""
    begun = BODY.match(words)
    if begun is None or _is_taken(begun.span(), known) or any(_candidates(begun[0], ())):
        return
    name = begun["body"]
    if may_receive(name, capitals=False) and not is_school(name) and not opens_sentence(name):
        yield begun.span("body")


def _may_be_named(words: str, span: Span) -> bool:
    name = words[slice(*span)]
    parts = name.split()
    first, last = parts[0].lower(), parts[-1].lower()
    if span[0] == 0 and words[span[1] : span[1] + 1] in (".", ":", "?"):
        return False  # "Admissions. OpenApply is filled in by you"
    before = words[max(0, span[0] - 120) : span[0]]
    if rule("before_others").search(before) and not WRITTEN_TO.search(before):
        return False
    if first in standing_words("no_first_word") | standing_words("titles") or last in standing_words(
        "no_last_word"
    ):
        return False
    if is_place_or_address(name) or not (may_receive(name, capitals=False) or _is_titled(parts)):
        return False
    if CLASS.fullmatch(name) or search("insiders", name):
        return False
    known = recognise(name)
    if len(parts) > 1 or known:
        return (
            known is None
            or known.kind in ("supplier", "public")
            or len(parts) > 1
            or name.isupper()
            or span[0] > 0
            or is_strange(name)
        )
    return is_strange(name) or (name.isupper() and len(name) > 2) or any(letter.isdigit() for letter in name)


def _is_titled(parts: Sequence[str]) -> bool:
    """ "Phonics Hero", "Nursery Story": a first word that alone is no name."""
    capitals = len(parts) > 1 and all(part[:1].isupper() or part in ("for", "of", "and") for part in parts)
    ours = parts[0].lower() in words_of("doers", "us") | words_of("doers", "school")
    return capitals and not ours and is_strange(parts[-1]) and may_receive(parts[-1], capitals=False)


def _has_data(deed: Deed, data: Sequence[Listed]) -> bool:
    stretches = [one for one in (deed.before, deed.after) if one]
    sure = deed.clear or deed.flow is Flow.SENT
    return sure and any(start <= one.start and one.end <= end for one in data for start, end in stretches)
