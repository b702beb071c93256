"""The words of one list item, cell or line → whom it names, and what it says of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from schoolgate.domain.catalogue import KnownService, fold, known
from schoolgate.domain.reading import Span, Spans
from schoolgate.notices.labels import label_of, meaning
from schoolgate.notices.lines import trimmed
from schoolgate.notices.names import is_general, is_owner, mentions, recognise, words_of
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.scope import scope_of
from schoolgate.notices.title import is_school
from schoolgate.notices.wording import load

LONGEST_NAME = 14  # words
NEAR = 200  # characters; more than three words take
ONE_OF = re.compile(r"^[^,\n]*,.*\s+or\s+[a-z]|\b(?:including|such as|e\.g\.)\s", re.MULTILINE)
DASH = re.compile(
    r"\s+[–—-]{1,2}\s+|\s+[–—]|(?<=[\w)*])[–—]\s+|(?<=[\w)])-\s+|:\s+|:$|\n(?!\s*(?:\(|[a-z])|[ \t]{2,})|\t"
)
MADE_BY = re.compile(r"(?P<product>[A-Z0-9][^,;()]*?)\s+(?:by|from)\s+(?P<owner>[A-Z0-9][\w&.'’ -]*)")
STOP = re.compile(r"(?<=[a-z]{3})\.\s+(?=[A-Z])")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
ASIDE = re.compile(
    r"(?<!\])\s*(?<!\])(?:\(([^()]*)\)?|(?<![(\w/.])<?((?:https?://|www\.)[^\s<>()]+)>?)\s*\*?$"
)
PRIVACY = re.compile(r"privacy|gdpr|data protection|terms", re.IGNORECASE)
PRIVACY_ASIDE = re.compile(r"(?<!\()\(+\s*(?:\w+\s+){0,3}privacy\s+\w+\s*\)+", re.IGNORECASE)
JOINT = re.compile(
    r"\s*[,;]\s*(?:and\s+|or\s+)?|\s+(?:and|or|&|plus)\s+(?:(?:to|with)\s+(?=the |our |[A-Z]))?"
)


@dataclass(slots=True)
class Named:
    """One recipient found in some words, with the words that are about it."""

    name: str
    spans: Spans
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    """Some words, cut: who is named, what is said, and the notice linked to."""

    head: Span
    rest: Span | None
    asides: Spans  # in brackets behind the name
    links: Spans  # to privacy notices
    colon: bool  # "Name: …" rather than "Name – …"


def cut(text: str, span: Span, *, lead: Span | None = None) -> Item:
    """The head of an item and what follows it. `lead` is a head in bold, where the document shows one."""
    links = tuple(_links(text, span))
    visible = _without(text, span, links)
    if lead and lead[1] < visible[1]:
        return _item(text, lead, (lead[1], visible[1]), links, colon=False)
    for match in DASH.finditer(text, *visible):
        head = (visible[0], match.start())
        if _depth(text, head) == 0 and text[head[0] : head[1]].strip():
            if len(text[slice(*head)].split()) > LONGEST_NAME:
                break
            return _item(text, head, (match.end(), visible[1]), links, colon=":" in match[0])
    clause = _wording("clause").search(text, *visible)
    if clause and _depth(text, (visible[0], clause.start())) == 0:
        return _item(text, (visible[0], clause.start()), (clause.start(), visible[1]), links, colon=False)
    stop = STOP.search(text, *visible)
    if stop and _depth(text, (visible[0], stop.start())) == 0:
        return _item(text, (visible[0], stop.start()), (stop.end(), visible[1]), links, colon=False)
    known = _known_head(text, visible)
    if known:
        return _item(text, (visible[0], known), (known, visible[1]), links, colon=False)
    return _item(text, visible, None, links, colon=False)


def _known_head(text: str, span: Span) -> int | None:
    """Where a known name ends that "for …" or the like follows: "HMRC for tax-free childcare"."""
    first = next(iter(mentions(text[slice(*span)])), None)
    before = fold(text[span[0] : span[0] + first.start]).split() if first else []
    if first is None or not set(before) <= words_of("leading") or recognise(text[slice(*span)]):
        return None
    follows = re.match(
        r"\s+(?:for|to|in|via|through|who|that|as)\s+[a-z]", text[span[0] + first.end : span[1]]
    )
    return span[0] + first.end if follows else None


def _item(text: str, head: Span, rest: Span | None, links: Spans, *, colon: bool) -> Item:
    head, asides = _asides(text, trimmed(text, head))
    kept = _stripped(text, rest) if rest else None
    return Item(
        head=head, rest=kept if kept and kept[0] < kept[1] else None, asides=asides, links=links, colon=colon
    )


def _stripped(text: str, span: Span) -> Span:
    """Without dashes, colons and stops at the edges."""
    start, end = trimmed(text, span)
    while start < end and text[start] in "–—-:;,. ":
        start += 1
    return trimmed(text, (start, end))


def without_links(text: str, span: Span) -> Span:
    """The span without the links to privacy notices that end it."""
    return _without(text, span, tuple(_links(text, span)))


def _links(text: str, span: Span) -> Iterator[Span]:
    """Links and asides that lead to a privacy notice."""
    for match in LINK.finditer(text, *span):
        if PRIVACY.search(match[1]):
            before = text[span[0] : match.start()].rstrip()
            opened = before.endswith("(") and text[match.end() : match.end() + 1] == ")"
            yield (match.start() - opened, match.end() + opened)
    for match in PRIVACY_ASIDE.finditer(text, *span):
        if "](" not in text[match.end() - 1 : match.end() + 2]:
            yield match.span()


def _without(text: str, span: Span, links: Spans) -> Span:
    """The span up to the links that end it, without a link's brackets around all of it."""
    start, end = trimmed(text, span)
    for link in sorted(links, reverse=True):
        if not text[link[1] : end].strip(" .,;)*"):
            start, end = trimmed(text, (start, link[0]))
    whole = LINK.match(text, start, end)
    if whole and whole.start(1) < whole.end(1) and not text[whole.end() : end].strip():
        start, end = whole.span(1)
    while end > start and text[end - 1] in ".;,*–—- ":
        end -= 1
    return trimmed(text, (start, end))


def _depth(text: str, span: Span) -> int:
    inside = text[span[0] : span[1]]
    return inside.count("(") - inside.count(")") + inside.count("[") - inside.count("]")


def _asides(text: str, head: Span) -> tuple[Span, Spans]:
    """The head without the brackets and addresses at its end, and what was in them."""
    asides: list[Span] = []
    while match := ASIDE.search(text, *head):
        if not match[match.lastindex or 0] or match.start() <= head[0]:
            break
        asides.insert(0, trimmed(text, match.span(match.lastindex or 0)))
        head = (head[0], match.start())
    link = LINK.match(text, *head)
    if link and link.end() == head[1]:
        head = link.span(1)
    return trimmed(text, head), tuple(asides)


def named(text: str, span: Span, *, lead: Span | None = None, several: bool = True) -> list[Named]:
    """Whom an item names: usually one, several where it lists names that share its words."""
    item = cut(text, span, lead=lead)
    notices = [Cell(label=Label.PRIVACY_NOTICE, spans=(link,)) for link in item.links]
    products = _products(text, item)
    if products:
        provider = Cell(label=Label.PROVIDER, spans=(item.head,))
        return [Named(text[slice(*p)], (p,), [provider, *notices]) for p in products]
    said = said_cells(text, item.rest) if item.rest else []
    published = _wording("published").match(text, *item.head)
    if published:
        item = replace(item, head=(published.end(), item.head[1]))
    heads = split_names(text, item.head) if several and not _is_one_of(text, item.head) else [item.head]
    cuts = [_asides(text, head) if head != heads[-1] else (head, item.asides) for head in heads]
    found = [_one(text, head, asides) for head, asides in cuts]
    for one in found:
        one.cells += [*said, *notices]
    return found


def _is_one_of(text: str, head: Span) -> bool:
    """ "Police forces, courts or tribunals": one kind of body, told in several words."""
    return ONE_OF.search(text[slice(*head)]) is not None


def _products(text: str, item: Item) -> list[Span]:
    """`Company - Product & Product`: the products, where the words before the dash are no product's name."""
    if item.rest is None or item.colon or len(text[slice(*item.rest)].split()) > LONGEST_NAME:
        return []
    parts = split_names(text, item.rest)
    services = [
        _product(text[slice(*part)]) if text[part[0]].isupper() or text[part[0]].isdigit() else None
        for part in parts
    ]
    if not services or not all(services):
        return []
    # "Teams – Microsoft" tells the company behind the dash.
    return [] if any(is_owner(text[slice(*part)]) for part in parts) else parts


def _product(words: str) -> KnownService | None:
    """The known product that the words are, or end in: "PiRA/PUMA via MARK"."""
    service = recognise(words)
    if service is None:
        found = list(mentions(words))
        service = (
            found[-1].service if found and len(words.split()) <= 4 and found[-1].end == len(words) else None
        )
    return service if service and service.kind == "supplier" and not is_general(words) else None


def _one(text: str, head: Span, asides: Spans) -> Named:
    """One name with the words in brackets behind it."""
    name = text[slice(*head)]
    cells: list[Cell] = []
    for aside in asides:
        inside = text[slice(*aside)]
        product = recognise(inside)
        if (
            product
            and product.kind == "supplier"
            and recognise(name) in (None, product)
            and (is_body(name) or is_owner(name))
        ):
            cells.append(Cell(label=Label.PROVIDER, spans=(head,)))
            head, name = aside, inside
        elif _tells_purpose(name) and (product or (_is_titled(inside) and not is_body(inside))):
            cells.append(Cell(label=Label.PURPOSE, spans=(head,)))
            head, name = aside, inside
        elif product and product.kind == "supplier" and product == recognise(name) and is_body(inside):
            cells.append(Cell(label=Label.PROVIDER, spans=(aside,)))
        elif _is_alias(name, inside):
            head = (head[0], aside[1] + (text[aside[1] : aside[1] + 1] == ")"))
        elif is_school(inside):
            cells.append(Cell(label=Label.OTHER, spans=(aside,)))
        elif _tells_years(inside):
            cells.append(Cell(label=Label.YEAR_GROUPS, spans=(aside,)))
        elif (
            _is_titled(inside)
            and not re.search(r"[,;:]", inside)
            and not recognise(inside)
            and not is_body(name)
        ) or (product and product.kind == "supplier" and is_owner(inside)):
            cells.append(Cell(label=Label.PROVIDER, spans=(aside,)))
        else:
            cells.append(Cell(label=Label.PROSE, spans=(aside,)))
    return _whose(text, *_made_by(text, head, cells))


def _tells_years(words: str) -> bool:
    """ "Tapestry (Early Years)", "CPOMS (whole school)": the brackets say whose it is, not who makes it."""
    scope = scope_of(words)
    return scope.everyone or bool(scope.year_groups)


def _made_by(text: str, head: Span, cells: list[Cell]) -> tuple[Span, list[Cell]]:
    """ "OTrack by Optimum": the product, and who makes it; "Learning by Questions" is a name whole."""
    by = MADE_BY.fullmatch(text, *head)
    if by is None or recognise(by[0]) or not (recognise(by["product"]) or is_owner(by["owner"])):
        return head, cells
    return by.span("product"), [Cell(label=Label.PROVIDER, spans=(by.span("owner"),)), *cells]


def _whose(text: str, head: Span, cells: list[Cell]) -> Named:
    """ "the DfE's COLLECT system" is COLLECT, provided by the DfE; "Our regulator Ofsted" is Ofsted."""
    words = text[slice(*head)]
    if not recognise(words):
        found = [m for m in mentions(words) if recognise(words[m.start : m.end])]
        if len(found) == 2 and words[found[0].end : found[1].start] in ("'s ", "’s "):
            cells.insert(
                0, Cell(label=Label.PROVIDER, spans=((head[0] + found[0].start, head[0] + found[0].end),))
            )
            head = (head[0] + found[1].start, head[0] + found[1].end)
        elif (
            len(found) == 1 and found[0].end == len(words) and words[: found[0].start].strip(" ").islower()
        ) or (len(found) == 1 and found[0].end == len(words) and words.lower().startswith(("our ", "the "))):
            head = (head[0] + found[0].start, head[1])
    return Named(text[slice(*head)], (head,), cells)


def said_cells(text: str, span: Span) -> list[Cell]:
    """Words about a recipient: what follows "Data shared:" or the like is data, the rest is prose."""
    cells, at = [], span[0]
    label: re.Match[str] | None = None
    for match in _wording("shared_label").finditer(text, *span):
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


def split_names(text: str, span: Span) -> list[Span]:
    """The names in a list of names. An "and" inside one name parts nothing."""
    whole = text[slice(*span)]
    if known(whole) or (recognise(whole) and not re.search(r"[,;]", whole)):
        return [span]
    parts, at = [], span[0]
    for joint in JOINT.finditer(text, *span):
        if _depth(text, (span[0], joint.start())) or _is_inside_name(text, span, joint):
            continue
        parts.append(trimmed(text, (at, joint.start())))
        at = joint.end()
    parts.append(trimmed(text, (at, span[1])))
    parts = [_without_and(text, part) for part in parts if part[0] < part[1]]
    if len(parts) == 2 and _is_apposed(text, parts):
        return parts[1:]
    return parts if len(parts) > 1 and _are_names(text, parts) else [span]


def _without_and(text: str, part: Span) -> Span:
    """ "B and, when a child leaves, C": the "and" before the comma belongs to neither."""
    last = re.compile(r"\s+(?:and|or)$").search(text, *part)
    return (part[0], last.start()) if last else part


def _is_apposed(text: str, parts: list[Span]) -> bool:
    """ "our trust, Harrow Learning Partnership": the words before the comma say what the name is."""
    kind, name = (text[slice(*part)] for part in parts)
    comma = text[parts[0][1] : parts[1][0]].strip() == ","
    return comma and kind.lower().startswith(("our ", "the ")) and kind[4:].islower() and name[:1].isupper()


def _is_inside_name(text: str, span: Span, joint: re.Match[str]) -> bool:
    first, known_names = span[0], mentions(text[slice(*span)])
    for mention in known_names:
        if first + mention.start <= joint.start() and joint.end() <= first + mention.end:
            return True
    ended = any(first + mention.end == joint.start() for mention in known_names)
    if "," in joint[0] or (ended and any(first + mention.start == joint.end() for mention in known_names)):
        return False  # "Sparx Maths and Educake"
    before = fold(text[max(span[0], joint.start() - NEAR) : joint.start()]).split()[-3:]
    after = fold(text[joint.end() : min(span[1], joint.end() + NEAR)]).split()[:2]
    left, right = f" {' '.join(before)}", f"{' '.join(after)} "
    pairs = (pair.partition(" and") for pair in words_of("joined"))
    return any(left.endswith(f" {one}") and right.startswith(f"{two} ".lstrip()) for one, _, two in pairs)


def _are_names(text: str, parts: list[Span]) -> bool:
    """A list of two needs both to look like names; a longer one explains itself."""
    if len(parts) > 2:
        return all(len(text[slice(*p)].split()) <= LONGEST_NAME for p in parts)
    if text[parts[0][1] : parts[1][0]].strip() in ("&", "/", "plus"):
        return all(recognise(text[slice(*p)]) for p in parts)
    return all(recognise(text[slice(*p)]) or looks_like_name(text[slice(*p)]) for p in parts)


def looks_like_name(words: str) -> bool:
    return bool(re.match(r"(?:the |our |any )?[A-Z0-9]", words)) or words.lower().startswith(("the ", "our "))


def _is_alias(name: str, inside: str) -> bool:
    """The brackets hold the name again: its letters, its other name, or which of several is meant."""
    if re.fullmatch(r"[A-Z][A-Za-z]*[A-Z]\w*|[A-Z]{2,8}", inside):
        known = recognise(inside)
        return known is None or known == recognise(name) or known.kind not in ("supplier", "public")
    service = recognise(name)
    return bool(
        service and (recognise(inside) == service or (service.kind != "supplier" and _is_titled(inside)))
    )


def _tells_purpose(head: str) -> bool:
    """ "Fingerprint for the canteen (Vericool)": plain words before a name in brackets say what it is for."""
    words = head.split()
    plain = len(words) > 1 and all(word[0].islower() for word in words[1:])
    return plain and recognise(head) is None and not is_body(head) and not re.search(_wording("people"), head)


def _is_titled(words: str) -> bool:
    """ "Smartbox", "CRB Cunninghams", "3P Learning": capitals throughout, four words at most."""
    parts = re.findall(r"[\w'’.&]+", words)
    return 0 < len(parts) <= 4 and all(
        p[0].isupper() or p[0].isdigit() or p in ("and", "of", "for") for p in parts
    )


def is_body(name: str) -> bool:
    """Does the name end as companies and public bodies do?"""
    last = fold(re.sub(r"\([^()]*\)", " ", name)).split()
    return bool(last) and last[-1] in words_of("bodies")


@cache
def _wording(key: str) -> re.Pattern[str]:
    wordings = load("naming.toml")
    return re.compile(wordings[key], re.IGNORECASE)
