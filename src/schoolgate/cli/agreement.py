"""schoolgate agreement add | set | assess | approve | suspend | end | contract"""

from datetime import date
from typing import Annotated

import typer

from schoolgate.actions import agreements as deeds
from schoolgate.cli.contract import contract
from schoolgate.cli.options import By, DryRun, On, Service
from schoolgate.cli.output import print_line, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.assessment import Outcome, SignerRole

app = typer.Typer(help="One agreement: its terms, its risk, its approval.", no_args_is_help=True)
Why = Annotated[
    str, typer.Option("--why", metavar="TEXT", help="Why it changes; it is kept with the version.")
]
Role = Annotated[
    SignerRole, typer.Option("--role", help="In what role they sign; the DPO advises and never decides.")
]
Until = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Let a service merely past its review go on until this day."),
]


@app.command()
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The service's name.")],
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Add a draft for a service that no notice named.

    Example: schoolgate agreement add "Times Tables Rock Stars" --by "A. Khan"
    """
    _done(deeds.add(session(context).office(), name, by=by, at=now(), dry_run=dry_run), "Added", dry_run)


@app.command("set")
def set_value(
    context: typer.Context,
    service: Service,
    key: Annotated[
        str, typer.Argument(help="What to set, such as retention, clause.1.basis or item.upn.reason.")
    ],
    value: Annotated[str, typer.Argument(help="The new value; an empty text makes it unknown.")],
    by: By = "the office",
    why: Why = "edited by hand",
    dry_run: DryRun = False,
) -> None:
    """Change one value. That makes a new version, which is a draft until it is approved.

    Example: schoolgate agreement set ttrockstars clause.1.basis "6(1)(e)" --by "A. Khan"
    """
    changed = deeds.set_value(
        session(context).office(), service, key, value, by=by, why=why, at=now(), dry_run=dry_run
    )
    _done(changed, "Changed", dry_run)


@app.command()
def assess(
    context: typer.Context,
    service: Service,
    outcome: Annotated[Outcome, typer.Option(help="What the assessment found.")],
    by: By,
    role: Role,
    review_due: Annotated[str | None, typer.Option(metavar="DATE", help="When to look again.")] = None,
    note: Annotated[str, typer.Option(help="What was looked at.")] = "",
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Record a risk assessment.

    Example: schoolgate agreement assess ttrockstars --outcome approved --by "M. Head" --role head
      --review-due 2027-11-01
    """
    made = deeds.assess(
        session(context).office(),
        service,
        deeds.Look(
            outcome=outcome,
            by=by,
            role=role,
            on=day(on),
            review_due=day(review_due) if review_due else None,
            note=note,
        ),
        dry_run=dry_run,
    )
    due = f", review due {made.review_due}" if made.review_due else ""
    talk(f"{'Would record' if dry_run else 'Recorded'}: {made.slug} {made.outcome} by {made.by}{due}.")


@app.command()
def approve(
    context: typer.Context,
    service: Service,
    by: By,
    role: Role,
    override_until: Until = None,
    reason: Annotated[str | None, typer.Option(help="Why it may go on past its review.")] = None,
    on: On = None,
    dry_run: DryRun = False,
) -> None:
    """Sign the latest version. It is in force from then on.

    Example: schoolgate agreement approve ttrockstars --by "M. Head" --role head
    """
    until: date | None = day(override_until) if override_until else None
    signed = deeds.approve(
        session(context).office(),
        service,
        deeds.Signature(by=by, role=role, override_until=until, reason=reason),
        at=now(),
        on=day(on),
        dry_run=dry_run,
    )
    _done(signed, "Approved", dry_run)


@app.command()
def suspend(context: typer.Context, service: Service, by: By, why: Why, dry_run: DryRun = False) -> None:
    """Stop every feed of this agreement at once.

    Example: schoolgate agreement suspend ttrockstars --by "M. Head" --why "breach reported"
    """
    _done(
        deeds.suspend(session(context).office(), service, by=by, why=why, at=now(), dry_run=dry_run),
        "Suspended",
        dry_run,
    )


@app.command()
def end(context: typer.Context, service: Service, by: By, why: Why, dry_run: DryRun = False) -> None:
    """End the agreement; its history stays.

    Example: schoolgate agreement end ttrockstars --by "M. Head" --why "no longer used"
    """
    _done(
        deeds.end(session(context).office(), service, by=by, why=why, at=now(), dry_run=dry_run),
        "Ended",
        dry_run,
    )


app.command()(contract)


def _done(agreement: Agreement, verb: str, dry_run: bool) -> None:
    talk(f"{'Not done, only rehearsed. ' if dry_run else ''}{verb}: {agreement.service}.")
    print_line(f"{agreement.slug}\tversion {agreement.version}\t{agreement.state}")
