"""Two schools of one controller and one of another, and one of everything a school can keep."""

from datetime import UTC, date, datetime

from schoolgate.domain.agreement import Agreement, AgreementState, Clause, Term, WhenEnded
from schoolgate.domain.assessment import Approval, Assessment, Outcome, Override
from schoolgate.domain.batch import Batch
from schoolgate.domain.contract import Contract, ContractTerm, TermQuote
from schoolgate.domain.decision import Answer, Capacity
from schoolgate.domain.deletion import Answered, Asking, DeletionRequest, DeletionStep
from schoolgate.domain.difference import Settled, Settlement
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.door import Door, DoorKind
from schoolgate.domain.own_profile import OwnProfile
from schoolgate.domain.publication import Publication
from schoolgate.domain.pull import KnownEntity, PullKey
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.run import DeletionState, FeedRun, Membership, PleaseDelete, RollSnapshot, RunState
from schoolgate.domain.schedule import Rhythm, Schedule, SchoolTerm, Terms
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import Flow, Nation
from schoolgate.domain.waiver import Waiver
from schoolgate.store import (
    account_keys,
    assessments,
    batches,
    contracts,
    decisions,
    deletion_requests,
    deletions,
    documents,
    doors,
    editions,
    ledger,
    links,
    profiles,
    publications,
    pulls,
    register,
    runs,
    salts,
    schedules,
    school,
    snapshots,
    waivers,
)
from schoolgate.store.transactions import together

AT = datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC)
LATER = datetime(2027, 11, 22, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 22)


def found_school(controller="trust", name="hill"):
    return school.create(
        Controller(id=controller, name=f"The {controller}"),
        School(id=name, controller_id=controller, name=f"{name} school", nation=Nation.ENGLAND),
    )


def agreement(slug="sums", version=1, **values):
    clause = Clause(id="1", terms=(Term(item="full_name", flow=Flow.SENT),))
    return Agreement(
        **{"slug": slug, "version": version, "service": slug.title(), "state": AgreementState.DRAFT}
        | {"clauses": (clause,)}
        | values
    )


def adopt(tenant, made):
    return register.append_version(tenant, made, made_by="Ann Head", made_at=AT, why="read in a notice")


def answer(tenant, pupil="p1", slug="sums", said=Answer.YES, **values):
    given = {"pupil_id": pupil, "slug": slug, "clause": "1", "answer": said, "by": "a carer"}
    given |= {"capacity": Capacity.PARENT, "made_at": AT, "wording": "May we?"}
    return decisions.record(tenant, decisions.Given(**given | values))


def append_leaf(tenant, leaf):
    with together(tenant):
        return ledger.append(tenant, leaf, leaf_hash=b"hash of " + leaf, frontier=b"peaks", at=AT)


def run(number="r1", state=RunState.INTENT):
    return FeedRun(
        run=number,
        slug="sums",
        version=1,
        clauses=("1",),
        snapshot="ab" * 32,
        decisions=1,
        profile="plain_csv/1",
        courier="folder",
        state=state,
        files={"pupils.csv": "cd" * 32},
        rows=3,
        fields=("full_name",),
        created_at=AT,
        destination="parcels/sums",
        known_as="Sums Ltd",
        reach={"pupil.preferred_forename as_is": ("everyone",)},
    )


def snapshot(path="one.sealed"):
    return RollSnapshot(
        digest="ab" * 32,
        loaded_at=AT,
        source="roll.zip",
        path=path,
        counts={"pupil": 3},
        report={"joiners": 1},
    )


def write_everything(tenant):
    """One row at least in every table; gives nothing, the store's own reads find it again."""
    kept = documents.take_in(
        tenant,
        name="notice.txt",
        kind=DocumentKind.SUPPLIER_LIST,
        content=b"We use Sums.",
        answer={"entries": []},
        read_at=AT,
    )
    documents.add_review(
        tenant,
        Review(
            document=kept.number, entry=0, field=None, action=ReviewAction.ACCEPT, value=None, by="Ann", at=AT
        ),
    )
    editions.add_edition(tenant, kept.number, None, by="Ann", at=AT)
    editions.add_settlement(tenant, settlement())
    adopt(tenant, agreement())
    look_at_risk(tenant)
    answer(tenant)
    salts.ensure(tenant, ["p1"], lambda: b"s" * 16)
    snapshots.add_snapshot(tenant, snapshot())
    runs.add_run(tenant, run())
    runs.add_membership(tenant, Membership(run="r1", root="ef" * 32, record=b"who"))
    deletions.ask(
        tenant,
        PleaseDelete(slug="sums", pupil_id="p1", asked_at=AT, why="withdrawn", state=DeletionState.OPEN),
    )
    ask_to_delete(tenant)
    waivers.add_waiver(tenant, waiver())
    contracts.add_contract(tenant, contract())
    publish(tenant)
    profiles.add_profile(tenant, own_profile())
    open_every_door(tenant)
    batches.add_all(tenant, [batch()])
    append_leaf(tenant, b"leaf")
    ledger.add_checkpoint(tenant, "a signed head", size=1, at=AT)
    links.make(tenant, "12" * 32, expires_at=AT)


def ask_to_delete(tenant, **values):
    """What the recipient knows the pupil by, the request, and its answer."""
    account_keys.put(tenant, "sums", b"sealed", at=AT)
    given = {"number": 0, "slug": "sums", "version": 1, "wanted": WhenEnded.DELETE, "why": "left"}
    given |= {"asking": Asking.LETTER, "pupils": ("p1",), "hold_ruled_out_by": "Ann Head"}
    given |= {"made_by": "Ann", "made_at": AT, "due_on": DAY}
    made = deletion_requests.add_request(tenant, DeletionRequest(**given | values))
    step = DeletionStep(request=made.number, answered=Answered.DONE, said="by e-mail", by="Ann", at=AT)
    deletion_requests.add_step(tenant, step)
    return made, step


def contract(slug="sums", **values):
    quotes = (TermQuote(term=ContractTerm.AUDIT, words="The school may audit."),)
    return Contract(
        slug=slug, document="terms.txt", quotes=quotes, recorded_by="Ann", recorded_at=AT, **values
    )


def own_profile(name="own_sums", **record):
    told = {"label": "Sums upload", "file": [{"name": "pupils.csv", "heading": []}]} | record
    return OwnProfile(name=name, version=0, record=told, made_by="Ann", made_at=AT)


def publish(tenant, **values):
    given = {"number": 0, "version": "5f2a90c1", "on": DAY, "at": AT, "by": "Ann", "why": None, "digest": ""}
    given |= {"layout": "cards", "format": "html", "language": "en", "facts": {"school": "Hill"}}
    return publications.add_publication(
        tenant, Publication(**given | {"content": b"<!doctype html>"} | values)
    )


def waiver(finding="RISK-001-5f2a90c1", **values):
    said = {
        "check": "RISK-001",
        "finding": finding,
        "source": "register",
        "about": "sums",
        "words": "ab" * 32,
    }
    said |= {"why": "Its contract ends in July.", "by": "Ann Head", "made_at": AT}
    return Waiver(**said | {"lapses_on": date(2027, 11, 22)} | values)


def open_every_door(tenant):
    """What a school says of how and when its data leaves, and of who comes to fetch it."""
    doors.put_door(
        tenant,
        Door(slug="sums", kind=DoorKind.HTTPS, address="https://s.example/in", set_by="Ann", set_at=AT),
    )
    schedules.put_schedule(
        tenant, Schedule(slug="sums", rhythm=Rhythm.NIGHTLY, at="02:00", set_by="Ann", set_at=AT)
    )
    schedules.put_terms(tenant, Terms(terms=(SchoolTerm(first=DAY, last=DAY),), set_by="Ann", set_at=AT))
    schedules.take_turn(tenant, "sums", AT, at=AT)
    schedules.beat(tenant, AT)
    pulls.add_key(tenant, pull_key())
    pulls.add_token(tenant, "cd" * 32, "k1", ("roster.readonly",), expires_at=LATER, at=AT)
    pulls.keep(tenant, "sums", [known_entity()])


def pull_key():
    return PullKey(
        id="k1",
        slug="sums",
        secret_hash="ab" * 32,
        made_by="Ann",
        confirmed_by="Bob",
        made_at=AT,
        known_as="Sums Ltd",
        reach={"pupil.preferred_forename as_is": ("everyone",)},
    )


def known_entity():
    return KnownEntity(
        kind="users", id="u1", digest="ef" * 32, modified_at=AT, is_active=True, was_shown=True, shell={}
    )


def batch(**values):
    given = {"key": "ba" * 16, "slug": "sums", "version": 1, "authority": "201", "at": AT}
    given |= {"state": RunState.INTENT, "entry": 1, "parcels": 2, "rows": 60, "digest": "cd" * 32}
    given |= {"known_as": "Sums Ltd", "reach": {"pupil.upn as_is": ("everyone",)}}
    return Batch(**given | {"destination": "/out/sums/201", "members": b"packed"} | values)


def settlement(said="Delete at 18", action=Settled.TAKE):
    return Settlement(
        document=1, slug="sums", field="retention", said=said, action=action, by="Ann", at=AT, why="asked"
    )


def look_at_risk(tenant):
    assessments.add_assessment(
        tenant,
        Assessment(
            slug="sums",
            outcome=Outcome.APPROVED,
            by="Ann Head",
            role="head",
            on=DAY,
            review_due=date(2027, 11, 22),
        ),
    )
    assessments.add_override(
        tenant,
        Override(slug="sums", by="Ann Head", role="head", reason="term ends", until=DAY, made_at=AT),
    )
    assessments.add_approval(tenant, Approval(slug="sums", version=1, by="Ann Head", role="head", made_at=AT))
