"""Many suppliers' threads at one server, over HTTP: each page is in the ledger, and the ledger holds."""

import base64
import json
import os
import re
import select
import socket
import struct
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from schoolgate.actions import keys, ledger
from tests.actions.cast import DEPUTY, OFFICE, found_office, in_force, load_roll, on_roll

SOURCE = Path(__file__).parents[2] / "src"
LIMIT = 20
PATIENCE = 60  # seconds a slow machine may take to start


def school(fresh_home, tmp_path):
    office = found_office(fresh_home)
    load_roll(office, tmp_path)
    in_force(office)
    return office, keys.make(office, "sums", by=OFFICE, confirmed_by=DEPUTY, at=datetime.now(UTC))


@pytest.fixture
def door(fresh_home, tmp_path):
    """A school's home, a key to it, and the address of its server."""
    office, key = school(fresh_home, tmp_path)
    words = ("schoolgate.server.main", "up", "--port", str(free_port()))
    with served(office, key, *words) as site:
        yield office, key, site


@pytest.fixture
def limited(fresh_home, tmp_path):
    """The same, where a key may fetch LIMIT pages a minute."""
    office, key = school(fresh_home, tmp_path)
    words = ("tests.api.limited_server", str(office.home), str(free_port()), str(LIMIT))
    with served(office, key, *words) as site:
        yield office, key, site


@contextmanager
def served(office, key, *words):
    server = subprocess.Popen(
        [sys.executable, "-m", *words],
        env={
            "SCHOOLGATE_HOME": str(office.home),
            "PYTHONPATH": os.pathsep.join((str(SOURCE), str(SOURCE.parent))),
            "LANG": "C.UTF-8",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        ready, _, _ = select.select([server.stdout], [], [], PATIENCE)
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline() if ready else "")
        assert found
        yield found.group()
    finally:
        server.terminate()
        said, _ = server.communicate(timeout=PATIENCE)
        assert "Traceback" not in said
        assert key.secret not in said


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def token_of(site, key):
    basic = base64.b64encode(f"{key.key.id}:{key.secret}".encode()).decode()
    form = urlencode({"grant_type": "client_credentials"}).encode()
    asked = urllib.request.Request(f"{site}/ims/oneroster/token", form, {"Authorization": f"Basic {basic}"})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        return json.load(answer)["access_token"]


def fetch(site, token, offset):
    address = f"{site}/ims/oneroster/rostering/v1p2/users?limit=3&offset={offset}"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        return json.load(answer)["users"]


@pytest.mark.sqlite
def test_what_many_threads_fetch_at_once_is_all_in_the_ledger(door):
    office, key, site = door
    token = token_of(site, key)
    offsets = [*range(0, len(on_roll()), 3)] * 4
    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda offset: fetch(site, token, offset), offsets))

    told = ledger.disclosures(office)
    assert ledger.verify(office).holds()
    assert len({row["sourcedId"] for page in pages for row in page}) == len(on_roll())
    written = {file.sha256 for one in told for file in one.intent.files}
    assert len(written) == len(set(offsets))


def hang_up(site, asked, *, after_sending=None, after_reading=0):
    """Breaks the connection off as a machine does that is switched off."""
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(asked[:after_sending])
        heard = b""
        while len(heard) < after_reading and (part := line.recv(after_reading - len(heard))):
            heard += part
        return heard


@pytest.mark.sqlite
def test_whatever_was_begun_to_be_told_is_in_the_ledger_though_the_supplier_hangs_up(door):
    office, key, site = door
    token = token_of(site, key)
    path = "/ims/oneroster/rostering/v1p2/users?limit=3&offset="
    head = f"Host: {urlsplit(site).netloc}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    asked = {offset: f"GET {path}{offset} HTTP/1.1\r\n{head}".encode() for offset in range(24)}

    for upto in range(0, len(asked[0]), 7):
        hang_up(site, asked[0], after_sending=upto)
    heard = {offset: hang_up(site, asked[offset], after_reading=1 + 60 * offset) for offset in range(1, 12)}
    whole = fetch(site, token, 20)

    told = ledger.disclosures(office)
    pages = [one.intent.files[0].sha256 for one in told]
    assert all(part.startswith(b"HTTP/1.1 200"[: len(part)]) for part in heard.values())
    assert len(whole) == 3
    assert len(set(pages)) == len(heard) + 1
    assert ledger.verify(office).holds()


@pytest.mark.sqlite
def test_the_limit_of_a_key_holds_over_all_processes_of_the_server(limited):
    _, key, site = limited
    token = token_of(site, key)
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda _: status_of(site, token), range(4 * LIMIT)))
    taken = [retry for status, retry in told if status == 200]
    refused = [retry for status, retry in told if status == 429]

    assert LIMIT // 2 <= len(taken) <= LIMIT + 2  # a little flows back while they ask
    assert len(taken) + len(refused) == len(told)
    assert set(refused) == {"60"}


def status_of(site, token):
    address = f"{site}/ims/oneroster/rostering/v1p2/users?limit=3"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status, None
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Retry-After"]
