"""A company and its products in one line: "Company Service: Product – words", "Company – Products: A; B"."""

import re
from collections.abc import Iterator

from schoolgate.domain.reading import Span
from schoolgate.notices.company_headings import names_company
from schoolgate.notices.contexts import CLOSED, Context, context_of
from schoolgate.notices.cutting import without_edges
from schoolgate.notices.described import only_describes
from schoolgate.notices.draft import Draft
from schoolgate.notices.items import is_all_data
from schoolgate.notices.kinds import is_firm
from schoolgate.notices.members import search
from schoolgate.notices.name_lists import is_body, looks_like_name, parted_at
from schoolgate.notices.names import recognise
from schoolgate.notices.naming import Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.passage import Passage
from schoolgate.notices.products import service_under
from schoolgate.notices.rows import Label
from schoolgate.notices.tree import inline_marks

SERVICE_LINE = re.compile(
    r"(?P<head>[^:\n]{2,90}?)(?P<dash>\s+[–—-])?"
    r"\s+(?P<label>Services?|(?<=[–—-] )(?:Products?|Systems?|Apps?)):\s*",
    re.IGNORECASE,
)
COMPANY_LINE = re.compile(
    r"(?P<head>[A-Z0-9][^:\n.;–—]{1,70}?)(?::\s+|\s+[–—-]\s+)(?P<product>[A-Z0-9][^:\n.;–—(]{1,60}?)(?=\s+[–—-]\s|\.\s|\s\()"
)
FEWEST_NAME_WORDS = 3  # "Schools Catering Services"
STOP = re.compile(r"\.\s+(?=[A-Z])")


def read_service_line(draft: Draft, span: Span, *, dashed: bool = False) -> bool:
    """ "Company Service: Product – words", or "Company Services: 1. One – … 2. Two – …", in one line.

    dashed  only with a dash before the label, where the words before it may be of any kind
    """
    match = SERVICE_LINE.match(draft.text, *span)
    if not match or (dashed and match["dash"] is None):
        return False
    called = _called_service(draft, match, span)
    if called:
        draft.add_row(called)
        return True
    told = match["dash"] is None and draft.text[match.end() : match.end() + 1].islower()
    if told or not _may_provide(match["head"]):
        return False
    provider = named(draft.text, match.span("head"), several=False)[0]
    for one in _each(draft, provider, (match.end(), span[1])):
        one.cells += [cell for cell in provider.cells if cell.label is Label.PRIVACY_NOTICE]
        draft.add_row(one)
    return True


def _may_provide(head: str) -> bool:
    """ "Hale Services: …" may be a company's; "Payroll services: …" tells what is done."""
    company = is_body(head) or recognise(head) is not None
    return company or (context_of(head) is Context.NEUTRAL and is_strange(head))


def _called_service(draft: Draft, line: re.Match[str], span: Span) -> Named | None:
    """ "Schools Advisory Service: staff absence insurance": the word belongs to the name."""
    name = (line.start("head"), line.end("label"))
    words = draft.words(name)
    titled = all(word[0].isupper() or word in ("and", "of", "for", "the", "&") for word in words.split())
    several = (
        len(words.split()) >= FEWEST_NAME_WORDS
        and recognise(line["head"]) is None
        and line["dash"] is None
        and words[:1].isupper()
    )
    described = only_describes(draft.words((line.end(), span[1])).split(".")[0])
    if not (titled and several and described) or context_of(words) in (*CLOSED, Context.DENIED):
        return None
    return Named(words, (name,), said_cells(draft.text, (line.end(), span[1])))


def read_company_line(draft: Draft, span: Span) -> bool:
    """ "Hale Soft Ltd: Haleboard. Purpose: …", "Hale Soft Ltd – Haleboard – accounts": the product's row."""
    match = _company_line(draft, span)
    if match is None:
        return False
    for one in service_under(draft, match.span("head"), match.span("product")):
        one.cells += said_cells(draft.text, without_edges(draft.text, (match.end(), span[1])))
        draft.add_row(one)
    return True


def is_company_line(draft: Draft, span: Span) -> bool:
    return SERVICE_LINE.match(draft.text, *span) is not None or _company_line(draft, span) is not None


def _company_line(draft: Draft, span: Span) -> re.Match[str] | None:
    match = COMPANY_LINE.match(draft.text, *span)
    if match is None or not names_company(match["head"]):
        return None
    if is_all_data(Passage.of(draft.text, (match.span("product"),))):
        return None
    names = [one.name for one in service_under(draft, match.span("head"), match.span("product"))]
    itself = match["head"] in names or _are_one(match["head"], match["product"])
    return match if not itself and all(_is_product(name) for name in names) else None


def _are_one(company: str, product: str) -> bool:
    """ "Young Scot: National Entitlement Card": two names of one service."""
    service = recognise(company)
    return service is not None and service == recognise(product) and not is_firm(company)


def _is_product(name: str) -> bool:
    service = recognise(name)
    strange = is_strange(name) and looks_like_name(name) and not search("acts", name)
    return service.kind in ("supplier", "public") if service else strange


def _each(draft: Draft, provider: Named, value: Span) -> Iterator[Named]:
    """The products that are numbered, or stand before the first full stop; what follows is about each."""
    _, parts = inline_marks(draft.text, value)
    for part in parts:
        yield from service_under(draft, provider.spans[0], part)
    if parts:
        return
    value = _without_number(draft.text, value)
    stop = STOP.search(draft.text, *value)
    first = (value[0], stop.start()) if stop else value
    more = said_cells(draft.text, (stop.end(), value[1])) if stop else []
    for part in parted_at(draft.text, first, ";"):
        for one in service_under(draft, provider.spans[0], part):
            one.cells += more
            yield one


def _without_number(text: str, span: Span) -> Span:
    match = re.compile(r"\(?1[.)]\s+").match(text, *span)
    return (match.end(), span[1]) if match else span
