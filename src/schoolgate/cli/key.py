"""schoolgate key make | list | rotate | revoke"""

from typing import Annotated

import typer

from schoolgate.actions import keys as deeds
from schoolgate.cli.options import By, DryRun, Json, Service
from schoolgate.cli.output import print_json, print_line, print_table, talk
from schoolgate.cli.session import now, session

app = typer.Typer(help="Keys for suppliers who fetch their data (OneRoster).", no_args_is_help=True)
Key = Annotated[str, typer.Argument(metavar="KEY", help="The key's id, as `key list` prints it.")]
Confirmed = Annotated[
    str | None,
    typer.Option("--confirmed-by", metavar="NAME", help="The second person, as for a first send."),
]


@app.command()
def make(
    context: typer.Context,
    service: Service,
    by: By,
    confirmed_by: Confirmed = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Make a key with which a supplier fetches what one agreement lets out. Its secret is shown once.

    Example: schoolgate key make ttrockstars --by "O. Office" --confirmed-by "M. Head"
    """
    office = session(context).office()
    made = deeds.make(office, service, by=by, confirmed_by=confirmed_by, at=now(), dry_run=dry_run)
    _print_made(made, dry_run=dry_run, json=json)


@app.command("list")
def list_(context: typer.Context, json: Json = False) -> None:
    """List the keys, and which were revoked. Secrets are kept nowhere.

    Example: schoolgate key list --json
    """
    found = deeds.keys_as_json(deeds.all_keys(session(context).office()))
    if json:
        print_json("schoolgate.keys/1", {"keys": found})
        return
    headings = ("id", "agreement", "made_by", "confirmed_by", "made_at", "revoked_at")
    print_table(headings, [[one[name] or "" for name in headings] for one in found])


@app.command()
def rotate(
    context: typer.Context,
    key: Key,
    by: By,
    confirmed_by: Confirmed = None,
    dry_run: DryRun = False,
    json: Json = False,
) -> None:
    """Make a new key for the same agreement. The old one works until you revoke it.

    Example: schoolgate key rotate ttrockstars-1f2e3d4c5b6a --by "O. Office" --confirmed-by "M. Head"
    """
    office = session(context).office()
    made = deeds.rotate(office, key, by=by, confirmed_by=confirmed_by, at=now(), dry_run=dry_run)
    _print_made(made, dry_run=dry_run, json=json)


@app.command()
def revoke(context: typer.Context, key: Key, dry_run: DryRun = False) -> None:
    """Revoke a key and every token of it, at once.

    Example: schoolgate key revoke ttrockstars-1f2e3d4c5b6a
    """
    revoked = deeds.revoke(session(context).office(), key, at=now(), dry_run=dry_run)
    talk(f"{'Would revoke' if dry_run else 'Revoked'} {revoked.id}.")


def _print_made(made: deeds.MadeKey, *, dry_run: bool, json: bool) -> None:
    if dry_run:
        talk(f"Would make a key for {made.key.slug}.")
        return
    if json:
        told = {"id": made.key.id, "agreement": made.key.slug, "secret": made.secret}
        print_json("schoolgate.key/1", told)
        return
    print_line(f"id\t{made.key.id}")
    print_line(f"secret\t{made.secret}")
    talk("The secret is not shown again. Hand both over by a safe way, and serve with: schoolgate up")
