"""A process that is doubled: whether it may be, and how its double ends with it. Linux: prctl(2), proc(5)."""

import ctypes
import os
import signal
import sys
from pathlib import Path

PARENT_DEATH_SIGNAL = 1
THREADS = Path("/proc/self/task")


def can_be_forked() -> bool:
    """A lock that another thread holds would be held in the double for ever."""
    return sys.platform == "linux" and len([*THREADS.iterdir()]) == 1


def end_with(parent: int) -> None:
    """Called by the double: it is killed when its parent ends, however that does."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os._exit(1)
