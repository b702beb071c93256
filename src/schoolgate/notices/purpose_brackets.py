"""Lines that tell what for, then by whom, in brackets: "Reading at home [Giglets]: first name, class"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.kinds import is_firm
from schoolgate.notices.labels import exact_meaning
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body, is_public_body, parted_at, split_names
from schoolgate.notices.names import is_general, is_owner, recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.shared_lists import begins_with_data
from schoolgate.notices.topic_lines import told_behind

FEWEST = 3  # such lines of one page
MOSTLY = 0.7
MOST_PURPOSE_WORDS = 9
MOST_NAME_WORDS = 7
LETTERS = re.compile(r"[A-Z&]{2,6}")  # "PLASC", "ALN": what for, whoever stands behind
SHAPES = {
    opens[-1]: re.compile(
        rf"(?P<purpose>[A-Z0-9][^:;\n\[\](){{}}<>]{{1,80}}?)\s*{opens}(?P<inside>[^\n{opens}{closes}]+){closes}"
        rf"\s*(?:[:=,]|[–—-]+>?(?=\s)|→)?\s*(?P<rest>\S.*)?",
        re.DOTALL,
    )
    for opens, closes in ((r"\[", r"\]"), (r"\{", r"\}"), ("<", ">"), (r"\(", r"\)"))
}
STOP = re.compile(r"\.\s+(?=[A-Z])")
NOTHING = re.compile(r"(?:nothing|none)(?=\s*[,;(]|\s[–—-]\s)", re.IGNORECASE)
NOW = re.compile(r"(?:until|till|up to|before)\b[^,;]*[,;]?\s*(?:and |but )?(?:now|then|since then)\s+(?=\S)")
BEFORE = re.compile(r"(?:formerly|previously|was|instead of|replac(?:es|ing))\s+")
OF = re.compile(
    r"(?:made |run |provided |supplied |owned )?(?:from|by|of)\s+(?=[A-Z0-9])"
    rf"|(?=[Tt]he \w+ (?:Company|{FORM})\b)"
)


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A line's purpose, the names in its brackets, and what it says behind them."""

    purpose: Span
    inside: Span
    rest: Span | None


def bracketed_lines(text: str, blocks: Sequence[Block]) -> Mapping[int, Bracketed]:
    """Block → its line, on a page where line after line stands so, by one sort of bracket; else none."""
    for opens, shape in SHAPES.items():
        held = [at for at, block in enumerate(blocks) if text.find(opens, *block.span) > 0]
        matches = {at: match for at in held if (match := _match(text, blocks[at], shape))}
        clear = [at for at, match in matches.items() if _is_clear(match)]
        if len(clear) >= FEWEST and len(clear) >= MOSTLY * len(matches):
            return {at: _bracketed(text, match) for at, match in matches.items()}
    return {}


def _match(text: str, block: Block, shape: re.Pattern[str]) -> re.Match[str] | None:
    if block.kind not in (BlockKind.LINE, BlockKind.BULLET):
        return None
    match = shape.fullmatch(text, *block.span)
    short = match and len(match["purpose"].split()) <= MOST_PURPOSE_WORDS
    return match if short and match and match["rest"] and not exact_meaning(match["purpose"]) else None


def _bracketed(text: str, match: re.Match[str]) -> Bracketed:
    return Bracketed(trimmed(text, match.span("purpose")), match.span("inside"), match.span("rest"))


def _is_clear(match: re.Match[str]) -> bool:
    """Plain words before the brackets, and somebody first in them."""
    purpose = match["purpose"].strip()
    plain = recognise(purpose) is None and not is_body(purpose)
    first = re.split(r",|;| [–—-] | (?:and|by|from|until|&) ", match["inside"])[0].strip()
    return plain and _may_be(first) and (not is_strange(purpose) or recognise(first) is not None)


def _may_be(words: str) -> bool:
    short = 0 < len(words.split()) <= MOST_NAME_WORDS and re.match(r"(?:the )?[A-Z0-9]|[a-z]+[A-Z]", words)
    known = recognise(words)
    somebody = (known is not None and not is_general(words)) or is_strange(words) or is_body(words)
    return bool(short) and somebody and not is_all_data(Passage.of(words, ((0, len(words)),)))


def read_bracketed(draft: Draft, line: Bracketed) -> int:
    """Takes the line, 1, where its brackets name anybody."""
    promise = draft.promise()
    found = [*_named(draft, line)] if promise not in CLOSED else []
    told = _told(draft, line.rest) if line.rest else []
    gone = promise is Context.DENIED or bool(line.rest and says_unused(draft.words(line.rest)))
    for one in found:
        if gone:
            draft.deny(one)
            continue
        one.cells += told
        draft.add_row(one)
    return int(bool(found))


def _told(draft: Draft, rest: Span) -> list[Cell]:
    """The data that the first sentence lists, "nothing" before a comma, and what is said besides."""
    first = (rest[0], next((stop.end() for stop in STOP.finditer(draft.text, *rest)), rest[1]))
    nothing = NOTHING.match(draft.text, *rest)
    if nothing:
        first = nothing.span()
    elif not begins_with_data(Passage.of(draft.text, (first,))):
        return told_behind(draft, rest)
    besides = without_edges(draft.text, (first[1], rest[1]))
    told = [Cell(label=Label.DATA, spans=(trimmed(draft.text, first),))]
    return [*told, Cell(label=Label.PROSE, spans=(besides,))] if besides[0] < besides[1] else told


def _named(draft: Draft, line: Bracketed) -> Iterator[Named]:
    """Whom the brackets name; the words before them, where those are the name and the brackets its owner."""
    text, purpose = draft.text, Cell(label=Label.PURPOSE, spans=(line.purpose,))
    if _is_name_itself(draft.words(line.purpose), draft.words(line.inside)):
        yield Named(
            draft.words(line.purpose), (line.purpose,), [Cell(label=Label.PROVIDER, spans=(line.inside,))]
        )
        return
    found: list[Named] = []
    said: list[Cell] = []
    for part in _parts(draft, line.inside):
        words = draft.words(part)
        if found and (owner := _owner(text, part, found[-1].name)):
            found[-1].cells.append(Cell(label=Label.PROVIDER, spans=(owner,)))
        elif _may_be(words) or (not found and words[:1].isupper()):
            found += named(text, part, several=False)
        else:
            said.append(Cell(label=Label.PROSE, spans=(part,)))
    for one in found:
        one.cells += [purpose, *said]
        yield one


def _is_name_itself(head: str, inside: str) -> bool:
    """ "E-sgol [Welsh Government]": a strange name, and whose it is; "PLASC [Estyn]" tells what for."""
    own = recognise(inside)
    body = is_public_body(inside) or (own is not None and own.kind in ("authority", "statutory"))
    return body and is_strange(head) and LETTERS.fullmatch(head) is None and " " not in head


def _parts(draft: Draft, inside: Span) -> Iterator[Span]:
    """Its parts at commas and the like; "A until May, now B" is B, and denies A."""
    text = draft.text
    now = NOW.search(text, *inside)
    if now:
        for one in named(text, trimmed(text, (inside[0], now.start())), several=False):
            draft.deny(one)
        inside = (now.end(), inside[1])
    dash = re.compile(r"\s[–—-]\s").search(text, *inside)
    listed = (inside[0], dash.start()) if dash else inside
    listed_names = (name for part in parted_at(text, listed, ";") for name in split_names(text, part))
    for whole in listed_names:
        for name in _with_owner_apart(text, whole):
            old = BEFORE.match(text, *name)
            if old is None:
                yield name
            else:
                draft.deny(Named(text[old.end() : name[1]], ((old.end(), name[1]),)))
    if dash:
        yield trimmed(text, (dash.end(), inside[1]))


def _with_owner_apart(text: str, name: Span) -> tuple[Span, ...]:
    """ "Scopay, from Tucasi" as two."""
    comma = re.compile(rf",\s+(?={OF.pattern})").search(text, *name)
    return ((name[0], comma.start()), (comma.end(), name[1])) if comma else (name,)


def _owner(text: str, part: Span, name: str) -> Span | None:
    """Whose the product before it is: "from ParentPay Group", "The Safeguarding Company", a body."""
    of = OF.match(text, *part)
    words = text[slice(*part)]
    if of:
        return without_edges(text, (of.end(), part[1]))
    own = recognise(words)
    body = is_firm(words) or is_public_body(words) or (is_owner(words) and own is None)
    product = not is_body(name) and not is_owner(name)
    return part if body and product else None
