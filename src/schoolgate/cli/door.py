"""schoolgate door add | list | check | rotate | remove | troubles | delete-accounts"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from schoolgate.actions import accounts, doors
from schoolgate.actions.documents import read_bytes
from schoolgate.cli.exits import ERROR
from schoolgate.cli.options import By, DryRun, Json, Service
from schoolgate.cli.output import print_facts, print_json, print_table, talk
from schoolgate.cli.session import day, now, session
from schoolgate.domain.door import DoorKind

LARGEST = 100_000  # bytes of a secret
app = typer.Typer(help="Where each recipient takes its parcels in.", no_args_is_help=True)
Secret = Annotated[
    Path | None,
    typer.Option(
        "--secret-file",
        metavar="FILE",
        help="The password, private key, token or signing secret; '-' is the pipe. Kept in the home.",
    ),
]
Expires = Annotated[
    str | None, typer.Option("--expires", metavar="DATE", help="The last day on which the secret holds.")
]


@app.command()
def add(
    context: typer.Context,
    service: Service,
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS", help="sftp://HOST/FOLDER, https://HOST/PATH or scim+https://HOST/PATH."
        ),
    ],
    user: Annotated[
        str, typer.Option("--user", metavar="NAME", help="Whom an SFTP server knows us as.")
    ] = "",
    host_key: Annotated[
        str,
        typer.Option(
            "--host-key", metavar="KEY", help="An SFTP server's own key, 'ssh-ed25519 AAAA…' or 'SHA256:…'."
        ),
    ] = "",
    secret_file: Secret = None,
    expires: Expires = None,
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Set the door of an agreement; without a secret file one is made for HTTPS.

    Example: schoolgate door add ttrockstars https://elm.example/hook --by "A. Khan"
    """
    asked = doors.Asked(
        address=address,
        user=user,
        host_key=host_key,
        secret=_read(secret_file),
        expires=day(expires) if expires else None,
        by=by,
    )
    office = session(context).office()
    door = doors.add(office, service, asked, at=now(), dry_run=dry_run)
    talk(f"{'Would set' if dry_run else 'Set'} the door of {door.slug}: {door.address}")
    if not dry_run and secret_file is None:
        talk(f"Give the recipient the secret in {doors.secret_file(office, door.slug)}, by a safe way.")


@app.command("list")
def list_doors(context: typer.Context, json: Json = False) -> None:
    """List the doors: the address, the pinned host key and the last day of each, never a secret.

    Example: schoolgate door list --json
    """
    found = doors.listing(session(context).office())
    if json:
        print_json("schoolgate.doors/1", {"doors": [doors.door_as_json(one) for one in found]})
        return
    print_table(
        ("agreement", "address", "user", "host key", "expires"),
        [(one.slug, one.address, one.user, one.host_key, one.expires) for one in found],
    )


@app.command()
def check(context: typer.Context, service: Service, json: Json = False) -> None:
    """Try a door and send nothing: is it there, is it the pinned one, does it let us in?

    Example: schoolgate door check ttrockstars
    """
    door, said = doors.check(session(context).office(), service, clock=now)
    if json:
        print_json("schoolgate.door/1", {**doors.door_as_json(door), "says": said})
        return
    facts = [("agreement", door.slug), ("address", door.address), ("expires", door.expires or "never")]
    if door.kind is DoorKind.SFTP:
        facts += [("user", door.user), ("host key", door.host_key)]
    print_facts([*facts, ("answer", said)])


@app.command()
def rotate(
    context: typer.Context,
    service: Service,
    secret_file: Secret = None,
    expires: Expires = None,
    by: By = "the office",
    dry_run: DryRun = False,
) -> None:
    """Give a door a new secret; an HTTPS door signs with the old one as well until the next rotation.

    Example: schoolgate door rotate ttrockstars --secret-file new.key --expires 2027-08-31
    """
    office = session(context).office()
    ends = day(expires) if expires else None
    door = doors.rotate(office, service, _read(secret_file), expires=ends, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would change' if dry_run else 'Changed'} the secret of the door of {door.slug}.")


@app.command()
def remove(context: typer.Context, service: Service, by: By = "the office", dry_run: DryRun = False) -> None:
    """Take a door away, and its secret with it; what was sent stays in the ledger.

    Example: schoolgate door remove ttrockstars --by "A. Khan"
    """
    door = doors.remove(session(context).office(), service, by=by, at=now(), dry_run=dry_run)
    talk(f"{'Would remove' if dry_run else 'Removed'} the door of {door.slug}.")


@app.command()
def troubles(context: typer.Context, service: Service, json: Json = False) -> None:
    """List the accounts that a SCIM door did not take in the last run, and why; a pupil by the roll's id.

    Example: schoolgate door troubles ttrockstars --json
    """
    found = accounts.troubles(session(context).office(), service, at=now())
    if json:
        print_json("schoolgate.troubles/1", {"troubles": [asdict(one) for one in found]})
        return
    print_table(
        ("key", "pupil", "why", "what to do"),
        [(one.key, one.pupil or "", one.why, one.remedy) for one in found],
    )


@app.command("delete-accounts")
def delete_accounts(
    context: typer.Context,
    service: Service,
    pupils: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PUPIL]...", help="Ids of the roll; all who were asked for where none is named."
        ),
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Delete accounts at a SCIM door for good, of pupils whom `deletion make` asked for.

    Example: schoolgate door delete-accounts ttrockstars p0042 --dry-run
    """
    ended = accounts.delete(session(context).office(), service, pupils or (), clock=now, dry_run=dry_run)
    talk(f"{'Would delete' if dry_run else 'Deleted'} {ended.deleted} accounts of {ended.slug}.")
    if ended.refused:
        print_table(("key", "pupil", "why"), [(one.key, one.pupil or "", one.why) for one in ended.refused])
        raise typer.Exit(ERROR)


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    if str(path) == "-":
        return sys.stdin.buffer.read(LARGEST)
    return read_bytes(path, largest=LARGEST)
