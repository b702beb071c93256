"""schoolgate worker"""

import os
import time
from typing import Annotated

import typer

from schoolgate.actions import scheduling, turn
from schoolgate.cli.output import print_line
from schoolgate.cli.session import now, session

EVERY = 30  # seconds between two looks


def worker(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Look once, run what is due, and end.")] = False,
    beside: Annotated[int | None, typer.Option(hidden=True, help="End when this process has.")] = None,
) -> None:
    """Run each feed when its schedule says so, until stopped. A second worker of one home is refused.

    Example: schoolgate worker --once
    """
    office = session(context).office()
    with turn.only_worker(office):
        while beside is None or os.getppid() == beside:
            for slug, outcome in scheduling.work(office, clock=now):
                print_line(f"{slug}\t{outcome}")
            if once:
                return
            _sleep(beside)


def _sleep(beside: int | None) -> None:
    """Wakes to see whether the process that it stands beside has ended."""
    for _ in range(int(EVERY)):
        if beside is not None and os.getppid() != beside:
            return
        time.sleep(1)
