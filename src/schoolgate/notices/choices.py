"""What families may decide: from the row's own words, else from its section's."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from schoolgate.domain.reading import Span, Spans
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.notices.choice_answers import answer, answered, by_column, replies
from schoolgate.notices.choice_marks import by_key, by_mark, by_word, is_of_mark
from schoolgate.notices.choice_words import choice_said, cue, is_spoken, whole_of
from schoolgate.notices.names import mentions, recognise
from schoolgate.notices.passage import REMEMBERED, Passage, fold
from schoolgate.notices.rows import Label, Row
from schoolgate.notices.said import Said, cells

PLAIN = (Label.CHOICE, Label.BASIS, Label.CONDITION)  # cells that are about the choice, whatever their words
SPEAKING = (
    Label.DATA, Label.POTENTIAL_DATA, Label.DATA_AND_PURPOSE, Label.YEAR_GROUPS, Label.CONTROLS, Label.STATUS,
    Label.PROSE, Label.PURPOSE, Label.OTHER,
)  # fmt: skip
MOST_TITLE_WORDS = 6
LONGEST_SLIP = 200  # letters; "we see only yes or no" stands in a paragraph
_SLIP = re.compile(r"\b(?:yes\s*(?:/|\||\bor\b|[□☐○_.\s]{1,8})\s*no|y\s*/\s*n)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!?](?:\s|$)|\n")
_NUMBERED = r"(?:clause|section|part|list|table|group|annex|category|box)"
_REFERENCE = re.compile(rf"(?<=[a-z,] ){_NUMBERED} (?P<all>\d{{1,2}}|[A-H])\b", re.IGNORECASE)
# "Programs under C and D", "Anything in parts 1 to 3": of several, wherever in its sentence it stands
_SEVERAL = re.compile(
    r"\b(?:[Aa]pp|[Pp]rogram(?:me)?|[Ss]ystem|[Ss]ervice|[Ss]ite|[Tt]ool|[Cc]lause|[Ss]ection|[Pp]art|[Ll]ist"
    r"|[Tt]able|[Gg]roup|[Bb]ox|[Aa]nything|[Ee]verything|[Tt]hose|[Oo]ne|[Tt]hing|[Ii]tem|[Cc]ompani|[Ff]irm)"
    r"(?:e?s)?(?: (?:listed|named|shown))?(?: (?:under|in|from|of|at))?"
    r"(?: (?:sections|parts|groups|lists|headings|letters))?"
    r" (?P<all>(?:\d{1,2}|[A-H])(?:(?:, and |, | and | or | & | to |-|–)(?:\d{1,2}|[A-H])\b)+)"
)
BOTH_ENDS = 2
_LETTERED = re.compile(r"^[^\w\n]*(?:[A-Z][A-Za-z]+ )?([A-H])(?:[.):]|\s[–—-])\s+(?=[A-Z])", re.MULTILINE)
_PART_LINE = re.compile(
    r"^[^\w\n]*(?:(?:PART|SECTION|LIST|GROUP|BOX|Part|Section) (?:[A-H]|\d{1,2}|[IVX]+)\b[^\w\n]+"
    r"(?P<words>[^\n]{5,160})|(?P<capitals>[A-Z]{2,}[A-Z &:,'’/–—-]{6,}(?:\([^\n]*\))?))$",
    re.MULTILINE,
)
_ONE = re.compile(r"\d{1,2}|[A-H]")
_NUMBER = re.compile(rf"\W*(?:{_NUMBERED}\s+)?(\d{{1,2}}|[A-H])\b(?=\s*[.):\s–—-])", re.IGNORECASE)
_REST = re.compile(
    r"\b(?:the rest|the others|all (?:the )?others?|everything else|(?:the|all|our) other "
    r"(?:systems|apps|services|sites|ones|companies|platforms|programs))\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[;,]\s|\b(?:but|while|whereas)\s")
_TURN = re.compile(r";|,? but |, however,? | ~ ")
_COLUMNS = re.compile(r"\S(?= {3,}\S|\t| \| )")
FEWEST_COLUMNS = 2
_NAMED = re.compile(r"\s[A-Z][a-z]")


def choice_of(text: str, row: Row, *, is_body: bool) -> Said[ChoiceKind] | None:
    """`is_body`: the recipient is an authority or the like, and a duty to tell it may stand anywhere."""
    own = _own(text, row)
    if own or any(replies(Passage.of(text, cell.spans)) for cell in cells(row, Label.CHOICE)):
        return own  # "No" under a heading of its own is an answer: what the page says of others is not asked
    told = by_column(text, row) or by_mark(text, row) or by_key(text, row) or by_word(text, row)
    told = (
        told
        or _by_number(text, row)
        or _by_part(text, row)
        or _inherited(text, row)
        or _elsewhere(text, row.name)
    )
    told = told or answered(text, row.name) or _on_slip(text, row.name)
    return told or (_duty(text, row) if is_body else None) or _of_rest(text)


def _own(text: str, row: Row) -> Said[ChoiceKind] | None:
    for cell in cells(row, *PLAIN):
        words = Passage.of(text, cell.spans)
        found = answer(words, cell) or choice_said(words, basis=cell.label is not Label.CHOICE)
        if found and not (cell.label is Label.CONDITION and found.value is ChoiceKind.NONE):
            asked = cell.label is Label.CHOICE or found.value is ChoiceKind.CONSENT
            return replace(found, sure=asked)  # a duty as the basis leaves open what a family may say
    for cell in cells(row, *SPEAKING):
        for sentence in _naming_first(Passage.of(text, cell.spans), row.name):
            clause = _clause_naming(sentence, row.name)
            found = choice_said(clause) if is_spoken(clause.folded) else whole_of(clause)
            if found:
                return replace(found, sure=False)
    return None


def _naming_first(words: Passage, name: str) -> list[Passage]:
    """Its sentences from the first that names the recipient on, then those before it, often others'."""
    told = [*words.sentences()]
    at = next((n for n, sentence in enumerate(told) if name in sentence.words), 0)
    return told[at:] + told[:at]


def _clause_naming(sentence: Passage, name: str) -> Passage:
    """The part of the sentence that speaks of this recipient: "with permission, but it may go to Ofsted"."""
    at = sentence.words.find(name)
    if at < 0:
        return sentence
    edges = [0, *(match.end() for match in _TURN.finditer(sentence.folded)), len(sentence.words)]
    parts = [*pairwise(edges)]
    first = next(n for n, (low, high) in enumerate(parts) if low <= at < high)
    last = first
    while last + 1 < len(parts) and _goes_on(sentence, parts[last][1], parts[last + 1]):
        last += 1
    return sentence.part(parts[first][0], parts[last][1])


def _goes_on(sentence: Passage, turn: int, part: Span) -> bool:
    """ "… for hearing tests; write in if you object": behind a semicolon, and it names nobody else."""
    after = sentence.words[slice(*part)]
    return sentence.words[:turn].endswith(";") and not any(mentions(after)) and not _NAMED.search(after)


def _inherited(text: str, row: Row) -> Said[ChoiceKind] | None:
    """The nearest heading or group sentence that says it; of several sentences the last before the row."""
    section = row.section
    while section:
        told = (said for sentence, said in _said_in(text, section.sentences) if _is_of(text, sentence, row))
        headed = _headed(text, section.heading_spans)
        found = [one for one in (headed, *told) if one]
        before = [one for one in found if one.spans[0] < row.name_spans[0]]
        if found:
            return replace(before[-1] if before else found[0], sure=False)
        section = section.parent
    return None


def _headed(text: str, spans: Spans) -> Said[ChoiceKind] | None:
    """A heading's words; those over a table's columns, "Supplier    Why    Opt out?", ask it of each row."""
    heading = text[spans[0][0] : spans[-1][1]] if spans else ""
    return None if len(_COLUMNS.findall(heading)) >= FEWEST_COLUMNS else choice_said(Passage.of(text, spans))


def _by_number(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "A parent can say no to anything in clause 3", of the rows under a heading with that number."""
    told = _numbered(text)
    letter = _last_above(_LETTERED, text, row) if told else None
    if letter and letter[1] in told:
        return told[letter[1]]
    section = row.section if told else None
    while section:
        start = text.rfind("\n", 0, section.heading_spans[0][0]) + 1 if section.heading_spans else len(text)
        number = _NUMBER.match(text, start)
        if number and number[1].upper() in told:
            return told[number[1].upper()]
        section = section.parent
    return None


def _by_part(text: str, row: Row) -> Said[ChoiceKind] | None:
    """ "PART C. NO SIGNATURE NEEDED": the last such line above the row, whatever it was taken for."""
    part = _last_above(_PART_LINE, text, row)
    headed = row.section.heading_spans if row.section else ()
    if part is None or (headed and headed[0][0] > part.start()):
        return None
    said = choice_said(Passage.of(text, (part.span("words" if part["words"] else "capitals"),)))
    return replace(said, sure=False) if said else None


def _last_above(shape: re.Pattern[str], text: str, row: Row) -> re.Match[str] | None:
    start = row.name_spans[0][0] if row.name_spans else 0
    line = text.rfind("\n", 0, start) + 1
    return next((match for match in reversed(_all(shape, text)) if match.start() < line), None)


@lru_cache(maxsize=8)
def _all(shape: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    return tuple(shape.finditer(text))


@lru_cache(maxsize=4)
def _numbered(text: str) -> dict[str, Said[ChoiceKind]]:
    """What running words say of a choice in each part of the page that they name by its number."""
    found: dict[str, Said[ChoiceKind]] = {}
    for match in (*_REFERENCE.finditer(text), *_SEVERAL.finditer(text)):
        start, end = _around(text, match.start())
        turns = (m.end() for m in _APART.finditer(text, start, end))
        edges = [start, *(at for at in turns if not match.start() < at <= match.end()), end]
        part = next((a, b) for a, b in pairwise(edges) if a <= match.start() < b)
        said = choice_said(Passage.of(text, (part,)))
        led = part[0] + len(match[0]) < match.end()  # words before it: no heading
        if said and (led or match.re is _SEVERAL):
            found |= dict.fromkeys(_each(match["all"]), replace(said, sure=False))
    return found


def _each(references: str) -> list[str]:
    """ "C and D", "1 to 3", "A–C"."""
    named = [one.upper() for one in _ONE.findall(references)]
    if len(named) == BOTH_ENDS and re.search(r" to |[-–]", references):
        low, high = (int(one) if one.isdigit() else ord(one) for one in named)
        return [str(n) if named[0].isdigit() else chr(n) for n in range(low, high + 1)]
    return named


def _on_slip(text: str, name: str) -> Said[ChoiceKind] | None:
    """ "Atom Prime YES / NO": it is asked of each family."""
    short = re.sub(r"^[Tt]he\s+", "", name)
    for start, end in _slip_lines(text):
        if end - start > LONGEST_SLIP:
            continue
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
