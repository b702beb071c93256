"""A notice becomes drafts in the register. The machine's answer and the person's are kept apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from schoolgate.actions import agreements, differences, editions, notice_file
from schoolgate.actions.documents import read_text
from schoolgate.actions.drafts import free_slug
from schoolgate.actions.editions import reading_of as reading_of
from schoolgate.actions.office import Office
from schoolgate.actions.register import find
from schoolgate.actions.reviewing import check, parse_review
from schoolgate.actions.taking import filled
from schoolgate.compare.values import values_of
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.difference import Difference
from schoolgate.domain.document import Document, Review
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.reading import DocumentKind, Reading
from schoolgate.notices.as_json import reading_to_json
from schoolgate.store import documents, register
from schoolgate.store.rehearsal import rehearsed

NOT_YET_SIGNED = frozenset({AgreementState.DRAFT, AgreementState.AWAITING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What a person says of a document as it is taken in. None: the reader's own answer holds.

    follows  the number of its last edition; 0: it is a paper of its own
    about    the one service it speaks of: a contract's schedule, a supplier's own notice
    """

    kind: DocumentKind | None = None
    follows: int | None = None
    about: str | None = None


AS_READ = Paper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What became of each proposal.

    already   recipients in the register before; `filled`: of those, the drafts that it filled blanks of
    differing  what the document and the register do not say alike: both stand until a person settles it
    """

    document: int
    drafts: tuple[Agreement, ...]
    already: tuple[str, ...]
    rejected: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]
    filled: tuple[str, ...] = ()
    differing: tuple[Difference, ...] = ()


def keep(office: Office, data: bytes, name: str, *, at: datetime) -> Document:
    """Read a document and keep it with the machine's answer. The same bytes are kept once."""
    return keep_reading(office, notice_file.read(data, name), data, name, at=at)


def keep_reading(
    office: Office, reading: Reading, data: bytes, name: str, *, at: datetime, paper: Paper = AS_READ
) -> Document:
    return documents.take_in(
        office.tenant,
        name=name,
        kind=paper.kind or reading.document_kind,
        content=data,
        answer=reading_to_json(reading),
        read_at=at,
    )


def document_of(office: Office, number: int) -> Document:
    document = documents.get(office.tenant, number)
    if document is None:
        raise NotFound(f"There is no document {number} here. Import the notice first.")
    return document


def decide(office: Office, review: Review) -> None:
    """Keep one decision of a person's. Raises Invalid where it can't be carried out."""
    document = document_of(office, review.document)
    check(review, reading_of(document), "the decision")
    documents.add_review(office.tenant, review)


def adopt_file(
    office: Office, path: Path, *, review: Path | None, by: str, at: datetime, on: date
) -> Adoption:
    return adopt_bytes(office, notice_file.bytes_of(path), path.name, review=review, by=by, at=at, on=on)


def adopt_bytes(
    office: Office,
    data: bytes,
    name: str,
    *,
    review: Path | None,
    by: str,
    at: datetime,
    on: date,
    paper: Paper = AS_READ,
    unprotected: bool = False,
    dry_run: bool = False,
) -> Adoption:
    """Raises  NotFound or Invalid, as `follows` of the paper is said of no earlier document."""
    reading = _read(office, data, name, paper, unprotected)
    said = read_text(review) if review else None
    with rehearsed(office.tenant, dry_run=dry_run):
        document = keep_reading(office, reading, data, name, at=at, paper=paper)
        if paper.follows is not None:
            editions.say_follows(office, document.number, paper.follows or None, by=by, at=at)
        if said is not None:
            for one in parse_review(said, reading, document=document.number, by=by, at=at):
                documents.add_review(office.tenant, one)
        return adopt(office, document.number, by=by, at=at, on=on)


def _read(office: Office, data: bytes, name: str, paper: Paper, unprotected: bool) -> Reading:
    if paper.about is None:
        return notice_file.read(data, name, unprotected=unprotected)
    if paper.kind is None:
        raise Invalid(
            f"{name} was not adopted: it is said to be about {paper.about} alone, and not what sort of paper "
            "it is. Add --kind contract_schedule, or --kind supplier_notice."
        )
    service = _known_as(office, paper.about)
    return notice_file.read_about(data, name, service=service, kind=paper.kind, unprotected=unprotected)


def _known_as(office: Office, service: str) -> str:
    """As the register calls it, where it is there."""
    try:
        return find(office, service).service
    except NotFound:
        return service


def adopt(office: Office, number: int, *, by: str, at: datetime, on: date) -> Adoption:
    """Drafts from document `number` as reviewed. Nothing is in force until a person approves it.

    Raises  Invalid where the document names nobody, so that an empty page is not mistaken for a register.
    """
    document = document_of(office, number)
    reviewed = editions.reviewed(office, document)
    if not reviewed.entries:
        raise Invalid(
            f"{document.name} was not adopted: no recipient is left in it. "
            "If it does name some, send us its layout, or add them with: schoolgate agreement add"
        )
    with rehearsed(office.tenant, dry_run=False):
        found = differences.rows(office, document)
        drafts = _make(office, found, document.name, by, at)
        grown = _fill(office, found, document, by, at)
        for draft in drafts:
            differences.note_assessment(office, draft, on)
        differing = differences.of_document(office, number)
    return Adoption(
        document=number,
        drafts=drafts,
        already=tuple(row.said.service for row in found if row.held),
        rejected=reviewed.rejected,
        merged=reviewed.merged,
        filled=grown,
        differing=differing,
    )


def _make(
    office: Office, rows: Sequence[differences.Row], source: str, by: str, at: datetime
) -> tuple[Agreement, ...]:
    """A draft for each recipient that the register does not have."""
    taken = {one.slug for one in register.all_current(office.tenant)}
    drafts: list[Agreement] = []
    for row in rows:
        if row.held is None:
            draft = replace(row.said, slug=free_slug(row.said.service, taken))
            taken.add(draft.slug)
            register.append_version(office.tenant, draft, made_by=by, made_at=at, why=f"read in {source}")
            drafts.append(draft)
    return tuple(drafts)


def _fill(
    office: Office, rows: Sequence[differences.Row], document: Document, by: str, at: datetime
) -> tuple[str, ...]:
    """What nobody signed yet takes in what this document says and others did not, with the words of each.

    An agreement that was signed is left as it is: the document's word waits among the differences.
    """
    grown: list[str] = []
    for row in rows:
        held = row.held and register.current(office.tenant, row.held.slug)
        if held is None or held.state not in NOT_YET_SIGNED:
            continue
        found = differences.of_row(office, row, document.number)
        after = filled(held, row.said, found)
        if after != held:
            why = f"also read in {document.name}"
            agreements.new_version(office, held, after, by=by, at=at, why=why)
        if values_of(after) != values_of(held):
            grown.append(held.service)
    return tuple(grown)
