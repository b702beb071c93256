"""schoolgate publish, and what stands below it"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import publishing as deeds
from schoolgate.cli import papers
from schoolgate.cli.options import DryRun, On
from schoolgate.cli.output import print_line, talk
from schoolgate.cli.session import day, session

app = typer.Typer()  # what it says of itself is what it does alone: the page
Folder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="The folder to write the page to; made if missing."),
]


@app.callback(invoke_without_command=True)
def publish(context: typer.Context, out: Folder = None, on: On = None, dry_run: DryRun = False) -> None:
    """Write the school's page from the register: one file, no scripts, nothing fetched from elsewhere.

    Example: schoolgate publish --out page
    """
    if context.invoked_subcommand is not None:
        return
    if out is None:
        raise typer.BadParameter("No folder is named. Say where to write the page: --out page")
    path, size = deeds.publish(session(context).office(), out, on=day(on), dry_run=dry_run)
    talk(f"{'Would write' if dry_run else 'Wrote'} {size} bytes.")
    print_line(str(path))


papers.add_to(app)
