"""Papers that a person hands to a recipient: written into the ledger first, like every feed."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from schoolgate.actions import ledger, membership
from schoolgate.actions.doorway import FOLDER, folder
from schoolgate.actions.office import Office
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.domain.errors import Refused
from schoolgate.feeds.parcel import sha256
from schoolgate.ledger.commitment import SALT_SIZE
from schoolgate.store import decisions, runs, salts, snapshots
from schoolgate.store import school as schools
from schoolgate.store.transactions import durable


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """profile  what the ledger calls its form, "leavers/1"; people  pupil → items of theirs that it tells"""

    profile: str
    files: Mapping[str, bytes] = field(repr=False)
    rows: int
    people: Mapping[str, tuple[str, ...]] = field(repr=False)
    fields: tuple[str, ...]


PAGES = "pages"  # a person fetches it there: nothing lies anywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Where it lies, for a person to take to the recipient. folder None: in the pages"""

    run: str
    entry: int
    folder: str | None


def hand_over(
    office: Office, agreement: Agreement, paper: Paper, *, out: Path | None, clock: Callable[[], datetime]
) -> Handed:
    """out None: a person fetches it in the pages, and whether that came about nobody can know.

    Raises Refused where the folder can't take it; the ledger then says so.
    """
    run, at = uuid4().hex, clock()
    entry = _write_down(office, agreement, paper, run, at, FOLDER if out else PAGES)
    if out is None:
        _settle(office, run, Delivery.UNKNOWN, "fetched", max(clock(), at))
        return Handed(run=run, entry=entry, folder=None)
    door = folder(out.absolute())
    place = door.place(agreement.slug, at, run)
    try:
        door.courier(paper.files, to=place)
    except NotDelivered as error:
        _settle(office, run, error.delivery, error.detail, max(clock(), at))
        raise Refused("Nothing was handed over.", [str(error)]) from error
    _settle(office, run, Delivery.DELIVERED, "", max(clock(), at))
    return Handed(run=run, entry=entry, folder=place)


def _write_down(
    office: Office, agreement: Agreement, paper: Paper, run: str, at: datetime, courier: str
) -> int:
    with durable(office.tenant):
        kept = salts.ensure(office.tenant, tuple(paper.people), lambda: secrets.token_bytes(SALT_SIZE))
        record = membership.made(run, paper.people, kept)
        runs.add_membership(office.tenant, record)
        return ledger.append(office, _intent(office, agreement, paper, run, record.root, at, courier), at=at)


def _settle(office: Office, run: str, delivery: Delivery, detail: str, at: datetime) -> None:
    with durable(office.tenant):
        ledger.append(office, Outcome(run=run, at=at, delivery=delivery, detail=detail), at=at)


def _intent(
    office: Office, agreement: Agreement, paper: Paper, run: str, root: str, at: datetime, courier: str
) -> Intent:
    latest = snapshots.latest(office.tenant)
    return Intent(
        run=run,
        at=at,
        school=schools.get(office.tenant).name,
        controller=office.tenant.controller_id,
        agreement=agreement.slug,
        version=agreement.version,
        service=agreement.service,
        recipient=agreement.recipient,
        clauses=(),
        items=tuple(dict.fromkeys(item for items in paper.people.values() for item in items)),
        fields=paper.fields,
        people=len(paper.people),
        people_root=root,
        files=tuple(_listed(name, data, paper.rows) for name, data in paper.files.items()),
        decisions=decisions.sequence(office.tenant),
        snapshot=latest.digest if latest else "",
        profile=paper.profile,
        courier=courier,
    )


def _listed(name: str, data: bytes, rows: int) -> ParcelFile:
    return ParcelFile(name=name, sha256=sha256(data), bytes=len(data), rows=rows)
