"""Families' answers of one authority, read from the folder's table `answer`, where there is one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.feeds.answers import Decisions
from schoolgate.feeds.bulk.folder import ANSWER, ANSWER_COLUMNS, Folder, FolderRefused, reading
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb

Given = dict[str, dict[str, list[Decision]]]  # clause → pupil → decisions


def read_answers(
    folder: Folder, authority: str, reader: OnDuckdb, slugs: Sequence[str]
) -> Mapping[str, Mapping[str, Decisions]]:
    """Agreement → school → clause → pupil → decisions. Raises FolderRefused where one can't be read."""
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


def _by_agreement(rows: list[tuple[Any, ...]]) -> dict[str, dict[str, Given]]:
    told: dict[str, dict[str, Given]] = {}
    for school, *row in rows:
        one = _decision(*row)
        of_school = told.setdefault(one.slug, {}).setdefault(school, {})
        of_school.setdefault(one.clause, {}).setdefault(one.pupil_id, []).append(one)
    return told


def _decision(
    pupil: object,
    slug: object,
    clause: object,
    answer: object,
    sequence: object,
    by: object,
    capacity: object,
    made_at: object,
    withdrawn_at: object,
) -> Decision:
    """In the order of ANSWER_COLUMNS."""
    try:
        return Decision(
            sequence=sequence if type(sequence) is int else int(str(sequence)),
            pupil_id=str(pupil),
            slug=str(slug),
            clause=str(clause),
            answer=Answer(str(answer)),
            by=str(by),
            capacity=Capacity(str(capacity)),
            made_at=_moment(made_at),
            withdrawn_at=None if withdrawn_at is None else _moment(withdrawn_at),
        )
    except ValueError:
        raise FolderRefused(
            f"in the table {ANSWER} a sequence, answer, capacity or moment is blank or none that there is"
        ) from None


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise ValueError
    return value if value.tzinfo else value.replace(tzinfo=UTC)
