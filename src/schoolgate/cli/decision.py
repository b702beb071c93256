"""schoolgate decision record | load | withdraw | list"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import decisions as deeds
from schoolgate.cli.options import By, DryRun, Json, Service
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import now, session
from schoolgate.domain.decision import Answer, Capacity, Decision

app = typer.Typer(help="What families said, for one pupil and one agreement.", no_args_is_help=True)
Pupil = Annotated[str, typer.Argument(metavar="PUPIL", help="The pupil's id on the roll.")]
As = Annotated[Capacity, typer.Option("--as", help="In what capacity they answered.")]
Clause = Annotated[str | None, typer.Option(help="Which clause; needed where the agreement has several.")]


@app.command()
def record(
    context: typer.Context,
    service: Service,
    pupil: Pupil,
    answer: Annotated[Answer, typer.Option(help="What they said.")],
    by: By,
    capacity: As,
    clause: Clause = None,
    wording: Annotated[str | None, typer.Option(help="The question as it was asked.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Record one family's answer. It is never changed: a later one stands beside it.

    Example: schoolgate decision record ttrockstars p0042 --answer yes --by "R. Begum" --as parent
    """
    answered = deeds.Answered(
        pupil_id=pupil, answer=answer, by=by, capacity=capacity, clause=clause, wording=wording
    )
    made = deeds.record(session(context).office(), service, answered, at=now(), dry_run=dry_run)
    _say(made, dry_run)


@app.command()
def withdraw(
    context: typer.Context,
    service: Service,
    pupil: Pupil,
    by: By,
    capacity: As,
    clause: Clause = None,
    dry_run: DryRun = False,
) -> None:
    """Withdraw the answer given. It counts from this moment.

    Example: schoolgate decision withdraw ttrockstars p0042 --by "R. Begum" --as parent
    """
    ended = deeds.withdraw(
        session(context).office(),
        service,
        pupil,
        clause=clause,
        by=by,
        capacity=capacity,
        at=now(),
        dry_run=dry_run,
    )
    talk(
        f"{'Would withdraw' if dry_run else 'Withdrawn'}: {len(ended)} answers; no later feed has this pupil."
    )


@app.command()
def load(context: typer.Context, file: Path, dry_run: DryRun = False) -> None:
    """Load answers from a CSV: service, clause, pupil, answer, by, as, wording. All of it or none.

    Example: schoolgate decision load answers.csv --dry-run
    """
    made = deeds.load(session(context).office(), file, at=now(), dry_run=dry_run)
    talk(f"{'Would load' if dry_run else 'Loaded'} {len(made)} answers.")


@app.command("list")
def list_(
    context: typer.Context,
    service: Annotated[str | None, typer.Option(help="Only this agreement's.")] = None,
    pupil: Annotated[str | None, typer.Option(help="Only this pupil's.")] = None,
    json: Json = False,
) -> None:
    """List answers in the order in which they were committed.

    Example: schoolgate decision list --service ttrockstars --json
    """
    found = deeds.decisions(session(context).office(), service=service, pupil=pupil)
    if json:
        print_json("schoolgate.decisions/1", {"decisions": [deeds.as_json(one) for one in found]})
        return
    print_table(
        ("sequence", "pupil", "agreement", "clause", "answer", "by", "as", "at", "withdrawn"),
        [
            (d.sequence, d.pupil_id, d.slug, d.clause, d.answer, d.by, d.capacity, d.made_at, d.withdrawn_at)
            for d in found
        ],
    )


def _say(made: Decision, dry_run: bool) -> None:
    talk("Not recorded, only rehearsed." if dry_run else "Recorded.")
    print_line(f"{made.sequence}\t{made.pupil_id}\t{made.slug}\t{made.clause}\t{made.answer}")
