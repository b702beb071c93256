"""A paper read again: which document follows which, and what people said of the last that still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from schoolgate.actions.missing import no_document
from schoolgate.actions.office import Office
from schoolgate.actions.reviewing import Reviewed, apply
from schoolgate.domain.catalogue import fold
from schoolgate.domain.document import Document, Review, ReviewAction
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.reading import Entry, Reading
from schoolgate.notices.as_json import reading_from_json
from schoolgate.store import documents, editions
from schoolgate.store.rehearsal import rehearsed

SHARED = 0.5  # of its recipients: a document that names so many of another's is the same paper, later


def reading_of(document: Document) -> Reading:
    return reading_from_json(document.answer)


def say_follows(
    office: Office, number: int, follows: int | None, *, by: str, at: datetime, dry_run: bool = False
) -> None:
    """Keep that document `number` is the next edition of `follows`; None: it is a paper of its own."""
    known = {one.number for one in documents.all_documents(office.tenant)}
    for one in (number, follows):
        if one is not None and one not in known:
            raise NotFound(no_document(one))
    if follows is not None and follows >= number:
        raise Invalid(
            f"Nothing was kept: document {follows} was taken in after {number}, so it can't be its last "
            "edition. Give an earlier one."
        )
    with rehearsed(office.tenant, dry_run=dry_run):
        editions.add_edition(office.tenant, number, follows, by=by, at=at)


def last_edition(office: Office, document: Document) -> Document | None:
    """The document that this one follows: as a person said, else the newest before it that is alike."""
    held = documents.all_documents(office.tenant)
    said = editions.said_to_follow(office.tenant)
    if document.number in said:
        return next((one for one in held if one.number == said[document.number]), None)
    return next((one for one in earlier_than(office, document) if _is_alike(document, one)), None)


def earlier_than(office: Office, document: Document) -> tuple[Document, ...]:
    """What it can be the next edition of, newest first."""
    held = documents.all_documents(office.tenant)
    return tuple(one for one in reversed(held) if one.number < document.number)


def newest_editions(office: Office) -> tuple[Document, ...]:
    """Those that no later document follows, in the order taken in."""
    held = documents.all_documents(office.tenant)
    followed = {last.number for one in held if (last := last_edition(office, one))}
    return tuple(one for one in held if one.number not in followed)


def _is_alike(document: Document, other: Document) -> bool:
    """The same bytes; the same kind, and the same name with a recipient in common, or half of them."""
    if document.digest == other.digest:
        return True
    mine, theirs = _recipients(document), _recipients(other)
    smaller = min(len(mine), len(theirs))
    if document.kind is not other.kind or smaller == 0:
        return False
    shared = len(mine & theirs)
    return shared >= SHARED * smaller or (document.name == other.name and shared > 0)


def _recipients(document: Document) -> set[str]:
    return {fold(one.canonical or one.name) for one in reading_of(document).entries}


def reviews(office: Office, document: Document) -> tuple[Review, ...]:
    """What people said of this document, after what they said of its last edition and still holds."""
    last = last_edition(office, document)
    before = carried(reading_of(last), reviews(office, last), document) if last else ()
    return (*before, *documents.reviews(office.tenant, document.number))


def reviewed(office: Office, document: Document) -> Reviewed:
    return apply(reading_of(document), reviews(office, document))


def carried(last: Reading, said: Sequence[Review], document: Document) -> tuple[Review, ...]:
    """The reviews of the last edition that hold for this one: a decision on words is for those words.

    A rejection or a merge holds for the same row; an edit where the machine reads the field as before; an
    acceptance where it reads the whole row as before.
    """
    new = reading_of(document).entries
    where = _same_rows(last.entries, new)
    found = []
    for review in said:
        at = where.get(review.entry)
        if at is not None and _holds(review, last.entries[review.entry], new[at], where):
            into = where[review.value] if review.action is ReviewAction.MERGE else review.value
            found.append(replace(review, document=document.number, entry=at, value=into))
    return tuple(found)


def _same_rows(last: Sequence[Entry], new: Sequence[Entry]) -> Mapping[int, int]:
    """Index in the last edition → index in the new one, of rows under the same name and heading."""
    free = dict(enumerate(new))
    found: dict[int, int] = {}
    for index, entry in enumerate(last):
        same = [at for at, one in free.items() if _row(one) == _row(entry)]
        if same:
            found[index] = same[0]
            del free[same[0]]
    return found


def _row(entry: Entry) -> tuple[str, str, str | None]:
    return fold(entry.name), fold(entry.organisation or ""), entry.section


def _holds(review: Review, last: Entry, new: Entry, where: Mapping[int, int]) -> bool:
    if review.action is ReviewAction.EDIT:
        return _said(last, str(review.field)) == _said(new, str(review.field))
    if review.action is ReviewAction.MERGE:
        return review.value in where
    return review.action is ReviewAction.REJECT or _bare(last) == _bare(new)


def _said(entry: Entry, field: str) -> object:
    return getattr(_bare(entry), field, None)


def _bare(entry: Entry) -> Entry:
    """What it says, wherever it stands and however sure the reader was."""
    items = tuple(replace(one, evidence=()) for one in entry.items)
    return replace(entry, items=items, evidence={}, confidence={})
