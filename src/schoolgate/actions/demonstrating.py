"""The whole job once, on one notice, in a home of its own. Its people, pupils and signatures are made up."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from schoolgate.actions import (
    adopting,
    agreements,
    feeds,
    ledger,
    many_notices,
    notice_file,
    notices,
    publishing,
    pupils,
    register,
    roll,
    systems,
)
from schoolgate.actions import school as schools
from schoolgate.actions.office import Office
from schoolgate.actions.settling import DecisionsFile, assessed, parse_decisions, rule_for, settle, unsettled
from schoolgate.compare.across import Compared
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.assessment import SignerRole
from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.errors import Refused
from schoolgate.domain.finding import Finding
from schoolgate.domain.reading import Reading
from schoolgate.domain.vocabulary import Flow, Nation, SchoolType
from schoolgate.ledger.verify import Verification
from schoolgate.samples import decisions_text, notice_files
from schoolgate.store import decisions as answers

MARK = ".schoolgate-demo"
PUPILS, SEED = 420, 1
PARENT = "a made-up parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one notice's school lives: home, parcels and page side by side."""

    notice: Path
    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def parcels(self) -> Path:
        return self.folder / "parcels"

    @property
    def page(self) -> Path:
        return self.folder / "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one notice came to."""

    place: Place
    school: str
    reading: Reading
    recipients: int
    findings: tuple[Finding, ...]
    signed_by: tuple[str, str]  # the made-up head, and the made-up officer who advised
    unsettled: tuple[str, ...]  # services that no rule of the decisions file settles
    refused: tuple[tuple[str, tuple[str, ...]], ...]  # service, every reason
    ran: tuple[feeds.Ran, ...]
    systems: tuple[systems.System, ...]  # everybody the register names
    elsewhere: int  # items that never leave, because they arise elsewhere
    withheld: int  # fields asked for and not sent
    verification: Verification
    statement: pupils.Statement | None
    page: Path


def places(given: Sequence[Path], out: Path) -> tuple[Place, ...]:
    """One for each notice; the samples that ship with Schoolgate where none is given."""
    found: dict[str, Place] = {}
    for notice in given or notice_files():
        stem, number = notice.stem, 2
        while stem in found:
            stem, number = f"{notice.stem}-{number}", number + 1
        found[stem] = Place(notice=notice, folder=out / stem)
    return tuple(found.values())


def clear(place: Place) -> None:
    """An earlier demonstration makes way; any other folder is left alone.

    Raises  Refused where the folder holds something that no demonstration made.
    """
    if not place.folder.exists():
        place.folder.mkdir(parents=True)
    elif (place.folder / MARK).exists():
        for path in (place.home, place.parcels, place.page):
            shutil.rmtree(path, ignore_errors=True)
    elif any(place.folder.iterdir()):
        raise Refused(
            "The demonstration did not start.",
            [f"{place.folder} holds files that no demonstration made; name another folder with --out"],
        )
    (place.folder / MARK).write_text("Made by `schoolgate demo`; the next one may delete it.\n", "utf-8")


def found_school(office: Office, place: Place) -> Reading:
    """A made-up school, named as the notice names it; its nation and type are assumed, and said to be."""
    reading = notice_file.read(notice_file.bytes_of(place.notice), place.notice.name)
    name = reading.school or f"The school of {place.notice.stem}"
    schools.create(office, name=name, nation=Nation.ENGLAND, type=SchoolType.MAINTAINED)
    return reading


def demonstrate(
    office: Office, place: Place, reading: Reading, *, clock: Callable[[], datetime], on: date
) -> Told:
    """Everything from the notice as read to the published page. `office` has a school and nothing else."""
    decisions = parse_decisions(decisions_text(), "the demonstration's decisions file")
    data, name = notice_file.bytes_of(place.notice), place.notice.name
    document = adopting.keep_reading(office, reading, data, name, at=clock())
    adoption = adopting.adopt(office, document.number, by="the demonstration", at=clock(), on=on)
    refused = tuple(_settled(office, one, decisions, clock(), on) for one in adoption.drafts)
    _enrol(office, place, clock(), on)
    sending = feeds.Sending(
        out=place.parcels, by=decisions.head.name, confirmed_by=decisions.second.name, clock=clock
    )
    ran = tuple(feeds.run_all(office, sending))
    page = publishing.publish(office, place.page, on=on, at=clock()).path
    return Told(
        place=place,
        school=str(schools.show(office)["name"]),
        reading=reading,
        recipients=len(reading.entries),
        findings=notices.findings(reading, asked=notices.asked(office), on=on),
        signed_by=(decisions.head.name, decisions.dpo.name),
        unsettled=unsettled(adoption.drafts, decisions),
        refused=tuple(one for one in refused if one[1]),
        ran=ran,
        systems=systems.table(office),
        elsewhere=sum(len(_elsewhere(one)) for one in register.agreements(office)),
        withheld=sum(len(one.withheld) for one in ran),
        verification=ledger.verify(office),
        statement=_one_child(office),
        page=page,
    )


def compared(told: Sequence[Told]) -> tuple[Compared, ...]:
    """The services that two of these schools name, those declared most differently first."""
    read = (many_notices.Read(path=one.place.notice, reading=one.reading) for one in told)
    return many_notices.compared(read)


def _enrol(office: Office, place: Place, at: datetime, on: date) -> None:
    """A roll of pupils who do not exist, loaded like any other, and their families' made-up answers."""
    made = place.home / "roll.zip"
    roll.generate(made, pupils=PUPILS, seed=SEED, on=on)
    roll.load(office, made, at=at, on=on)
    _answer(office, at)


def _settled(
    office: Office, draft: Agreement, decisions: DecisionsFile, at: datetime, on: date
) -> tuple[str, tuple[str, ...]]:
    """Settle, assess and sign one draft as the decisions file says; gives every reason it was refused for."""
    rule = rule_for(draft, decisions)
    if draft.state is AgreementState.ENDED:
        return draft.service, ()
    if rule is None:
        return draft.service, ("no rule of the decisions file settles it",)
    after = settle(draft, rule)
    if after != draft:
        agreements.new_version(office, draft, after, by=decisions.head.name, at=at, why="the decisions file")
    _look(office, draft, rule, decisions, on)
    signature = agreements.Signature(by=decisions.head.name, role=SignerRole(decisions.head.role))
    try:
        agreements.approve(office, draft.slug, signature, at=at, on=on)
    except Refused as error:
        return draft.service, error.reasons
    return draft.service, ()


def _look(
    office: Office, draft: Agreement, rule: Mapping[str, object], decisions: DecisionsFile, on: date
) -> None:
    """A service that awaits its assessment is left waiting: no file can look at a risk."""
    found = assessed(rule)
    if found is None or draft.state is AgreementState.AWAITING:
        return
    outcome, due = found
    look = agreements.Look(
        outcome=outcome,
        by=decisions.head.name,
        role=SignerRole(decisions.head.role),
        on=on,
        review_due=due,
        note=f"made up for the demonstration; advised by {decisions.dpo.name}",
    )
    agreements.assess(office, draft.slug, look)


def _answer(office: Office, at: datetime) -> None:
    """Made-up families answer every opt-in: most say yes, some no, some nothing."""
    pupil_ids = sorted(roll.pupil_ids(office))
    answers.record_all(
        office.tenant,
        [
            answers.Given(
                pupil_id=pupil_id,
                slug=agreement.slug,
                clause=clause,
                answer=answer,
                by=PARENT,
                capacity=Capacity.PARENT,
                made_at=at,
                wording="made up for the demonstration",
            )
            for agreement, clause in _opt_ins(office)
            for pupil_id in pupil_ids
            if (answer := _made_up_answer(agreement.slug, pupil_id)) is not None
        ],
    )


def _opt_ins(office: Office) -> Iterator[tuple[Agreement, str]]:
    for agreement in register.agreements(office):
        for clause in agreement.clauses:
            if clause.choice.is_opt_in() and clause.sent() and agreement.state is AgreementState.APPROVED:
                yield agreement, clause.id


def _made_up_answer(slug: str, pupil_id: str) -> Answer | None:
    """Always the same one, whatever the order."""
    drawn = hashlib.sha256(f"{slug}\0{pupil_id}".encode()).digest()[0]
    if drawn < 20:
        return None
    return Answer.NO if drawn < 40 else Answer.YES


def _elsewhere(agreement: Agreement) -> list[str]:
    return [term.item for term in agreement.terms() if term.flow not in (Flow.SENT, Flow.UNKNOWN)]


def _one_child(office: Office) -> pupils.Statement | None:
    """Of the first four, the one who was in most releases; None where nothing left."""
    found = [pupils.disclosures(office, one) for one in pupils.known_ids(office)[:4]]
    return max(found, key=lambda one: len(one.releases), default=None)
