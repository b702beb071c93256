"""Documents that were taken in, and what people said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from schoolgate.actions import differences, editions
from schoolgate.actions.adopting import document_of, reading_of
from schoolgate.actions.office import Office
from schoolgate.actions.reviewing import check
from schoolgate.compare.editions import quotes_of
from schoolgate.compare.values import values_of
from schoolgate.domain.agreement import Quote
from schoolgate.domain.document import Document, Review, ReviewAction
from schoolgate.store import documents as kept
from schoolgate.store.rehearsal import rehearsed


def documents(office: Office) -> tuple[Document, ...]:
    """Newest first."""
    return tuple(reversed(kept.all_documents(office.tenant)))


def reviews(office: Office, number: int) -> tuple[Review, ...]:
    """In the order made: a later one stands over an earlier one. What people said of the document's last
    edition and still holds comes first."""
    return editions.reviews(office, document_of(office, number))


def accept(office: Office, number: int, entries: Iterable[int], *, by: str, at: datetime) -> None:
    """Accept these entries (indices from 0), all or none."""
    said = [
        Review(document=number, entry=entry, field=None, action=ReviewAction.ACCEPT, value=None, by=by, at=at)
        for entry in entries
    ]
    decide_all(office, number, said)


def decide_all(office: Office, number: int, decisions: Iterable[Review]) -> None:
    """Keep several decisions on one document, all or none. Raises Invalid where one can't be carried out."""
    reading = reading_of(document_of(office, number))
    with rehearsed(office.tenant, dry_run=False):
        for one in decisions:
            check(one, reading, "the decision")
            kept.add_review(office.tenant, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one paper says of one thing. `values` several where it says several."""

    document: Document
    field: str
    values: tuple[str, ...]
    quotes: tuple[Quote, ...]


def words_on(office: Office, slug: str) -> tuple[Word, ...]:
    """What each paper's newest edition says of it, field by field; papers in the order taken in."""
    found = [
        Word(document=paper, field=field, values=values, quotes=quotes_of(row.said, field))
        for paper in editions.newest_editions(office)
        for row in differences.rows(office, paper)
        if row.held and row.held.slug == slug
        for field, values in values_of(row.said).items()
    ]
    order = list(dict.fromkeys(one.field for one in found))
    return tuple(sorted(found, key=lambda one: order.index(one.field)))
