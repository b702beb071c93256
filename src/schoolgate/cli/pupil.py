"""schoolgate pupil disclosures"""

from typing import Annotated

import typer

from schoolgate.actions import pupils as deeds
from schoolgate.cli.options import Json
from schoolgate.cli.output import print_json, print_table, talk
from schoolgate.cli.session import session

app = typer.Typer(help="One child.", no_args_is_help=True)


@app.callback()
def pupil() -> None:
    """One child."""


@app.command()
def disclosures(
    context: typer.Context,
    pupil_id: Annotated[str, typer.Argument(metavar="PUPIL", help="The pupil's id on the roll.")],
    json: Json = False,
) -> None:
    """Say who has this child's data: what, when, why, under which version.

    Example: schoolgate pupil disclosures p0042 --json
    """
    statement = deeds.disclosures(session(context).office(), pupil_id)
    if json:
        print_json("schoolgate.statement/1", deeds.statement_as_json(statement))
        return
    print_table(
        ("when", "who", "what", "why", "agreement", "version", "outcome"),
        [
            (
                one.at,
                one.recipient,
                ", ".join(one.items),
                "; ".join(one.purposes),
                one.slug,
                one.version,
                one.outcome,
            )
            for one in statement.releases
        ],
    )
    for one in statement.elsewhere:
        talk(f"{one.service}: not sent by the school ({', '.join(one.ways)})")
