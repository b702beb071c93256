"""What families said. An answer counts from the moment it is committed, and is never changed."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from schoolgate.actions import roll
from schoolgate.actions.documents import read_text
from schoolgate.actions.office import Office
from schoolgate.actions.pupils import was_sent
from schoolgate.actions.register import find, find_standing
from schoolgate.domain.agreement import Agreement, Clause
from schoolgate.domain.decision import Answer, Capacity, Decision
from schoolgate.domain.errors import Ambiguous, Invalid, NotFound, Refused, SchoolgateError
from schoolgate.domain.run import DeletionState, PleaseDelete
from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds.leavers import is_asked_by_itself
from schoolgate.store import decisions as answers
from schoolgate.store import deletions
from schoolgate.store.codec import to_json
from schoolgate.store.rehearsal import rehearsed

as_json = to_json
COLUMNS = ("service", "pupil", "answer", "by", "as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer as handed in. clause None: the agreement has only one."""

    pupil_id: str = field(repr=False)
    answer: Answer
    by: str = field(repr=False)
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
    """Raises Refused where the clause leaves families nothing to decide; NotFound for nobody on the roll."""
    if not _is_on_roll(answered.pupil_id, _known_pupils(office)):
        raise NotFound(
            "Nothing was recorded: nobody on the roll has this pupil id. "
            "Use the id that the school's system gives, or load the newest roll first."
        )
    with rehearsed(office.tenant, dry_run=dry_run):
        return _record(office, name, answered, at)


def _known_pupils(office: Office) -> Collection[str] | None:
    """None where no roll is loaded or it does not open: nobody can tell then, and an answer must not wait."""
    try:
        return roll.pupil_ids(office)
    except (Invalid, NotFound):
        return None


def _is_on_roll(pupil_id: str, known: Collection[str] | None) -> bool:
    return known is None or pupil_id in known


def _record(office: Office, name: str, answered: Answered, at: datetime) -> Decision:
    agreement, clause = _asked(office, name, answered)
    given = answers.Given(
        pupil_id=answered.pupil_id,
        slug=agreement.slug,
        clause=clause.id,
        answer=answered.answer,
        by=answered.by,
        capacity=answered.capacity,
        made_at=at,
        wording=answered.wording or clause.choice.wording,
    )
    made = answers.record(office.tenant, given)
    if answered.answer is Answer.NO:
        _please_delete(office, agreement, answered.pupil_id, at, "a family said no")
    return made


def _asked(office: Office, name: str, answered: Answered) -> tuple[Agreement, Clause]:
    """The version in force, or the draft of the next: families answer it before it is signed.

    Raises  the refusal of the version in force, where neither leaves this to families.
    """
    standing, newest = find_standing(office, name), find(office, name)
    refusal: SchoolgateError | None = None
    for agreement in (standing, newest):
        try:
            clause = clause_of(agreement, answered.clause)
            _refuse_without_choice(office, agreement, clause, answered)
        except (NotFound, Refused) as error:
            refusal = refusal or error
        else:
            return agreement, clause
    assert refusal is not None
    raise refusal


def _refuse_without_choice(office: Office, agreement: Agreement, clause: Clause, answered: Answered) -> None:
    kind = clause.choice.kind
    if kind is ChoiceKind.NONE:
        why = f"{agreement.service} rests on a duty, so there is nothing to answer; see its basis"
    elif kind is None:
        why = (
            f"what families may decide about {agreement.service} is not settled yet; "
            f"set clause.{clause.id}.choice"
        )
    elif kind is ChoiceKind.OBJECT and not _may_answer(office, agreement, clause, answered):
        why = f"nobody is asked about {agreement.service}; families can object to it: --answer objection"
    else:
        return
    raise Refused("Nothing was recorded.", [why])


def _may_answer(office: Office, agreement: Agreement, clause: Clause, answered: Answered) -> bool:
    """Who answered when the question was still asked may answer anew: a no of then still holds."""
    if answered.answer is Answer.OBJECTION:
        return True
    earlier = answers.for_clause(office.tenant, agreement.slug, clause.id)
    return any(one.pupil_id == answered.pupil_id and one.answer is not Answer.OBJECTION for one in earlier)


def clause_of(agreement: Agreement, clause_id: str | None) -> Clause:
    """Raises Ambiguous or NotFound."""
    ids = [clause.id for clause in agreement.clauses]
    if clause_id is None and len(ids) > 1:
        raise Ambiguous("clauses", agreement.slug, ids)
    found = [clause for clause in agreement.clauses if clause_id in (None, clause.id)]
    if not found:
        raise NotFound(
            f"Nothing was recorded: {agreement.slug} has no clause of that name. "
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
    """Every yes for this pupil ends from the moment this is committed, whoever gave it; and this person's own
    no or objection. Another's no stays.

    clause  None: of every clause, as taking back must be as easy as giving (UK GDPR Art 7(3))
    Raises  NotFound where there is nothing to take back.
    """
    agreement = find_standing(office, name)
    with rehearsed(office.tenant, dry_run=dry_run):
        standing = [
            one
            for one in answers.for_pupil(office.tenant, pupil_id)
            if one.slug == agreement.slug and clause in (None, one.clause) and one.withdrawn_at is None
            if one.answer is Answer.YES or (one.by, one.capacity) == (by, capacity)
        ]
        if not standing:
            raise NotFound(
                f"Nothing was withdrawn: no yes of this pupil to {agreement.slug} stands, and nothing else "
                f"that this person said. See all with: schoolgate decision list --service {agreement.slug}"
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
    if is_asked_by_itself(agreement) and was_sent(office, agreement.slug, pupil_id):
        rule = f"; the agreement says {agreement.when_ended}" if agreement.when_ended else ""
        wanted = PleaseDelete(
            slug=agreement.slug, pupil_id=pupil_id, asked_at=at, why=why + rule, state=DeletionState.OPEN
        )
        deletions.ask(office.tenant, wanted)


def load(office: Office, path: Path, *, at: datetime, dry_run: bool = False) -> tuple[Decision, ...]:
    """A CSV of answers: service, pupil, answer, by, as, and clause and wording where wanted. All or none.

    Raises  Invalid naming every line that can't be used, without its values.
    """
    lines = tuple(_lines(path))
    known = _known_pupils(office)
    made: list[Decision] = []
    problems: list[str] = []
    with rehearsed(office.tenant, dry_run=dry_run):
        for number, row in lines:
            try:
                answered = _answered(row, known)
                made.append(_record(office, row["service"], answered, at))
            except (Ambiguous, NotFound):
                problems.append(f"line {number}: no single agreement and clause goes by what stands there")
            except SchoolgateError as error:
                problems.append(f"line {number}: {str(error).splitlines()[-1].removeprefix('- ')}")
        if problems:
            raise Invalid(f"{path.name} was not loaded, none of it:\n" + "\n".join(problems))
    return tuple(made)


def _lines(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The number of the line on which a row ends, and the row. A cell that is not there is blank."""
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), restval="", strict=True)
    try:
        if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
            raise Invalid(
                f"{path.name} was not loaded: it has no column '{missing[0]}'. "
                f"The columns are {', '.join(COLUMNS)}, and clause and wording if wanted."
            )
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise Invalid(
            f"{path.name} was not loaded, none of it: it stops being a table after line {rows.line_num}. "
            "If half of the file is missing, save it again."
        ) from error


def _answered(row: Mapping[str, str], known: Collection[str] | None) -> Answered:
    if row["answer"] not in set(Answer) or row["as"] not in set(Capacity):
        raise Invalid(
            f"an answer is {', '.join(Answer)}, and it is given as {', '.join(Capacity)}; correct the line"
        )
    if not row["service"] or not row["pupil"] or not row["by"]:
        raise Invalid("the service, the pupil's id or the name of who answered is blank; fill it in")
    if not _is_on_roll(row["pupil"], known):
        raise Invalid("nobody on the roll has this pupil id; correct it, or load the newest roll first")
    return Answered(
        pupil_id=row["pupil"],
        answer=Answer(row["answer"]),
        by=row["by"],
        capacity=Capacity(row["as"]),
        clause=row.get("clause") or None,
        wording=row.get("wording") or None,
    )
