"""Contracts with processors, looked over and written down."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from schoolgate.actions import notice_file
from schoolgate.actions.office import Office
from schoolgate.actions.register import find
from schoolgate.domain.contract import Contract, SubProcessor
from schoolgate.domain.errors import Invalid
from schoolgate.notices.contract_terms import contract_terms, sub_processors
from schoolgate.store import contracts
from schoolgate.store.codec import to_json
from schoolgate.store.rehearsal import rehearsed

as_json = to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of a contract. None: leave as it was recorded before.

    sub_processors  "Cloudy Ltd: hosting in London"; they stand over those the file lists
    """

    starts_on: date | None = None
    ends_on: date | None = None
    notice: str | None = None
    sub_processors: Sequence[str] = field(default=())

    def is_empty(self) -> bool:
        return not (self.starts_on or self.ends_on or self.notice or self.sub_processors)


def recorded(office: Office, name: str) -> Contract | None:
    """What was found last in the contract for this agreement."""
    return contracts.standing_contracts(office.tenant).get(find(office, name).slug)


def record(
    office: Office,
    name: str,
    file: Path | None,
    said: Said,
    *,
    by: str,
    at: datetime,
    unprotected: bool = False,
    dry_run: bool = False,
) -> Contract:
    """Read the file for what Art 28 asks, and write it down with what a person says of it.

    file    None: what was read before stands, and only what is said changes
    Raises  Invalid where there is neither a file nor an earlier record, or the days are the wrong way round.
    """
    slug = find(office, name).slug
    before = contracts.standing_contracts(office.tenant).get(slug)
    if file is None and before is None:
        raise Invalid(f"Nothing was recorded: no contract for {slug} was read yet. Name its file.")
    made = _merged(before, _read(slug, file, by, at, unprotected) if file else before, said, by, at)
    if made.starts_on and made.ends_on and made.ends_on < made.starts_on:
        raise Invalid(
            f"Nothing was recorded: the contract would end on {made.ends_on}, before it begins on "
            f"{made.starts_on}. Correct --starts or --ends."
        )
    with rehearsed(office.tenant, dry_run=dry_run):
        contracts.add_contract(office.tenant, made)
    return made


def _read(slug: str, file: Path, by: str, at: datetime, unprotected: bool) -> Contract:
    data = notice_file.bytes_of(file)
    text = notice_file.read(data, file.name, unprotected=unprotected).text
    return Contract(
        slug=slug,
        document=file.name,
        digest=hashlib.sha256(data).hexdigest(),
        quotes=contract_terms(text),
        sub_processors=sub_processors(text),
        recorded_by=by,
        recorded_at=at,
    )


def _merged(before: Contract | None, found: Contract | None, said: Said, by: str, at: datetime) -> Contract:
    """What is said stands over what is in the file; what neither says stays as it was."""
    assert found is not None
    named = tuple(map(_sub_processor, said.sub_processors))
    return Contract(
        slug=found.slug,
        document=found.document,
        digest=found.digest,
        quotes=found.quotes,
        sub_processors=named or found.sub_processors or (before.sub_processors if before else ()),
        starts_on=said.starts_on or (before.starts_on if before else None),
        ends_on=said.ends_on or (before.ends_on if before else None),
        notice=said.notice or (before.notice if before else None),
        recorded_by=by,
        recorded_at=at,
    )


def _sub_processor(words: str) -> SubProcessor:
    name, _, does = words.partition(":")
    if not name.strip():
        raise Invalid("Nothing was recorded: a sub-processor has no name. Write it as NAME: WHAT FOR.")
    return SubProcessor(name=name.strip(), does=does.strip() or None)
