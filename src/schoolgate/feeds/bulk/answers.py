"""Families' answers of one authority, read from the folder's table `answer`, where there is one."""

from collections.abc import Iterable, Mapping, Sequence
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
CAPACITIES, ANSWERS = frozenset(Capacity), frozenset(Answer)
MAYBE = (datetime, type(None))


@dataclass(slots=True, repr=False)
class Said:
    """One school's answers to one agreement, as they were read, in the order of their numbers.

    last  the number of the last answer
    """

    pupils: dict[str, list[Row]] = field(default_factory=dict)
    last: int = 0

    def decisions(self) -> Decisions:
        return _decisions(row for rows in self.pupils.values() for row in rows)

    def answers(self, judge: "Judge") -> tuple[Answers, ...]:
        """For each of the judge's clauses."""
        single = [(pupil, judge.differs(rows[0])) for pupil, rows in self.pupils.items() if len(rows) == 1]
        several = [rows for rows in self.pupils.values() if len(rows) > 1]
        found = judge.by_the_rules(row for rows in several for row in rows) if several else judge.nobody
        return tuple(
            Answers(one.unanswered, one.other.union(pupil for pupil, differs in single if differs[place]))
            for place, one in enumerate(found)
        )


class Judge:
    """Who differs, by the clauses of one agreement. Each kind of only answer is judged once."""

    def __init__(self, agreement: Agreement, clauses: Sequence[Clause]) -> None:
        self._agreement, self._clauses = agreement, clauses
        self._seen: dict[Story, tuple[bool, ...]] = {}
        self.nobody = self.by_the_rules(())

    def differs(self, row: Row) -> tuple[bool, ...]:
        """By clause, a pupil of whom this is the only answer."""
        _, _, clause, answer, _, _, capacity, _, withdrawn_at = row
        story = (clause, answer, capacity, withdrawn_at is None)
        if story not in self._seen:
            self._seen[story] = tuple(bool(one.other) for one in self.by_the_rules([row]))
        return self._seen[story]

    def by_the_rules(self, rows: Iterable[Row]) -> tuple[Answers, ...]:
        told = with_earlier_refusals(self._agreement, _decisions(rows))
        return tuple(answers_for(clause, told) for clause in self._clauses)


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
            or not isinstance(withdrawn_at, MAYBE)
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
