"""Bullets: nested, orphaned, numbered, with the label lines among them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schoolgate.domain.reading import Span
from schoolgate.notices.blocks import Block, BlockKind
from schoolgate.notices.company_headings import give_to_company
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.cutting import PROPER, cut, without_edges
from schoolgate.notices.draft import Draft, Said
from schoolgate.notices.fields import Labelled, all_labelled, attach, cell_of, labelled
from schoolgate.notices.items import is_all_data
from schoolgate.notices.labels import NAME, exact_meaning
from schoolgate.notices.listed import add_item, is_kind, is_known, read_kind, services_in
from schoolgate.notices.listing import listed
from schoolgate.notices.name_lists import is_body, looks_like_name
from schoolgate.notices.names import is_general, is_owner, recognise
from schoolgate.notices.naming import named, said_cells
from schoolgate.notices.nothing import nothing_said
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.refusals import says_unused
from schoolgate.notices.roles import behind_plain_words, doers_of
from schoolgate.notices.rows import Cell, Label
from schoolgate.notices.service_lines import read_company_line, read_service_line
from schoolgate.notices.tree import Node, inline_marks, tree_of

LIST_RANK = 9
FEWEST_KINDS = 2
FEWEST_STOPPED = 2
FEWEST_PLAIN = 3
WAY = re.compile(
    r"(?:We|You|They|It|Staff|Teachers|Parents|Families|Pupils|Children|Students|The (?:office|school))"
    r" [^:\n]{2,50}:\s+(?P<data>\S.*)",
    re.DOTALL,
)
CAPITAL = re.compile(r"\b[A-Z]")
TITLED_CLAUSE = re.compile(
    rf"(?P<title>[A-Z][^.:;?!()\n]{{2,50}})\.\s+(?P<said>{PROPER.pattern} (?:is|are|has|have|gets?|receives?|"
    r"holds?|sees?|tells?|sends?|confirms?|takes?|runs?|may|can|will|must|needs?|knows?) .*)",
    re.DOTALL,
)
LEADS_ON = re.compile(r"(?=[:;sfi])(?::|;|\bsuch as[:;]?|\bfor example[:;]?|\bincluding[:;]?)$")


def read_bullets(draft: Draft, blocks: Sequence[Block], at: int, promise: Context) -> int:
    """Reads the bullets that begin at `at`, and label lines among them; gives how many blocks they took."""
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
    if at == first or not draft.rows or blocks[at].kind is not BlockKind.LINE or blocks[at].after_gap:
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
    if promise is Context.NEUTRAL and sum(1 for node in nodes if _names_known(draft, node)) * 2 > len(nodes):
        promise = Context.RECIPIENTS
    if promise is Context.NEUTRAL and any(_labels_below(draft, node) for node in nodes):
        promise = Context.RECIPIENTS
    if promise is Context.NEUTRAL and (_are_told_data(draft, nodes) or _are_roles(draft, nodes)):
        promise = Context.RECIPIENTS
    reader = _Bullets(draft, promise)
    reader.by_kind = sum(1 for block in run if is_kind(draft, block.span, beside=False)) >= FEWEST_KINDS
    reader.plain_heads = _have_plain_heads(draft, nodes)
    reader.stopped = sum(1 for node in nodes if draft.words(node.span).endswith(";")) >= FEWEST_STOPPED
    for node in nodes:
        reader.read(node)


def _mostly_known(draft: Draft, nodes: Sequence[Node]) -> bool:
    leaves = [leaf for node in nodes for leaf in _leaves(node)]
    known = sum(1 for leaf in leaves if _heads_known(draft, leaf.span, leaf.lead))
    return known * 2 >= len(leaves)


def _are_told_data(draft: Draft, nodes: Sequence[Node]) -> bool:
    """ "Innovate – name, photograph": most are names, or bodies', and data is what is said of them."""
    told = [node for node in nodes if _is_told_data(draft, node)]
    return len(told) >= FEWEST_KINDS and len(told) * 3 >= len(nodes) * 2


def _have_plain_heads(draft: Draft, nodes: Sequence[Node]) -> bool:
    """ "Notes home: SchoolBox", "Lesson work: Hwb": what is kept, and then where, item after item."""
    behind = sum(1 for node in nodes if behind_plain_words(draft.text, cut(draft.text, node.span)))
    return behind >= FEWEST_PLAIN and behind * 2 >= len(nodes)


def _are_roles(draft: Draft, nodes: Sequence[Node]) -> bool:
    """ "Swimming – Ash Leisure", "Photographs: Bluebell": most tell who does it."""
    doing = sum(1 for node in nodes if doers_of(draft.text, cut(draft.text, node.span)))
    return doing >= FEWEST_KINDS and doing * 3 >= len(nodes) * 2


def _is_told_data(draft: Draft, node: Node) -> bool:
    one = named(draft.text, node.span, lead=node.lead, several=False)[0]
    said = Passage.of(draft.text, tuple(span for cell in one.cells for span in cell.spans))
    somebody = one.name[:1].isupper() and (is_strange(one.name) or is_known(one.name))
    data = is_all_data(Passage.of(draft.text, one.spans)) or exact_meaning(one.name) is not None
    return somebody and not data and any(listed(said))


def _labels_below(draft: Draft, node: Node) -> list[Labelled]:
    """ "CPOMS" over "Purpose: …" and "Data shared: …": what is said of it."""
    return all_labelled(draft.text, [below.span for below in node.below])


def _tell_ways(draft: Draft, node: Node) -> bool:
    """Is each line below "We …: data", "You …: data", "They …: data"?"""
    told = [WAY.match(draft.text, *below.span) for below in node.below]
    return all(told) and any(any(listed(Passage.of(draft.text, (one.span("data"),)))) for one in told if one)


def _is_detailed(draft: Draft, node: Node) -> bool:
    """A name over lines in small letters, of which one is a label we know, or none names anybody."""
    words = _name_of(draft, node)
    somebody = is_known(words) or is_body(words) or (is_strange(words) and looks_like_name(words))
    small = all(draft.text[below.span[0]].islower() and not below.below for below in node.below)
    labels = [labelled(draft.text, _line(below), n) for n, below in enumerate(node.below)]
    told = any(labels) or not any(_heads_known(draft, below.span) for below in node.below)
    return somebody and small and told and not is_general(words)


def _line(node: Node) -> Block:
    return Block(kind=BlockKind.LINE, start=node.span[0], end=node.span[1])


def _leaves(node: Node) -> list[Node]:
    return [leaf for below in node.below for leaf in _leaves(below)] or [node]


def _names_known(draft: Draft, node: Node) -> bool:
    """A product or a body, where nothing says that the list is one of recipients."""
    name = _name_of(draft, node)
    return is_known(name) and not is_general(name)


def _heads_known(draft: Draft, span: Span, lead: Span | None = None) -> bool:
    return any(
        service and service.kind in ("supplier", "public") for service in services_in(draft, span, lead)
    )


class _Bullets:
    """Reads one list under one promise. `group` is the orphaned heading whose bullets lost their level."""

    def __init__(self, draft: Draft, promise: Context) -> None:
        self.draft, self.promise = draft, promise
        self.outer = draft.group
        self.orphaned = False
        self.by_kind = False  # "Library: Accessit", "Careers: Unifrog": each item tells its kind first

        self.plain_heads = False  # "Notes home: SchoolBox"
        self.stopped = False  # "the council;", "Ofsted;": a semicolon ends an item and leads on to nothing

    def read(self, node: Node, provider: Span | None = None) -> None:
        words = self.draft.words(node.span)
        if self.promise is Context.DENIED:
            _deny_all(self.draft, node)
        elif self.promise in CLOSED:
            self.draft.add_prose(node.span, self.promise)
            self._each_below(node)
        elif node.below:
            self._read_parent(node, words)
        elif self._leads_on(words) and self.promise is Context.RECIPIENTS:
            self._open_orphaned(node)
        else:
            self._leaf(node, provider)

    def _leads_on(self, words: str) -> bool:
        return LEADS_ON.search(words) is not None and not (self.stopped and words.endswith(";"))

    def _each_below(self, node: Node) -> None:
        for below in node.below:
            self.read(below)

    def _read_parent(self, node: Node, words: str) -> None:
        service = recognise(_name_of(self.draft, node))
        labels = _labels_below(self.draft, node)
        if context_of(words) is Context.DENIED:
            self._under(node, Context.DENIED)
        elif labels:
            self._entry(node, labels)
        elif _tell_ways(self.draft, node) or _is_detailed(self.draft, node):
            self._told_below(node)
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

    def _entry(self, node: Node, labels: Sequence[Labelled]) -> None:
        cells = [cell_of(self.draft.text, label) for label in labels]
        for n, below in enumerate(node.below):
            deeper = tuple(leaf.span for leaf in below.below)
            cells[n] = replace(cells[n], spans=(*cells[n].spans, *deeper))
        found = named(self.draft.text, node.span, lead=node.lead)
        if not all(is_known(one.name) or is_strange(one.name) for one in found):
            found = named(self.draft.text, node.span, lead=node.lead, several=False)
        for one in found:
            one.cells += cells
            self.draft.add_row(one)

    def _told_below(self, node: Node) -> None:
        """ "Pension Scheme" over "We send, monthly: name, salary": each line below says what passes."""
        found = [labelled(self.draft.text, _line(below), n) for n, below in enumerate(node.below)]
        cells = [
            cell_of(self.draft.text, label) if label else Cell(label=Label.PROSE, spans=(below.span,))
            for label, below in zip(found, node.below, strict=True)
        ]
        for row in add_item(self.draft, node.span, Context.RECIPIENTS, lead=node.lead):
            row.cells += cells

    def _is_provider(self, node: Node, words: str) -> bool:
        """A company over its products, not a kind of company over companies."""
        name = _name_of(self.draft, node)
        known = recognise(name) is not None and not is_general(name)
        company = known or is_owner(name) or is_body(name)
        numbered = node.marker.isdigit() and looks_like_name(words)
        return company or (numbered and context_of(words) is Context.NEUTRAL)

    def _under(self, node: Node, promise: Context) -> None:
        held, outer = self.promise, self.draft.group
        self.draft.open_group(node.span, rank=LIST_RANK, promise=promise)
        self.promise = promise
        self._each_below(node)
        self.promise, self.draft.group = held, outer

    def _body_with_details(self, node: Node) -> None:
        """ "The Department for Education" over "School census", "Results": one row with its details."""
        rows = add_item(self.draft, node.span, self.promise, lead=node.lead)
        for below in node.below:
            inside = recognise(_name_of(self.draft, below))
            if inside and inside.kind == "statutory" and inside.category != "collection":
                self._leaf(below, None)
            elif rows:
                rows[-1].cells.append(Cell(label=Label.PROSE, spans=(below.span,)))

    def _open_orphaned(self, node: Node) -> None:
        """ "Suppliers and service providers:" in a list that lost its levels heads the bullets after it."""
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
        span = _without_semicolon(self.draft.text, node.span) if self.stopped else node.span
        if clause := _titled_clause(self.draft, span):
            self.draft.prose.append(Said(clause, self.draft.group, self.promise, led=False))
            return
        if self.plain_heads and _read_behind(self.draft, span):
            return
        if self.promise is Context.RECIPIENTS and read_kind(self.draft, span, beside=self.by_kind):
            return
        if self.promise is Context.RECIPIENTS and (
            read_service_line(self.draft, span, dashed=True) or read_company_line(self.draft, span)
        ):
            return
        for row in add_item(self.draft, span, self.promise, lead=_plain_lead(self.draft, node)):
            if provider:
                give_to_company(row, self.draft.words(provider), provider)


def _kept_or_done(draft: Draft, head: Span, rest: Span) -> Label:
    """ "Registers, telephone numbers" are data; "Notes home" is none, where words behind tell it."""
    words, behind = Passage.of(draft.text, (head,)), Passage.of(draft.text, (rest,))
    told = any(listed(behind)) or nothing_said(behind, whole=False) is not None
    return Label.DATA if is_all_data(words) or (any(listed(words)) and not told) else Label.PURPOSE


def _titled_clause(draft: Draft, span: Span) -> Span | None:
    """ "The council's services. Community Transport is told …": a title, and sentences on those it means."""
    match = TITLED_CLAUSE.match(draft.text, *span)
    if match is None or len(match["title"].split()) > FEWEST_PLAIN + 2:
        return None
    title, known = match["title"], recognise(match["title"])
    plain = title.split()[-1].islower() and len(CAPITAL.findall(title)) <= 1 + title.startswith("The ")
    general = known is None or is_general(title) or known.kind not in ("supplier", "public")
    return match.span("said") if plain and general and not is_strange(title) else None


def _read_behind(draft: Draft, span: Span) -> bool:
    """Takes an item whose names stand behind plain words; what else it says may name others."""
    item = cut(draft.text, span)
    names = behind_plain_words(draft.text, item)
    if not names or item.rest is None or says_unused(draft.words(item.rest).lower()):
        return False
    rest = without_edges(draft.text, (names[-1][1], item.rest[1]))
    told = [Cell(label=_kept_or_done(draft, item.head, rest), spans=(item.head,))]
    told += said_cells(draft.text, rest) if rest[0] < rest[1] else []
    for name in names:
        one = named(draft.text, name, several=False)[0]
        one.cells += told
        draft.add_row(one)
    return True


def _without_semicolon(text: str, span: Span) -> Span:
    """ "Ofsted; and": what stands between two items belongs to neither."""
    stop = re.compile(r"\s*;(?:\s*(?:and|or))?\s*$").search(text, *span)
    return (span[0], stop.start()) if stop else span


def _plain_lead(draft: Draft, node: Node) -> Span | None:
    """A lead in bold that is a name; "**Health:** …" is read as the line it would be without the bold."""
    return node.lead if node.lead and not draft.words(node.lead).rstrip().endswith(":") else None


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


def read_numbered(draft: Draft, head: Span, parts: Sequence[Span], provider: Span | None) -> None:
    """ "a) Star Reading, b) Freckle – practice. Shared: name": the words at the end are about each."""
    whose = head if head[0] < head[1] else provider
    found = [named(draft.text, part, several=False)[0] for part in parts]
    shared = found[-1].cells if all(not one.cells for one in found[:-1]) else []
    for one in found:
        one.cells += [cell for cell in shared if cell not in one.cells]
        if whose:
            one.cells.insert(0, Cell(label=Label.PROVIDER, spans=(whose,)))
        draft.add_row(one)
