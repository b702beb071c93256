"""schoolgate notice batch: many files, no home."""

import json as json_text
import os
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import many_notices, notice_file
from schoolgate.cli.exits import INVALID
from schoolgate.cli.notice_read import HELP as HELP
from schoolgate.cli.options import Unprotected
from schoolgate.cli.output import print_line, progress, talk

Files = Annotated[
    list[Path], typer.Argument(metavar="FILES", help="Documents, or folders of them.", show_default=False)
]
Jobs = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="Readers at a time (default: one for each core).")
]


def batch(files: Files, jobs: Jobs = None, unprotected: Unprotected = False) -> None:
    """Read many documents on all cores: one line of JSON for each. A bad file stops none of the others.

    Each line is what `notice read --json` prints, or the file's name with what was wrong with it.

    Example: schoolgate notice batch notices/ > readings.jsonl
    """
    paths = list(many_notices.files_in(files))
    workers = many_notices.workers_of(jobs if jobs is not None else os.cpu_count())
    failed = 0
    found = many_notices.read_files(paths, workers=workers, unprotected=unprotected)
    for one in progress(found, "Reading", total=len(paths)):
        if one.reading is None:
            failed += 1
            talk(str(one.problem))
        print_line(json_text.dumps(_line(one), ensure_ascii=False))
    for path in many_notices.left_out(files):
        talk(f"{path.name} was left out: {path.suffix or 'what it is'} is not read. Save it as one that is.")
    talk(f"{len(paths) - failed} of {len(paths)} documents read.")
    if failed == len(paths):
        raise typer.Exit(INVALID)


def _line(one: many_notices.Read) -> dict[str, object]:
    file = {"file": str(one.path)}
    if one.reading is None:
        return {"schema": "schoolgate.reading/1", **file, "error": one.problem}
    return {**notice_file.as_json(one.reading), **file}
