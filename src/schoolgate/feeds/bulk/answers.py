"""Families' answers of a few authorities, read from the folder's table `answer`, where there is one.

Most pupils have one answer to an agreement, and most of those are the same: they come sorted by what was
said. Who has several is read row by row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.feeds.answers import Answers, Decisions, answers_for, with_earlier_refusals
from schoolgate.feeds.bulk.folder import ANSWER, ANSWER_COLUMNS, Folder, FolderRefused, reading
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.work import Source

Row = tuple[Any, ...]  # in the order of ANSWER_COLUMNS
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # of an only answer no rule asks when


class Story(NamedTuple):
    """Of an only answer, all of it that the rules look at."""

    clause: str
    answer: str
    capacity: str
    stands: bool

    def row(self) -> Row:
        withdrawn_at = None if self.stands else SOME_DAY
        return ("", "", self.clause, self.answer, 1, "", self.capacity, SOME_DAY, withdrawn_at)


@dataclass(slots=True, repr=False)
class Said:
    """One school's answers to one agreement.

    alone    what was said → the pupils of whom it is the only answer
    several  pupil → all of their answers, in the order of their numbers
    last     the number of the last answer
    """

    alone: dict[Story, list[str]] = field(default_factory=dict)
    several: dict[str, list[Row]] = field(default_factory=dict)
    last: int = 0

    def answers(self, judge: "Judge") -> tuple[Answers, ...]:
        """For each of the judge's clauses."""
        found = judge.by_the_rules(row for rows in self.several.values() for row in rows)
        single = [(judge.differs(story), pupils) for story, pupils in self.alone.items()]
        return tuple(
            Answers(one.unanswered, one.other.union(*(told for differs, told in single if differs[place])))
            for place, one in enumerate(found)
        )


class Judge:
    """Who differs, by the clauses of one agreement. Each kind of only answer is judged once."""

    def __init__(self, agreement: Agreement, clauses: Sequence[Clause]) -> None:
        self._agreement, self._clauses = agreement, clauses
        self._seen: dict[Story, tuple[bool, ...]] = {}
        self._nobody = self._judged(())

    def differs(self, story: Story) -> tuple[bool, ...]:
        """By clause, a pupil of whom this is the only answer."""
        if story not in self._seen:
            self._seen[story] = tuple(bool(one.other) for one in self._judged([story.row()]))
        return self._seen[story]

    def by_the_rules(self, rows: Iterable[Row]) -> tuple[Answers, ...]:
        told = list(rows)
        return self._judged(told) if told else self._nobody

    def _judged(self, rows: Iterable[Row]) -> tuple[Answers, ...]:
        told = with_earlier_refusals(self._agreement, decisions_of(rows))
        return tuple(answers_for(clause, told) for clause in self._clauses)


OnesOwn = dict[str, dict[str, Said]]  # agreement → school → what was said
FILE = "path of its file"  # a column of no table
ONE = "authority, slug, school, pupil_id"
IN = ", ".join
WRONG = (
    f"coalesce(answer NOT IN ({IN(map(repr, map(str, Answer)))}), true) "
    f"OR coalesce(capacity NOT IN ({IN(map(repr, map(str, Capacity)))}), true) "
    "OR pupil_id IS NULL OR sequence IS NULL OR made_at IS NULL"
)
KINDS = (
    "WITH said AS ({said}), of_one AS ("
    f"SELECT {ONE}, count(*) = 1 AS is_only, max(sequence) AS last, bool_or({WRONG}) AS is_wrong, "
    "min(clause) AS clause, min(answer) AS answer, min(capacity) AS capacity, "
    f"bool_and(withdrawn_at IS NULL) AS stands FROM said GROUP BY {ONE}) "
    "SELECT authority, slug, school, is_only, clause, answer, capacity, stands, list(pupil_id), max(last), "
    "bool_or(is_wrong) FROM of_one "
    "GROUP BY authority, slug, school, is_only, clause, answer, capacity, stands"
)
SEVERAL = (
    f"WITH said AS ({{said}}) SELECT authority, school, {{columns}} FROM said "
    f"QUALIFY count(*) OVER (PARTITION BY {ONE}) > 1 ORDER BY sequence"
)
COLUMNS = ", ".join(f'"{name}"' for name in ANSWER_COLUMNS)


def read_answers(
    folder: Folder, authorities: Sequence[str], reader: OnDuckdb, slugs: Sequence[str]
) -> dict[str, OnesOwn]:
    """By authority. Raises FolderRefused where an answer can't be read."""
    told: dict[str, OnesOwn] = {name: {} for name in authorities}
    source = answers_in(folder, authorities)
    if not source.files:
        return told
    said = _reading(source, slugs, _authority_of(folder))
    is_any_several = False
    for authority, slug, school, is_only, *story, pupils, last, is_wrong in reader.ask(
        KINDS.format(said=said)
    ):
        if is_wrong:
            raise FolderRefused(
                f"in the table {ANSWER} a pupil, sequence, answer, capacity or moment is blank or none that "
                "there is"
            )
        one = told[authority].setdefault(slug, {}).setdefault(school, Said())
        one.last = max(one.last, last)
        if is_only:
            one.alone[Story(*story)] = pupils
        is_any_several |= not is_only
    if is_any_several:
        for authority, school, *row in reader.ask(SEVERAL.format(said=said, columns=COLUMNS)):
            pupil, slug, *_ = row
            told[authority][slug][school].several.setdefault(pupil, []).append(tuple(row))
    return told


def _authority_of(folder: Folder) -> str:
    """Out of the path, for a column of the same name is not as it is spelt there. In DuckDB's SQL."""
    begins = len(str(folder.path / ANSWER / "authority=")) + 1
    return f"split_part(substr(\"{FILE}\", {begins}), '/', 1)"


def read_decisions(source: Source, reader: OnDuckdb, slug: str) -> dict[str, Decisions]:
    """School → every answer to an agreement."""
    if not source.files:
        return {}
    told = f"SELECT school, {COLUMNS} FROM ({_reading(source, [slug])}) ORDER BY sequence"
    found: dict[str, list[Row]] = {}
    for school, *row in reader.ask(told):
        found.setdefault(school, []).append(tuple(row))
    return {school: decisions_of(rows) for school, rows in found.items()}


def answers_in(folder: Folder, authorities: Sequence[str]) -> Source:
    """Raises FolderRefused: a column is missing."""
    source = folder.source(ANSWER, authorities)
    missing = [name for name in ANSWER_COLUMNS if name not in source.columns]
    if source.files and missing:
        raise FolderRefused(
            f"the table {ANSWER} has no column '{missing[0]}', so nobody can tell what was said"
        )
    return source


def _reading(source: Source, slugs: Sequence[str], authority: str = "''") -> str:
    named = ", ".join(f"'{slug}'" for slug in slugs)
    among = f" WHERE slug IN ({named})" if slugs else ""
    told = f"SELECT {authority} AS authority, school::VARCHAR AS school, {COLUMNS}"
    return f"{told} FROM {reading(source, FILE)}{among}"


def decisions_of(rows: Iterable[Row]) -> Decisions:
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
