"""A roll pulled from a server: loaded whole and compared like any other, its secret kept apart."""

import os
import re
import select
import socket
import ssl
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schoolgate.actions import care, hosts, keys, roll, roll_pulling, roll_sources, scheduling, today
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.domain.schedule import Rhythm
from schoolgate.egress.errors import HostNotAllowed, NotFetched
from schoolgate.egress.guard import Guard
from schoolgate.feeds.changes import TooManyGone
from schoolgate.feeds.rest.asking import Opened
from schoolgate.feeds.rest.errors import NotPulled
from schoolgate.feeds.rest.sweep import sweep
from schoolgate.feeds.sources import RollRefused
from schoolgate.feeds.sources.isolate import read_isolated
from tests.actions.cast import (
    DEPUTY,
    OFFICE,
    Clock,
    clause,
    found_office,
    in_force,
    load_roll,
    made_up,
    on_roll,
)
from tests.actions.day import AT, ON
from tests.egress.place import HOST, Authority, network
from tests.feeds.rest.roster_place import CLIENT, SECRET, TOKEN, Roster, instead, user

SOURCE = Path(__file__).parents[2] / "src"
PATIENCE = 60  # seconds a slow machine may take to start


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def roster(authority):
    found = Roster(authority.chain)
    yield found
    found.close()


def asked(roster, **values):
    told = {
        "dialect": "oneroster_1p2",
        "address": f"https://{HOST}{roster.base}/",
        "token_address": f"https://{HOST}{TOKEN}",
        "client": CLIENT,
        "secret": SECRET.encode() + b"\n",
        "by": OFFICE,
    }
    return roll_sources.Asked(**(told | values))


@pytest.fixture
def empty(office):
    """The shared home, its files as they were."""
    yield office
    for folder in ("sources", "keys"):
        for file in (office.home / folder).glob(f"*{office.tenant.school_id}*"):
            file.unlink()
    for name in hosts.LISTS:
        (office.home / name).unlink(missing_ok=True)


@pytest.fixture
def school(empty, roster):
    office = empty
    hosts.allow(office.home, HOST)
    roll_sources.add(office, "mis", asked(roster), at=AT)
    return office


def pull(office, roster, authority, **more):
    asking = {"network": network(roster, authority), "pauses": (), "sleep": lambda seconds: None}
    return roll_pulling.pull(office, "mis", at=AT, on=ON, **(asking | more))


def test_a_pulled_roll_is_loaded_and_the_next_is_compared_with_it(school, roster, authority):
    first = pull(school, roster, authority)
    roster.objects["users"] = [*roster.objects["users"], user("p9", "student", "New", "Child")]
    then = pull(school, roster, authority)

    assert first.snapshot.counts["pupil"] == 3
    assert "4 pupils: 1 new, 0 gone, 0 with a change, against 3 in the roll before." in then.notes
    assert roll.show(school)["source"] == "mis.zip"


def test_a_rehearsal_pulls_and_keeps_nothing(school, roster, authority):
    assert pull(school, roster, authority, dry_run=True).snapshot.counts["pupil"] == 3
    with pytest.raises(NotFound):
        roll.show(school)


def test_a_server_that_lost_its_pupils_loses_us_none(school, roster, authority):
    before = pull(school, roster, authority).snapshot.digest
    roster.objects["users"] = roster.objects["users"][1:]
    roster.objects["enrollments"] = roster.objects["enrollments"][1:]
    with pytest.raises(TooManyGone):
        pull(school, roster, authority)

    assert roll.show(school)["digest"] == before


def test_a_server_that_fails_half_way_leaves_the_roll_before(school, roster, authority):
    before = pull(school, roster, authority).snapshot.digest
    roster.faults = [lambda whole, connection: connection.sendall(whole), instead(500)]
    with pytest.raises(NotPulled):
        pull(school, roster, authority)

    assert roll.show(school)["digest"] == before


def test_an_enrolment_of_nobody_is_refused_as_in_a_file(school, roster, authority):
    roster.objects["users"] = [one for one in roster.objects["users"] if one["sourcedId"] != "t1"]
    with pytest.raises(RollRefused, match="names nobody in table pupil or staff"):
        pull(school, roster, authority)


def test_the_secret_is_kept_apart_and_only_its_owner_may_read_it(school):
    secret = roll_sources.secret_file(school, "mis")

    assert secret.read_text() == SECRET
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.parent == school.home / "keys"
    [kept] = (school.home / "sources").iterdir()
    assert SECRET not in kept.read_text()
    assert SECRET not in str(roll_sources.listing(school)) + str(roll_sources.find(school, "mis"))
    assert CLIENT not in repr(roll_sources.find(school, "mis"))


def test_a_source_that_was_taken_away_leaves_no_secret(school):
    roll_sources.remove(school, "mis")

    assert not roll_sources.secret_file(school, "mis").exists()
    with pytest.raises(NotFound) as raised:
        roll_sources.find(school, "mis")
    assert str(raised.value) == (
        "There is no source 'mis'. Add one with: schoolgate roll source add mis ADDRESS"
    )


def test_without_its_secret_nothing_is_pulled(school, roster, authority):
    roll_sources.secret_file(school, "mis").unlink()
    with pytest.raises(Refused) as raised:
        pull(school, roster, authority)

    assert str(raised.value) == (
        "No roll was pulled.\n- the secret of 'mis' is not among the home's keys; "
        "set one: schoolgate roll source add"
    )


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        ("M I S", {}, "No source was set: 'M I S' is no name for one. Use small letters, digits and '-'."),
        (
            "mis",
            {"dialect": "soap"},
            (
                "No source was set: 'soap' is no dialect we speak. "
                "It is one of oneroster_1p2, oneroster_1p1, xporter, wonde."
            ),
        ),
        (
            "mis",
            {"address": f"https://{HOST}/v1?key=abc"},
            (
                "No source was set: its address holds a '?' or '#', after which secrets could stand. "
                "Give the address alone."
            ),
        ),
        (
            "mis",
            {"client": ""},
            (
                "No source was set: OneRoster 1.2 hands out tokens to a client it knows. "
                "Say where and to whom: --token-address URL --client ID"
            ),
        ),
        (
            "mis",
            {"secret": b"two\nlines"},
            (
                "No source was set: its secret is not one line of plain characters. Write it to a file "
                "as the server's keeper gave it, and nothing else."
            ),
        ),
    ],
)
def test_what_can_be_no_source_is_refused_with_what_to_do(empty, roster, name, values, says):
    hosts.allow(empty.home, HOST)
    with pytest.raises(Invalid) as raised:
        roll_sources.add(empty, name, asked(roster, **values), at=AT)

    assert str(raised.value) == says
    assert roll_sources.listing(empty) == ()


def test_a_source_at_a_host_that_is_not_allowed_is_not_set(empty, roster):
    with pytest.raises(HostNotAllowed):
        roll_sources.add(empty, "mis", asked(roster), at=AT)


def test_a_source_that_is_not_encrypted_is_not_set(empty, roster):
    hosts.allow(empty.home, HOST)
    with pytest.raises(NotFetched):
        roll_sources.add(empty, "mis", asked(roster, address=f"http://{HOST}/v1p2"), at=AT)


def test_a_server_in_the_schools_own_network_is_gone_to_where_a_person_allowed_that_place(
    school, roster, authority
):
    inside = network(roster, authority, may_reach=lambda one: False)
    with pytest.raises(NotPulled, match="leads into a private network"):
        pull(school, roster, authority, network=inside)
    hosts.allow_private(school.home, f"{HOST}:443")

    assert pull(school, roster, authority, network=inside).snapshot.counts["pupil"] == 3


def test_a_rehearsal_of_adding_keeps_no_secret(empty, roster):
    hosts.allow(empty.home, HOST)
    roll_sources.add(empty, "mis", asked(roster), at=AT, dry_run=True)

    assert not roll_sources.secret_file(empty, "mis").exists()
    assert roll_sources.listing(empty) == ()


def test_a_check_asks_and_loads_nothing(school, roster, authority):
    told = roll_sources.check(school, "mis", network=network(roster, authority))

    assert told == {"users": "5", "classes": "2", "enrollments": "3", "demographics": "2"}
    with pytest.raises(NotFound):
        roll.show(school)


class Front:
    """TLS before a server that speaks plainly, as a school's own proxy is."""

    def __init__(self, chain, port):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain)
        self.port, self.secure = port, socket.create_server(("127.0.0.1", 0))
        self.plain = self.secure
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.secure.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(connection,), daemon=True).start()

    def _pass_on(self, connection):
        with (
            self.context.wrap_socket(connection, server_side=True) as outside,
            socket.create_connection(("127.0.0.1", self.port)) as inside,
        ):
            back = threading.Thread(target=self._pump, args=(inside, outside), daemon=True)
            back.start()
            self._pump(outside, inside)
            back.join(PATIENCE)

    def _pump(self, one, other):
        try:
            while data := one.recv(65536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.secure.close()


@pytest.fixture
def provider(fresh_home, tmp_path, authority):
    """Another school of ours as a server: its office, a key to it, and its front."""
    office = found_office(fresh_home)
    load_roll(office, tmp_path)
    whole = clause("full_name", "pupil_id", "class", "year_group", "date_of_birth", "gender")
    in_force(office, "sums", whole)
    key = keys.make(office, "sums", by=OFFICE, confirmed_by=DEPUTY, at=datetime.now(UTC))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "schoolgate.server.main", "up", "--port", str(port)],
        env={
            "SCHOOLGATE_HOME": str(office.home),
            "SCHOOLGATE_ADDRESS": f"https://{HOST}",
            "PYTHONPATH": str(SOURCE),
            "LANG": "C.UTF-8",
            "PATH": os.environ["PATH"],
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    front = Front(authority.chain, port)
    try:
        ready, _, _ = select.select([server.stdout], [], [], PATIENCE)
        assert re.search(r"http", server.stdout.readline() if ready else "")
        yield office, key, front
    finally:
        front.close()
        server.terminate()
        server.communicate(timeout=PATIENCE)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("dialect", "base"),
    [
        ("oneroster_1p2", "/ims/oneroster/rostering/v1p2"),
        ("oneroster_1p1", "/ims/oneroster/v1p1"),
    ],
)
def test_what_our_own_provider_gives_is_the_roll_that_its_agreement_lets_out(
    provider, authority, dialect, base
):
    _, key, front = provider
    opened = Opened(
        dialect=dialect,
        address=f"https://{HOST}{base}",
        token_address=f"https://{HOST}/ims/oneroster/token",
        client=key.key.id,
        secret=key.secret,
        guard=Guard(frozenset([HOST]), network(front, authority)),
        pauses=(),
    )
    found = read_isolated(sweep(opened).data, "hill.zip", ON).tables["pupil"]

    assert len(found.rows) == len(on_roll())
    assert {"date_of_birth", "year_group", "registration_class"} <= set(found.columns)
    told = {one["date_of_birth"] for one in made_up()["pupil"].records() if one["id"] in on_roll()}
    assert set(found.column("date_of_birth")) == told


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 2, 1, tzinfo=UTC)


def every_night(office, name="roll:mis", at="02:00"):
    return scheduling.put(office, name, Rhythm.NIGHTLY, time_of_day=at, by=OFFICE, at=NOON)


def by_night(office, roster, authority, at=NIGHT):
    return [*scheduling.work(office, clock=Clock(at), network=network(roster, authority))]


def doctor(office, at):
    [found] = [one for one in care.doctor(office, at=at) if one.name == "schedule"]
    return found.is_well, found.says


def test_a_roll_is_pulled_by_night_before_the_feeds_of_the_same_hour(school, roster, authority):
    in_force(school)
    every_night(school, "sums")
    every_night(school)

    ran = by_night(school, roster, authority)

    assert [slug for slug, _ in ran] == ["roll:mis", "sums"]
    assert ran[0] == ("roll:mis", "loaded")
    assert by_night(school, roster, authority) == []
    assert roll.is_loaded(school)


def test_a_pull_that_failed_by_night_says_so_until_one_succeeds_and_the_roll_before_stands(
    school, roster, authority
):
    before = pull(school, roster, authority).snapshot.digest
    every_night(school)
    roster.objects["users"] = roster.objects["users"][1:]
    roster.objects["enrollments"] = roster.objects["enrollments"][1:]

    ran = by_night(school, roster, authority)

    assert ran == [("roll:mis", "too many gone")]
    assert doctor(school, NIGHT + timedelta(minutes=2)) == (
        False,
        (
            "roll:mis: its pull of 2026-11-24 02:00 UTC was too many gone; see why with: "
            "schoolgate roll pull mis --dry-run"
        ),
    )
    assert today.tasks(school, on=NIGHT.date())[0].slugs == ("roll:mis",)
    with roll.opened(school) as snapshot:
        assert snapshot.digest == before


def test_without_its_secret_a_roll_is_not_pulled_and_no_night_hides_it(school, roster, authority):
    every_night(school)
    roll_sources.secret_file(school, "mis").unlink()

    assert by_night(school, roster, authority) == [("roll:mis", "refused")]
    assert "roll:mis: its pull of 2026-11-24 02:00 UTC was refused" in doctor(school, NIGHT)[1]


def test_only_a_source_that_there_is_is_pulled_and_never_on_change(school):
    with pytest.raises(NotFound):
        every_night(school, "roll:other")
    with pytest.raises(Invalid) as refused:
        scheduling.put(school, "roll:mis", Rhythm.ON_CHANGE, time_of_day="02:00", by=OFFICE, at=NOON)

    assert str(refused.value) == (
        "No schedule was set: a server does not say when its roll changes. Say --nightly or --term-time."
    )


def test_a_schedule_outlives_its_source_only_until_somebody_takes_it_away(school):
    every_night(school)
    roll_sources.remove(school, "mis")

    assert scheduling.take_away(school, "roll:mis", by=OFFICE, at=NOON) == "roll:mis"
    assert scheduling.listing(school, at=NIGHT) == ()
