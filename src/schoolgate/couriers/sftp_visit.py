"""One visit to an SFTP server: who is there is made sure of, and files are put down."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncssh
import httpcore

from schoolgate.couriers.opened import Opened
from schoolgate.couriers.sftp_troubles import CutShort
from schoolgate.egress.door import Deadline, OutOfTime, UnknownHost
from schoolgate.egress.errors import HostNotAllowed, InsideRefused

PORT = 22
CHUNK = 16_384  # bytes at a time, one after the other: a break then leaves a beginning, never holes
FINGERPRINT = "SHA256:"
PRIVATE_KEY = b"-----BEGIN"
# `asyncssh.Error` does not cover a key that can't be read.
ERRORS = (
    asyncssh.Error,
    asyncssh.KeyImportError,
    httpcore.NetworkError,
    httpcore.TimeoutException,
    HostNotAllowed,
    InsideRefused,
    OutOfTime,
    UnknownHost,
    CutShort,
    OSError,
)
# A server that only takes things in may say any of these when it is asked what it has.
NOT_TOLD = (
    asyncssh.SFTPNoSuchFile,
    asyncssh.SFTPPermissionDenied,
    asyncssh.SFTPOpUnsupported,
)


@dataclass(slots=True)
class Standing:
    """What stands at the door, as far as it is known.

    placed   files that stand there with our bytes
    perhaps  files that may: a rename was asked for and not answered, or the server lets nobody read
    is_seen  each of the files was looked for
    """

    placed: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    is_seen: bool = False


class _Pinned(asyncssh.SSHClient):
    """Asked about each host key that is not known, which is every one."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        return key.get_fingerprint() == self._fingerprint


@asynccontextmanager
async def visit(opened: Opened) -> AsyncIterator[asyncssh.SFTPClient]:
    """The server's SFTP client, in the door's folder. Raises one of ERRORS."""
    door = urlsplit(opened.door.address)
    known = _known_by(opened.door.host_key)
    secret = _secret(opened.secret)  # before anything is dialled
    dialled = await asyncio.to_thread(
        opened.guard.dial, door.hostname or "", door.port or PORT, Deadline(opened.seconds)
    )
    dialled.setblocking(False)
    connection = await asyncssh.connect(
        sock=dialled,
        host=door.hostname or "",
        username=opened.door.user,
        config=None,  # nothing of the machine's own settings, keys or agent is used
        agent_path=None,
        gss_kex=False,
        gss_auth=False,
        connect_timeout=opened.seconds,
        **known,
        **secret,
    )
    # Closing a file waits for the server's word, however late it is: this ends that too.
    alarm = asyncio.get_running_loop().call_later(opened.seconds, connection.abort)
    try:
        client = await connection.start_sftp_client()
        await client.chdir(unquote(door.path) or ".")
        yield client
    finally:
        alarm.cancel()
        connection.abort()  # a polite goodbye would wait for a server that stalls
        await connection.wait_closed()


def _known_by(host_key: str) -> dict[str, Any]:
    if host_key.startswith(FINGERPRINT):
        return {"known_hosts": b"", "client_factory": lambda: _Pinned(host_key)}
    key = asyncssh.import_public_key(host_key)
    return {"known_hosts": ([key], [], [])}


def _secret(secret: bytes) -> dict[str, Any]:
    if secret.startswith(PRIVATE_KEY):
        return {"client_keys": [asyncssh.import_private_key(secret)], "password": None}
    return {"client_keys": None, "password": secret.decode().strip("\r\n")}


async def place(server: asyncssh.SFTPClient, files: Mapping[str, bytes], standing: Standing) -> None:
    """Puts down what is not there yet, in order. What stands there is written into `standing` as it goes."""
    await _look(server, files, standing)
    missing = [name for name in files if name not in standing.placed]
    if missing:
        # A manifest says that all of a parcel is there: yesterday's goes before today's files come.
        last = list(files)[-1]
        with suppress(*NOT_TOLD):
            await server.remove(last)
        standing.placed.discard(last)
        missing = [name for name in files if name not in standing.placed]
    for name in missing:
        await _upload(server, name, files[name])
        standing.perhaps.add(name)
        await _rename(server, _part(name), name)
        standing.placed.add(name)


def _part(name: str) -> str:
    return f".{name}.part"


async def _look(server: asyncssh.SFTPClient, files: Mapping[str, bytes], standing: Standing) -> None:
    standing.placed.clear()
    for name, content in files.items():
        same = await _is_same(server, name, content)
        if same:
            standing.placed.add(name)
        if same is None:
            standing.perhaps.add(name)
        else:
            standing.perhaps.discard(name)
    standing.is_seen = True


async def _is_same(server: asyncssh.SFTPClient, name: str, content: bytes) -> bool | None:
    """None: the server does not say."""
    try:
        size = await server.getsize(name)
    except asyncssh.SFTPNoSuchFile:
        return False
    except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPOpUnsupported):
        return None
    if size != len(content):
        return False
    there = await _read(server, name, len(content))
    return None if there is None else _digest(there) == _digest(content)


async def _read(server: asyncssh.SFTPClient, name: str, size: int) -> bytes | None:
    try:
        async with server.open(name, "rb", block_size=0) as file:
            found = bytearray()
            while len(found) < size and (chunk := await file.read(CHUNK, len(found))):
                assert isinstance(chunk, bytes)
                found += chunk
            return bytes(found)
    except NOT_TOLD:
        return None


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


async def _upload(server: asyncssh.SFTPClient, name: str, content: bytes) -> None:
    """Under a name that nobody looks for, from where the last visit broke off. Raises CutShort."""
    part = _part(name)
    start = await _kept(server, part, content)
    async with server.open(part, "rb+" if start else "wb", block_size=0) as file:
        for at in range(start, len(content), CHUNK):
            await file.write(content[at : at + CHUNK], at)
        with suppress(asyncssh.SFTPOpUnsupported):
            await file.fsync()
    with suppress(*NOT_TOLD):
        if await server.getsize(part) != len(content):
            raise CutShort


async def _kept(server: asyncssh.SFTPClient, part: str, content: bytes) -> int:
    """How many bytes of it an earlier visit left; 0 where they are not ours."""
    try:
        size = await server.getsize(part)
    except NOT_TOLD:
        return 0
    if not size or size > len(content):
        return 0
    there = await _read(server, part, size)
    return size if there is not None and _digest(there) == _digest(content[:size]) else 0


async def _rename(server: asyncssh.SFTPClient, part: str, name: str) -> None:
    try:
        await server.posix_rename(part, name)
    except asyncssh.SFTPOpUnsupported:
        with suppress(asyncssh.SFTPNoSuchFile):
            await server.remove(name)
        await server.rename(part, name)
