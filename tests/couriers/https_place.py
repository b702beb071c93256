"""A recipient's web server behind real TLS: takes a message in, then does what it likes."""

import ssl
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

from schoolgate.couriers.opened import Opened
from schoolgate.domain.door import Door, DoorKind
from schoolgate.egress.guard import Guard
from tests.egress.place import HOST, network

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


class Recipient:
    """`answers` are functions of the connection, one for each message; the last serves all after it."""

    def __init__(self, chain):
        self.answers, self.taken = [saying(200)], []
        place = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                place.taken.append((dict(self.headers), body))
                place.next()(self.connection)
                self.close_connection = True

            def do_HEAD(self):
                place.next()(self.connection)
                self.close_connection = True

            def log_message(self, *_):
                pass

        class Listening(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass  # whoever asked hung up, as some of the tests want

            def finish_request(self, request, client_address):
                with context.wrap_socket(request, server_side=True) as secured:
                    super().finish_request(secured, client_address)

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        self.listening = Listening(("127.0.0.1", 0), Handler)
        self.secure = self.plain = self.listening.socket  # as tests.egress.place.network asks for them
        threading.Thread(target=self.listening.serve_forever, daemon=True).start()

    def next(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self):
        self.listening.shutdown()
        self.listening.server_close()


def words(status):
    return f"HTTP/1.1 {status} So\r\nContent-Length: 2\r\n\r\nOK".encode()


def saying(status, upto=None):
    """Answers, or breaks off after so many bytes of the answer."""
    return lambda connection: connection.sendall(words(status)[:upto])


def stalling(connection):
    threading.Event().wait(3)


def opened(recipient, authority, *, secret=SECRET, pauses=(), seconds=10, hosts=(HOST,), **of_door):
    values = SimpleNamespace(address=f"https://{HOST}/hook", expires=None, **of_door)
    door = Door(
        slug="sums",
        kind=DoorKind.HTTPS,
        address=values.address,
        expires=values.expires,
        set_by="O. Office",
        set_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    )
    return Opened(
        door=door,
        secret=secret.encode(),
        guard=Guard(frozenset(hosts), network(recipient, authority)),
        clock=lambda: datetime.now(UTC),
        pauses=pauses,
        seconds=seconds,
    )
