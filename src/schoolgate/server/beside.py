"""The worker beside the pages: a process of its own, which ends with them however they end."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

WAITS = 10.0  # seconds for it to end by itself; what it leaves undone the next one takes up


@contextmanager
def worker() -> Iterator[None]:
    """It inherits the environment, so it works in the same home. Ctrl+C reaches the pages alone."""
    started = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.server.main", "worker", "--beside", str(os.getpid())],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        started.terminate()
        try:
            started.wait(WAITS)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
