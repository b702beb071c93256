"""The cast, on real servers: a school with its work done, its office, a stranger, a school just begun."""

import re
import select
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.tools import find_program, require_or_skip

SOURCE = Path(__file__).parents[2] / "src"  # the server is this checkout's, whatever is installed
SAMPLE = SOURCE / "schoolgate" / "samples" / "notices" / "alderbrook-primary.txt"
SCHOOLGATE = (sys.executable, "-m", "schoolgate.server.main")
EDGE = "edge-of-a-part"
PATIENCE = 60  # seconds a slow machine may take to start


class Answer:
    """What came back: the status, the headers, the words."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.address = response.url
        self.words = response.read().decode()

    def heading(self):
        return plain(re.search(r"<h1>(.*?)</h1>", self.words, re.DOTALL).group(1))


def plain(html):
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
        .replace("&#x27;", "'")
        .replace("&quot;", '"')
        .strip()
    )


class Visitor:
    """A browser without a screen: cookies, forms, no scripts."""

    def __init__(self, site):
        self.site = site
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def ask(self, method, path, data=None, headers=()):
        request = urllib.request.Request(self.site + path, data=data, method=method, headers=dict(headers))
        try:
            return Answer(self.opener.open(request, timeout=PATIENCE))
        except urllib.error.HTTPError as error:
            return Answer(error)

    def get(self, path):
        return self.ask("GET", path)

    def token(self, path):
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).words)
        return found.group(1) if found else ""

    def post(self, path, *, seen_on=None, **fields):
        """As a form on the page `seen_on` sends it; without one, the page at the same address."""
        fields["csrfmiddlewaretoken"] = self.token(seen_on or path)
        return self.ask("POST", path, urllib.parse.urlencode(fields).encode())

    def upload(self, path, field, name, content, **fields):
        """A file chosen in a form, beside its other fields."""
        fields["csrfmiddlewaretoken"] = self.token(path)
        parts = [
            f'--{EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in fields.items()
        ]
        parts.append(f'--{EDGE}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n')
        body = "".join(parts).encode() + content + f"\r\n--{EDGE}--\r\n".encode()
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"}.items())


class Site:
    """One home and the server of it."""

    def __init__(self, home):
        self.home = home
        self.process = None
        self.address = ""
        self.link = ""

    def run(self, *arguments):
        done = subprocess.run(
            [*SCHOOLGATE, *arguments], env=self.environment(), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def environment(self):
        return {"SCHOOLGATE_HOME": str(self.home), "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}

    def start(self):
        self.process = subprocess.Popen(
            [*SCHOOLGATE, "up", "--port", str(free_port())],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else ""
        found = re.search(r"(http://127\.0\.0\.1:\d+)(/open/\S+)", line)
        assert found, line
        self.address, self.link = found.groups()

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE)
            self.process.stdout.close()
            self.process = None

    def visitor(self):
        return Visitor(self.address)

    def opened(self, name="A. Khan"):
        """A visitor with a link of their own, used."""
        self.stop()
        self.start()
        visitor = self.visitor()
        assert visitor.post(self.link, name=name).status == 200
        return visitor


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


@pytest.fixture(scope="session")
def hill(tmp_path_factory):
    """Hill Primary School: a whole job done on a sample notice, so that every page has something to show."""
    out = tmp_path_factory.mktemp("hill")
    site = Site(out / SAMPLE.stem / "home")
    site.run("demo", str(SAMPLE), "--no-serve", "--out", str(out))
    yield site
    site.stop()


@pytest.fixture(scope="session")
def office(hill):
    """The school's office: has used the one-time link. Changes nothing that others look at."""
    return hill.opened()


@pytest.fixture
def stranger(hill, office):
    """Somebody at the same computer who was given no link."""
    return hill.visitor()


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """A home with a school in it and nothing else, to be copied."""
    site = Site(tmp_path_factory.mktemp("begun") / "home")
    site.run("school", "create", "--name", "Brook School", "--nation", "england", "--type", "maintained")
    return site.home


@pytest.fixture
def new_school(begun, tmp_path):
    """A school that has done nothing yet."""
    site = Site(shutil.copytree(begun, tmp_path / "home"))
    yield site
    site.stop()


@pytest.fixture(scope="session")
def brook(begun, tmp_path_factory):
    """A school whose office may do anything; what one test does, the next one finds."""
    site = Site(shutil.copytree(begun, tmp_path_factory.mktemp("brook") / "home"))
    yield site
    site.stop()


@pytest.fixture(scope="session")
def brook_office(brook):
    return brook.opened()


# Not longer than its file: while it is open, Django takes this thread for an asynchronous one.
@pytest.fixture(scope="module")
def chromium():
    program = find_program("chromium") or find_program("chromium-browser") or find_program("google-chrome")
    require_or_skip("Chromium", program)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()
