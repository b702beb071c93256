"""One item of any list → its rows: a name with its words, or a kind with those of it."""

import re
from collections.abc import Sequence

from schoolgate.domain.catalogue import KnownService
from schoolgate.domain.reading import Span
from schoolgate.notices.contexts import Context, context_of
from schoolgate.notices.cutting import PROPER
from schoolgate.notices.described import tells_trade
from schoolgate.notices.draft import Draft, Drafted, Said
from schoolgate.notices.item_parts import kinds_in
from schoolgate.notices.items import is_all_data
from schoolgate.notices.members import (
    is_product,
    knowledge,
    may_receive,
    names_somebody,
    search,
)
from schoolgate.notices.name_lists import is_body, parted_at, split_names
from schoolgate.notices.names import is_general, is_place_or_address, mentions, recognise
from schoolgate.notices.naming import Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.others_named import came_instead, leave_others, says_gone_above
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.told_nothing import is_told_nothing

KIND_RANK = 9  # a group that one line opens and ends
OPENING = frozenset(
    (
        "we",
        "you",
        "i",
        "it",
        "they",
        "for",
        "if",
        "when",
        "where",
        "on",
        "in",
        "at",
        "once",
        "after",
        "before",
    )
)
LONGEST_UNKNOWN = 7  # words
FEWEST_TOLD = 3  # names behind a word for them all
ONLY_SOME = re.compile(
    r"\bonly\b|\b(?:years?|reception|nursery|key stage|sixth form|boarders|boarding)\b", re.IGNORECASE
)
NO_DATA = re.compile(r"(?:no|gets no|not given any) (?:pupil |personal )?(?:data|information)", re.IGNORECASE)
THEIRS = re.compile(r"(?:its|their|his|her) [a-z]")
OF_THOSE = re.compile(r"\b(?:of|for|to) (?:the|those|our|your|each) [a-z]|\b(?:whose|whom)\b")
FEWEST_SAYING = 5  # words of a sentence
SAYING = re.compile(
    r"[a-z)\]] (?:is|are|was|were|has|have|may|will|can|must|should|does|do|did) [a-z]"
    r"|^(?:We|You|They|I) [a-z]"
    r"|[a-z] (?:belongs?|goes|follows|comes) (?:to|by|on|in|your|from|through|with|via|home) "
    rf"|^{PROPER.pattern} (?:[a-z]{{2,}}(?<!s)s|film|weigh|take|give|have) "
    r"(?:an?|the|our|their|your|its|us|names?|any|all|each|every|only|nothing) "
)
ASKED = re.compile(r"[A-Z][^?\n]{1,50}\?\W{1,4}\s*(?:No|Never|Not any more|Not now)\b.*", re.DOTALL)
STOPPED = re.compile(r"\.\s")
OF_PAGE = (Context.RIGHTS, Context.PURPOSES, Context.ONWARD)
RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|where|when|if|as|to whom|with whom)\b", re.IGNORECASE)
ADDRESSED = re.compile(r"(?:To|With)\s+(?P<word>[\w’']+)\s")  # "To the police where …"
COLON_LINE = re.compile(r"(?P<head>[^:\n]{2,200}?):\s+(?P<rest>\S.*)", re.DOTALL)


def services_in(draft: Draft, span: Span, lead: Span | None = None) -> list[KnownService | None]:
    """The service that each name of an item is, None for those we do not know."""
    return [recognise(one.name) for one in named(draft.text, span, lead=lead)]


def add_item(draft: Draft, span: Span, promise: Context, *, lead: Span | None = None) -> list[Drafted]:
    """The rows of one item; none, where it is no recipient: then it is prose."""
    to = ADDRESSED.match(draft.text, *span) if promise is Context.RECIPIENTS and lead is None else None
    if to and to["word"] in knowledge()["no_name_verbs"]:
        # "To provide information to your next school. Consent": it speaks for itself, not for its group.
        draft.prose.append(Said(span, draft.group, promise, led=False))
        return []
    if lead is None and promise is Context.RECIPIENTS and _is_sentence(draft.words(span)):
        draft.add_prose(span, promise)
        return []
    span = (to.start("word"), span[1]) if to else span
    kinds = kinds_in(draft.text, span) if promise is Context.RECIPIENTS and lead is None else [span]
    if len(kinds) > 1:
        return [row for kind in kinds for row in add_item(draft, kind, promise)]
    found = (
        _named_whole(draft, span, lead)
        if promise is Context.RECIPIENTS
        else named(draft.text, span, lead=lead)
    )
    return _rows_of(draft, span, promise, found)


def _rows_of(draft: Draft, span: Span, promise: Context, found: list[Named]) -> list[Drafted]:
    """A row for each that is named, unless the item's words deny it or are none of a recipient."""
    if len(found) == 1 and ASKED.fullmatch(draft.words(span)):
        draft.deny(Named(found[0].name.rstrip("? "), found[0].spans, found[0].cells))
        return []
    words = draft.words(span)
    said = draft.words((found[-1].spans[-1][1], span[1])).lstrip(" –—-:,.()")
    if _are_no_names(found) or _is_refusal(draft, span, found):
        draft.add_prose(span, promise)
        return []
    if (
        says_gone_above(draft, said, found)
        or _is_unused(draft, said, found)
        or _denies_itself(words, found)
        or is_told_nothing(said, found)
    ):
        for one in found:
            draft.deny(one)
        return came_instead(draft, span, found)
    unused = [one for one in found if len(found) > 1 and _says_itself_unused(draft, one)]
    for one in unused:
        draft.deny(one)
    if unused and len(unused) == len(found):
        return []
    promised = promise is Context.RECIPIENTS
    found = [one for one in found if one not in unused and (promised or _is_service(one.name))]
    if not found or not all(_nameable(one.name) and names_somebody(one.name) for one in found):
        draft.add_prose(span, promise)
        return []
    if len(found) == 1 and _goes_on_in_words(draft, span, found[0]):
        draft.prose.append(
            Said(span, draft.group, promise, led=False)
        )  # "SIMS is hosted for us by Eskdale IT."
    leave_others(draft, span, found)
    return [draft.add_row(one, confident=promise is Context.RECIPIENTS) for one in found]


def _named_whole(draft: Draft, span: Span, lead: Span | None) -> list[Named]:
    """ "Family, associates and representatives of …": where a part names nobody, the item is one body's."""
    found = named(draft.text, span, lead=lead)
    told = [one for one in found if names_somebody(one.name)]
    if len(found) == len(told):
        return found
    if told and all(one in told or THEIRS.match(one.name) for one in found):
        return told  # "the Council and its consortium, GwE"
    whole = named(draft.text, span, lead=lead, several=False)
    explained = OF_THOSE.search(found[-1].name) is not None and ";" not in whole[0].name
    return whole if explained and names_somebody(whole[0].name) else found


def _is_service(name: str) -> bool:
    known = recognise(name)
    return known is not None and known.kind in ("supplier", "public")


def deny_names(draft: Draft, span: Span) -> bool:
    """A line below "No longer used" that is nothing but names we know."""
    found = named(draft.text, span)
    ends = found[-1].spans[-1][1]
    alone = not draft.words((ends, span[1])).strip(" .,;") or any(one.cells for one in found)
    if not alone or not all(is_product(one.name) for one in found):
        return False
    for one in found:
        draft.deny(one)
    return True


def _is_sentence(words: str) -> bool:
    """ "We use photographs in the Herald.", as one of several clauses: its names stand inside it."""
    first = words.split(maxsplit=1)[0].lower() if words.split() else ""
    return words.rstrip().endswith((".", "!")) and first in OPENING and search("verb", words)


def _are_no_names(found: Sequence[Named]) -> bool:
    return any(_is_saying(one.name) or _is_of_page(one.name) for one in found)


def _is_saying(name: str) -> bool:
    """ "Photographs may appear on our website": a sentence that no dash or stop has cut."""
    long = len(name.split()) >= FEWEST_SAYING and recognise(name) is None
    return long and SAYING.search(name) is not None and RELATIVE.search(name) is None


def _is_of_page(name: str) -> bool:
    """ "YOUR RIGHTS", "RETENTION. Pupil records": a heading of the page with its words straight behind it."""
    head = STOPPED.split(name)[0]
    if context_of(head) is Context.RIGHTS and not names_somebody(head[:1].lower() + head[1:]):
        return True  # "8. Transferring data internationally", numbered like the list before it
    return head.isupper() and recognise(head) is None and context_of(head) in OF_PAGE


def _is_refusal(draft: Draft, span: Span, found: Sequence[Named]) -> bool:
    """ "The Trust does not sell data to Kahoot.", "Kahoot is on the board; no pupil has an account.": it is
    said in a sentence, that may deny whom it begins with or another.
    """
    name, words = found[0], draft.words(span)
    told = draft.words((found[-1].spans[-1][1], span[1]))
    alone = words.startswith(name.name) and re.match(r",? [a-z]", told) is not None
    return alone and denies(words) and (recognise(name.name) is not None or not is_strange(name.name))


def _goes_on_in_words(draft: Draft, span: Span, one: Named) -> bool:
    told = draft.words((one.spans[-1][1], span[1]))
    return re.match(r" [a-z]", told) is not None and told.rstrip().endswith(".")


def _is_unused(draft: Draft, said: str, found: Sequence[Named]) -> bool:
    """Do the words behind the name, or of one alone each of its parts, put it out of use?"""
    parts = [draft.words(span) for cell in found[0].cells for span in cell.spans] if len(found) == 1 else []
    return any(says_unused(words.replace(found[0].name, "it")) for words in (said, *parts))


def _says_itself_unused(draft: Draft, one: Named) -> bool:
    """ "Kahoot (blocked), Uniforms Direct (no data)": the brackets are about the one before them."""
    words = [" ".join(draft.words(span).split()).strip(" ()") for cell in one.cells for span in cell.spans]
    return any(says_unused(said) or NO_DATA.fullmatch(said) for said in words)


def _denies_itself(words: str, found: list[Named]) -> bool:
    """ "PTA – we do not share contact details with the PTA": the refusal is about the one named."""
    if not denies(words) or not found:
        return False
    name = re.escape(found[0].name.lower())
    return bool(
        re.search(rf"\bnot\b[^.]*\b(?:with|to|use)\b[^.]*(?:\b{name}\b|\bthem\b|\bit\b)", words.lower())
    )


def _nameable(name: str) -> bool:
    return bool(re.search(r"\w", name)) and len(name.split()) <= 20


def read_kind(draft: Draft, span: Span, *, beside: bool = False) -> bool:
    """ "Examination boards: AQA, Edexcel, OCR", "Library: Accessit – name, form": a kind, then those of it.

    beside  other items of the list are written so: then a name nobody knows counts as well.
    """
    match = COLON_LINE.match(draft.text, *span)
    if not match or not is_kind(draft, span, beside=beside):
        return False
    label = _said_by(match["head"])
    tells = beside or label is Label.YEAR_GROUPS
    said = [Cell(label=label, spans=(match.span("head"),))] if tells else []
    return read_category(draft, match.span("head"), match.span("rest"), Context.RECIPIENTS, said=said)


def is_kind(draft: Draft, span: Span, *, beside: bool) -> bool:
    match = COLON_LINE.match(draft.text, *span)
    if not match or is_body(match["head"]):
        return False
    head, found = recognise(match["head"]), listed(draft, match.span("rest"))
    if (head and head.kind in ("supplier", "public") and not is_general(match["head"])) or not found:
        return False
    plain = (beside or match["head"].endswith(" only") or _heads_many(match["head"], found)) and not head
    if head and _are_people(found):
        return True
    return all(
        one.name[:1].isupper()
        and (recognise(one.name) or is_body(one.name) or (plain and _is_short(one.name)))
        for one in found
    )


def _are_people(found: Sequence[Named]) -> bool:
    """ "Professional advisers: music therapist, MOVE practitioner, Eye Gaze assessor from Ace Centre"."""
    roles = sum(1 for one in found if tells_trade(one.name.split(" from ")[0]))
    return len(found) > 1 and roles * 2 > len(found)


def _heads_many(head: str, found: Sequence[Named]) -> bool:
    """ "Platforms: Moodle – name; Century – name": a word for recipients, and several that are told data."""
    told = sum(1 for one in found if one.cells or recognise(one.name))
    return context_of(head) is Context.RECIPIENTS and len(found) >= FEWEST_TOLD and told * 2 > len(found)


def _said_by(head: str) -> Label:
    """ "Boarders only: Orah" says whose it is, "Library: Accessit" what it is for."""
    return Label.YEAR_GROUPS if ONLY_SOME.search(head) else Label.PURPOSE


def _is_short(name: str) -> bool:
    return len(name.split()) <= LONGEST_UNKNOWN and not re.search(r"[.!?:]", name)


def read_category(
    draft: Draft, head: Span, rest: Span, promise: Context, *, said: Sequence[Cell] = ()
) -> bool:
    behind = listed(draft, rest)
    found = [one for one in behind if _may_be_listed(one.name)]
    known = sum(1 for one in found if recognise(one.name) or is_body(one.name))
    if sum(1 for one in behind if _is_data(one.name)) * 2 > len(behind):
        return False  # "Home school: name, UPN, attendance" lists what, not whom
    if not found or all(is_general(one.name) for one in found):
        return False  # "Appendix B: Third parties"
    named_so = promise is Context.RECIPIENTS and (_all_names(found) or _are_people(found))
    if not said and known * 2 < len(found) and not named_so:
        return False
    outer = draft.group
    group = draft.open_group(head, rank=KIND_RANK)
    for one in found:
        one.cells += said
        draft.add_row(one, group=group)
    leave_others(draft, rest, found)
    draft.group = outer
    return True


def _is_data(name: str) -> bool:
    return recognise(name) is None and is_all_data(Passage.of(name, ((0, len(name)),)))


def _may_be_listed(name: str) -> bool:
    """ "kept on our own servers" behind a category is no name; "the school nurse" is one."""
    if name[:1].islower() and search("acts", name):
        return False
    return not name[:1].islower() or recognise(name) is not None or may_receive(name, capitals=False)


def _all_names(found: list[Named]) -> bool:
    """Two names or more, most with a capital, none a sentence."""
    capitals = sum(
        1 for one in found if one.name[:1].isupper() or one.name[:1].isdigit() or recognise(one.name)
    )
    if any(is_place_or_address(one.name) for one in found):
        return False
    plain = all(len(one.name.split()) <= 6 and not re.search(r"[.!?]\s", one.name) for one in found)
    return len(found) > 1 and plain and capitals * 10 >= len(found) * 7


def listed(draft: Draft, span: Span) -> list[Named]:
    """ "A (data); B, C – data for both.": the names, each with its own words and those at the list's end."""
    text, end = draft.text, span[1] - (draft.text[span[1] - 1] in ".;")
    found: list[Named] = []
    for part in parted_at(text, (span[0], end), ";|"):
        dash = re.compile(r"\s[–—-]\s|(?<=[\w)])\.\s+(?=[A-Z])").search(text, *part)
        if dash and (those := _of_kind(text, (part[0], dash.start()), (dash.end(), part[1]))):
            found += those
            continue
        heads = split_names(text, (part[0], dash.start()) if dash else part)
        shared = said_cells(text, (dash.end(), part[1])) if dash else []
        for one in (named(text, head, several=False)[0] for head in heads):
            one.cells += shared
            found.append(one)
    return found


def _of_kind(text: str, head: Span, rest: Span) -> list[Named]:
    """ "JCQ boards – AQA, OCR": a kind in small letters, and several of it that we know."""
    kind = text[slice(*head)].split()[-1:]
    found = [named(text, part, several=False)[0] for part in split_names(text, rest)]
    several = len(found) > 1 and all(recognise(one.name) and one.name[:1].isupper() for one in found)
    return found if several and kind and kind[0].islower() else []


def is_known(name: str) -> bool:
    """A name we know, or that looks like a body's, or that begins with a body's ("NHS Highland & Isles")."""
    first = next(iter(mentions(name)), None)
    begins = first is not None and first.start == 0 and first.service.kind not in ("supplier", "public")
    return recognise(name) is not None or (is_body(name) and not search("verb", name)) or begins
