"""The pages, served on this machine only."""

import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from schoolgate.actions.links import make_link
from schoolgate.actions.office import Office
from schoolgate.domain.errors import SchoolgateError
from schoolgate.server import beside

ADDRESS = "127.0.0.1"
WORKERS = 2
THREADS = 4  # of each
LONGEST_ANSWER = 120  # seconds; reading a hard notice takes the longest


class PortTaken(SchoolgateError):
    def __init__(self, port: int) -> None:
        super().__init__(
            f"The pages were not served: something else uses port {port} on this machine. "
            f"Choose another: schoolgate up --port {port + 1 if port < 65535 else 8000}"
        )


class Pages(BaseApplication):  # type: ignore[misc]
    """gunicorn in this process, which forks its workers; no file and no arguments are read."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Iterable[bytes]]:
        return WSGIHandler()


def serve(open_office: Callable[[], Office], port: int, *, with_worker: bool = False) -> None:
    """Serve until stopped, and print the one-time link. Port 0: any that is free.

    with_worker  run feeds by their schedules as well, in the home that the environment names

    Raises  PortTaken; NotFound where the home has no school yet.
    """
    office = open_office()
    door = listen(port)
    settings.SCHOOLGATE_OFFICE = lambda: office
    settings.SERVED_BY = WORKERS
    token = make_link(office, at=datetime.now(UTC))
    connections.close_all()  # a connection that two workers share would mix their answers
    say(f"Open http://{ADDRESS}:{door.getsockname()[1]}/open/{token}")
    say("The link works once. The pages are served on this machine only; stop with Ctrl+C.")
    with beside.worker() if with_worker else nullcontext():
        Pages(options_for(door)).run()


def listen(port: int) -> socket.socket:
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((ADDRESS, port))
    except OSError as error:
        door.close()
        raise PortTaken(port) from error
    door.listen(128)
    return door


def options_for(door: socket.socket) -> Mapping[str, Any]:
    return {
        "bind": f"fd://{door.fileno()}",
        "workers": WORKERS,
        "worker_class": "gthread",  # readers at one time share a commit of the ledger
        "threads": THREADS,
        "timeout": LONGEST_ANSWER,
        "loglevel": "warning",  # addresses are in the access log, and it is off
        "control_socket_disable": True,  # it would stand in the user's home folder, outside ours
        "proc_name": "schoolgate",
    }


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
