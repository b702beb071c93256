"""Waiting until a disk holds all that was written, once for many files."""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path


def settle(folders: Iterable[str]) -> None:
    """Returns when everything below these folders would outlast a power cut. Raises OSError."""
    for place in {os.stat(folder).st_dev: folder for folder in folders}.values():  # noqa: PTH116
        _sync(place)


def _sync(folder: str) -> None:
    """syncfs(2), which also tells of what could not be written; elsewhere what the system has."""
    if sys.platform != "linux":
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(handle):
            raise OSError(ctypes.get_errno(), "syncfs")
    finally:
        os.close(handle)


def settle_names(folder: Path) -> None:
    """Makes the names in a folder outlast a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
