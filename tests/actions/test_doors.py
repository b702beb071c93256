"""An agreement's own door: what it takes to have one, and that a parcel goes through it once."""

import stat
from datetime import date, timedelta

import pytest

from schoolgate.actions import care, doors, feeds, hosts, ledger, today
from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.domain.run import RunState
from schoolgate.store import runs
from tests.actions.cast import DEPUTY, OFFICE, Clock, in_force
from tests.actions.day import AT, ON
from tests.actions.edges import Interrupted, states
from tests.couriers import sftp_place
from tests.couriers.sftp_place import HOST, HOST_KEY, OTHER_KEY, PASSWORD, USER, Server, pin

ADDRESS = f"sftp://{HOST}/"


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    found = Server(folder)
    yield found
    found.close()


def asked(**values):
    return doors.Asked(
        **{"address": ADDRESS, "user": USER, "host_key": pin(), "secret": PASSWORD.encode(), "by": OFFICE}
        | values
    )


@pytest.fixture
def school(fresh_office):
    """An agreement in force, whose recipient's host may be reached."""
    in_force(fresh_office)
    hosts.allow(fresh_office.home, HOST)
    return fresh_office


def through(server, **values):
    return feeds.Sending(
        **{
            "out": None,
            "by": OFFICE,
            "confirmed_by": DEPUTY,
            "clock": Clock(),
            "network": sftp_place.network(server.port),
        }
        | values
    )


def files(server):
    return sorted(path.name for path in server.folder.iterdir())


def refused(office, kind=Invalid, **values):
    with pytest.raises(kind) as raised:
        doors.add(office, "sums", asked(**values), at=AT)
    return str(raised.value)


def test_a_parcel_goes_through_its_agreements_door(school, server):
    doors.add(school, "sums", asked(), at=AT)
    ran = feeds.run_one(school, "sums", through(server))
    assert (ran.outcome, files(server)) == ("delivered", ["manifest.json", *(f.name for f in ran.files)])
    assert ledger.disclosures(school)[-1].intent.courier == "sftp"


def test_without_a_door_or_a_folder_nothing_leaves(school, server):
    ran = feeds.run_one(school, "sums", through(server))
    assert (ran.outcome, ran.refused) == (
        "refused",
        ("It has no door. Set --out, or add one with: schoolgate door add sums ADDRESS",),
    )
    assert states(school) == []


def test_a_secret_is_kept_for_its_owner_alone_and_nowhere_else(school):
    doors.add(school, "sums", asked(secret=b"a-canary-of-a-password"), at=AT)
    kept = doors.secret_file(school, "sums")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    others = [path for path in school.home.rglob("*") if path.is_file() and path != kept]
    assert not [path for path in others if b"a-canary-of-a-password" in path.read_bytes()]


def test_a_door_whose_key_has_expired_is_named_and_nothing_is_written_down(school, server):
    doors.add(school, "sums", asked(expires=date(2026, 11, 21)), at=AT)
    ran = feeds.run_one(school, "sums", through(server))
    assert ran.refused == (
        "The key of its door expired on 2026-11-21. A new one is taken by: schoolgate door rotate sums",
    )
    assert (states(school), files(server)) == ([], [])


def test_after_a_rotation_the_feed_runs_and_is_sent_once(school, server):
    doors.add(school, "sums", asked(secret=b"expired at the server"), at=AT)
    assert feeds.run_one(school, "sums", through(server)).outcome == "failed"
    doors.rotate(school, "sums", PASSWORD.encode(), expires=date(2027, 8, 31), by=OFFICE, at=AT)
    assert feeds.run_one(school, "sums", through(server)).outcome == "delivered"
    assert [state for _, state in states(school)] == [RunState.FAILED, RunState.DELIVERED]


def interrupted(school, server, monkeypatch, after):
    """A run through the door that dies when the courier has brought so many files."""
    whole = doors.DOORS["sftp"]

    def dying(opened):
        def deliver(given, *, to):
            some = dict(list(given.items())[:after])
            if some:
                whole(opened)(some, to=to)
            raise Interrupted

        return deliver

    with monkeypatch.context() as patched:
        patched.setitem(doors.DOORS, "sftp", dying)
        with pytest.raises(Interrupted):
            feeds.run_one(school, "sums", through(server))


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_run_that_was_interrupted_is_brought_to_its_end_and_not_sent_twice(
    school, server, monkeypatch, after
):
    doors.add(school, "sums", asked(), at=AT)
    interrupted(school, server, monkeypatch, after)
    written = server.written
    feeds.run_one(school, "sums", through(server))
    whole = sum(path.stat().st_size for path in server.folder.iterdir())
    assert [state for _, state in states(school)] == [RunState.DELIVERED, RunState.DELIVERED]
    assert after < 2 or server.written - written < whole  # the pupils' file was there and did not leave again


def test_an_interrupted_run_whose_door_has_moved_is_sent_nowhere(school, server, monkeypatch):
    doors.add(school, "sums", asked(), at=AT)
    interrupted(school, server, monkeypatch, 0)
    doors.add(school, "sums", asked(address=f"sftp://{HOST}/elsewhere"), at=AT)
    ran = feeds.run_one(school, "sums", through(server))
    assert (ran.outcome, files(server)) == ("failed", [])
    assert runs.all_runs(school.tenant)[0].state is RunState.UNKNOWN


def test_an_interrupted_run_is_not_called_failed_by_a_door_that_stays_shut(school, server, monkeypatch):
    doors.add(school, "sums", asked(), at=AT)
    interrupted(school, server, monkeypatch, 0)
    doors.rotate(school, "sums", b"another", expires=None, by=OFFICE, at=AT)
    feeds.run_one(school, "sums", through(server))
    assert [state for _, state in states(school)] == [RunState.UNKNOWN, RunState.FAILED]


def test_a_door_can_be_checked_listed_and_removed(school, server):
    doors.add(school, "sums", asked(), at=AT)
    network = sftp_place.network(server.port)
    door, said = doors.check(school, "sums", clock=Clock(), network=network)
    assert (door.host_key, said) == (pin(), "it let hill in, and showed the pinned host key")
    assert doors.listing(school) == (door,)
    doors.remove(school, "sums", by=OFFICE, at=AT)
    assert (doors.listing(school), doors.secret_file(school, "sums").exists()) == ((), False)
    with pytest.raises(NotFound):
        doors.check(school, "sums", clock=Clock(), network=network)


def test_checking_a_door_with_another_host_key_says_so(school, server):
    doors.add(school, "sums", asked(host_key=OTHER_KEY.get_fingerprint()), at=AT)
    with pytest.raises(NotDelivered) as raised:
        doors.check(school, "sums", clock=Clock(), network=sftp_place.network(server.port))
    assert (raised.value.detail, raised.value.delivery) == ("other-host-key", Delivery.FAILED)


def test_a_rehearsed_door_is_not_kept(school):
    doors.add(school, "sums", asked(), at=AT, dry_run=True)
    assert (doors.listing(school), doors.secret_file(school, "sums").exists()) == ((), False)


def test_an_https_door_without_a_secret_is_given_one_and_a_rotation_keeps_the_one_before(school):
    doors.add(school, "sums", asked(address=f"https://{HOST}/hook", secret=None, host_key=""), at=AT)
    first = doors.secret_file(school, "sums").read_bytes()
    doors.rotate(school, "sums", None, expires=None, by=OFFICE, at=AT)
    second = doors.secret_file(school, "sums").read_bytes().split(b"\n")
    assert (second[1], second[0] != first, len(second)) == (first, True, 2)
    doors.rotate(school, "sums", None, expires=None, by=OFFICE, at=AT)
    assert doors.secret_file(school, "sums").read_bytes().split(b"\n")[1:] == [second[0]]


def test_a_host_that_was_not_allowed_can_have_no_door(school):
    assert refused(school, Refused, address="sftp://files.ash.example/in") == (
        "No door was set.\n- files.ash.example is not among the hosts that this home may reach; "
        "schoolgate egress allow files.ash.example"
    )


def test_a_host_key_must_be_pinned(school):
    assert refused(school, host_key="") == (
        "No door was set: without the server's host key nobody could tell it from another. Ask the "
        "recipient for it, by another way than this address, and pin it: --host-key 'ssh-ed25519 AAAA…'"
    )
    assert refused(school, host_key="ssh-ed25519 AAAA") == (
        "No door was set: that host key can't be read. Write it as 'ssh-ed25519 AAAA…', or as its "
        "fingerprint 'SHA256:…'."
    )
    assert refused(school, host_key=HOST_KEY.get_fingerprint()[:20]).startswith("No door was set: that host")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"address": f"sftp://hill:hunter2@{HOST}/"},
            (
                "No door was set: a password is in its address, where others would see it. "
                "Take it out, and give the file it is in: --secret-file FILE"
            ),
        ),
        ({"user": ""}, "No door was set: an SFTP server asks for a user. Name it: --user NAME"),
        (
            {"secret": None},
            (
                "No door was set: it needs the password, the private key or the token that the recipient "
                "knows. Give the file it is in: --secret-file FILE"
            ),
        ),
        (
            {"secret": b"\n"},
            "No door was set: the file of the secret is empty. Give the one that holds it.",
        ),
        (
            {"secret": b"-----BEGIN nothing"},
            (
                "No door was set: the private key can't be read. Give one in OpenSSH or PEM form, without a "
                "passphrase."
            ),
        ),
        (
            {"address": f"https://{HOST}/hook", "secret": b"whsec_c2hvcnQ="},
            (
                "No door was set: the signing secret is not one of Standard Webhooks. "
                "Give one as 'whsec_' and "
                "at least 24 bytes in base64, or none, and one is made here."
            ),
        ),
        (
            {"address": f"ftp://{HOST}/"},
            (
                "No door was set: it is of no kind that is known. "
                "Write it as sftp://files.example.org/in, https://example.org/hook or "
                "scim+https://example.org/scim/v2."
            ),
        ),
        (
            {"address": "sftp://10.0.0.1/"},
            (
                "No door was set: its address names no host. "
                "Write it as sftp://files.example.org/in, https://example.org/hook or "
                "scim+https://example.org/scim/v2."
            ),
        ),
        (
            {"address": f"https://{HOST}/hook?key=1"},
            (
                "No door was set: something stands after '?' or '#' in its address. "
                "Write it as sftp://files.example.org/in, https://example.org/hook or "
                "scim+https://example.org/scim/v2."
            ),
        ),
        (
            {"address": f"https://{HOST}:8443/hook"},
            (
                "No door was set: over HTTPS there is no user, and the port is 443. "
                "Write it as sftp://files.example.org/in, https://example.org/hook or "
                "scim+https://example.org/scim/v2."
            ),
        ),
        (
            {"address": f"sftp://{HOST}:port/"},
            (
                "No door was set: its address can't be read. "
                "Write it as sftp://files.example.org/in, https://example.org/hook or "
                "scim+https://example.org/scim/v2."
            ),
        ),
    ],
)
def test_a_door_that_would_not_be_safe_is_refused(school, values, said):
    assert refused(school, **values) == said
    assert doors.listing(school) == ()


def test_a_key_that_runs_out_is_told_of_before_it_does(school):
    doors.add(school, "sums", asked(expires=ON + timedelta(days=31)), at=AT)
    assert (doors.ending(school, on=ON), of_doors(school)) == ({}, (True, "no key runs out within 30 days"))
    last = ON + timedelta(days=30)
    doors.add(school, "sums", asked(expires=last), at=AT)
    advice = "take a new one with: schoolgate door rotate SERVICE"
    assert doors.ending(school, on=ON) == {"sums": last}
    assert of_doors(school) == (True, f"sums: its key runs out on {last}; {advice}")
    assert ("Agree on new keys with services", ("sums",)) in [
        (one.verb, one.slugs) for one in today.tasks(school, on=ON)
    ]
    doors.add(school, "sums", asked(expires=ON - timedelta(days=1)), at=AT)
    assert of_doors(school) == (False, f"sums: its key ran out on {ON - timedelta(days=1)}; {advice}")


def of_doors(office):
    [found] = [one for one in care.doctor(office, at=AT) if one.name == "doors"]
    return found.is_well, found.says
