"""schoolgate egress allow | forbid | list"""

from typing import Annotated

import typer

from schoolgate.actions import hosts
from schoolgate.cli.options import DryRun, Json
from schoolgate.cli.output import print_json, print_line, talk
from schoolgate.cli.session import session

app = typer.Typer(
    help="The hosts that this home may fetch from; at first there are none.", no_args_is_help=True
)
Host = Annotated[str, typer.Argument(metavar="HOST", help="A website's name, or an address at it.")]


@app.command()
def allow(
    context: typer.Context,
    host: Host,
    private: Annotated[
        bool,
        typer.Option(
            "--private", help="HOST is NAME:PORT in your own network; only doors and rolls' sources go there."
        ),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Let this home fetch from a host, or its doors go to one place in a network of your own.

    Example: schoolgate egress allow www.hill.example
    """
    allowing = hosts.allow_private if private else hosts.allow
    named = allowing(session(context).home, host, dry_run=dry_run)
    talk(f"{'Would allow' if dry_run else 'Allowed'} {named}.")


@app.command()
def forbid(context: typer.Context, host: Host, dry_run: DryRun = False) -> None:
    """Let this home fetch from a host no longer.

    Example: schoolgate egress forbid www.hill.example
    """
    named = hosts.forbid(session(context).home, host, dry_run=dry_run)
    talk(f"{'Would forbid' if dry_run else 'Forbade'} {named}.")


@app.command("list")
def list_hosts(context: typer.Context, json: Json = False) -> None:
    """List the hosts that this home may fetch from.

    Example: schoolgate egress list --json
    """
    home = session(context).home
    allowed = hosts.allowed(home)
    inside = sorted(f"{name}:{port}" for name, port in hosts.private(home))
    if json:
        print_json("schoolgate.hosts/1", {"hosts": list(allowed), "private": inside})
        return
    for host in (*allowed, *(f"{place} (private, for doors and rolls' sources alone)" for place in inside)):
        print_line(host)
    if not allowed and not inside:
        talk("None: this home fetches nothing. Allow one with: schoolgate egress allow HOST")
