"""Options that mean the same in every command."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print JSON with stable keys, for a program.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and change nothing.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="Judge by this day, as 2026-11-22 (default: today)."),
]


def _named(name: str) -> str:
    if not name.strip():
        raise typer.BadParameter("Nobody is named. Write who is doing this, in quotes if it has spaces.")
    return name.strip()


By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who is doing this; it is kept.", callback=_named)
]
Unprotected = Annotated[
    bool,
    typer.Option("--unprotected", help="Read also where this machine can't shut a hostile file in."),
]
PlainHttp = Annotated[
    bool, typer.Option("--plain-http", help="Fetch an address that begins with http:// too.")
]
Service = Annotated[
    str, typer.Argument(metavar="SERVICE", help="The agreement's slug, or its service's name.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to; made if missing.")]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")]
