"""schoolgate publish"""

import typer

from schoolgate.actions import publishing as deeds
from schoolgate.cli.options import DryRun, On, Out
from schoolgate.cli.output import print_line, talk
from schoolgate.cli.session import day, session


def publish(context: typer.Context, out: Out, on: On = None, dry_run: DryRun = False) -> None:
    """Write the school's page from the register: one file, no scripts, nothing fetched from elsewhere.

    Example: schoolgate publish --out page
    """
    path, size = deeds.publish(session(context).office(), out, on=day(on), dry_run=dry_run)
    talk(f"{'Would write' if dry_run else 'Wrote'} {size} bytes.")
    print_line(str(path))
