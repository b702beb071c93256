"""A real SSH server on this machine that takes files in, and a way to it that can break off."""

import asyncio
import contextlib
import errno
import os
import socket
import threading
from datetime import UTC, datetime

import asyncssh
from httpcore import SyncBackend

from schoolgate.couriers.opened import Opened
from schoolgate.domain.door import Door, DoorKind
from schoolgate.egress.guard import Guard
from schoolgate.egress.network import Network

HOST, USER, PASSWORD = "files.elm.example", "hill", "correct horse"
HOST_KEY = asyncssh.generate_private_key("ssh-ed25519")
OTHER_KEY = asyncssh.generate_private_key("ssh-ed25519")
OWN_KEY = asyncssh.generate_private_key("ssh-ed25519")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class Doorman(asyncssh.SSHServer):
    def __init__(self, visitors):
        self.visitors = visitors

    def connection_made(self, connection):
        self.visitors.append(connection)

    def begin_auth(self, username):
        return True

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self):
        return True

    def validate_public_key(self, username, key):
        return username == USER and key == OWN_KEY.convert_to_public()


class Server:
    """`fault` is raised by each write once `room` bytes were taken; `log` is what was asked for."""

    def __init__(self, folder):
        self.folder, self.room, self.fault, self.hides, self.written = folder, None, errno.ENOSPC, False, 0
        self.loop = asyncio.new_event_loop()
        self.port, self.visitors = None, []
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(20)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.listening = self.loop.run_until_complete(self._listen())
        self.port = self.listening.get_port()
        self.ready.set()
        self.loop.run_forever()
        self.loop.run_until_complete(self._end())
        self.loop.close()

    async def _listen(self):
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda: Doorman(self.visitors),
            server_host_keys=[HOST_KEY],
            sftp_factory=self._files,
        )

    async def _end(self):
        self.listening.close()
        for one in self.visitors:
            one.abort()
        await asyncio.sleep(0.02)
        tasks = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _files(self, channel):
        server = self

        class Files(asyncssh.SFTPServer):
            def __init__(self):
                super().__init__(channel, chroot=os.fsencode(server.folder))

            def write(self, file, offset, data):
                server.written += len(data)
                if server.room is not None and server.written > server.room:
                    raise OSError(server.fault, os.strerror(server.fault))
                return super().write(file, offset, data)

            def stat(self, path):
                if server.hides:
                    raise asyncssh.SFTPPermissionDenied("no")
                return super().stat(path)

            def open(self, path, pflags, attrs):
                if server.hides and not pflags & asyncssh.FXF_WRITE:
                    raise asyncssh.SFTPPermissionDenied("no")
                return super().open(path, pflags, attrs)

        return Files()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(20)


class Way:
    """Passes bytes on to the server until `limit` of them went in; then it breaks off, or stalls."""

    def __init__(self, port, limit=None, *, stalls=False, mends=False):
        self.port, self.limit, self.stalls, self.passed, self.mends = port, limit, stalls, 0, mends
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.open = [self.listening]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                inner, _ = self.listening.accept()
                outer = socket.create_connection(("127.0.0.1", self.port))
                self.open += [inner, outer]
                threading.Thread(target=self._pass, args=(inner, outer, True), daemon=True).start()
                threading.Thread(target=self._pass, args=(outer, inner, False), daemon=True).start()

    def _pass(self, source, target, counted):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if counted and self.limit is not None:
                    data = data[: self.limit - self.passed]
                    self.passed += len(data)
                target.sendall(data)
                if counted and self.passed == self.limit:
                    self.limit = None if self.mends else self.limit
                    if self.stalls:
                        threading.Event().wait(5)
                    break
        for one in (source, target):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self):
        for one in self.open:
            one.close()


def network(port):
    class Dialler(SyncBackend):
        def connect_tcp(self, host, asked, **more):
            return super().connect_tcp(host, port, **more)

    return Network(
        resolve=lambda host: ["127.0.0.1"], may_reach=lambda one: one == "127.0.0.1", dialler=Dialler()
    )


def pin(key=HOST_KEY):
    return key.export_public_key().decode().strip()


def opened(port, *, secret=PASSWORD, host_key=None, pauses=(), seconds=10, expires=None, hosts=(HOST,)):
    door = Door(
        slug="sums",
        kind=DoorKind.SFTP,
        address=f"sftp://{HOST}/",
        user=USER,
        host_key=host_key or pin(),
        expires=expires,
        set_by="O. Office",
        set_at=NOW,
    )
    return Opened(
        door=door,
        secret=secret if isinstance(secret, bytes) else secret.encode(),
        guard=Guard(frozenset(hosts), network(port)),
        clock=lambda: NOW,
        pauses=pauses,
        seconds=seconds,
    )
