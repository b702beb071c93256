"""`schoolgate feed run --from-parquet`: the same feeds for every school of a folder."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from schoolgate.actions import bulk, one_file
from schoolgate.actions.office import Office
from schoolgate.cli.exits import ERROR, REFUSED
from schoolgate.cli.output import print_json, print_table, talk
from schoolgate.feeds.engines import ENGINES, opened

SHOWN = 5  # of schools without a parcel, so many are named
HERE = ("localhost", "127.0.0.1", "::1")


def _known(name: str) -> str:
    if name not in ENGINES:
        raise typer.BadParameter(f"There is no engine '{name}'. Choose one of {', '.join(ENGINES)}.")
    return name


Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        help=f"Who runs the query of many schools: {', '.join(ENGINES)}.",
        callback=_known,
    ),
]
Master = Annotated[
    str | None,
    typer.Option(
        "--master", metavar="ADDRESS", help="Where the engine is, as sc://host:15002, if not in this process."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """service  one alone; None: all. file  one for all schools; None: a parcel for each, below `out`"""

    service: str | None
    out: Path
    file: Path | None


def run(
    office: Office,
    night: bulk.Night,
    where: Where,
    *,
    engine: str,
    master: str | None,
    dry_run: bool,
    json: bool,
) -> None:
    _warn_of_open_wire(master)
    with opened(engine, master) as found:
        ran = _run(office, replace(night, engine=found), where, dry_run=dry_run)
    if json:
        print_json("schoolgate.runs-of-many/1", {"runs": [_as_json(one) for one in ran]})
    else:
        _print(ran)
    if any(one.problems or one.unknown or one.failed for one in ran):
        raise typer.Exit(ERROR)
    if any(one.refused or one.schools_refused for one in ran):
        raise typer.Exit(REFUSED)


def _run(office: Office, night: bulk.Night, where: Where, *, dry_run: bool) -> tuple[bulk.RanMany, ...]:
    names = () if where.service is None else (where.service,)
    if where.file is None:
        return bulk.run(office, night, names, dry_run=dry_run)
    return tuple(one_file.run(office, night, name, where.file, dry_run=dry_run) for name in names)


def where_to(out: Path | None, file: Path | None, service: str | None) -> Where:
    """Raises BadParameter, which says what is missing."""
    if (out is None) == (file is None):
        raise typer.BadParameter(
            "Say where parcels of many schools go: --out DIR, or --one-file FILE for all of them in one."
        )
    if file is not None and service is None:
        raise typer.BadParameter("--one-file is for one agreement: name a SERVICE.")
    place = out.absolute() if file is None and out is not None else (file or Path()).absolute().parent
    return Where(service=service, out=place, file=file.absolute() if file else None)


def refuse_for_one_school(file: Path | None, engine: str, master: str | None) -> None:
    if file is not None:
        raise typer.BadParameter("--one-file is for the schools of a folder: say --from-parquet.")
    if (engine, master) != (ENGINES[0], None):
        raise typer.BadParameter("--engine and --master are for the schools of a folder: say --from-parquet.")


def _warn_of_open_wire(master: str | None) -> None:
    told = urlsplit(master or "")
    # With a token, Spark Connect's client encrypts unasked.
    closed = "use_ssl=true" in told.path or "token=" in told.path
    if told.scheme == "sc" and told.hostname not in HERE and not closed:
        talk(f"Warning: rows come back from {told.hostname} unencrypted. Add /;use_ssl=true to --master.")


def _as_json(ran: bulk.RanMany) -> dict[str, Any]:
    return {
        "slug": ran.slug,
        "service": ran.service,
        "delivered": ran.delivered,
        "already": ran.already,
        "unknown": ran.unknown,
        "failed": ran.failed,
        "rows": ran.rows,
        "refused": list(ran.refused),
        "problems": ran.problems,
        "schools_refused": {school: list(why) for school, why in ran.schools_refused.items()},
    }


def _print(ran: tuple[bulk.RanMany, ...]) -> None:
    headings = ("agreement", "delivered", "already", "unknown", "failed", "rows", "schools without")
    print_table(headings, [_row(one) for one in ran])
    for one in ran:
        for problem in one.problems:
            talk(f"Warning, {one.slug}: {problem}")
        for reason in one.refused:
            talk(f"Refused, {one.slug}: {reason}")
        for school, reasons in [*one.schools_refused.items()][:SHOWN]:
            talk(f"No parcel of {one.slug} for {school}: {' '.join(reasons)}")
        if len(one.schools_refused) > SHOWN:
            talk(f"and {len(one.schools_refused) - SHOWN} more schools; --json names them all")


def _row(ran: bulk.RanMany) -> tuple[str | int, ...]:
    counts = (ran.delivered, ran.already, ran.unknown, ran.failed, ran.rows)
    return (ran.slug, *counts, len(ran.schools_refused))
