"""The words of one list item, cell or line → whom it names, and what it says of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from schoolgate.domain.catalogue import KnownService, fold
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.cutting import LONGEST_NAME, Item, asides_of, cut, without_edges, wording
from schoolgate.notices.in_brackets import is_alias, is_product_of, is_titled, is_who_does
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import label_of, meaning
from schoolgate.notices.legal_forms import FORM
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import is_body, split_names
from schoolgate.notices.name_tails import tail_of, with_tail
from schoolgate.notices.names import Mention, is_general, is_owner, mentions, names_of_page, recognise
from schoolgate.notices.of_a_kind import (
    bracketed_names,
    examples_behind,
    examples_of,
    is_one_of,
    kind_over_names,
    product_meant,
    tells_employer,
    tells_what,
    tells_years,
)
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import REMEMBERED, Passage
from schoolgate.notices.purpose_first import purpose_first
from schoolgate.notices.role_names import TRADING, name_used, role_then_name
from schoolgate.notices.roles import doers_of, done_by
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.title import is_school

FEWEST_OF_KIND = 2  # names: of the kind, and of one of it
ONE_OF_THEM = re.compile(
    r"(?:(?:[Tt]he|[Oo]ur|[Aa]n?) )?(?:[A-Z]?[a-z-]+ ){0,3}(?:[Ii]nspector|[Aa]dvis[eo]r|counsellor|coach|"
    r"tutor|therapist|nurse|"
    r"psychologist|teacher|worker|officer|consultant|mentor)s? (?:from|of|at|provided by|employed by) "
    r"(?P<name>(?:the )?[A-Z].*)"
)
COMPANY = re.compile(rf"\b(?:{FORM}|Solutions|Software)\.?$")
SOLD = re.compile(r"[.;](?:\s|$)|\s[–—-]\s|\s?[(:]")  # where the products' names are over
MADE_BY = re.compile(r"(?P<product>[A-Z0-9][^,;()]*?)\s+(?:by|from)\s+(?P<owner>[A-Z0-9][\w&.'’ -]*)")
WHAT_FOR = re.compile(
    r"(?P<name>[A-Z0-9][\w+&'’-]*(?: [A-Z0-9][\w+&'’-]*)*),? for "
    r"(?P<purpose>(?!schools?\b|education|teachers|business|parents|life|kids|learning\b|families|home\b)"
    r"[a-z][a-z '’-]+)"
)


@dataclass(slots=True)
class Named:
    """One recipient found in some words, with the words that are about it."""

    name: str
    spans: Spans
    cells: list[Cell] = field(default_factory=list)


def named(text: str, span: Span, *, lead: Span | None = None, several: bool = True) -> list[Named]:
    """Whom an item names: usually one, several where it lists names that share its words."""
    found = _named(text, span, lead, several, names_of_page())
    return [Named(one.name, one.spans, [*one.cells]) for one in found]


@lru_cache(maxsize=REMEMBERED)  # several who read lines ask it of the same one
def _named(text: str, span: Span, lead: Span | None, several: bool, _page: frozenset[str]) -> list[Named]:
    item = _with_tail(text, cut(text, span, lead=lead))
    notices = [Cell(label=Label.PRIVACY_NOTICE, spans=(link,)) for link in item.links]
    products = _products(text, item)
    if products:
        provider = Cell(label=_company_or_lesson(text[slice(*item.head)]), spans=(item.head,))
        return [Named(text[slice(*p)], (p,), [provider, *notices]) for p in products]
    sold = _sold(text, item)
    if sold:
        provider, told = Cell(label=Label.PROVIDER, spans=(item.head,)), _behind(text, item, sold)
        return [Named(text[slice(*p)], (p,), [provider, *told, *notices]) for p in sold]
    if doers := doers_of(text, item):
        role = Cell(label=Label.PURPOSE, spans=(item.head,))
        return [*_each_doing(text, doers, [role, *_told_after(text, item, doers), *notices])]
    if several and (members := _of_kind(text, item) or kind_over_names(text, item)):
        return [*_each_of(text, members, [Cell(label=Label.PURPOSE, spans=(item.head,)), *notices])]
    said = _said_behind(text, item) if item.rest else []
    published = wording("published").match(text, *item.head)
    if published:
        item = replace(item, head=(published.end(), item.head[1]))
    inside = bracketed_names(text, item) if several else []
    if inside:
        kind = Cell(label=Label.PURPOSE, spans=(item.head,))
        return [Named(text[slice(*name)], (name,), [kind, *said, *notices]) for name in inside]
    examples = (examples_of(text, item.head) or examples_behind(text, item)) if several else []
    if examples:
        kind = Cell(label=Label.OTHER, spans=((item.head[0], examples[0][0]),))
        cuts = [asides_of(text, one) for one in examples[:-1]] + [(examples[-1], item.asides)]
        return [_told(_one(text, head, asides), [kind, *said, *notices]) for head, asides in cuts]
    heads = split_names(text, item.head) if several and not is_one_of(text, item.head) else [item.head]
    while len(heads) > 1 and tells_years(text[slice(*heads[-1])]):  # "Wee Sailors Ltd, P6 and P7"
        said.insert(0, Cell(label=Label.YEAR_GROUPS, spans=(heads.pop(),)))
    if len(heads) > 1 and tells_what(text, heads):
        said.insert(0, Cell(label=Label.PURPOSE, spans=(heads.pop(),)))
    if tells_employer(text, heads):
        said.insert(0, Cell(label=Label.PROVIDER, spans=(heads.pop(),)))
    cuts = [asides_of(text, head) if head != heads[-1] else (head, item.asides) for head in heads]
    found = [_one(text, head, asides) for head, asides in cuts]
    return [_told(one, [*said, *notices]) for one in found]


def _with_tail(text: str, item: Item) -> Item:
    tail = with_tail(text, item.head, item.rest) if item.rest and not (item.colon or item.asides) else None
    if tail is None:
        return item
    return replace(item, head=tail[0], rest=tail[1] if tail[1][0] < tail[1][1] else None)


def _said_behind(text: str, item: Item) -> list[Cell]:
    rest = item.rest or item.head
    words = text[slice(*rest)]
    firm = len(words.split()) <= LONGEST_NAME and is_titled(words) and not re.search(r"[,;:(]", words)
    if firm and not item.colon and _is_maker(words, text[slice(*item.head)]):
        return [Cell(label=Label.PROVIDER, spans=(rest,))]
    return said_cells(text, rest)


def _told(one: Named, cells: Sequence[Cell]) -> Named:
    one.cells += cells
    return one


def _products(text: str, item: Item) -> list[Span]:
    """`Company - Product & Product`: the products, where the words before the dash are no product's name."""
    outside = re.sub(r"\([^()]*\)", "", text[slice(*item.rest)]) if item.rest else ""
    if item.rest is None or item.colon or len(outside.split()) > LONGEST_NAME:
        return []
    parts = split_names(text, item.rest)
    services = [
        product_meant(text[slice(*part)]) if re.match(r"(?:the )?[A-Z0-9]", text[slice(*part)]) else None
        for part in parts
    ]
    if not services or not all(services):
        return []
    # "Teams – Microsoft" tells the company behind the dash.
    head = text[slice(*item.head)]
    return [] if any(_is_maker(text[slice(*part)], head) for part in parts) else parts


def _is_maker(words: str, head: str) -> bool:
    """ "Purple Mash – 2Simple Ltd", "Satchel One – Satchel Group": who makes what stands before it."""
    if is_owner(words) or (" " in words and COMPANY.search(words)):
        return True
    service = recognise(head) if not is_owner(head) else None
    if service is None or service.kind != "supplier":
        return False
    owner = fold(service.owner or "")
    return service == recognise(words) or owner.startswith(fold(words))


def _company_or_lesson(head: str) -> Label:
    """ "Maths – Mathletics", "After-school club – KidsClubHQ": words that tell what for, and no company."""
    somebody = recognise(head) is not None or is_strange(head) or is_body(head) or COMPANY.search(head)
    return Label.PROVIDER if somebody else Label.PURPOSE


def _sold(text: str, item: Item) -> list[Span]:
    """ "Salamander Soft Ltd: Salamander Active Directory. Purpose: …": a company, and what it sells."""
    head = text[slice(*item.head)]
    company = " " in head.strip() and COMPANY.search(head)  # "Software – Moodle" names none
    if item.rest is None or not (company or is_owner(head)):
        return []
    stop = SOLD.search(text, *item.rest)
    parts = split_names(text, trimmed(text, (item.rest[0], stop.start() if stop else item.rest[1])))
    words = [text[slice(*part)] for part in parts]
    return parts if all(_is_product_name(one) for one in words) else []


def _is_product_name(words: str) -> bool:
    plain = Passage.of(words, ((0, len(words)),))
    strange = is_strange(words) and not is_all_data(plain) and not is_body(words)
    known = product_meant(words) is not None or strange
    return is_titled(words) and known and not is_owner(words) and not tells_years(words)


def _behind(text: str, item: Item, sold: Sequence[Span]) -> list[Cell]:
    """What the item says behind the products' names."""
    rest = without_edges(text, (sold[-1][1], item.rest[1])) if item.rest else item.head
    return said_cells(text, rest) if rest[0] < rest[1] else []


def _each_doing(text: str, parts: Sequence[Span], cells: list[Cell]) -> Iterator[Named]:
    """Each name; brackets are about the one before them, and about all where one pair ends a plain list."""
    own = ";" in text[parts[0][0] : parts[-1][1]] or any(asides_of(text, part)[1] for part in parts[:-1])
    if not own:
        yield from _each_of(text, parts, cells)
    for part in parts if own else ():
        head, asides = asides_of(text, part)
        one = _one(text, head, asides)
        yield Named(one.name, one.spans, [*cells, *one.cells])


def _told_after(text: str, item: Item, names: Sequence[Span]) -> list[Cell]:
    """What the item goes on to say behind its last name and that one's brackets."""
    rest = without_edges(text, (names[-1][1], item.rest[1])) if item.rest else item.head
    return said_cells(text, rest) if rest[0] < rest[1] else []


def _of_kind(text: str, item: Item) -> list[Span]:
    """ "Examination boards – AQA, Pearson and the Leaside Board (name)": those of a kind of body."""
    kind = recognise(text[slice(*item.head)])
    if kind is None or kind.kind in ("supplier", "public") or item.rest is None or item.colon:
        return []
    parts = split_names(text, item.rest)
    names = [text[slice(*asides_of(text, part)[0])] for part in parts]
    capitals = all(re.match(r"(?:the )?[A-Z]", name) for name in names)
    known = sum(1 for name in names if recognise(name))
    many = text[slice(*item.head)].endswith("s") and text[item.head[0] + 1 : item.head[1]].islower()
    return parts if (len(parts) > 1 or many) and capitals and known * 2 > len(names) else []


def _each_of(text: str, parts: Sequence[Span], cells: list[Cell]) -> Iterator[Named]:
    """Each name; the brackets at the list's end are about all of them."""
    _, asides = asides_of(text, parts[-1])
    shared = [Cell(label=Label.PROSE, spans=(aside,)) for aside in asides]
    for part in parts:
        head, _ = asides_of(text, part)
        yield Named(text[slice(*head)], (head,), [*cells, *shared])


def _one(text: str, head: Span, asides: Spans) -> Named:
    """One name with the words in brackets behind it."""
    name = text[slice(*head)]
    cells: list[Cell] = []
    for aside in asides:
        inside = text[slice(*aside)]
        if used := name_used(text, head, aside):
            cells += [Cell(label=Label.PURPOSE, spans=(head,)), *_behind_name(text, used, aside)]
            head, name = used, text[slice(*used)]
            continue
        product = recognise(inside)
        if is_product_of(name, inside, product):
            cells.append(Cell(label=Label.PROVIDER, spans=(head,)))
            head, name = aside, inside
        elif is_who_does(name, inside, product):
            cells.append(Cell(label=Label.PURPOSE, spans=(head,)))
            head, name = aside, inside
        elif product and product.kind == "supplier" and product == recognise(name) and is_body(inside):
            cells.append(Cell(label=Label.PROVIDER, spans=(aside,)))
        elif is_alias(name, inside):
            head = (head[0], aside[1] + (text[aside[1] : aside[1] + 1] == ")"))
        elif is_school(inside):
            cells.append(Cell(label=Label.OTHER, spans=(aside,)))
        elif tells_years(inside):
            cells.append(Cell(label=Label.YEAR_GROUPS, spans=(aside,)))
        elif (
            is_titled(inside)
            and not re.search(r"[,;:]", inside)
            and not recognise(inside)
            and not is_body(name)
        ) or (product and product.kind == "supplier" and is_owner(inside)):
            cells.append(Cell(label=Label.PROVIDER, spans=(aside,)))
        else:
            cells.append(Cell(label=Label.PROSE, spans=(aside,)))
    return _whose(text, *_what_for(text, *_made_by(text, *_done_by(text, head, cells))))


def _behind_name(text: str, name: Span, aside: Span) -> list[Cell]:
    rest = without_edges(text, (name[1], aside[1]))
    return [Cell(label=Label.PROSE, spans=(rest,))] if rest[0] < rest[1] else []


def _done_by(text: str, head: Span, cells: list[Cell]) -> tuple[Span, list[Cell]]:
    done = done_by(text[slice(*head)])
    if done is None:
        return head, cells
    at = head[0]
    purpose = Cell(label=Label.PURPOSE, spans=((at + done.start("what"), at + done.end("what")),))
    return (at + done.start("name"), head[1]), [purpose, *cells]


def _made_by(text: str, head: Span, cells: list[Cell]) -> tuple[Span, list[Cell]]:
    """ "OTrack by Optimum": the product, and who makes it; "Learning by Questions" is a name whole."""
    if trading := TRADING.fullmatch(text, *head):
        return trading.span("product"), [Cell(label=Label.PROVIDER, spans=(trading.span("owner"),)), *cells]
    if tail := tail_of(text, head):
        return tail[0], [*tail[1], *cells]
    by = MADE_BY.fullmatch(text, *head)
    if by is None or recognise(by[0]):
        return head, cells
    if not (recognise(by["product"]) or is_owner(by["owner"]) or COMPANY.search(by["owner"])):
        return head, cells
    return by.span("product"), [Cell(label=Label.PROVIDER, spans=(by.span("owner"),)), *cells]


def _what_for(text: str, head: Span, cells: list[Cell]) -> tuple[Span, list[Cell]]:
    """ "Papertrail for policies": the name, and what it is for; "Kahoot for schools" is a name whole."""
    told = WHAT_FOR.fullmatch(text, *head)
    if told is None or recognise(told[0]) or not (recognise(told["name"]) or is_strange(told["name"])):
        return head, cells
    return told.span("name"), [*cells, Cell(label=Label.PURPOSE, spans=(told.span("purpose"),))]


def _whose(text: str, head: Span, cells: list[Cell]) -> Named:
    """ "the DfE's COLLECT system" is COLLECT, provided by the DfE; "Our regulator Ofsted" is Ofsted."""
    words = text[slice(*head)]
    person = ONE_OF_THEM.fullmatch(words)
    if person and not recognise(words):
        cells.insert(0, Cell(label=Label.OTHER, spans=((head[0], head[0] + person.start("name")),)))
        head = (head[0] + person.start("name"), head[1])
    elif role := role_then_name(words):
        cells.insert(0, Cell(label=Label.PURPOSE, spans=((head[0], head[0] + role.end("role")),)))
        head = (head[0] + role.start("name"), head[1])
    elif not recognise(words):
        found = [m for m in mentions(words) if recognise(words[m.start : m.end])]
        if len(found) == 2 and words[found[0].end : found[1].start] in ("'s ", "’s "):
            cells.insert(
                0, Cell(label=Label.PROVIDER, spans=((head[0] + found[0].start, head[0] + found[0].end),))
            )
            head = (head[0] + found[1].start, head[0] + found[1].end)
        elif _ends_in_name(words, found):
            head = (head[0] + found[-1].start, head[1])
    return Named(text[slice(*head)], (head,), cells)


def _ends_in_name(words: str, found: Sequence[Mention]) -> bool:
    """ "Our regulator Ofsted", "The exam boards AQA": the words before the name only say what it is."""
    if not found or found[-1].end != len(words):
        return False
    before = words[: found[-1].start].strip(" ").removeprefix("The ")
    alone = len(found) == 1
    plain = before.islower() and (alone or is_general(words[found[0].start : found[0].end]))
    ours = alone and words.lower().startswith(("our ", "the "))
    placed = ours and _is_of_place(words[4 : found[0].start], found[0].service)
    told = re.search(r"(?<!\S)[a-z]+$", before) is not None  # not "Teacher Centre SIMS", nor "e.g. PGL"
    kind = alone and found[0].service.kind == "supplier" and told and not is_strange(before)
    return _is_kind_before(words, found) or plain or kind or (ours and not placed)


def _is_kind_before(words: str, found: Sequence[Mention]) -> bool:
    """ "The exam boards AQA", "Ofqual's awarding bodies Pearson": a kind of body, and then one of them."""
    if len(found) < FEWEST_OF_KIND or found[-1].end != len(words):
        return False
    kind, own = found[-2:]
    beside = words[kind.end : own.start] == " " and words[kind.end - 1].islower()
    return beside and words[kind.start].islower() and kind.service.kind not in ("supplier", "public")


def _is_of_place(before: str, service: KnownService) -> bool:
    """ "The Eastshire immunisation team": which of many such teams it is belongs to its name."""
    own = service.kind not in ("supplier", "public")
    return own and re.fullmatch(r"[A-Z][\w-]+(?<!s) ", before) is not None


def said_cells(text: str, span: Span) -> list[Cell]:
    """Words about a recipient: what follows "Data shared:" or the like is data, the rest is prose."""
    cells, at = purpose_first(text, span), span[0]
    if cells:
        return cells
    label: re.Match[str] | None = None
    for match in wording("shared_label").finditer(text, *span):
        cells += _cell(text, (at, match.start()), label)
        at, label = match.end(), match
    return cells + _cell(text, (at, span[1]), label)


def _cell(text: str, span: Span, label: re.Match[str] | None) -> list[Cell]:
    span = trimmed(text, span)
    if span[0] >= span[1]:
        return []
    if label is None:
        return [Cell(label=Label.PROSE, spans=(span,))]
    return [
        Cell(label=label_of(meaning(label["label"]) or "data"), spans=(span,), printed_label=label["label"])
    ]
