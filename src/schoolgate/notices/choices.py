"""What families may decide: from the row's own words, else from its section's."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from schoolgate.domain.reading import Span, Spans
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.choice_marks import by_key, by_mark, is_of_mark
from schoolgate.notices.choice_words import choice_said, choices, cue, is_spoken, whole_of
from schoolgate.notices.names import mentions, recognise
from schoolgate.notices.passage import REMEMBERED, Passage, fold
from schoolgate.notices.rows import Cell, Label, Row
from schoolgate.notices.said import Said, cells

PLAIN = (Label.CHOICE, Label.BASIS, Label.CONDITION)  # cells that are about the choice, whatever their words
SPEAKING = (
    Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE, Label.YEAR_GROUPS, Label.CONTROLS, Label.STATUS,
    Label.PROSE, Label.PURPOSE, Label.OTHER,
)  # fmt: skip
YES = frozenset({"yes", "y", "required", "needed"})
_REPLY = re.compile(
    r"\s*(yes|y|none|no|n|required|needed|not (?:required|needed))\b(?!/)(?!(?<=ed) (?:by|for|under|to)\b)"
)
MOST_TITLE_WORDS = 6
_SLIP = re.compile(r"\b(?:yes\s*(?:/|\||\bor\b|[□☐○_.\s]{1,8})\s*no|y\s*/\s*n)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_NUMBERED = r"(?:clause|section|part|list|table|group|annex|category|box)"
_REFERENCE = re.compile(rf"(?<=[a-z,] ){_NUMBERED} (\d{{1,2}}|[A-H])\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\W*(?:{_NUMBERED}\s+)?(\d{{1,2}}|[A-H])\b(?=\s*[.):\s–—-])", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:the rest|the others|all (?:the )?others?|everything else|(?:the|all|our) other "
    r"(?:systems|apps|services|sites|ones|companies|platforms|programs))\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[;,]\s|\b(?:but|while|whereas)\s")
_HOW = re.compile(
    r"\s*(?:please )?(?:tell|ask|e-?mail|write|ring|phone|see|speak|contact|return|tick|by|in writing)\b"
)
_OPTING_OUT = re.compile(r"\bopt(?:ing|s)?[ -]?out|\b(?:refus|declin|object|say(?:ing)? no)")
_TURN = re.compile(r";|,? but |, however,? ")


def choice_of(text: str, row: Row, *, is_body: bool) -> Said[ChoiceKind] | None:
    """`is_body`: the recipient is an authority or the like, and a duty to tell it may stand anywhere."""
    own = _own(text, row)
    if own or any(_REPLY.match(Passage.of(text, cell.spans).folded) for cell in cells(row, Label.CHOICE)):
        return own  # "No" under a heading of its own is an answer: what the page says of others is not asked
    told = by_mark(text, row) or by_key(text, row) or _inherited(text, row) or _elsewhere(text, row.name)
    told = told or _by_number(text, row) or _on_slip(text, row.name)
    return told or (_duty(text, row) if is_body else None) or _of_rest(text)


def _own(text: str, row: Row) -> Said[ChoiceKind] | None:
    for cell in cells(row, *PLAIN):
        words = Passage.of(text, cell.spans)
        found = _answer(words, cell) or choice_said(words, basis=cell.label is not Label.CHOICE)
        if found and not (cell.label is Label.CONDITION and found.value is ChoiceKind.NONE):
            asked = cell.label is Label.CHOICE or found.value is ChoiceKind.CONSENT
            return replace(found, sure=asked)  # a duty as the basis leaves open what a family may say
    for cell in cells(row, *SPEAKING):
        for sentence in Passage.of(text, cell.spans).sentences():
            clause = _clause_naming(sentence, row.name)
            found = choice_said(clause) if is_spoken(clause.folded) else whole_of(clause)
            if found:
                return replace(found, sure=False)
    return None


def _answer(words: Passage, cell: Cell) -> Said[ChoiceKind] | None:
    """A "yes" or "no" to what the label asks: "Consent needed: Yes". A "no" leaves no choice."""
    reply = _REPLY.match(words.folded)
    asked = fold(cell.printed_label or "")
    if cell.label is Label.CHOICE and _HOW.match(words.folded) and _OPTING_OUT.search(asked):
        return Said(ChoiceKind.OPT_OUT, words.whole())  # "Opting out: tell the manager"
    if cell.label is not Label.CHOICE or not reply or not asked:
        return None
    agreed = reply[1] in YES
    kind = next((kind for kind, wording in choices().left(asked) if wording.search(asked)), None)
    if kind is ChoiceKind.NONE:  # "Compulsory?"
        kind, agreed = ChoiceKind.PERMISSION, not agreed
    kind = kind or ChoiceKind.PERMISSION  # "Choice", "Can I say no": asked without the word for it
    return Said(kind if agreed else ChoiceKind.NONE, words.spans(*reply.span(1)))


def _clause_naming(sentence: Passage, name: str) -> Passage:
    """The part of the sentence that speaks of this recipient: "with permission, but it may go to Ofsted"."""
    at = sentence.words.find(name)
    if at < 0:
        return sentence
    edges = [0, *(match.end() for match in _TURN.finditer(sentence.folded)), len(sentence.words)]
    return next(sentence.part(low, high) for low, high in pairwise(edges) if low <= at < high)


def _inherited(text: str, row: Row) -> Said[ChoiceKind] | None:
    """The nearest heading or group sentence that says it; of several sentences the last before the row."""
    section = row.section
    while section:
        told = (said for sentence, said in _said_in(text, section.sentences) if _is_of(text, sentence, row))
        headed = choice_said(Passage.of(text, section.heading_spans))
        found = [one for one in (headed, *told) if one]
        before = [one for one in found if one.spans[0] < row.name_spans[0]]
        if found:
            return replace(before[-1] if before else found[0], sure=False)
        section = section.parent
    return None


def _by_number(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "A parent can say no to anything in clause 3", of the rows under a heading with that number."""
    told = _numbered(text)
    section = row.section if told else None
    while section:
        start = text.rfind("\n", 0, section.heading_spans[0][0]) + 1 if section.heading_spans else len(text)
        number = _NUMBER.match(text, start)
        if number and number[1].upper() in told:
            return told[number[1].upper()]
        section = section.parent
    return None


@lru_cache(maxsize=4)
def _numbered(text: str) -> dict[str, Said[ChoiceKind]]:
    """What running words say of a choice in each part of the page that they name by its number."""
    found = {}
    for match in _REFERENCE.finditer(text):
        start, end = _around(text, match.start())
        edges = [start, *(m.end() for m in _APART.finditer(text, start, end)), end]
        part = next((a, b) for a, b in pairwise(edges) if a <= match.start() < b)
        said = choice_said(Passage.of(text, (part,)))
        if said and part[0] + len(match[0]) < match.end():  # words before it: no heading
            found[match[1].upper()] = replace(said, sure=False)
    return found


def _on_slip(text: str, name: str) -> Said[ChoiceKind] | None:
    """ "Atom Prime YES / NO": it is asked of each family."""
    short = re.sub(r"^[Tt]he\s+", "", name)
    for start, end in _slip_lines(text):
        at = text.find(short, start, end)
        answer = _SLIP.search(text, at, end) if at >= 0 else None
        if answer:
            return Said(ChoiceKind.PERMISSION, (answer.span(),), sure=False)
    return None


@lru_cache(maxsize=4)
def _slip_lines(text: str) -> tuple[Span, ...]:
    found = dict.fromkeys(
        (text.rfind("\n", 0, match.start()) + 1, (text.find("\n", match.end()) + 1 or len(text) + 1) - 1)
        for match in _SLIP.finditer(text)
    )
    return tuple(span for span in found if "\t" not in text[slice(*span)])  # a table's cells are answers


def _elsewhere(text: str, name: str) -> Said[ChoiceKind] | None:
    """ "Parents may refuse Purple Mash and Spag.com", wherever on the page it stands."""
    return next((said for words, said in _refusals(text) if name in words), None)


@lru_cache(maxsize=4)  # asked for each row of a page
def _refusals(text: str) -> tuple[tuple[str, Said[ChoiceKind]], ...]:
    sentences = dict.fromkeys(_around(text, match.start()) for match in cue("refused").finditer(fold(text)))
    found = ((text[slice(*span)], choice_said(Passage.of(text, (span,)))) for span in sentences)
    return tuple((words, replace(said, sure=False)) for words, said in found if said)


def _around(text: str, place: int) -> Span:
    """The sentence that a place stands in."""
    start = max(text.rfind(mark, 0, place) for mark in (". ", "! ", "? ", "\n")) + 1
    stop = _STOP.search(text, place)
    return start, stop.start() if stop else len(text)


def _duty(text: str, row: Row) -> Said[ChoiceKind] | None:
    """A sentence anywhere that the school is required to tell this body."""
    body = recognise(row.name)
    told = (span for span, words in _duties(text) if any(one.service == body for one in mentions(words)))
    return next((Said(ChoiceKind.NONE, (span,), sure=False) for span in told), None)


@lru_cache(maxsize=4)
def _duties(text: str) -> tuple[tuple[Span, str], ...]:
    """Where it stands that the school is required to tell somebody, and the sentence from there on."""
    found = [match.span() for match in cue("duty").finditer(fold(text))]
    ends = (text.find(".", end) for _, end in found)
    return tuple(
        (span, text[span[0] : end if end >= 0 else len(text)]) for span, end in zip(found, ends, strict=True)
    )


@lru_cache(maxsize=4)
def _of_rest(text: str) -> Said[ChoiceKind] | None:
    """ "For the rest no, since we could not run a school without them": of rows that nothing else decides."""
    for match in _REST.finditer(text):
        start, end = _around(text, match.start())
        turn = max((m.end() for m in _APART.finditer(text, start, match.start())), default=start)
        if said := choice_said(Passage.of(text, ((turn, end),))):
            return replace(said, sure=False)
    return None


def _stands_under(text: str, row: Row, sentence: Passage) -> bool:
    """Straight behind the row's last words, in the line of its name, or in lines set in deeper."""
    place = sentence.whole()
    if not place or not row.name_spans or place[0][0] < row.name_spans[-1][1]:
        return False
    told = max(end for spans in (row.name_spans, *(cell.spans for cell in row.cells)) for _, end in spans)
    if told <= place[0][0] and not re.search(r"\w|\n\s*\n", text[told : place[0][0]]):
        return True
    line = text.rfind("\n", 0, row.name_spans[0][0]) + 1
    first, *others = text[line : place[0][1]].split("\n")
    return all(_indent(one) > _indent(first) for one in others)


def _is_of_group(sentence: Passage) -> bool:
    speaks = _is_title(sentence) or cue("of_group").search(sentence.folded)
    return bool(speaks) and not any(mentions(sentence.words))


def _is_title(sentence: Passage) -> bool:
    """A line that is set as no heading, and is one: "With your say-so"."""
    return len(sentence.words.split()) <= MOST_TITLE_WORDS and sentence.words.rstrip()[-1:] not in (
        ".",
        "!",
        "?",
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_of(text: str, sentence: Passage, row: Row) -> bool:
    """Does a group's sentence speak of all its rows, or of this one? One about others is theirs."""
    of_row = row.name in sentence.words or _stands_under(text, row, sentence)
    return of_row or _is_of_group(sentence)


@lru_cache(maxsize=REMEMBERED)
def _said_in(text: str, spans: Spans) -> tuple[tuple[Passage, Said[ChoiceKind]], ...]:
    """A group's sentences that say something of choice, without those that speak of the rows with a mark."""
    told = ((sentence, choice_said(sentence)) for sentence in Passage.of(text, spans).sentences())
    return tuple((sentence, said) for sentence, said in told if said and not is_of_mark(text, sentence))
