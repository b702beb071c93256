"""One agreement over the schools of one authority → a parcel for each school, or why there is none.

The rules for rows, the formats and the manifest are those of a single school's feed: a school gets the same
bytes among many as alone.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from sqlglot import exp

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.school import School
from schoolgate.feeds.answers import Answers, Decisions, answers_for
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.answers import Judge
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.members import bits_of
from schoolgate.feeds.bulk.refusals import refusals_of_many
from schoolgate.feeds.bulk.work import Engine, Row, Work
from schoolgate.feeds.compile import Plan, drawn_of, query, teachers_query
from schoolgate.feeds.prepare import Allowed, allow, make
from schoolgate.feeds.read_already import Drawn, ReadAlready
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.spec import TABLES, existing_key

TAUGHT = "taught"  # beside the tables of a feed: (school, class, who teaches it)
TEACHING = ("name", "kind", "teacher_id")
One = TypeVar("One", str, int)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SchoolParcel:
    """manifest  one line of JSON; members  feeds/bulk/members.py"""

    school: str
    files: Mapping[str, bytes]
    manifest: bytes
    listing: tuple[ParcelFile, ...]
    rows: int
    people: int
    members: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRefused:
    school: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asked:
    """One agreement that may be sent.

    request   of no school in particular: its snapshot has no rows
    compiled  what was compiled of it, by which of its clauses somebody differs from: it is used again
    """

    request: FeedRequest
    allowed: Allowed
    compiled: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False)

    def of_school(self, school: str, snapshot: ReadAlready, decisions: Decisions) -> FeedRequest:
        own = own_record(school, self.request.school.controller_id)
        return replace(self.request, school=own, snapshot=snapshot, decisions=decisions)


def own_record(school: str, controller: str) -> School:
    """All that a folder says of a school is its id."""
    return School(id=school, controller_id=controller, name=school)


def ask(request: FeedRequest) -> Asked:
    """Raises FeedRefused with every rule that fails before a row is read."""
    allowed = allow(request)
    if found := tuple(refusals_of_many(request, allowed)):
        raise FeedRefused(request.agreement.service, found)
    return Asked(request=request, allowed=allowed)


def parcels(
    asked: Asked, authority: Authority, engine: Engine, only: Container[str] | None = None
) -> Iterator[SchoolParcel | SchoolRefused]:
    """In the order of the schools' ids, each school once. only  these schools; None: all"""
    given = authority.decisions(asked.request.agreement.slug)
    read = _by_school(asked, authority, engine.rows(work_of(asked, authority)))
    nobody = ReadAlready(digest=authority.digest, columns=authority.columns, drawn={})
    for school, pupils in authority.pupils.items():
        if only is not None and school not in only:
            continue
        request = asked.of_school(school, read.get(school, nobody), given.get(school, {}))
        yield _parcel(request, asked.allowed, pupils)


def _parcel(request: FeedRequest, allowed: Allowed, pupils: tuple[str, ...]) -> SchoolParcel | SchoolRefused:
    try:
        made = make(request, allowed)
    except FeedRefused as refused:
        return SchoolRefused(school=request.school.id, reasons=refused.reasons)
    return SchoolParcel(
        school=request.school.id,
        files=made.files,
        manifest=compact(made.manifest),
        listing=made.listing,
        rows=made.rows,
        people=len(made.released),
        members=bits_of(pupils, made.people),
    )


def compact(manifest: bytes) -> bytes:
    """The same JSON as one line."""
    return json.dumps(json.loads(manifest), ensure_ascii=False, separators=(",", ":")).encode()


def work_of(asked: Asked, authority: Authority) -> Work:
    answers = answers_of(asked, authority)
    plan = planned(asked, authority, answers)
    differ = ("rows", *(bool(one.other) for one in plan.answers))
    if differ not in asked.compiled:
        asked.compiled[differ] = _queries(asked, plan, authority)
    return Work(queries=asked.compiled[differ], sources=authority.sources, listed=listed(answers))


def _queries(asked: Asked, plan: Plan, authority: Authority) -> dict[str, exp.Select]:
    spec = asked.allowed.spec
    queries = {table: across(query(plan, table)) for table in TABLES if spec.of(table)}
    if spec.of("staff") and set(TEACHING) <= set(authority.columns.get("class", ())):
        queries[TAUGHT] = across(teachers_query())
    return queries


def planned(asked: Asked, authority: Authority, answers: Mapping[One, tuple[Answers, ...]]) -> Plan:
    return Plan(
        spec=asked.allowed.spec,
        on=asked.request.on,
        held=authority.columns,
        answers=_whether_any_differ(asked, answers.values()),
        key_field=existing_key(asked.request.agreement),
    )


def answers_of(asked: Asked, authority: Authority) -> dict[str, tuple[Answers, ...]]:
    """School → for each clause, who differs; of schools where somebody said something."""
    agreement = asked.request.agreement
    judge = Judge(agreement, asked.allowed.spec.clauses)
    return {school: said.answers(judge) for school, said in authority.answers.get(agreement.slug, {}).items()}


def _whether_any_differ(asked: Asked, answers: Iterable[tuple[Answers, ...]]) -> tuple[Answers, ...]:
    """A query need not look at who differs from a clause where nobody does."""
    by_clause = zip(*answers, strict=True)
    others = [frozenset[str]().union(*(one.other for one in said)) for said in by_clause]
    whole = [answers_for(clause, {}) for clause in asked.allowed.spec.clauses]
    if not others:
        return tuple(whole)
    return tuple(Answers(one.unanswered, other) for one, other in zip(whole, others, strict=True))


def listed(answers: Mapping[One, tuple[Answers, ...]]) -> list[tuple[One, int, str]]:
    """By whatever its schools go by."""
    return [
        (school, 2 * place, pupil)
        for school, of_school in answers.items()
        for place, one in enumerate(of_school)
        for pupil in sorted(one.other)
    ]


def _by_school(
    asked: Asked, authority: Authority, batches: Iterable[tuple[str, Iterable[Row]]]
) -> dict[str, ReadAlready]:
    drawn: dict[str, dict[str, list[Drawn]]] = {}
    taught: dict[str, list[tuple[str, str]]] = {}
    for table, rows in batches:
        columns = asked.allowed.spec.of(table)
        for school, *row in rows:
            if table == TAUGHT:
                name, teacher = map(str, row)
                taught.setdefault(str(school), []).append((name, teacher))
            else:
                tables = drawn.setdefault(str(school), {})
                tables.setdefault(table, []).append(drawn_of(row, columns))
    return {
        school: ReadAlready(
            digest=authority.digest,
            columns=authority.columns,
            drawn=drawn.get(school, {}),
            taught=sorted(taught.get(school, ())),
        )
        for school in {*drawn, *taught}
    }
