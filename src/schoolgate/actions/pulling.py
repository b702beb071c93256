"""Suppliers that fetch: every page is written into the ledger before its first byte leaves.

One entry covers every read of the very same bytes by the same agreement's keys in the minute after it: what
left, and of whom, is the same. Readers at one time share a commit. What becomes of a page on its way nobody
can know, so its outcome is unknown, and it counts as disclosed.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Lock
from uuid import uuid4

from schoolgate.actions import hold, ledger, membership, register, roll
from schoolgate.actions.disclose import refuse_before_roll, request_of
from schoolgate.actions.joint_writing import JointWriting
from schoolgate.actions.office import Office
from schoolgate.actions.unchanged import unchanged
from schoolgate.domain.disclosure import Delivery, Intent, Outcome, ParcelFile
from schoolgate.domain.errors import Refused
from schoolgate.domain.pull import PullKey
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.feeds.parcel import sha256
from schoolgate.feeds.reach import Reach
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.roster.addresses import SCOPES, NoSuchObject, Roll, Selection, scopes_of, select
from schoolgate.feeds.roster.changes import changes, standing
from schoolgate.feeds.roster.discovery import NAMES, discovery
from schoolgate.feeds.roster.entities import Entity, Roster, roster_of
from schoolgate.feeds.roster.query import Fault, Query, QueryRefused, query_of, selection_of
from schoolgate.feeds.roster.render import Payload, Version, payloads
from schoolgate.ledger.commitment import SALT_SIZE
from schoolgate.store import pulls, runs, salts
from schoolgate.store.transactions import durable

__all__ = [
    "NAMES",
    "SCOPES",
    "Asked",
    "Fault",
    "NoSuchObject",
    "Page",
    "Provider",
    "QueryRefused",
    "Version",
    "discovery",
    "scopes_of",
]

COVERS = timedelta(minutes=1)
ATTEMPTS = 5
PAGES_KEPT = 256
COURIER = "pull"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. parts  the words of the address below `base`; `asked` the parameters, by name."""

    version: Version
    base: str
    parts: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True, repr=False)
class Page:
    """What is answered. covered_until  until when the ledger's last entry for these bytes covers a read."""

    body: bytes
    total: int
    query: Query | None  # None: one entity
    name: str
    shown: tuple[Entity, ...]
    kind: str
    covered_until: datetime | None = None


@dataclass(slots=True, kw_only=True, repr=False)
class View:
    """What one key sees: a pure function of the agreement's version, the roll, the decisions and the day."""

    key: PullKey
    stamp: pulls.Stamp
    request: FeedRequest
    roster: Roster
    roll: Roll
    entities: Mapping[tuple[str, str], Entity]
    spelled: dict[tuple[Version, str], Mapping[str, tuple[Payload, ...]]] = field(default_factory=dict)
    pages: dict[Asked, Page] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return self.request.on


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Read:
    view: View
    page: Page
    at: datetime


class Provider:
    """One school's pages for suppliers, in one process. Safe for many threads."""

    def __init__(self, office: Office, clock: Callable[[], datetime]) -> None:
        self.office = office
        self.clock = clock
        self._views: dict[str, View] = {}
        self._making = Lock()
        self._ledger: JointWriting[_Read] = JointWriting(self._write_down)

    def page(self, key: PullKey, asked: Asked) -> Page:
        """The bytes, once they are in the ledger.

        Raises  NoSuchObject, QueryRefused; Refused or NotFound where the agreement lets nothing out now.
        """
        hold.refuse_while_held(self.office)
        for _ in range(ATTEMPTS):
            view = self._view(key)
            page = _page_of(view, asked)
            at = self.clock()
            if page.covered_until is not None and at < page.covered_until:
                return page
            if self._ledger.written(_Read(view=view, page=page, at=at)):
                return page
        raise Refused("Nothing was sent.", ["the register changed each time the page was made; ask again"])

    def _view(self, key: PullKey) -> View:
        on = self.clock().astimezone(SCHOOL_TIME).date()
        tenant = self.office.tenant
        stamp = unchanged(lambda: pulls.stamp(tenant), ("stamp", tenant))
        view = self._views.get(key.id)
        if view is not None and view.stamp == stamp and view.on == on:
            return view
        with self._making:
            view = self._views.get(key.id)
            if view is None or view.stamp != stamp or view.on != on:
                # What no longer stands is not kept: its cells may have been withdrawn.
                self._views.pop(key.id, None)
                view = self._views[key.id] = self._made(key)
            return view

    def _made(self, key: PullKey) -> View:
        for _ in range(ATTEMPTS):
            stamp = pulls.stamp(self.office.tenant)
            at = self.clock()
            request, roster = self._roster(key, at)
            view = self._kept(key, stamp, request, roster, at)
            if view is not None:
                return view
        raise Refused("Nothing was sent.", ["the register changed each time it was read; ask again"])

    def _roster(self, key: PullKey, at: datetime) -> tuple[FeedRequest, Roster]:
        agreement = register.find_standing(self.office, key.slug)
        refuse_before_roll(self.office, agreement, at.astimezone(SCHOOL_TIME).date())
        with roll.opened(self.office) as snapshot:
            request = request_of(self.office, agreement, snapshot, at=at, by=key.made_by, confirmed_by=None)
            request = replace(request, known_as=key.known_as, previous=Reach(key.reach))
            return request, roster_of(request)

    def _kept(
        self, key: PullKey, stamp: pulls.Stamp, request: FeedRequest, roster: Roster, at: datetime
    ) -> View | None:
        """When each entity last changed is written down with it. None where something changed meanwhile."""
        tenant = self.office.tenant
        with durable(tenant):
            if pulls.stamp(tenant) != stamp:
                return None
            # OneRoster tells moments to the millisecond.
            moment = at.replace(microsecond=at.microsecond // 1000 * 1000)
            found = changes(roster.entities, pulls.known(tenant, key.slug), moment)
            pulls.keep(tenant, key.slug, found.keep)
            pulls.forget(tenant, key.slug, found.forget)
            known = pulls.known(tenant, key.slug)
        return View(
            key=key,
            stamp=stamp,
            request=request,
            roster=roster,
            roll=Roll(standing(roster.entities, known)),
            entities={(one.kind, one.id): one for one in roster.entities},
        )

    def _write_down(self, reads: Sequence[_Read]) -> list[bool]:
        """One durable commit for everybody who waits; an entry for each agreement. A read of what no longer
        stands is turned away, to be made anew.
        """
        tenant = self.office.tenant
        with durable(tenant):
            stamp = pulls.stamp(tenant)
            used = {one.id for one in pulls.keys(tenant) if one.revoked_at is None}
            good = [one.view.stamp == stamp and one.view.key.id in used for one in reads]
            views = {id(one.view): one.view for one, is_good in zip(reads, good, strict=True) if is_good}
            for view in views.values():
                self._disclosed(view, [one for one in reads if one.view is view])
        for one, is_good in zip(reads, good, strict=True):
            if is_good:
                one.page.covered_until = one.at + COVERS
        return good

    def _disclosed(self, view: View, reads: Sequence[_Read]) -> None:
        """The intent, who was in it, and that its outcome will not be known."""
        tenant, run, at = self.office.tenant, uuid4().hex, reads[0].at
        pages = {id(one.page): one.page for one in reads}
        released: dict[str, dict[str, None]] = {}
        for page in pages.values():
            pulls.say_shown(tenant, view.key.slug, page.kind, [one.id for one in page.shown])
            for entity in page.shown:
                for pupil in entity.pupils:
                    released.setdefault(pupil, {}).update(dict.fromkeys(entity.items))
        people = {pupil: tuple(items) for pupil, items in released.items()}
        kept = salts.ensure(tenant, tuple(people), lambda: secrets.token_bytes(SALT_SIZE))
        record = membership.made(run, people, kept)
        runs.add_membership(tenant, record)
        intent = _intent(view, run, at, _files(pages.values()), people, record.root)
        outcome = Outcome(run=run, at=at, delivery=Delivery.UNKNOWN, detail="fetched")
        ledger.append_all(self.office, [intent, outcome], at=at)


def _intent(
    view: View,
    run: str,
    at: datetime,
    files: tuple[ParcelFile, ...],
    people: Mapping[str, tuple[str, ...]],
    root: str,
) -> Intent:
    request, spec = view.request, view.roster.spec
    items = tuple(dict.fromkeys(item for told in people.values() for item in told))
    columns = [one for one in spec.leaving() if set(one.items) & set(items)]
    return Intent(
        run=run,
        at=at,
        school=request.school.name,
        controller=request.school.controller_id,
        agreement=request.agreement.slug,
        version=request.agreement.version,
        service=request.agreement.service,
        recipient=request.agreement.recipient,
        clauses=tuple(dict.fromkeys(clause for one in columns for clause in one.clauses)),
        items=items,
        fields=tuple(dict.fromkeys(one.heading for one in columns)),
        people=len(people),
        people_root=root,
        files=files,
        decisions=request.decision_sequence,
        snapshot=request.snapshot.digest,
        profile="oneroster_rest/1",
        courier=COURIER,
    )


def _files(pages: Iterable[Page]) -> tuple[ParcelFile, ...]:
    """Pages of the same bytes are one file; two pages of one collection have two names."""
    found: dict[str, ParcelFile] = {}
    for page in pages:
        digest = sha256(page.body)
        name = page.name if not any(one.name == page.name for one in found.values()) else ""
        found.setdefault(
            digest,
            ParcelFile(
                name=name or f"{len(found) + 1}-{page.name}",
                sha256=digest,
                bytes=len(page.body),
                rows=len(page.shown),
            ),
        )
    return tuple(found.values())


def _page_of(view: View, asked: Asked) -> Page:
    page = view.pages.get(asked)
    if page is None:
        page = _new_page(view, asked)
        if len(view.pages) >= PAGES_KEPT:
            view.pages.clear()
        view.pages[asked] = page
    return page


def _new_page(view: View, asked: Asked) -> Page:
    selection = select(asked.parts, view.roll)
    rows = _rows(view, asked, selection)
    name = f"{asked.version}-{selection.envelope}.json"
    parameters = dict(asked.parameters)
    kind = selection.collection.kind
    if selection.single:
        query = selection_of(parameters, asked.version, kind)
        one = query.selected(rows[0])
        body = _json({selection.envelope: one, **_warnings(query)})
        return Page(body=body, total=1, query=None, name=name, shown=_shown(view, kind, rows), kind=kind)
    query = query_of(parameters, asked.version, kind)
    found, total = query.page(rows)
    whole = found if not query.fields else replace(query, fields=()).page(rows)[0]
    body = _json({selection.envelope: found, **_warnings(query)})
    return Page(body=body, total=total, query=query, name=name, shown=_shown(view, kind, whole), kind=kind)


def _warnings(query: Query) -> Mapping[str, object]:
    """What of the request was not heeded, beside the data (1.1 alone)."""
    told = [
        {
            "imsx_codeMajor": "success",
            "imsx_severity": "warning",
            "imsx_codeMinor": one.fault.value,
            "imsx_description": str(one),
        }
        for one in query.warned
    ]
    return {"statusInfoSet": told} if told else {}


def _rows(view: View, asked: Asked, selection: Selection) -> list[Payload]:
    place = (asked.version, asked.base)
    if place not in view.spelled:
        view.spelled[place] = payloads(asked.version, asked.base, view.roll.standing)
    wanted = selection.ids if selection.ids is not None else _all(view, selection)
    rows = view.spelled[place][selection.collection.kind]
    return [one for one in rows if one["sourcedId"] in wanted]


def _all(view: View, selection: Selection) -> frozenset[str]:
    has = selection.collection.has
    return frozenset(one.entity.id for one in view.roll.standing if has(one))


def _shown(view: View, kind: str, rows: Sequence[Payload]) -> tuple[Entity, ...]:
    """Of whom something stands in these rows. Of what is to be deleted nobody is told anything any more."""
    found = (view.entities.get((kind, row["sourcedId"])) for row in rows)
    return tuple(one for one in found if one is not None)


def _json(payload: Mapping[str, object]) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
