"""What a document says that the register does not, and what a person makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from schoolgate.actions import agreements, editions
from schoolgate.actions.drafts import draft_of, printed_assessment
from schoolgate.actions.missing import no_document
from schoolgate.actions.office import Office
from schoolgate.actions.taking import with_evidence, with_value
from schoolgate.compare.editions import counterpart, differences
from schoolgate.compare.values import is_same, values_of
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.difference import Difference, DifferenceKind, Settled, Settlement
from schoolgate.domain.document import Document
from schoolgate.domain.errors import NotFound
from schoolgate.domain.step import Reason, Step
from schoolgate.store import assessments, documents, register
from schoolgate.store import editions as kept
from schoolgate.store import school as schools
from schoolgate.store.rehearsal import rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A recipient of a document, as an agreement; what its last edition said of it; the register's own."""

    said: Agreement
    before: Agreement | None
    held: Agreement | None


def rows(office: Office, document: Document) -> tuple[Row, ...]:
    """In printed order, as reviewed."""
    last = editions.last_edition(office, document)
    before = said_in(office, last) if last else ()
    held = register.all_current(office.tenant)
    return tuple(
        Row(said=said, before=counterpart(said, before), held=counterpart(said, held))
        for said in said_in(office, document)
    )


def said_in(office: Office, document: Document) -> tuple[Agreement, ...]:
    reading = editions.reading_of(document)
    return tuple(draft_of(entry, reading, ()) for entry in editions.reviewed(office, document).entries)


def of_document(office: Office, number: int) -> tuple[Difference, ...]:
    """What stands open between this document and the register: values in printed order, then those gone."""
    document = documents.get(office.tenant, number)
    if document is None:
        raise NotFound(no_document(number))
    settled = {(one.slug, one.field, one.said) for one in kept.settlements(office.tenant)}
    found = (*_values(office, document), *_gone(office, document))
    return tuple(one for one in found if (one.slug, one.field, one.said) not in settled)


def open_everywhere(office: Office) -> tuple[Difference, ...]:
    """Of every paper's newest edition."""
    return tuple(
        one for paper in editions.newest_editions(office) for one in of_document(office, paper.number)
    )


def _values(office: Office, document: Document) -> Iterator[Difference]:
    for row in rows(office, document):
        yield from of_row(office, row, document.number)


def of_row(office: Office, row: Row, document: int) -> tuple[Difference, ...]:
    """What one recipient of a document and the register's agreement with it do not say alike."""
    if row.held is None:
        return ()
    found = differences(row.said, row.held, document=document, before=row.before)
    return tuple(one for one in found if row.before is not None or not _was_held(office, one))


def _was_held(office: Office, found: Difference) -> bool:
    """The register did say so once: whoever changed it has decided."""
    once = (
        values_of(change.after).get(found.field, ()) for change in register.history(office.tenant, found.slug)
    )
    return any(is_same(found.field, "; ".join(values), found.said or "") for values in once if values)


def _gone(office: Office, document: Document) -> Iterator[Difference]:
    """Recipients that the last edition named and this one does not."""
    last = editions.last_edition(office, document)
    held = register.all_current(office.tenant)
    still = {one.slug for said in said_in(office, document) if (one := counterpart(said, held))}
    for said in said_in(office, last) if last else ():
        one = counterpart(said, held)
        if one and one.slug not in still and one.state is not AgreementState.ENDED:
            still.add(one.slug)
            yield Difference(
                document=document.number,
                slug=one.slug,
                service=one.service,
                field="",
                kind=DifferenceKind.GONE,
                said=None,
                held="named",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Who settles a difference, when, and why."""

    by: str
    at: datetime
    on: date
    why: str


def settle(
    office: Office,
    number: int,
    slug: str,
    field: str,
    action: Settled,
    word: Word,
    *,
    dry_run: bool = False,
) -> Difference:
    """Take the document's word into the register as a new version, or keep the register's.

    Raises  NotFound where nothing stands open there; Invalid where it can't be taken.
    """
    found = _open(office, number, slug, field)
    with rehearsed(office.tenant, dry_run=dry_run):
        if action is Settled.TAKE:
            _take(office, found, word)
        kept.add_settlement(
            office.tenant,
            Settlement(
                document=number,
                slug=slug,
                field=field,
                said=found.said,
                action=action,
                by=word.by,
                at=word.at,
                why=word.why,
            ),
        )
    return found


def _open(office: Office, number: int, slug: str, field: str) -> Difference:
    for one in of_document(office, number):
        if (one.slug, one.field) == (slug, field):
            return one
    why = (
        f"Nothing was settled: no difference on {field or 'the whole recipient'} of {slug} stands open in "
        f"document {number}."
    )
    command = f"See them with: schoolgate document differences {number}"
    raise NotFound(Reason(why, Step.FIND_DIFFERENCE, command))


def _take(office: Office, found: Difference, word: Word) -> None:
    held = register.current(office.tenant, found.slug)
    assert held is not None  # a difference is with an agreement that is there
    if not found.field:
        agreements.end(office, held.slug, by=word.by, why=word.why, at=word.at)
        return
    document = documents.get(office.tenant, found.document)
    assert document is not None
    row = next(row for row in rows(office, document) if _says(row, found))
    after = with_value(held, row.said if found.said is not None else None, found.field)
    after = with_evidence(after, row.said)
    made = agreements.new_version(
        office, held, after, by=word.by, at=word.at, why=f"{found.field} as in {document.name}: {word.why}"
    )
    if found.field == "risk_printed":
        note_assessment(office, made, word.on)


def _says(row: Row, found: Difference) -> bool:
    is_about = row.held is not None and row.held.slug == found.slug
    return is_about and "; ".join(values_of(row.said).get(found.field, ())) == (found.said or "")


def note_assessment(office: Office, agreement: Agreement, on: date) -> None:
    made = printed_assessment(agreement, schools.get(office.tenant), on)
    if made is not None:
        assessments.add_assessment(office.tenant, made)
