"""Lists: bullets, nested or orphaned, numbered providers, bare names one a line, `Category: A; B`."""

import re
from collections.abc import Sequence

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.draft import Draft, Drafted
from schoolgate.notices.fields import attach, labelled, service_under
from schoolgate.notices.labels import NAME
from schoolgate.notices.names import is_general, mentions, recognise
from schoolgate.notices.naming import (
    Named,
    is_body,
    is_owner,
    looks_like_name,
    named,
    said_cells,
    split_names,
)
from schoolgate.notices.refusals import denies, says_unused
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.sentences import names_somebody
from schoolgate.notices.title import is_school
from schoolgate.notices.tree import Node, inline_marks, tree_of

LIST_RANK = 9
COLON_LINE = re.compile(r"(?P<head>[^:\n]{2,100}?):\s+(?P<rest>\S.*)", re.DOTALL)
SERVICE_LINE = re.compile(r"(?P<head>[^:\n]{2,90}?)\s+Services?:\s*", re.IGNORECASE)
LEADS_ON = re.compile(r"(?::|;|\bsuch as[:;]?|\bfor example[:;]?|\bincluding[:;]?)$")


def read_bullets(draft: Draft, blocks: Sequence[Block], at: int, promise: Context) -> int:
    """Reads the bullets that begin at `at`, with the label lines among them; gives how many blocks they took."""
    end, run = at, []
    outer = draft.group
    while end < len(blocks) and (blocks[end].kind is BlockKind.BULLET or _belongs(draft, blocks, end, at)):
        if blocks[end].kind is BlockKind.BULLET:
            run.append(blocks[end])
        else:
            _attach_label(draft, blocks[end], end)
        end += 1
        if run and end < len(blocks) and blocks[end].kind is BlockKind.LINE:
            _read_run(draft, run, promise)  # a label line below is about its last row
            run = []
    _read_run(draft, run, promise)
    draft.group = outer
    return end - at


def _belongs(draft: Draft, blocks: Sequence[Block], at: int, first: int) -> bool:
    """A label line straight below a bullet says more about it, unless it opens an entry of its own."""
    if at == first or not draft.rows or blocks[at].kind is not BlockKind.LINE:
        return False
    label = labelled(draft.text, blocks[at], at)
    below_bullet = draft.rows[-1].spans[0][0] >= blocks[first].start
    return label is not None and label.meant != NAME and label.value[0] < label.value[1] and below_bullet


def _attach_label(draft: Draft, block: Block, at: int) -> None:
    label = labelled(draft.text, block, at)
    if label:
        attach(draft.text, draft.rows[-1], label)


def _read_run(draft: Draft, run: Sequence[Block], promise: Context) -> None:
    nodes = tree_of(run)
    if not nodes:
        return
    if promise in (Context.NEUTRAL, Context.DATA, Context.PURPOSES) and _mostly_known(draft, nodes):
        promise = Context.RECIPIENTS
    reader = _Bullets(draft, promise)
    for node in nodes:
        reader.read(node)


def _mostly_known(draft: Draft, nodes: Sequence[Node]) -> bool:
    leaves = [leaf for node in nodes for leaf in (node.below or [node])]
    known = sum(1 for leaf in leaves if _heads_known(draft, leaf.span, leaf.lead))
    return known * 2 >= len(leaves)


def _heads_known(draft: Draft, span: Span, lead: Span | None = None) -> bool:
    return any(service and service.kind in ("supplier", "public") for service in _services(draft, span, lead))


def _services(draft: Draft, span: Span, lead: Span | None = None) -> list:  # type: ignore[type-arg]
    return [recognise(one.name) for one in named(draft.text, span, lead=lead)]


class _Bullets:
    """Reads one list under one promise. `group` is the orphaned heading whose bullets lost their level."""

    def __init__(self, draft: Draft, promise: Context) -> None:
        self.draft, self.promise = draft, promise
        self.outer = draft.group
        self.orphaned = False

    def read(self, node: Node, provider: Span | None = None) -> None:
        words = self.draft.words(node.span)
        if self.promise is Context.DENIED:
            _deny_all(self.draft, node)
        elif self.promise in CLOSED:
            self.draft.add_prose(node.span, self.promise)
            self._each_below(node)
        elif node.below:
            self._read_parent(node, words)
        elif LEADS_ON.search(words) and self.promise is Context.RECIPIENTS:
            self._open_orphaned(node)
        else:
            self._leaf(node, provider)

    def _each_below(self, node: Node) -> None:
        for below in node.below:
            self.read(below)

    def _read_parent(self, node: Node, words: str) -> None:
        service = recognise(_name_of(self.draft, node))
        if context_of(words) is Context.DENIED:
            self._under(node, Context.DENIED)
        elif service and service.kind not in ("supplier", "public"):
            self._body_with_details(node)
        elif self._is_provider(node, words):
            for below in node.below:
                self.read(below, provider=node.span)
        elif self.promise is Context.RECIPIENTS or context_of(words) is Context.RECIPIENTS:
            self._under(node, Context.RECIPIENTS)
        else:
            self.draft.add_prose(node.span, self.promise)
            self._under(node, self.promise)

    def _is_provider(self, node: Node, words: str) -> bool:
        """A company over its products, not a kind of company over companies."""
        name = _name_of(self.draft, node)
        company = recognise(name) is not None or is_owner(name) or is_body(name)
        numbered = node.marker.isdigit() and looks_like_name(words)
        return company or (numbered and context_of(words) is Context.NEUTRAL)

    def _under(self, node: Node, promise: Context) -> None:
        held, outer = self.promise, self.draft.group
        self.draft.open_group(node.span, rank=LIST_RANK, promise=promise)
        self.promise = promise
        self._each_below(node)
        self.promise, self.draft.group = held, outer

    def _body_with_details(self, node: Node) -> None:
        """ "The Department for Education" over "School census", "Key stage 2 results": one row with its details."""
        rows = _add(self.draft, node.span, self.promise, lead=node.lead)
        for below in node.below:
            inside = recognise(_name_of(self.draft, below))
            if inside and inside.kind == "statutory" and inside.category != "collection":
                self._leaf(below, None)
            elif rows:
                rows[-1].cells.append(Cell(label=Label.PROSE, spans=(below.span,)))

    def _open_orphaned(self, node: Node) -> None:
        """ "Suppliers and service providers – …:" in a list that lost its levels heads the bullets after it."""
        self.draft.group = self.outer
        group = self.draft.open_group(node.span, rank=LIST_RANK, promise=Context.RECIPIENTS)
        self.orphaned = group is not None

    def _leaf(self, node: Node, provider: Span | None) -> None:
        if self.orphaned and _is_general(self.draft, node):
            self.draft.group, self.orphaned = self.outer, False
        head, parts = inline_marks(self.draft.text, node.span, after=node.marker)
        if parts:
            read_numbered(self.draft, head, parts, provider)
            return
        if self.promise is Context.RECIPIENTS and _read_kind(self.draft, node.span):
            return
        for row in _add(self.draft, node.span, self.promise, lead=node.lead):
            if provider:
                row.cells.insert(0, Cell(label=Label.PROVIDER, spans=(provider,)))


def _read_kind(draft: Draft, span: Span) -> bool:
    """ "Examination boards: AQA, Edexcel, OCR": a kind of body, then those of it."""
    match = COLON_LINE.match(draft.text, *span)
    if not match or is_body(match["head"]):
        return False
    found = _listed(draft, match.span("rest"))
    if len(found) < 2 or not all(recognise(one.name) for one in found):
        return False
    return _read_category(draft, match.span("head"), match.span("rest"), Context.RECIPIENTS)


def _name_of(draft: Draft, node: Node) -> str:
    return named(draft.text, node.span, lead=node.lead, several=False)[0].name


def _is_general(draft: Draft, node: Node) -> bool:
    """A body no supplier list would hold: it stands one level up again."""
    name = _name_of(draft, node)
    service = recognise(name)
    if service:
        return service.kind not in ("supplier", "public")
    return name.lower().startswith("our ") or bool(
        re.search(r"\b(?:authorities|bodies|organisations|government|advisers|courts)\b", name)
    )


def _deny_all(draft: Draft, node: Node) -> None:
    for one in named(draft.text, node.span, lead=node.lead):
        draft.deny(one)
    for below in node.below:
        _deny_all(draft, below)


def _add(draft: Draft, span: Span, promise: Context, *, lead: Span | None = None) -> list[Drafted]:
    """The rows of one item; none, where it is no recipient: then it is prose."""
    found = named(draft.text, span, lead=lead)
    words = draft.words(span)
    said = draft.words((found[-1].spans[-1][1], span[1])).lstrip(" –—-:,.()")
    if says_unused(said) or _denies_itself(words, found):
        for one in found:
            draft.deny(one)
        return []
    if promise is not Context.RECIPIENTS:
        found = [
            one for one in found if (known := recognise(one.name)) and known.kind in ("supplier", "public")
        ]
    if not found or not all(_nameable(one.name) and names_somebody(one.name) for one in found):
        draft.add_prose(span, promise)
        return []
    return [draft.add_row(one, confident=promise is Context.RECIPIENTS) for one in found]


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


def read_numbered(draft: Draft, head: Span, parts: Sequence[Span], provider: Span | None) -> None:
    """ "a) Star Reading, b) Accelerated Reader, c) Freckle – practice": words at the end are all of theirs."""
    whose = head if head[0] < head[1] else provider
    found = [named(draft.text, part, several=False)[0] for part in parts]
    shared = found[-1].cells if all(not one.cells for one in found[:-1]) else []
    for one in found:
        one.cells += [cell for cell in shared if cell not in one.cells]
        if whose:
            one.cells.insert(0, Cell(label=Label.PROVIDER, spans=(whose,)))
        draft.add_row(one)


def read_service_line(draft: Draft, block: Block) -> bool:
    """ "Company Service: Product – words", or "Company Services: 1. One – … 2. Two – …", in one line."""
    match = SERVICE_LINE.match(draft.text, *block.span)
    company = match and (is_body(match["head"]) or recognise(match["head"]) is not None)
    if not match or not (company or context_of(match["head"]) is Context.NEUTRAL):
        return False
    provider = named(draft.text, match.span("head"), several=False)[0]
    value = (match.end(), block.end)
    _, parts = inline_marks(draft.text, value)
    for part in parts if parts else [value]:
        single = part if parts else _without_number(draft.text, part)
        for one in service_under(draft, provider.spans[0], single):
            one.cells += [cell for cell in provider.cells if cell.label is Label.PRIVACY_NOTICE]
            draft.add_row(one)
    return True


def _without_number(text: str, span: Span) -> Span:
    match = re.compile(r"\(?1[.)]\s+").match(text, *span)
    return (match.end(), span[1]) if match else span


def read_led(draft: Draft, block: Block) -> bool:
    """A paragraph that begins with a name in bold is about it."""
    if (
        block.lead is None
        or block.lead[1] >= block.end
        or draft.words(block.lead).rstrip().endswith((":", "?"))
    ):
        return False
    words = draft.words(block.lead).strip()
    if len(words.split()) > 8 or not looks_like_name(words) or context_of(words) is not Context.NEUTRAL:
        return False
    return bool(_add(draft, block.span, Context.RECIPIENTS, lead=block.lead))


def read_lines(draft: Draft, blocks: Sequence[Block], at: int, promise: Context, *, led: bool) -> int:
    """Reads names that stand one a line without bullets; gives how many blocks they took.

    led  a heading or lead-in promises recipients; else a third of the names must be known.
    """
    end = at
    while end < len(blocks) and _is_bare_item(draft, blocks[end], promise):
        end += 1
    while end > at and _heads_prose(draft, blocks, end - 1):
        end -= 1
    known = sum(1 for block in blocks[at:end] if _services(draft, block.span)[0])
    fewest = 2 if led else 3
    if not known and (not led or end - at < fewest):
        return 0
    if known * 3 < (0 if led else end - at):
        return 0
    for block in blocks[at:end]:
        _add(draft, block.span, Context.RECIPIENTS, lead=block.lead)
    return end - at


def _heads_prose(draft: Draft, blocks: Sequence[Block], at: int) -> bool:
    """Is it the heading over a paragraph, rather than the last name of the list?"""
    unknown = not any(_services(draft, blocks[at].span))
    below = draft.words(blocks[at + 1].span).split() if at + 1 < len(blocks) else []
    goes_on = below[:1] and below[0].lower() in ("the", "these", "all", "they", "each", "this", "those")
    return unknown and not goes_on and len(below) > 14 and len(draft.words(blocks[at].span).split()) <= 8


def _is_bare_item(draft: Draft, block: Block, promise: Context) -> bool:
    """A name, or a name with words behind a dash: no sentence, no question, no heading."""
    words = draft.words(block.span)
    if block.kind is not BlockKind.LINE or LEADS_ON.search(words) or "___" in words:
        return False
    if re.search(r"\?$|^[QA][.:]", words) or SERVICE_LINE.match(words) or is_school(words):
        return False
    found = named(draft.text, block.span, lead=block.lead)
    known = recognise(found[0].name)
    short = len(found[0].name.split()) <= 8
    dashed = bool(found[0].cells)
    if known and (dashed or len(words.split()) <= 8):
        product = known.kind in ("supplier", "public") and not is_general(found[0].name)
        return product or dashed or (promise is Context.RECIPIENTS and context_of(words) is Context.NEUTRAL)
    shouted = words.isupper() and len(words.split()) > 1  # a heading in capitals
    whole = not words.endswith(".") and not shouted and len(words.split()) <= (30 if dashed else 8)
    return (
        promise is Context.RECIPIENTS
        and short
        and whole
        and context_of(words) is Context.NEUTRAL
        and _plainly_named(found[0])
    )


def _plainly_named(one: Named) -> bool:
    return looks_like_name(one.name) and not re.search(r"[.!?]\s", one.name)


def read_colon_line(draft: Draft, block: Block, promise: Context, *, beside: bool) -> bool:
    """ "Careers: UCAS; Careers Wales" lists under a category, "UCAS: applications. Name, DOB" speaks of one.

    beside  the line above was such a line.
    """
    match = COLON_LINE.match(draft.text, *block.span)
    if not match or len(match["head"].split()) > 14:
        return False
    told = context_of(match["head"] + ":")
    if told is Context.DENIED:
        for name in _listed(draft, match.span("rest")):
            draft.deny(name)
        return True
    if told in CLOSED or promise in CLOSED:
        return False
    names = named(draft.text, block.span)
    if all(_is_known(one.name) for one in names) and promise is not Context.DENIED:
        return bool(_add(draft, block.span, Context.RECIPIENTS))
    if _read_category(draft, match.span("head"), match.span("rest"), promise):
        return True
    # Among lines that each speak of one service, an unknown name is one more.
    return beside and promise is Context.RECIPIENTS and bool(_add(draft, block.span, promise))


def _is_known(name: str) -> bool:
    """A name we know, or that looks like a body's, or that begins with a body's ("NHS Highland & Isles")."""
    first = next(mentions(name), None)
    begins = first is not None and first.start == 0 and first.service.kind not in ("supplier", "public")
    return recognise(name) is not None or is_body(name) or begins


def _read_category(draft: Draft, head: Span, rest: Span, promise: Context) -> bool:
    found = _listed(draft, rest)
    known = sum(1 for one in found if recognise(one.name) or is_body(one.name))
    if known * 2 < len(found) and not (promise is Context.RECIPIENTS and _all_names(found)):
        return False
    outer = draft.group
    group = draft.open_group(head, rank=LIST_RANK)
    for one in found:
        draft.add_row(one, group=group)
    draft.group = outer
    return True


def _all_names(found: list[Named]) -> bool:
    """Two names or more, most with a capital, none a sentence."""
    capitals = sum(
        1 for one in found if one.name[:1].isupper() or one.name[:1].isdigit() or recognise(one.name)
    )
    plain = all(len(one.name.split()) <= 6 and not re.search(r"[.!?]\s", one.name) for one in found)
    return len(found) > 1 and plain and capitals * 10 >= len(found) * 7


def _listed(draft: Draft, span: Span) -> list[Named]:
    """ "A (data); B, C – data for both.": the names, each with its own words and those at the list's end."""
    text, end = draft.text, span[1] - (draft.text[span[1] - 1] in ".;")
    found: list[Named] = []
    for part in _between(text, (span[0], end), ";"):
        dash = re.compile(r"\s[–—-]\s").search(text, *part)
        heads = split_names(text, (part[0], dash.start()) if dash else part)
        shared = said_cells(text, (dash.end(), part[1])) if dash else []
        for one in (named(text, head, several=False)[0] for head in heads):
            one.cells += shared
            found.append(one)
    return found


def _between(text: str, span: Span, mark: str) -> list[Span]:
    """Parts between marks that stand outside brackets."""
    parts, at, depth = [], span[0], 0
    for n in range(*span):
        depth += {"(": 1, ")": -1}.get(text[n], 0)
        if text[n] == mark and depth == 0:
            parts.append((at, n))
            at = n + 1
    parts.append((at, span[1]))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in parts if text[a:b].strip()]
