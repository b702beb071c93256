"""A recipient's SCIM 2.0 server, not ours, behind real TLS. A test may spoil its answers."""

import json
import ssl
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from socketserver import ThreadingMixIn
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer

from scim2_models import ScimProvider
from scim2_server.memory import InMemoryStorage
from scim2_server.testserver.application import BEARER_TOKEN_SCHEME, BearerTokenApplication
from scim2_server.utils import (
    load_default_resource_types,
    load_default_schemas,
    load_default_service_provider_config,
)

from schoolgate.couriers.opened import Opened
from schoolgate.domain.door import Door, DoorKind
from schoolgate.egress.guard import Guard
from tests.egress.place import HOST, network

TOKEN = "a-canary-of-a-token"
BASE = "/v2"


@cache
def provider():
    config = load_default_service_provider_config()
    config.authentication_schemes = [BEARER_TOKEN_SCHEME]
    return ScimProvider.from_discovery(
        load_default_schemas().values(), load_default_resource_types().values(), config=config
    )


def application():
    return BearerTokenApplication(InMemoryStorage(), provider(), bearer_tokens=[TOKEN])


class Recipient:
    """`faults` are taken one for each request; after the last of them the server is as it should be.

    asked  (method, path with query, body) of each request
    """

    def __init__(self, chain):
        self.empty()
        place = self

        class Handler(WSGIRequestHandler):
            def handle(self):
                self.raw_requestline = self.rfile.readline(65537)
                if self.raw_requestline and self.parse_request():
                    place.serve(self)

            def log_message(self, *_):
                pass

        class Listening(ThreadingMixIn, WSGIServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # whoever asked hung up, as some of the tests want

            def finish_request(self, request, client_address):
                with context.wrap_socket(request, server_side=True) as secured:
                    super().finish_request(secured, client_address)

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        self.listening = Listening(("127.0.0.1", 0), Handler)
        self.secure = self.plain = self.listening.socket  # as tests.egress.place.network asks for them
        threading.Thread(target=lambda: self.listening.serve_forever(0.02), daemon=True).start()

    def serve(self, handler):
        fault = self.faults.pop(0) if self.faults else sound
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.asked.append((handler.command, handler.path, body.decode()))
        fault(handler, lambda: self.answer(handler, body))

    def answer(self, handler, body):
        """The bytes of the server's own answer; by then it has done what was asked for."""
        out = Kept()
        environ = handler.get_environ() | {"SERVER_NAME": HOST}
        running = ServerHandler(Kept(body), out, Kept(), environ, multithread=True)
        running.request_handler = handler
        running.run(self.application)
        return out.bytes

    def users(self):
        return self.ask("/Users?count=500")

    def groups(self):
        return self.ask("/Groups?count=500")

    def write(self, path, resource):
        """As the service's own people do, not over the network."""
        return self.ask(path, "PUT", json.dumps(resource).encode())

    def ask(self, path, method="GET", body=b""):
        out, said = [], []
        url, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "CONTENT_TYPE": "application/scim+json",
            "CONTENT_LENGTH": str(len(body)),
            "PATH_INFO": f"{BASE}{url}",
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "wsgi.url_scheme": "https",
            "wsgi.input": Kept(body),
            "HTTP_AUTHORIZATION": f"Bearer {TOKEN}",
        }
        out += self.application(environ, lambda status, headers, _=None: said.append(status))
        return json.loads(b"".join(out)).get("Resources", [])

    def empty(self):
        self.application, self.faults, self.asked = application(), [], []

    def close(self):
        self.listening.shutdown()
        self.listening.server_close()


class Kept:
    """A file in memory, as wsgiref reads and writes one."""

    def __init__(self, content=b""):
        self.bytes, self.at = content, 0

    def read(self, size=-1):
        end = len(self.bytes) if size < 0 else self.at + size
        found, self.at = self.bytes[self.at : end], min(end, len(self.bytes))
        return found

    def readline(self, *_):
        return self.read()

    def write(self, content):
        if isinstance(content, bytes):
            self.bytes += content

    def flush(self):
        pass


def sound(handler, answer):
    handler.wfile.write(answer())


def cut(upto):
    """Does what was asked for; its answer breaks off after so many bytes."""

    def fault(handler, answer):
        handler.wfile.write(answer()[:upto])

    return fault


def gone(handler, answer):
    """Hangs up and does nothing."""


def saying(status, **fields):
    """Does nothing, and says so."""
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())

    def fault(handler, answer):
        handler.wfile.write(f"HTTP/1.1 {status} So\r\n{told}Content-Length: 0\r\n\r\n".encode())

    return fault


def telling(body, status="200 OK"):
    """Does nothing, and answers with this."""

    def fault(handler, answer):
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        handler.wfile.write(head.encode() + body)

    return fault


def stalling(handler, answer):
    time.sleep(3)


def done_then(fault):
    """Does what was asked for, and says something else."""

    def both(handler, answer):
        answer()
        fault(handler, answer)

    return both


@cache
def trusted(authority):
    return authority.trusted()


def opened(recipient, authority, *, secret=TOKEN, pauses=(), seconds=10, hosts=(HOST,), expires=None):
    door = Door(
        slug="sums",
        kind=DoorKind.SCIM,
        address=f"scim+https://{HOST}{BASE}",
        expires=expires,
        set_by="O. Office",
        set_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    )
    return Opened(
        door=door,
        secret=secret.encode(),
        guard=Guard(frozenset(hosts), replace(network(recipient, authority), tls=lambda: trusted(authority))),
        clock=lambda: datetime.now(UTC),
        pauses=pauses,
        seconds=seconds,
    )
