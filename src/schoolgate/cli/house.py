"""schoolgate up | doctor | backup | restore"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import care
from schoolgate.cli.exits import ERROR
from schoolgate.cli.options import DryRun, Json
from schoolgate.cli.output import print_json, print_line, talk
from schoolgate.cli.session import now, session


def up(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8000,
) -> None:
    """Serve the pages on this machine only, and print the one-time link that opens them.

    Example: schoolgate up --port 8000
    """
    place = session(context)
    place.serve(place.home, port)


def doctor(context: typer.Context, json: Json = False) -> None:
    """Check that this home is sound: database, guards, keys, ledger, roll, unfinished runs.

    Example: schoolgate doctor
    """
    found = care.doctor(session(context).office(), at=now())
    if json:
        print_json("schoolgate.health/1", {"checks": [care.check_as_json(one) for one in found]})
    else:
        for one in found:
            print_line(f"{'ok' if one.is_well else 'NOT OK'}  {one.name}: {one.says}")
    if not all(one.is_well for one in found):
        raise typer.Exit(ERROR)


def backup(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The archive to write; the keys go beside it.")
    ],
    dry_run: DryRun = False,
) -> None:
    """Write the database and the sealed rolls to FILE, and the keys to FILE.keys. Keep them apart.

    Example: schoolgate backup schoolgate-2026-11-22.zip
    """
    made = care.backup(session(context).office(), file, at=now(), dry_run=dry_run)
    talk(f"{'Would write' if dry_run else 'Wrote'} these. Keep the keys somewhere else than the archive.")
    for path in made:
        print_line(str(path))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `backup` wrote.")],
    keys: Annotated[Path | None, typer.Option(metavar="FILE", help="Its keys (default: FILE.keys).")] = None,
    dry_run: DryRun = False,
) -> None:
    """Restore into an empty home. Every feed is held until `schoolgate feed release`.

    Example: SCHOOLGATE_HOME=new-home schoolgate restore schoolgate-2026-11-22.zip
    """
    place = session(context)
    care.restore(place.home, file, keys=keys, at=now(), dry_run=dry_run)
    talk(f"{'Would restore' if dry_run else 'Restored'} into {place.home}. {care.HELD}")
