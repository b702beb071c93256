"""How fast suppliers fetch: `python bench/provider.py [SECONDS] [CALLERS]`.

`/users?limit=100` of OneRoster 1.2, with token, choices and ledger, against a bare Django view that gives the
same bytes: the same gunicorn, two workers, the same callers. Five rounds of each by turns; the medians and
their ratio are printed, and beside them a server that covers no second read of a page by the first one's
entry: there each read is an entry of its own, of which those at one time share a commit.

Before them, what the first read after a start takes: each of the two workers makes the whole roster then, and
writes it down. No limit a minute holds while it is measured.
"""

import base64
import http.client
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path
from gunicorn.app.base import BaseApplication

from schoolgate.server import boot
from schoolgate.server.environment import Environment
from schoolgate.server.main import opener

ROOT = Path(__file__).parents[1]
PUPILS, ROUNDS, FIRST = 420, 5, 40
BASE = "/ims/oneroster/rostering/v1p2"
PAGE = f"{BASE}/users?limit=100"


def serve_bare(port, body):
    """A view of one line, as lean as Django serves it."""
    urls = type(sys)("bare_urls")
    urls.urlpatterns = [path("users", lambda _: HttpResponse(body, content_type="application/json"))]
    sys.modules["bare_urls"] = urls
    settings.configure(ROOT_URLCONF="bare_urls", ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench")
    django.setup()

    class Bare(BaseApplication):
        def load_config(self):
            options = {"bind": f"127.0.0.1:{port}", "workers": 2, "worker_class": "gthread", "threads": 4}
            for name, value in (options | {"loglevel": "warning", "control_socket_disable": True}).items():
                self.cfg.set(name, value)

        def load(self):
            return WSGIHandler()

    Bare().run()


def serve_roster(port, home, covers):
    boot.configure()
    from schoolgate.actions import pulling
    from schoolgate.server import serve  # it imports the tables, which Django must be set up for

    settings.PULLS_A_MINUTE = 0
    pulling.COVERS = timedelta(seconds=covers)
    place = Environment(home=Path(home))
    serve.serve(lambda: opener(place)(Path(home)), port)


def make_school(home):
    """A school of `PUPILS`, one agreement in force, one key. Gives the key's id and secret."""
    boot.configure()
    from schoolgate.actions import agreements, keys, roll
    from schoolgate.actions import school as schools
    from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Term
    from schoolgate.domain.assessment import Outcome, SignerRole
    from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Nation, SchoolType
    from schoolgate.store import register

    now = datetime.now(UTC)
    on = now.date()
    opened = opener(Environment(home=home))
    schools.create(
        opened(home), name="Hill Primary School", nation=Nation.ENGLAND, type=SchoolType.MAINTAINED
    )
    office = opened(home)
    file = home / "roll.zip"
    roll.generate(file, pupils=PUPILS, seed=1, on=on)
    roll.load(office, file, at=now, on=on)
    terms = [Term(item=one, flow=Flow.SENT) for one in ("full_name", "class", "year_group", "pupil_id")]
    clause = Clause(
        id="1",
        purposes=("practice",),
        terms=tuple(terms),
        basis=Basis.PUBLIC_TASK,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    )
    made = Agreement(
        slug="sums",
        version=1,
        service="Sums",
        recipient="Sums Ltd",
        state=AgreementState.DRAFT,
        clauses=(clause,),
    )
    register.append_version(office.tenant, made, made_by="O. Office", made_at=now, why="bench")
    look = agreements.Look(
        outcome=Outcome.APPROVED,
        by="M. Head",
        role=SignerRole.HEAD,
        on=on,
        review_due=date(on.year + 1, 9, 1),
    )
    agreements.assess(office, "sums", look)
    agreements.approve(
        office, "sums", agreements.Signature(by="M. Head", role=SignerRole.HEAD), at=now, on=on
    )
    key = keys.make(office, "sums", by="O. Office", confirmed_by="M. Head", at=now)
    return key.key.id, key.secret


def token_for(port, key, secret):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    basic = base64.b64encode(f"{key}:{secret}".encode()).decode()
    connection.request(
        "POST",
        "/ims/oneroster/token",
        urlencode({"grant_type": "client_credentials"}),
        {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"},
    )
    return json.loads(connection.getresponse().read())["access_token"]


def rate(port, path, headers, seconds, callers):
    """Requests a second, each on a connection of its own as suppliers' systems do it."""
    ends = time.monotonic() + seconds

    def call(_):
        count = 0
        while time.monotonic() < ends:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            connection.close()
            count += 1
        return count

    with ThreadPoolExecutor(callers) as threads:
        return sum(threads.map(call, range(callers))) / seconds


def start(*arguments):
    command = [sys.executable, __file__, *map(str, arguments)]
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    return subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.DEVNULL, start_new_session=True
    )


def wait_for(port):
    for _ in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return
        except OSError:
            time.sleep(0.2)


def main(seconds, callers):
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        key, secret = json.loads(subprocess.check_output([sys.executable, __file__, "school", str(home)]))
        servers = [start("roster", 8871, home, 60), start("roster", 8873, home, 0)]
        try:
            wait_for(8871)
            wait_for(8873)
            headers = {"Authorization": f"Bearer {token_for(8871, key, secret)}"}
            body = first_reads(headers)
            (Path(folder) / "page.json").write_bytes(body)
            servers.append(start("bare", 8872, Path(folder) / "page.json"))
            wait_for(8872)
            measure(len(body), headers, seconds, callers)
        finally:
            for server in servers:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait()


def first_reads(headers):
    """The page, once the first of many reads of a fresh server were timed: the slow ones made the roster."""
    took = []
    for _ in range(FIRST):
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", 8871)
        connection.request("GET", PAGE, headers=headers)
        body = connection.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
    slowest = sorted(took, reverse=True)[:2]
    usual = statistics.median(took)
    print(f"first reads   {', '.join(f'{one:.0f}' for one in slowest)} ms, then {usual:.1f} ms")
    return body


def measure(size, headers, seconds, callers):
    rate(8871, PAGE, headers, 1, callers)
    rate(8872, "/users", {}, 1, callers)
    rate(8873, PAGE, headers, 1, callers)
    ours, each, bare = [], [], []
    for _ in range(ROUNDS):
        bare.append(rate(8872, "/users", {}, seconds, callers))
        ours.append(rate(8871, PAGE, headers, seconds, callers))
        each.append(rate(8873, PAGE, headers, seconds, callers))
    one, all_written, other = (statistics.median(found) for found in (ours, each, bare))
    print(f"{size} bytes, {callers} callers, {ROUNDS} rounds of {seconds} s")
    print(f"bare view     {other:7.0f} requests/s")
    print(f"roster        {one:7.0f} requests/s   ({one / other:.2f} of the bare view; wanted: 0.35)")
    print(
        f"each written  {all_written:7.0f} requests/s   ({all_written / other:.2f}; an entry for every read)"
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["school", home]:
            Path(home).mkdir(parents=True)
            print(json.dumps(make_school(Path(home))))
        case ["roster", port, home, covers]:
            serve_roster(int(port), home, float(covers))
        case ["bare", port, file]:
            serve_bare(int(port), Path(file).read_bytes())
        case given:
            main(float(given[0]) if given else 2.0, int(given[1]) if len(given) > 1 else 8)
