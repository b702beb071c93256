"""Running words → recipients: "we share with X, Y and Z", "a system called Q", "paid through R"."""

import re
from collections.abc import Iterator, Sequence

from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.reading import Span
from schoolgate.notices.bracketed_doers import read_doers
from schoolgate.notices.clauses import clauses, is_of_all_before, sentences
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.deed_rows import with_deeds
from schoolgate.notices.denied_data import telling_parts
from schoolgate.notices.draft import Draft, Drafted, Said, identity
from schoolgate.notices.going_on import goes_on
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.lines import trimmed
from schoolgate.notices.listed import is_known
from schoolgate.notices.makers import Found, providers_only
from schoolgate.notices.members import (
    is_product,
    lists_in,
    may_begin,
    may_receive,
    members,
    opens_sentence,
    patterns,
    search,
)
from schoolgate.notices.name_lists import looks_like_name, split_names
from schoolgate.notices.names import Mention, is_general, mentions, recognise
from schoolgate.notices.naming import Named, named
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.refusals import denies
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.spared import spared_in
from schoolgate.notices.standing import denied_here, is_maker, turns, with_standing
from schoolgate.notices.title import is_school

REFUSED = re.compile(r"(?<=\?)\s+(?:No|Never|None)\b[.,!]")
NOTHING_TO_THEM = re.compile(
    r"(?:We|The school|The office|Staff) (?:give|send|tell|pass|show)s? (?:them|it) (?:no|nothing)\b"
    r"|(?:They|It) (?:(?:is|are) (?:given|told|sent)|gets?|receives?|has|have) "
    r"(?:nothing|no [a-z]+) (?:from|by) us\b"
)
LEGAL_NAME = re.compile(rf"\b{FORM}\.?$", re.IGNORECASE)  # an unlisted name that ends so is a company's
OWN_SCHOOL = re.compile(r"(?:the|our|your) (?:school|college|nursery|academy|trust)", re.IGNORECASE)
APPOSED = re.compile(r"^(?:in|from|and,? in|for|at) \w+(?: \w+)?$", re.IGNORECASE)


def read_sentences(draft: Draft) -> None:
    """Adds a row for each recipient that the prose names and no list did."""
    listed = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}
    bare_rows = {identity(row.name): row for row in draft.rows if _says_no_purpose(row)}
    found: dict[str, Found] = {}
    headings = frozenset(span for group in draft.groups for span in group.spans)
    for said in draft.prose:
        denied = len(draft.denied)
        told = [*_said_of(draft, said, headings)]
        gone = {identity(one.name) for one in draft.denied[denied:]}
        for one, words in told:
            if identity(one.name) in gone:
                continue  # "Some of you asked for WhatsApp. Staff do not use WhatsApp."
            if row := bare_rows.get(identity(one.name)):
                _also_says(row, words)
            elif identity(one.name) not in listed:
                found.setdefault(identity(one.name), Found(one, said.group)).sentences.append(words)
    for key in providers_only(draft, found):
        del found[key]
    for held in found.values():
        held.named.cells.append(Cell(label=Label.PROSE, spans=tuple(dict.fromkeys(held.sentences))))
        draft.add_row(held.named, group=held.group, confident=False)


def _says_no_purpose(row: Drafted) -> bool:
    """A list of its data, or a question, is all there is of it: what the prose says of it belongs to it."""
    labels = {cell.label for cell in row.cells}
    return not row.confident or labels == {Label.DATA}


def _also_says(row: Drafted, words: Span) -> None:
    told = [span for cell in row.cells for span in cell.spans]
    if not any(start <= words[0] and words[1] <= end for start, end in told):
        row.cells.append(Cell(label=Label.PROSE, spans=(words,)))


def _said_of(draft: Draft, said: Said, headings: frozenset[Span]) -> Iterator[tuple[Named, Span]]:
    """Whom a stretch of prose names, each with a clause that speaks of it."""
    before: list[Named] = []
    last: list[Named] = []  # whom the sentence before spoke of
    closed = _opens_closed(draft, said.span)
    for sentence in sentences(draft.text, said.span):
        if sentence in headings or REFUSED.match(draft.text, sentence[1], said.span[1]):
            continue  # it leads on to a list, stands over a section, or is answered: "… with clubs? No."
        if before and is_of_all_before(draft.words(sentence)):
            yield from ((one, sentence) for one in before)
            continue
        if last and NOTHING_TO_THEM.match(draft.words(sentence)):
            _deny_body(draft, last)
            continue
        found: list[Named] = []
        for clause in clauses(draft.text, sentence):
            named_here = [*_named_in(draft, clause, said.context, led=said.led, closed=closed)]
            if clause[0] == said.span[0] and not named_here and _answers_with_name(draft, said):
                answer = _found(draft, clause, "answering", capitals=True)
                named_here = [one for one in answer if not opens_sentence(one.name)]
            again = [one for one in before if one.name in draft.words(clause) and one.name[:1].isupper()]
            named_here += [one for one in again if not _is_among(one, named_here)]
            before += [one for one in named_here if not _is_among(one, before)]
            yield from ((one, clause) for one in named_here)
            found += named_here
        if not found and last and said.context not in CLOSED and goes_on(draft.words(sentence)):
            yield from ((one, sentence) for one in last)
            found = last
        last = found


def _deny_body(draft: Draft, last: Sequence[Named]) -> None:
    """ "The PTA keep their own list on Classlist. We give them no addresses." denies the PTA."""
    for one in [one for one in last if not is_product(one.name)][:1]:
        draft.deny(one)


def _is_among(one: Named, others: Sequence[Named]) -> bool:
    return any(identity(one.name) == identity(other.name) for other in others)


def _answers_with_name(draft: Draft, said: Said) -> bool:
    """Is it the answer to "Which system holds my record?" """
    heading = said.group.heading if said.group else ""
    refused = denies(draft.words(said.span))
    return said.led and heading.endswith("?") and search("asks_name", heading) and not refused


def _opens_closed(draft: Draft, span: Span) -> bool:
    """Does a paragraph begin with rights, or with what others do? A later one closes only itself."""
    return context_of(draft.words(next(sentences(draft.text, span), span))) in CLOSED


def _named_in(draft: Draft, sentence: Span, context: Context, *, led: bool, closed: bool) -> Iterator[Named]:
    words = draft.words(sentence)
    if CLOSED & {context, context_of(words)}:
        if context not in CLOSED and context_of(words) is Context.RIGHTS:
            yield from with_deeds(draft, sentence, [])  # "§ has view-only rights to attendance"
        return
    if context is not Context.DENIED and (parts := [*telling_parts(draft.text, sentence)]):
        yield from (one for part in parts for one in _all_in(draft, part, context))
        return
    if context is Context.DENIED and not (denies(words) or denied_here(words)):
        told = with_deeds(draft, sentence, [])
        if told:  # below "What we do not share": "We give Hale names, but never SEN"
            yield from told
            return
    if context is Context.DENIED or denies(words) or denied_here(words):
        yield from _deny(draft, sentence)
        if context is not Context.DENIED:
            yield from _said_instead(draft, sentence, context)
        return
    if context is Context.RECIPIENTS and is_bare_list(draft, sentence, led=led):
        yield from listed_names(draft, _after_answer(draft.text, sentence))
        return
    found = _all_in(draft, sentence, context)
    # Among words on rights and complaints, only a product counts: the regulator is told nothing there.
    yield from (one for one in found if not closed or is_product(one.name))


def _all_in(draft: Draft, sentence: Span, context: Context) -> list[Named]:
    told = [*_told(draft, sentence, context), *_mentioned(draft, sentence, context)]
    return with_deeds(draft, sentence, with_standing(draft, sentence, told))


def _said_instead(draft: Draft, sentence: Span, context: Context) -> Iterator[Named]:
    """ "We turned down Facewatch; books are issued on Shelfie": whom the other part of it names."""
    refused = False
    for start, end in turns(draft.words(sentence)):
        part = trimmed(draft.text, (sentence[0] + start, sentence[0] + end))
        words = draft.words(part)
        if denies(words) or denied_here(words):
            refused = True
        elif refused:
            yield from _all_in(draft, part, context)


def told_in(draft: Draft, sentence: Span) -> Iterator[Named]:
    """Whom a sentence that leads on to a list names, whatever stands around it."""
    yield from _told(draft, sentence, Context.NEUTRAL)
    yield from _mentioned(draft, sentence, Context.NEUTRAL)


def told_first(draft: Draft, sentence: Span) -> Iterator[Named]:
    """Whom a sentence begins with, as one that receives or sends something."""
    for key in ("receiving", "acting"):
        for span in _lists(draft, sentence, key):
            yield from _beginning(members(draft, span, capitals=False))
    yield from _found(draft, sentence, "telling", capitals=False)


def _deny(draft: Draft, sentence: Span) -> Iterator[Named]:
    """Takes down what the sentence denies; gives what it says came instead ("replaced by Arbor")."""
    words = draft.words(sentence)
    said = denies(words)  # else a heading denies it, and bodies named in passing are none of its list
    listed = {identity(row.name) for row in draft.rows} | {identity(one.name) for one in draft.denied}
    spared = list(spared_in(draft, sentence)) if said else []
    yield from spared
    listed |= {identity(one.name) for one in spared}
    for mention in mentions(words):
        span = (sentence[0] + mention.start, sentence[0] + mention.end)
        one = Named(draft.words(span), (span,))
        before = words[: mention.start]
        if search("instead", before) or search("took_over", words[mention.end :]):
            yield one
        elif (
            mention.service.name not in listed
            and (said or mention.service.kind in ("supplier", "public"))
            and not _passing(before)
            and _is_denied(words, mention.service)
        ):
            draft.deny(one)


def _is_denied(words: str, service: KnownService) -> bool:
    """A product is, a body only where nothing makes an exception ("unless the law requires it")."""
    return service.kind in ("supplier", "public") or not search("exception", words)


def is_bare_list(draft: Draft, sentence: Span, *, led: bool) -> bool:
    """ "The Department for Education, Wessex Council and Ofsted.": names and no verb."""
    span = _after_answer(draft.text, sentence)
    words = re.sub(r"\([^()]*\)", "", draft.words(span))
    parts = split_names(draft.text, _without_stop(draft.text, span))
    verbless = not search("verb", words)
    return (
        verbless
        and not is_school(draft.words(parts[0]))  # "Elm Primary School, Ashdown End."
        and (led or _are_plainly_names(draft, parts))
        and (len(parts) > 1 or recognise(words.rstrip(".")) is not None)
        and _mostly_names(draft, parts)
    )


def _are_plainly_names(draft: Draft, parts: Sequence[Span]) -> bool:
    """Nothing leads on to them: then each has a capital, or is a body we know, and half are known."""
    words = [draft.words(part) for part in parts]
    known = [one for one in words if is_known(one)]
    if any(opens_sentence(one) and one not in known for one in words):
        return False
    return len(known) * 2 >= max(len(parts), 2) and all(one in known or looks_like_name(one) for one in words)


def _mostly_names(draft: Draft, parts: Sequence[Span]) -> bool:
    names = [named(draft.text, part, several=False)[0].name for part in parts]
    return sum(1 for name in names if may_receive(name, capitals=False)) * 3 >= len(parts) * 2


def listed_names(draft: Draft, span: Span) -> Iterator[Named]:
    """The names of a list in a sentence, each with the words in brackets behind it or the next one."""
    held: list[Named] = []
    for part in split_names(draft.text, _without_stop(draft.text, span)):
        if APPOSED.match(draft.words(part)):
            continue
        one = named(draft.text, part, several=False)[0]
        held.append(one)
        if not re.match(r"\s+(?:and|&)\s", draft.text[part[1] : part[1] + 5]):
            # "A and B (name, class)": the brackets are about both.
            for other in held:
                other.cells += [cell for cell in one.cells if cell not in other.cells]
            held = []
        yield one


def _after_answer(text: str, sentence: Span) -> Span:
    match = re.compile(r"A(?:nswer)?[.:]\s*").match(text, *sentence)
    return (match.end(), sentence[1]) if match else sentence


def _without_stop(text: str, span: Span) -> Span:
    end = span[1]
    while end > span[0] and text[end - 1] in ".;: ":
        end -= 1
    return span[0], end


def _told(draft: Draft, sentence: Span, context: Context) -> Iterator[Named]:
    """Whom the sentence says something goes to, known to us or not; and products it says are used."""
    yield from read_doers(draft, sentence)
    yield from _found(draft, sentence, "outward", capitals=False)
    words = draft.words(sentence)
    product = any(is_product(words[one.start : one.end]) for one in mentions(words))
    if context is Context.RECIPIENTS or search("nearby", words) or product:
        yield from _found(draft, sentence, "using", capitals=True)
    for span in _lists(draft, sentence, "published"):
        yield from members(draft, span, capitals=False, published=True)
    for span in _lists(draft, sentence, "receiving"):
        yield from _beginning(members(draft, span, capitals=False))
    yield from _found(draft, sentence, "telling", capitals=False)
    for span in _lists(draft, sentence, "acting"):
        for one in _beginning(members(draft, span, capitals=True)):
            full = len(one.name.split()) > 1 and is_strange(one.name) and search("nearby", words)
            if context is Context.RECIPIENTS or LEGAL_NAME.search(one.name) or full:
                yield one


def _beginning(found: Iterator[Named]) -> Iterator[Named]:
    """Names that a sentence begins with; those listed behind one that may begin it need no capital."""
    first = next((one for one in found if not OWN_SCHOOL.fullmatch(one.name)), None)
    if first and may_begin(first.name):
        yield first
        yield from found


def _lists(draft: Draft, sentence: Span, key: str) -> Iterator[Span]:
    for pattern in patterns(key).left(draft.words(sentence)):
        yield from lists_in(pattern, draft.text, sentence)


def _found(draft: Draft, sentence: Span, key: str, *, capitals: bool) -> Iterator[Named]:
    for span in _lists(draft, sentence, key):
        yield from members(draft, span, capitals=capitals)


def _mentioned(draft: Draft, sentence: Span, context: Context) -> Iterator[Named]:
    """Known products named in passing. A company whose product stands beside it is the product's provider."""
    words = draft.words(sentence)
    found = [m for m in mentions(words) if m.service.kind == "supplier" or _published_on(words, m.service)]
    for mention in found:
        if (
            _passing(words[: mention.start])
            or is_maker(words[: mention.start])
            or _is_providers(words, mention)
            or is_general(words[mention.start : mention.end])
        ):
            continue
        span = (sentence[0] + mention.start, sentence[0] + mention.end)
        yield Named(draft.words(span), (span,))


def _published_on(words: str, service: KnownService) -> bool:
    public = service.kind == "public" and re.search(r"[A-Z]", service.name[1:] or "") is not None
    return bool(public or service.kind == "public") and bool(
        re.search(r"\b(?:photo\w*|images?|videos?|publish\w*|post(?:ed|s)?|shar\w+)\b", words, re.IGNORECASE)
    )


def _is_providers(words: str, mention: Mention) -> bool:
    """ "Pupil Asset (Juniper)": in brackets behind a product stands whose it is."""
    before, behind = words[: mention.start], words[mention.end :]
    enclosed = before.endswith("(") and behind.startswith(")")
    return enclosed and any(one.end == len(before[:-1].rstrip()) for one in mentions(words))


def _passing(before: str) -> bool:
    """Named only to tell another thing: "formerly X", "bought from X", "similar to X"."""
    return search("passing", before)


def is_question_about(draft: Draft, heading: Span) -> list[Named]:
    """The known services that a question names: "Do photos go on Facebook?" """
    words = draft.words(heading)
    found = [m for m in mentions(words) if m.service.kind in ("supplier", "public")]
    spans = [(heading[0] + m.start, heading[0] + m.end) for m in found]
    return [Named(draft.words(span), (span,)) for span in spans]
