"""schoolgate school create | set | show"""

from typing import Annotated

import typer

from schoolgate.actions import school as deeds
from schoolgate.cli.options import DryRun, Json
from schoolgate.cli.output import print_facts, print_json, talk
from schoolgate.cli.session import session
from schoolgate.domain.vocabulary import Nation, SchoolType

app = typer.Typer(help="The school whose data this is.", no_args_is_help=True)


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="The school's name, as on its letterhead.")],
    nation: Annotated[Nation, typer.Option(help="Rules of one nation are not asked of another.")],
    type_: Annotated[SchoolType, typer.Option("--type", help="What kind of school it is.")],
    controller: Annotated[
        str | None, typer.Option(help="The legal entity that decides; by default the governing body.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Create the school of this home.

    Example: schoolgate school create --name "Hill Primary School" --nation england --type maintained
    """
    made = deeds.create(
        session(context).office(),
        name=name,
        nation=nation,
        type=type_,
        controller=controller,
        dry_run=dry_run,
    )
    talk(f"{'Would create' if dry_run else 'Created'} {made.name} ({made.id}).")


@app.command("set")
def set_value(context: typer.Context, key: str, value: str, dry_run: DryRun = False) -> None:
    """Set one fact about the school or its controller.

    Example: schoolgate school set dpo_contact "dpo@hill.example"
    """
    deeds.set_value(session(context).office(), key, value, dry_run=dry_run)
    talk(f"{'Would set' if dry_run else 'Set'} {key}.")


@app.command()
def show(context: typer.Context, json: Json = False) -> None:
    """Show what is recorded of the school.

    Example: schoolgate school show --json
    """
    facts = deeds.show(session(context).office())
    if json:
        print_json("schoolgate.school/1", facts)
    else:
        print_facts(facts.items())
