"""Documents that were taken in, and what people said of them."""

from collections.abc import Iterable
from datetime import datetime

from schoolgate.actions.adopting import document_of, reading_of
from schoolgate.actions.office import Office
from schoolgate.actions.reviewing import check
from schoolgate.domain.document import Document, Review, ReviewAction
from schoolgate.store import documents as kept
from schoolgate.store.rehearsal import rehearsed


def documents(office: Office) -> tuple[Document, ...]:
    """Newest first."""
    return tuple(reversed(kept.all_documents(office.tenant)))


def reviews(office: Office, number: int) -> tuple[Review, ...]:
    """In the order made: a later one stands over an earlier one."""
    return kept.reviews(office.tenant, number)


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
