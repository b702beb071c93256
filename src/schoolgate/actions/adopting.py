"""A notice becomes drafts in the register. The machine's answer and the person's are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from schoolgate.actions import notice_file
from schoolgate.actions.documents import read_text
from schoolgate.actions.drafts import draft_of, printed_assessment
from schoolgate.actions.office import Office
from schoolgate.actions.reviewing import Reviewed, apply, check, parse_review
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.document import Document, Review
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.reading import Entry, Reading
from schoolgate.notices.as_json import reading_from_json, reading_to_json
from schoolgate.store import assessments, documents, register
from schoolgate.store import school as schools
from schoolgate.store.rehearsal import rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What became of each proposal."""

    drafts: tuple[Agreement, ...]
    already: tuple[str, ...]  # recipients in the register before, which are left as they are
    rejected: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]


def keep(office: Office, data: bytes, name: str, *, at: datetime) -> Document:
    """Read a document and keep it with the machine's answer. The same bytes are kept once."""
    return keep_reading(office, notice_file.read(data, name), data, name, at=at)


def keep_reading(office: Office, reading: Reading, data: bytes, name: str, *, at: datetime) -> Document:
    return documents.take_in(
        office.tenant,
        name=name,
        kind=reading.document_kind,
        content=data,
        answer=reading_to_json(reading),
        read_at=at,
    )


def document_of(office: Office, number: int) -> Document:
    document = documents.get(office.tenant, number)
    if document is None:
        raise NotFound(f"There is no document {number} here. Import the notice first.")
    return document


def reading_of(document: Document) -> Reading:
    return reading_from_json(document.answer)


def decide(office: Office, review: Review) -> None:
    """Keep one decision of a person's. Raises Invalid where it can't be carried out."""
    document = document_of(office, review.document)
    check(review, reading_of(document), "the decision")
    documents.add_review(office.tenant, review)


def adopt_file(
    office: Office,
    path: Path,
    *,
    review: Path | None,
    by: str,
    at: datetime,
    on: date,
    unprotected: bool = False,
    dry_run: bool = False,
) -> Adoption:
    data = notice_file.bytes_of(path)
    reading = notice_file.read(data, path.name, unprotected=unprotected)
    said = read_text(review) if review else None
    with rehearsed(office.tenant, dry_run=dry_run):
        document = keep_reading(office, reading, data, path.name, at=at)
        if said is not None:
            for one in parse_review(said, reading, document=document.number, by=by, at=at):
                documents.add_review(office.tenant, one)
        return adopt(office, document.number, by=by, at=at, on=on)


def adopt(office: Office, number: int, *, by: str, at: datetime, on: date) -> Adoption:
    """Drafts from document `number` as reviewed. Nothing is in force until a person approves it.

    Raises  Invalid where the document names nobody, so that an empty page is not mistaken for a register.
    """
    document = document_of(office, number)
    reading = reading_of(document)
    reviewed = apply(reading, documents.reviews(office.tenant, number))
    if not reviewed.entries:
        raise Invalid(
            f"{document.name} was not adopted: no recipient is left in it. "
            "If it does name some, send us its layout, or add them with: schoolgate agreement add"
        )
    with rehearsed(office.tenant, dry_run=False):
        drafts, already = _make(office, reading, reviewed, document.name, by, at)
        _note_assessments(office, drafts, on)
    return Adoption(drafts=drafts, already=already, rejected=reviewed.rejected, merged=reviewed.merged)


def _make(
    office: Office, reading: Reading, reviewed: Reviewed, source: str, by: str, at: datetime
) -> tuple[tuple[Agreement, ...], tuple[str, ...]]:
    """A recipient that this document made an agreement with before is left as people have made it since."""
    held = register.all_current(office.tenant)
    taken = {one.slug for one in held}
    before = {(one.service, one.section, one.recipient) for one in held}
    drafts: list[Agreement] = []
    already: list[str] = []
    for entry in reviewed.entries:
        if _key(entry) in before:
            already.append(entry.name)
            continue
        draft = draft_of(entry, reading, taken)
        taken.add(draft.slug)
        register.append_version(office.tenant, draft, made_by=by, made_at=at, why=f"read in {source}")
        drafts.append(draft)
    return tuple(drafts), tuple(already)


def _key(entry: Entry) -> tuple[str, str | None, str | None]:
    return entry.name, entry.section, entry.organisation


def _note_assessments(office: Office, drafts: Sequence[Agreement], on: date) -> None:
    school = schools.get(office.tenant)
    for draft in drafts:
        if (made := printed_assessment(draft, school, on)) is not None:
            assessments.add_assessment(office.tenant, made)
