"""What families said. An answer counts from the moment it is committed, and is never changed."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schoolgate.actions.documents import read_text
from schoolgate.actions.office import Office
from schoolgate.actions.pupils import was_sent
from schoolgate.actions.register import find
from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.domain.errors import Ambiguous, Invalid, NotFound, Refused, SchoolgateError
from schoolgate.domain.run import DeletionState, PleaseDelete
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.store import decisions as answers
from schoolgate.store import deletions
from schoolgate.store.codec import to_json
from schoolgate.store.rehearsal import rehearsed

as_json = to_json
COLUMNS = ("service", "pupil", "answer", "by", "as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as handed in. clause None: the agreement has only one."""

    pupil_id: str
    answer: Answer
    by: str
    capacity: Capacity
    clause: str | None = None
    wording: str | None = None


def decisions(
    office: Office, *, service: str | None = None, pupil: str | None = None
) -> tuple[Decision, ...]:
    """In the order committed."""
    slug = find(office, service).slug if service else None
    found = answers.for_pupil(office.tenant, pupil) if pupil else answers.all_decisions(office.tenant)
    return tuple(one for one in found if slug in (None, one.slug))


def record(office: Office, name: str, answered: Answered, *, at: datetime, dry_run: bool = False) -> Decision:
    """Raises Refused where the clause leaves families nothing to decide."""
    agreement = find(office, name)
    clause = clause_of(agreement, answered.clause)
    _refuse_without_choice(agreement, clause, answered)
    with rehearsed(office.tenant, dry_run=dry_run):
        made = answers.record(
            office.tenant,
            pupil_id=answered.pupil_id,
            slug=agreement.slug,
            clause=clause.id,
            answer=answered.answer,
            by=answered.by,
            capacity=answered.capacity,
            made_at=at,
            wording=answered.wording or clause.choice.wording,
        )
        if answered.answer is Answer.NO:
            _please_delete(office, agreement, answered.pupil_id, at, "a family said no")
    return made


def _refuse_without_choice(agreement: Agreement, clause: Clause, answered: Answered) -> None:
    kind = clause.choice.kind
    if kind is ChoiceKind.NONE:
        why = f"{agreement.service} rests on a duty, so there is nothing to answer; see its basis"
    elif kind is None:
        why = (
            f"what families may decide about {agreement.service} is not settled yet; "
            f"set clause.{clause.id}.choice"
        )
    elif kind is ChoiceKind.OBJECT and answered.answer is not Answer.OBJECTION:
        why = f"nobody is asked about {agreement.service}; families can object to it: --answer objection"
    else:
        return
    raise Refused("Nothing was recorded.", [why])


def clause_of(agreement: Agreement, clause_id: str | None) -> Clause:
    """Raises Ambiguous or NotFound."""
    ids = [clause.id for clause in agreement.clauses]
    if clause_id is None and len(ids) > 1:
        raise Ambiguous("clauses", agreement.slug, ids)
    found = [clause for clause in agreement.clauses if clause_id in (None, clause.id)]
    if not found:
        raise NotFound(
            f"Nothing was recorded: {agreement.slug} has no clause {clause_id or ''}. "
            f"It has {', '.join(ids) or 'none'}."
        )
    return found[0]


def withdraw(
    office: Office,
    name: str,
    pupil_id: str,
    *,
    clause: str | None,
    by: str,
    capacity: Capacity,
    at: datetime,
    dry_run: bool = False,
) -> tuple[Decision, ...]:
    """Every standing answer of this pupil to the clause is withdrawn, from the moment this is committed.

    Raises  NotFound where no answer stands.
    """
    agreement = find(office, name)
    wanted = clause_of(agreement, clause)
    with rehearsed(office.tenant, dry_run=dry_run):
        standing = [
            one
            for one in answers.for_clause(office.tenant, agreement.slug, wanted.id)
            if one.pupil_id == pupil_id and one.withdrawn_at is None
        ]
        if not standing:
            raise NotFound(
                f"Nothing was withdrawn: no answer of this pupil to {agreement.slug} stands. "
                f"See them with: schoolgate decision list --service {agreement.slug}"
            )
        ended = tuple(
            answers.withdraw(office.tenant, one.sequence, by=by, capacity=capacity, made_at=at)
            for one in standing
        )
        if any(one.answer is Answer.YES for one in standing):
            _please_delete(office, agreement, pupil_id, at, "a family withdrew")
    return ended


def _please_delete(office: Office, agreement: Agreement, pupil_id: str, at: datetime, why: str) -> None:
    """What the recipient already holds, by the agreement's own rule; never for files that are kept by law."""
    if agreement.please_delete and was_sent(office, agreement.slug, pupil_id):
        wanted = PleaseDelete(
            slug=agreement.slug, pupil_id=pupil_id, asked_at=at, why=why, state=DeletionState.OPEN
        )
        deletions.ask(office.tenant, wanted)


def load(office: Office, path: Path, *, at: datetime, dry_run: bool = False) -> tuple[Decision, ...]:
    """A CSV of answers: service, pupil, answer, by, as, and clause and wording where wanted. All or none.

    Raises  Invalid naming every line that can't be used, without its values.
    """
    rows = csv.DictReader(io.StringIO(read_text(path)))
    if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
        raise Invalid(
            f"{path.name} was not loaded: it has no column '{missing[0]}'. "
            f"The columns are {', '.join(COLUMNS)}, and clause and wording if wanted."
        )
    made: list[Decision] = []
    problems: list[str] = []
    with rehearsed(office.tenant, dry_run=dry_run):
        for row in rows:
            try:
                made.append(record(office, row["service"], _answered(row), at=at))
            except SchoolgateError as error:
                problems.append(f"line {rows.line_num}: {str(error).splitlines()[-1].removeprefix('- ')}")
        if problems:
            raise Invalid(f"{path.name} was not loaded, none of it:\n" + "\n".join(problems))
    return tuple(made)


def _answered(row: Mapping[str, str]) -> Answered:
    if row["answer"] not in set(Answer) or row["as"] not in set(Capacity):
        raise Invalid(
            f"an answer is {', '.join(Answer)}, and it is given as {', '.join(Capacity)}; correct the line"
        )
    if not row["pupil"] or not row["by"]:
        raise Invalid("the pupil's id or the name of who answered is blank; fill it in")
    return Answered(
        pupil_id=row["pupil"],
        answer=Answer(row["answer"]),
        by=row["by"],
        capacity=Capacity(row["as"]),
        clause=row.get("clause") or None,
        wording=row.get("wording") or None,
    )
