"""What a recipient is asked to do with pupils who have left it: by a person, once no legal hold stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from schoolgate.actions import leavers, ledger, profiles, register, roll
from schoolgate.actions.disclose import request_of
from schoolgate.actions.handing import Handed, Paper, hand_over
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, WhenEnded
from schoolgate.domain.deletion import Asking, DeletionRequest
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import DeletionState, PleaseDelete
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.domain.step import Reason, Step
from schoolgate.feeds.formats import profile_for
from schoolgate.feeds.formats.profile import Profile
from schoolgate.feeds.leavers import (
    Known,
    is_asked_by_itself,
    known_as,
    leavers_file,
    letter,
    load_leavers,
)
from schoolgate.feeds.parcel import sha256
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.tables import Row
from schoolgate.store import deletion_requests, deletions, salts
from schoolgate.store import register as versions
from schoolgate.store import school as schools
from schoolgate.store.rehearsal import rehearsed

WRITTEN = (Asking.LEAVERS_FILE, Asking.LETTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a person asks. pupils  empty: all who are to be asked for; no_hold  who ruled out a legal hold

    out       the folder for what is written; in_pages  it is fetched in the pages, and lies nowhere
    """

    asking: Asking
    by: str
    no_hold: str | None
    pupils: tuple[str, ...] = field(default=(), repr=False)
    out: Path | None = None
    in_pages: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A request, and where the paper for the recipient lies. folder None: nothing was written"""

    request: DeletionRequest
    folder: str | None


def ask(
    office: Office, name: str, asked: Ask, *, clock: Callable[[], datetime], dry_run: bool = False
) -> Made:
    """Written into the ledger, then into a folder for a person to take there; from then on it is tracked.

    Raises  Refused with every rule that fails; nothing is then written.
    """
    agreement, at = register.find_standing(office, name), clock()
    profile = _profile(office, agreement)
    pupils = tuple(sorted(asked.pupils or _needed(office, agreement, at)))
    if reasons := list(_objections(office, agreement, profile, asked, pupils, at)):
        raise Refused(f"{agreement.service} was not asked.", reasons)
    request = _request(office, agreement, asked, pupils, at)
    paper = _paper(office, agreement, request, at)
    handed: Handed | None = None
    if paper is not None and not dry_run:
        handed = hand_over(office, agreement, paper, out=asked.out, clock=clock)
    with rehearsed(office.tenant, dry_run=dry_run):
        told = replace(request, run=handed.run if handed else None)
        made = deletion_requests.add_request(office.tenant, told)
        for pupil in made.pupils:
            _move_to_asked(office, made, pupil)
    return Made(request=made, folder=handed.folder if handed else None)


def _request(
    office: Office, agreement: Agreement, asked: Ask, pupils: tuple[str, ...], at: datetime
) -> DeletionRequest:
    assert agreement.when_ended is not None  # refused before
    days: int = load_leavers()["days_to_answer"]
    return DeletionRequest(
        number=0,
        slug=agreement.slug,
        version=agreement.version,
        wanted=agreement.when_ended,
        asking=asked.asking,
        pupils=pupils,
        why=_reason(office, agreement, pupils, at),
        hold_ruled_out_by=(asked.no_hold or "").strip(),
        made_by=asked.by,
        made_at=at,
        due_on=at.astimezone(SCHOOL_TIME).date() + timedelta(days=days),
    )


def _move_to_asked(office: Office, made: DeletionRequest, pupil: str) -> None:
    wanted = PleaseDelete(
        slug=made.slug, pupil_id=pupil, asked_at=made.made_at, why=made.why, state=DeletionState.OPEN
    )
    deletions.ask(office.tenant, wanted)
    deletions.move(office.tenant, made.slug, pupil, DeletionState.ASKED)


def _needed(office: Office, agreement: Agreement, at: datetime) -> tuple[str, ...]:
    found = [one for one in leavers.needs(office, at=at) if one.slug == agreement.slug]
    return tuple(found[0].pupils) if found else ()


def _reason(office: Office, agreement: Agreement, pupils: Sequence[str], at: datetime) -> str:
    released = leavers.sent(office).get(agreement.slug, [])
    with leavers.day(office, at) as today:
        gone = leavers.gone(office, agreement, released, today)
    return "; ".join(dict.fromkeys(gone[pupil] for pupil in pupils if pupil in gone)) or leavers.NOT_ANY_MORE


def _profile(office: Office, agreement: Agreement) -> Profile:
    found = profile_for(agreement, profiles.own(office))
    if found is None:
        raise NotFound(
            Reason(
                f"{agreement.service} was not asked: nobody has its format '{agreement.format}'.",
                Step.NAME_FORMAT,
                f"Correct it: schoolgate agreement set {agreement.slug} format NAME",
            )
        )
    return found


def _objections(
    office: Office, agreement: Agreement, profile: Profile, asked: Ask, pupils: Sequence[str], at: datetime
) -> Iterator[str]:
    if agreement.when_ended is None:
        command = f"schoolgate agreement set {agreement.slug} when_ended delete (or return, or transfer)."
        why = "The agreement does not say what happens to what it holds."
        yield Reason(why, Step.SAY_WHAT_BECOMES, f"Say it: {command}")
    elif agreement.when_ended is WhenEnded.KEEP:
        command = f"schoolgate agreement set {agreement.slug} when_ended delete"
        why = "The agreement says that it keeps what it holds."
        yield Reason(why, Step.SAY_OTHERWISE, f"If that is wrong, say otherwise: {command}")
    elif not is_asked_by_itself(agreement) and not asked.pupils:
        why = (
            "Files of this kind follow the child or are kept for long, so it is asked of single pupils only."
        )
        yield Reason(why, Step.NAME_PUPILS, "Name each with --pupil.")
    if not (asked.no_hold or "").strip():
        why = (
            "Nobody has ruled out a legal hold: a claim, an inquiry or a complaint for which it has to be "
            "kept."
        )
        yield Reason(why, Step.NAME_WHO_LOOKED, "Say who looked, with --no-hold NAME.")
    yield from _objections_to_pupils(office, agreement, pupils, at)
    yield from _objections_to_form(profile, asked)


def _objections_to_pupils(
    office: Office, agreement: Agreement, pupils: Sequence[str], at: datetime
) -> Iterator[str]:
    if not pupils:
        yield "There is nobody to ask for: it holds nobody whom it should not, or it has been asked already."
        return
    known = {one: salt for one, salt in salts.known(office.tenant).items() if one in set(pupils)}
    held = leavers.held(office, agreement.slug, leavers.sent(office).get(agreement.slug, []), known)
    with leavers.day(office, at) as today:
        there = leavers.let_in(office, agreement, today)
    if strange := len(set(pupils) - held):
        yield f"It was never sent {strange} of these pupils, or has deleted them. Check the ids."
    if still := len(set(pupils) & (there or frozenset())):
        why = f"Its feed still has {still} of these pupils, and would send everything anew."
        yield Reason(
            why, Step.TAKE_BACK_YES, "A family takes back its yes with: schoolgate decision withdraw"
        )


def _objections_to_form(profile: Profile, asked: Ask) -> Iterator[str]:
    if asked.asking is Asking.DELTA and not profile.delta:
        why = f"The format '{profile.name}' does not tell who is gone."
        yield Reason(why, Step.ASK_BY_LETTER, "Ask with --form letter.")
    if asked.asking is Asking.SCIM and profile.writer != "scim_json":
        why = f"The format '{profile.name}' is not SCIM."
        yield Reason(why, Step.ASK_BY_FILE_OR_LETTER, "Ask with --form leavers-file or letter.")
    if asked.asking in WRITTEN and asked.out is None and not asked.in_pages:
        yield "No folder is named for what is written. Name one with --out."


def paper_again(office: Office, number: int) -> Mapping[str, bytes]:
    """The very bytes that are in the ledger for this request: made anew, as they lie nowhere.

    Raises  NotFound where nothing was written for it; Refused where it would be another paper today.
    """
    request = deletion_requests.request(office.tenant, number)
    if request is None or request.run is None:
        why = f"There is no paper of a request {number}."
        raise NotFound(Reason(why, Step.FIND_REQUEST, "See them all with: schoolgate deletion list"))
    agreement = versions.version(office.tenant, request.slug, request.version)
    paper = _paper(office, agreement, request, request.made_at) if agreement else None
    entry = next(one for one in ledger.disclosures(office) if one.intent.run == request.run)
    if paper is None or {one.sha256 for one in entry.intent.files} != set(map(sha256, paper.files.values())):
        raise Refused(
            "The paper was not made again.",
            ["what it is known by has changed on the roll since, so it would be another one; ask anew"],
        )
    return paper.files


def _paper(office: Office, agreement: Agreement, request: DeletionRequest, at: datetime) -> Paper | None:
    """Raises Refused where nothing here says what the recipient knows a pupil by."""
    if request.asking not in WRITTEN:
        return None
    profile = _profile(office, agreement)
    known = _known(office, agreement, profile, request.pupils, at)
    school = schools.get(office.tenant).name
    files = (
        leavers_file(known, profile)
        if request.asking is Asking.LEAVERS_FILE
        else letter(known, agreement, school, request.due_on)
    )
    return Paper(
        profile=leavers.LEAVERS,
        files=files,
        rows=len(known.cells),
        people=dict.fromkeys(known.cells, known.items),
        fields=known.headings,
    )


def _known(
    office: Office, agreement: Agreement, profile: Profile, pupils: Sequence[str], at: datetime
) -> Known:
    with roll.opened(office) as snapshot:
        request = request_of(office, agreement, snapshot, at=at, by="", confirmed_by=None)
        known = known_as(request, profile, pupils, _rows(snapshot))
    if known.unknown:
        why = f"Of {len(known.unknown)} of the pupils nothing here says what it knows them by."
        command = "Load a roll that lists leavers, or write to it yourself and say so with --form by-hand."
        reason = Reason(why, Step.WRITE_YOURSELF, command)
        raise Refused(f"{agreement.service} was not asked.", [reason])
    return known


def _rows(snapshot: Snapshot) -> Mapping[str, Row]:
    return {str(row["id"]): row for row in snapshot.pupils()["pupil"].records()}
