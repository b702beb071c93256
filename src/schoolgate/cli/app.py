"""Every command, by noun. A new noun is one file and one line here."""

from collections.abc import Callable

import typer

from schoolgate.cli import (
    agreement,
    decision,
    demo,
    feed,
    house,
    ledger,
    notice,
    publish,
    pupil,
    register,
    roll,
    school,
)

NOUNS: dict[str, typer.Typer] = {
    "school": school.app,
    "notice": notice.app,
    "register": register.app,
    "agreement": agreement.app,
    "decision": decision.app,
    "roll": roll.app,
    "feed": feed.app,
    "ledger": ledger.app,
    "pupil": pupil.app,
}
VERBS: dict[str, Callable[..., None]] = {
    "publish": publish.publish,
    "up": house.up,
    "doctor": house.doctor,
    "backup": house.backup,
    "restore": house.restore,
    "demo": demo.demo,
}


def build() -> typer.Typer:
    app = typer.Typer(
        name="schoolgate",
        help="Reads the data-sharing notice a school already has, and makes it true.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    for noun, commands in NOUNS.items():
        app.add_typer(commands, name=noun)
    for verb, function in VERBS.items():
        app.command(verb)(function)
    return app
