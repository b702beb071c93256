"""The worker beside the pages."""

import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
SCHOOLGATE = (sys.executable, "-m", "schoolgate.server.main")
PATIENCE = 60  # seconds


@pytest.fixture
def environment(tmp_path):
    found = {"SCHOOLGATE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}
    made = ("school", "create", "--name", "Elm School", "--nation", "england", "--type", "maintained")
    subprocess.run([*SCHOOLGATE, *made], env=found, check=True, capture_output=True)
    return found


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return str(door.getsockname()[1])


def waits_for(true):
    ends = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < ends:
        time.sleep(0.2)
    return true()


def has_beaten(environment):
    with sqlite3.connect(Path(environment["SCHOOLGATE_HOME"]) / "schoolgate.sqlite3") as database:
        found = database.execute("SELECT count(*) FROM store_heartbeat").fetchone()[0]
    database.close()
    return found == 1


def other_worker(environment):
    return subprocess.run(
        [*SCHOOLGATE, "worker", "--once"], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=lambda one: one.name)
def test_the_worker_wakes_and_ends_with_the_pages(environment, how):
    pages = subprocess.Popen(
        [*SCHOOLGATE, "up", "--port", free_port()],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert waits_for(lambda: has_beaten(environment))
        assert "another worker of this school is awake" in other_worker(environment).stderr
    finally:
        pages.send_signal(how)
        pages.wait(PATIENCE)
    assert waits_for(lambda: other_worker(environment).returncode == 0)
