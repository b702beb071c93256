"""Opens connections, each until one deadline for everything.

The address that was looked at is the one that is dialled: a name that answers differently the second time it
is asked gains nothing.
"""

import socket
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from schoolgate.egress.addresses import is_private
from schoolgate.egress.errors import InsideRefused
from schoolgate.egress.network import Network

Places = frozenset[tuple[str, int]]  # names in lower case, and ports


class OutOfTime(Exception):
    """The time for the whole deed is over."""


class UnknownHost(Exception):
    """No address is known for the name."""


class Deadline:
    """For all that one deed does, however slowly each part of it moves."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Raises OutOfTime."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left


class _Door(httpcore.NetworkBackend):
    """Resolves once, looks at every address, dials one that it has looked at.

    private  hosts and ports that a person let out to, though they are in a network of one's own
    """

    def __init__(self, network: Network, deadline: Deadline, private: Places) -> None:
        self._network, self._deadline, self._private = network, deadline, private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises InsideRefused where any address of the host is inside; UnknownHost, OutOfTime."""
        addresses = self._resolved(host)
        place = (host.rstrip(".").lower(), port)
        if not all(self._may_reach(place, one) for one in addresses):
            raise InsideRefused(host)
        opened = self._network.dialler.connect_tcp(addresses[0], port, timeout=self._deadline.left())
        if not self._may_reach(place, opened.get_extra_info("server_addr")[0]):
            opened.close()
            raise InsideRefused(host)
        return _Stream(opened, self._deadline)

    def _may_reach(self, place: tuple[str, int], address: str) -> bool:
        return self._network.may_reach(address) or (place in self._private and is_private(address))

    def _resolved(self, host: str) -> Sequence[str]:
        """A resolver can't be told how long it may take, so it is left behind when it takes too long."""
        answer: list[Sequence[str]] = []

        def ask() -> None:
            try:
                answer.append(self._network.resolve(host))
            except OSError:
                answer.append(())

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(self._deadline.left())
        if not answer:
            raise OutOfTime
        if not answer[0]:
            raise UnknownHost
        return answer[0]


def dial(network: Network, host: str, port: int, deadline: Deadline, private: Places) -> socket.socket:
    """A bare connection, for what does not speak HTTP. Raises what `connect_tcp` does, httpcore's too."""
    opened = _Door(network, deadline, private).connect_tcp(host, port).get_extra_info("socket")
    assert isinstance(opened, socket.socket)
    return opened


class _Stream(httpcore.NetworkStream):
    """Waits no longer than the deadline, for every byte of it together."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, timeout=self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, timeout=self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.left()
        return _Stream(
            self._inner.start_tls(ssl_context, server_hostname=server_hostname, timeout=left), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """httpx's requests through the door. Raises what the door does, and httpcore's errors."""

    def __init__(self, network: Network, deadline: Deadline, private: Places) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=network.tls(),
            network_backend=_Door(network, deadline, private),
            http2=False,
            retries=0,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(status_code=answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
