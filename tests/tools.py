"""Tools that a machine may lack: a test that needs one skips by name, and fails where all are required."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest


def require_or_skip(name, is_there):
    """With SCHOOLGATE_TEST_REQUIRE=1, as on a build server, nothing may be skipped."""
    if is_there:
        return
    why = f"{name} is not on this machine"
    if os.environ.get("SCHOOLGATE_TEST_REQUIRE") == "1":
        pytest.fail(f"{why}, and this run requires every tool")
    pytest.skip(why)


def is_importable(name):
    return find_spec(name) is not None


def find_program(name, *folders):
    """In PATH, or in the newest of some folders that distributions use; None where it is in neither."""
    found = [shutil.which(name)]
    for pattern in folders:
        found += sorted(str(path) for path in Path("/").glob(f"{pattern}/{name}"))[::-1]
    return next((path for path in found if path), None)
