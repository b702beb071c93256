"""schoolgate worker"""

import time
from typing import Annotated

import typer

from schoolgate.actions import scheduling, turn
from schoolgate.cli.output import print_line
from schoolgate.cli.session import now, session

EVERY = 30.0  # seconds between two looks


def worker(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Look once, run what is due, and end.")] = False,
) -> None:
    """Run each feed when its schedule says so, until stopped. A second worker of one home is refused.

    Example: schoolgate worker --once
    """
    office = session(context).office()
    with turn.only_worker(office):
        while True:
            for slug, outcome in scheduling.work(office, clock=now):
                print_line(f"{slug}\t{outcome}")
            if once:
                return
            time.sleep(EVERY)
