"""What would leave, and sending it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from schoolgate.actions import doors, hold, register, roll
from schoolgate.actions.disclose import Sent, disclose, refuse_before_roll, request_of, resume
from schoolgate.actions.doorway import Doorway, folder
from schoolgate.actions.office import Office
from schoolgate.actions.together import disclose_all
from schoolgate.actions.turn import turn_to_send
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.errors import Refused
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.egress.network import INTERNET, Network
from schoolgate.feeds.encoder import shown
from schoolgate.feeds.explain import label_of
from schoolgate.feeds.parcel import LeftOut, Parcel
from schoolgate.feeds.prepare import FeedRequest, prepare
from schoolgate.feeds.prepare import preview as previewed
from schoolgate.store.marks import Mark, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Who sends, where to, and who else looked. `confirmed_by` counts only as a second person.

    out  the folder that takes the parcels; None: each goes to its agreement's own door
    """

    out: Path | None
    by: str
    clock: Callable[[], datetime]
    confirmed_by: str | None = None
    network: Network = INTERNET


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A parcel before it is sent: the very bytes. Rows are given only when asked for."""

    slug: str
    service: str
    version: int
    profile: str
    rows: int
    people: int
    fields: tuple[tuple[str, str], ...]  # heading, why it may leave
    withheld: tuple[tuple[str, str], ...]  # item in plain words, why it does not
    files: tuple[ParcelFile, ...]
    warnings: tuple[str, ...]
    needs_second_person: tuple[str, ...]
    contents: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"Seen({self.slug!r}, {self.rows} rows)"

    def first_lines(self, count: int) -> tuple[str, ...]:
        """The headings and the first rows of each text file, exactly as they would leave."""
        found: list[str] = []
        for name, content in self.contents.items():
            if count and name.endswith(".csv"):
                found += shown(content).splitlines()[: count + 1]
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What became of one agreement's feed. `refused` holds every reason, and then there is nothing else."""

    slug: str
    service: str
    outcome: str  # delivered, failed, unknown, refused or rehearsed
    rows: int = 0
    headings: tuple[str, ...] = ()
    withheld: tuple[tuple[str, str], ...] = ()
    files: tuple[ParcelFile, ...] = ()
    folder: str | None = None
    entry: int | None = None
    warnings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def file_names(self) -> str:
        return ", ".join(one.name for one in self.files)

    def digests(self) -> str:
        return ", ".join(one.sha256 for one in self.files)


def preview(office: Office, name: str, *, at: datetime) -> Seen:
    """Exactly what a run at this moment would send. Raises Refused with every rule that fails."""
    agreement = register.find_standing(office, name)
    return _seen(agreement, _made(office, agreement, previewed, at=at))


def made_for_preview(office: Office, agreement: Agreement, *, at: datetime) -> Parcel:
    """The very parcel of a run at this moment. Raises Refused with every rule that fails."""
    return _made(office, agreement, previewed, at=at)


def _made(
    office: Office,
    agreement: Agreement,
    make: Callable[[FeedRequest], Parcel],
    *,
    at: datetime,
    by: str = "",
    confirmed_by: str | None = None,
) -> Parcel:
    refuse_before_roll(office, agreement, at.astimezone(SCHOOL_TIME).date())
    with roll.opened(office) as snapshot:
        return make(request_of(office, agreement, snapshot, at=at, by=by, confirmed_by=confirmed_by))


def _seen(agreement: Agreement, parcel: Parcel) -> Seen:
    return Seen(
        slug=agreement.slug,
        service=agreement.service,
        version=agreement.version,
        profile=parcel.profile,
        rows=parcel.rows,
        people=len(parcel.people),
        fields=tuple((one.heading, one.sentence()) for one in parcel.reasons),
        withheld=_withheld(parcel),
        files=parcel.listing,
        warnings=_warnings(parcel),
        needs_second_person=parcel.needs_second_person,
        contents=parcel.files,
    )


def _withheld(parcel: Parcel) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((label_of(one.item), one.sentence) for one in parcel.withheld))


def _warnings(parcel: Parcel) -> tuple[str, ...]:
    left = map(_left_out, parcel.left_out)
    return (*(one.sentence for one in parcel.warnings), *left)


def _left_out(one: LeftOut) -> str:
    if one.stays:
        rows = "1 row goes" if one.rows == 1 else f"{one.rows} rows go"
        return (
            f"{rows} although '{one.heading}', which the format requires, is blank: nobody may drop out of "
            "what is essential. Fill it, and ask the recipient whether it took them."
        )
    rows = "1 row is" if one.rows == 1 else f"{one.rows} rows are"
    return f"{rows} left out: '{one.heading}' is blank in {'it' if one.rows == 1 else 'them'}."


def preview_as_json(seen: Seen) -> Mapping[str, Any]:
    body = asdict(seen)
    del body["contents"]
    return {
        **body,
        "fields": [{"field": heading, "why": why} for heading, why in seen.fields],
        "withheld": [{"item": item, "why": why} for item, why in seen.withheld],
    }


def run_one(office: Office, name: str, sending: Sending, *, dry_run: bool = False) -> Ran:
    """One agreement's feed: refused with every reason, or written down and then delivered."""
    agreement = register.find_standing(office, name)
    finish_interrupted(office, sending, dry_run=dry_run)
    return _run(office, agreement, sending, dry_run=dry_run)


def run_all(office: Office, sending: Sending, *, dry_run: bool = False) -> Iterator[Ran]:
    """Every agreement that is in force and sends something, by slug, one after the other."""
    finish_interrupted(office, sending, dry_run=dry_run)
    since = mark()
    standing = register.standing(office)
    wanted = [one for one in standing if one.state is AgreementState.APPROVED and one.sent()]
    if dry_run or not roll.is_loaded(office):
        for agreement in wanted:
            yield _run(office, agreement, sending, dry_run=dry_run)
    else:
        yield from _run_together(office, wanted, sending, since)


def _run_together(
    office: Office, wanted: Sequence[Agreement], sending: Sending, since: Mark | None
) -> Iterator[Ran]:
    with turn_to_send(office):
        became = disclose_all(
            office,
            wanted,
            door_of=lambda slug: _doorway(office, slug, sending),
            by=sending.by,
            confirmed_by=sending.confirmed_by,
            clock=sending.clock,
            since=since,
        )
    for agreement, one in became:
        if isinstance(one, Refused):
            yield _refused(agreement, one)
        else:
            yield _ran(agreement, one) if one else _run(office, agreement, sending, dry_run=False)


def finish_interrupted(office: Office, sending: Sending, *, dry_run: bool = False) -> None:
    """Raises Refused while every feed is held."""
    hold.refuse_while_held(office)
    if not dry_run:
        with turn_to_send(office):
            courier_of = partial(doors.courier_of, office, clock=sending.clock, network=sending.network)
            resume(office, courier_of, clock=sending.clock)


def _run(office: Office, agreement: Agreement, sending: Sending, *, dry_run: bool) -> Ran:
    try:
        if dry_run:
            return _rehearsed(office, agreement, sending)
        return _ran(agreement, _disclosed(office, agreement, sending))
    except Refused as error:
        return _refused(agreement, error)


def _refused(agreement: Agreement, why: Refused) -> Ran:
    return Ran(slug=agreement.slug, service=agreement.service, outcome="refused", refused=why.reasons)


def _rehearsed(office: Office, agreement: Agreement, sending: Sending) -> Ran:
    """Refused where the run would be, for want of a second person or a door too."""
    _doorway(office, agreement.slug, sending)
    parcel = _made(
        office, agreement, prepare, at=sending.clock(), by=sending.by, confirmed_by=sending.confirmed_by
    )
    seen = _seen(agreement, parcel)
    return Ran(
        slug=seen.slug,
        service=seen.service,
        outcome="rehearsed",
        rows=seen.rows,
        headings=tuple(heading for heading, _ in seen.fields),
        withheld=seen.withheld,
        files=seen.files,
        warnings=seen.warnings,
    )


def _disclosed(office: Office, agreement: Agreement, sending: Sending) -> Sent:
    with turn_to_send(office):
        return disclose(
            office,
            agreement.slug,
            door=_doorway(office, agreement.slug, sending),
            by=sending.by,
            confirmed_by=sending.confirmed_by,
            clock=sending.clock,
        )


def _doorway(office: Office, slug: str, sending: Sending) -> Doorway:
    if sending.out is not None:
        return folder(sending.out)
    return doors.doorway(office, slug, clock=sending.clock, network=sending.network)


def _ran(agreement: Agreement, sent: Sent) -> Ran:
    parcel = sent.parcel
    said = (sent.problem,) if sent.problem else ()
    return Ran(
        slug=agreement.slug,
        service=agreement.service,
        outcome=sent.delivery,
        rows=parcel.rows,
        headings=tuple(one.heading for one in parcel.reasons),
        withheld=_withheld(parcel),
        files=parcel.listing,
        folder=sent.folder,
        entry=sent.entry,
        warnings=(*_warnings(parcel), *said),
    )


def ran_as_json(ran: Ran) -> Mapping[str, Any]:
    return {
        **asdict(ran),
        "files": [asdict(one) for one in ran.files],
        "withheld": [{"item": item, "why": why} for item, why in ran.withheld],
    }
