"""A company and what stands behind its "Service:": the product's rows, or its own where none is named."""

import re

from schoolgate.domain.reading import Span
from schoolgate.notices.cutting import cut, without_links
from schoolgate.notices.described import only_describes
from schoolgate.notices.draft import Draft
from schoolgate.notices.kinds import is_firm
from schoolgate.notices.lines import trimmed
from schoolgate.notices.name_lists import split_names
from schoolgate.notices.names import is_owner, recognise
from schoolgate.notices.naming import Named, named, said_cells
from schoolgate.notices.ordinary import is_strange
from schoolgate.notices.rows import Cell, Label

SENTENCE = re.compile(r"(?:this|it|an?|the|these|used|we) ", re.IGNORECASE)
LONGEST_NAME = 10  # words; more are a sentence on the company
FEWEST_PRODUCTS = 2  # behind one company's "Services:"
MOST_PRODUCT_WORDS = 5


def service_under(draft: Draft, provider: Span | None, service: Span) -> list[Named]:
    """ "Provider / Service: Product – words" is the product's, "… / Service: A tool …" the provider's."""
    words = draft.words(service)
    line = re.compile(r"\n(?=[A-Z])").search(words)
    if line:
        return _with_lines(draft, provider, service, service[0] + line.start())
    products = several_products(draft, service) or named(draft.text, service, several=False)
    if provider is None:
        return products
    by_name = recognise(draft.words(provider))
    long = SENTENCE.match(words) or len(products[0].name.split()) > LONGEST_NAME
    told = not long and only_describes(words)
    company = is_owner(draft.words(provider)) or is_firm(draft.words(provider))
    owns_more = by_name is None or company or recognise(products[0].name)
    if long or told or not owns_more:
        found = named(draft.text, provider, several=False)
        for one in found:
            one.cells += [Cell(label=Label.PURPOSE, spans=products[0].spans)] if told else []
            one.cells += _described(draft, service) if long else products[0].cells
        return found
    for product in products:
        product.cells.insert(0, Cell(label=Label.PROVIDER, spans=(provider,)))
    return products


def _with_lines(draft: Draft, provider: Span | None, service: Span, line: int) -> list[Named]:
    """ "Services: A, B" and then a line with a sentence on both."""
    found = service_under(draft, provider, (service[0], line))
    for one in found:
        one.cells += said_cells(draft.text, trimmed(draft.text, (line, service[1])))
    return found


def several_products(draft: Draft, service: Span) -> list[Named]:
    """ "Teams, OneDrive and Forms": the products of one company, each with a name of its own."""
    parts = split_names(draft.text, service)
    words = [draft.words(part) for part in parts]
    names = [recognise(one) is not None or (one[:1].isupper() and is_strange(one)) for one in words]
    plain = sum(1 for one in words if only_describes(one) and recognise(one) is None)
    short = all(len(one.split()) <= MOST_PRODUCT_WORDS for one in words) and plain * FEWEST_PRODUCTS < len(
        words
    )
    short = short and not (plain and len(words) == FEWEST_PRODUCTS)
    if len(parts) < FEWEST_PRODUCTS or not (short and any(names) and all(w[:1].isupper() for w in words)):
        return []
    return [one for part in parts for one in named(draft.text, part, several=False)]


def _described(draft: Draft, service: Span) -> list[Cell]:
    item = cut(draft.text, service)
    notices = [Cell(label=Label.PRIVACY_NOTICE, spans=(link,)) for link in item.links]
    return said_cells(draft.text, without_links(draft.text, service)) + notices
