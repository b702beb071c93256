"""Families' answers of one authority, read from the folder's table `answer`, where there is one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.feeds.answers import Answers, Decisions, answers_for, with_earlier_refusals
from schoolgate.feeds.bulk.folder import ANSWER, ANSWER_COLUMNS, Folder, FolderRefused, reading
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb

Row = tuple[Any, ...]  # in the order of ANSWER_COLUMNS
Story = tuple[object, ...]  # of an only answer: all of it that the rules look at
Differs = Callable[[Row], tuple[bool, ...]]
CAPACITIES, ANSWERS = frozenset(Capacity), frozenset(Answer)


@dataclass(slots=True, repr=False)
class Said:
    """One school's answers to one agreement, as they were read, in the order of their numbers.

    last  the number of the last answer
    """

    pupils: dict[str, list[Row]] = field(default_factory=dict)
    last: int = 0

    def decisions(self) -> Decisions:
        return _decisions(row for rows in self.pupils.values() for row in rows)

    def answers(
        self, agreement: Agreement, clauses: Sequence[Clause], differs: Differs
    ) -> tuple[Answers, ...]:
        """For each clause. differs  `differing`, of the same agreement and clauses"""
        told = {pupil: rows for pupil, rows in self.pupils.items() if len(rows) > 1}
        found = _by_the_rules(agreement, clauses, (row for rows in told.values() for row in rows))
        single = [(pupil, differs(rows[0])) for pupil, rows in self.pupils.items() if pupil not in told]
        return tuple(
            Answers(one.unanswered, one.other.union(pupil for pupil, differs in single if differs[place]))
            for place, one in enumerate(found)
        )


def differing(agreement: Agreement, clauses: Sequence[Clause]) -> Differs:
    """For a pupil's only answer: does the pupil differ, by clause? Few such answers are not alike."""
    seen: dict[Story, tuple[bool, ...]] = {}

    def differs(row: Row) -> tuple[bool, ...]:
        _, _, clause, answer, _, _, capacity, _, withdrawn_at = row
        story = (clause, answer, capacity, withdrawn_at is None)
        if story not in seen:
            seen[story] = tuple(bool(one.other) for one in _by_the_rules(agreement, clauses, [row]))
        return seen[story]

    return differs


def _by_the_rules(
    agreement: Agreement, clauses: Sequence[Clause], rows: Iterable[Row]
) -> tuple[Answers, ...]:
    told = with_earlier_refusals(agreement, _decisions(rows))
    return tuple(answers_for(clause, told) for clause in clauses)


def read_answers(
    folder: Folder, authority: str, reader: OnDuckdb, slugs: Sequence[str]
) -> Mapping[str, Mapping[str, Said]]:
    """Agreement → school → what was said. Raises FolderRefused where an answer can't be read."""
    source = folder.source(ANSWER, [authority])
    if not source.files:
        return {}
    if missing := [name for name in ANSWER_COLUMNS if name not in source.columns]:
        raise FolderRefused(
            f"the table {ANSWER} has no column '{missing[0]}', so nobody can tell what was said"
        )
    wanted = ", ".join(("school::VARCHAR", *(f'"{name}"' for name in ANSWER_COLUMNS)))
    named = ", ".join(f"'{slug}'" for slug in slugs)
    among = f"WHERE slug IN ({named})" if slugs else ""
    return _by_agreement(reader.ask(f"SELECT {wanted} FROM {reading(source)} {among} ORDER BY sequence"))


def _by_agreement(rows: list[Row]) -> dict[str, dict[str, Said]]:
    told: dict[str, dict[str, Said]] = {}
    for school, *row in rows:
        pupil, slug, _, answer, sequence, _, capacity, made_at, withdrawn_at = row
        if (
            answer not in ANSWERS
            or capacity not in CAPACITIES
            or sequence is None
            or not isinstance(made_at, datetime)
            or not isinstance(withdrawn_at, datetime | None)
        ):
            raise FolderRefused(
                f"in the table {ANSWER} a sequence, answer, capacity or moment is blank or none that there is"
            )
        said = told.setdefault(str(slug), {}).setdefault(school, Said())
        said.pupils.setdefault(str(pupil), []).append(tuple(row))
        said.last = sequence
    return told


def _decisions(rows: Iterable[Row]) -> Decisions:
    told: dict[str, dict[str, list[Decision]]] = {}
    for row in rows:
        one = _decision(*row)
        told.setdefault(one.clause, {}).setdefault(one.pupil_id, []).append(one)
    return told


def _decision(
    pupil: object,
    slug: object,
    clause: object,
    answer: str,
    sequence: int,
    by: object,
    capacity: str,
    made_at: datetime,
    withdrawn_at: datetime | None,
) -> Decision:
    """In the order of ANSWER_COLUMNS."""
    return Decision(
        sequence=sequence,
        pupil_id=str(pupil),
        slug=str(slug),
        clause=str(clause),
        answer=Answer(answer),
        by=str(by),
        capacity=Capacity(capacity),
        made_at=_moment(made_at),
        withdrawn_at=None if withdrawn_at is None else _moment(withdrawn_at),
    )


def _moment(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
