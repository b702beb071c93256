"""schoolgate feed rekey"""

from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import rekeying as deeds
from schoolgate.cli.options import By, DryRun, Json, Service
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import now, session
from schoolgate.domain.agreement import Agreement
from schoolgate.feeds.accounts.match import Evidence

Mapping = Annotated[
    Path, typer.Option("--mapping", metavar="FILE.csv", help="The service's own list of its accounts.")
]
KeyColumn = Annotated[
    str, typer.Option("--key-column", metavar="HEADING", help="The column of the keys, where unclear.")
]
Accepted = Annotated[
    list[Evidence] | None,
    typer.Option("--accept", metavar="EVIDENCE", help="Evidence that is enough for a doubtful account."),
]
AcceptLost = Annotated[
    bool, typer.Option("--accept-lost", help="Accounts of nobody on this roll may stay behind.")
]
Rehearsed = Annotated[
    str | None,
    typer.Option("--rehearsed", metavar="DIGEST", help="What the rehearsal printed: what was looked at."),
]
Move = Annotated[
    Path | None,
    typer.Option("--move", metavar="DIR", help="Write old and new keys there, and go on with keys of ours."),
]
Second = Annotated[
    str | None, typer.Option("--confirmed-by", metavar="NAME", help="The second person who looked.")
]


def rekey(
    context: typer.Context,
    service: Service,
    mapping: Mapping,
    key_column: KeyColumn = "",
    accept: Accepted = None,
    accept_lost: AcceptLost = False,
    rehearsed: Rehearsed = None,
    move: Move = None,
    by: By = "the office",
    confirmed_by: Second = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Match the accounts that a service has already to pupils, and keep their keys.

    Rehearse it first: every pupil matched, doubtful, lost and new is shown, and nothing is kept.
    Example: schoolgate feed rekey ttrockstars --mapping accounts.csv --dry-run
    """
    office = session(context).office()
    listing = deeds.Listing(path=mapping, key_heading=key_column, accepted=tuple(accept or ()))
    if dry_run:
        _show(deeds.rehearse(office, service, listing, at=now()), json=json)
        return
    confirmation = deeds.Confirmation(
        by=by, confirmed_by=confirmed_by, rehearsed=rehearsed, accept_lost=accept_lost
    )
    if move is None:
        _done(deeds.keep(office, service, listing, confirmation, at=now()), json=json)
        return
    made, handed = deeds.move(office, service, listing, confirmation, out=move, clock=now)
    talk(f"Give the recipient the file in {handed.folder}; approve the draft once it has changed its keys.")
    _done(made, json=json)


def _show(found: deeds.Rehearsal, *, json: bool) -> None:
    if json:
        print_json("schoolgate.rekeying/1", deeds.as_json(found))
        return
    print_table(("what", "account", "pupil", "by"), deeds.rows_of(found))
    counts = found.matching
    talk(
        f"{len(counts.matched)} matched, {len(counts.doubtful)} doubtful, {len(counts.lost)} lost, "
        f"{len(counts.without)} pupils without an account. Nothing was kept."
    )
    talk(f"To keep this: the same command with --rehearsed {found.digest} and --confirmed-by, not --dry-run.")


def _done(made: Agreement, *, json: bool) -> None:
    if json:
        body = {"slug": made.slug, "version": made.version, "state": made.state, "key": made.key}
        print_json("schoolgate.rekeyed/1", body)
        return
    print_line(f"{made.slug}\tversion {made.version}\t{made.state}\tkey {made.key}")
