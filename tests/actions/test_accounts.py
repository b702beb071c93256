"""A school's accounts at a recipient's SCIM server, from the roll to the recipient and to their end."""

from datetime import timedelta

import pytest

from schoolgate.actions import accounts, asking, doors, feeds, hosts
from schoolgate.domain.agreement import WhenEnded
from schoolgate.domain.deletion import Asking
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.domain.run import RunState
from schoolgate.feeds.tables import Tables, table_of
from tests.actions.cast import (
    DEPUTY,
    HEAD,
    OFFICE,
    Clock,
    answer,
    clause,
    in_force,
    load_roll,
    made_up,
    on_roll,
    without,
)
from tests.actions.day import AT
from tests.actions.edges import Interrupted, states
from tests.actions.test_deltas import renamed
from tests.couriers.scim_place import BASE, TOKEN, Recipient, saying, sound
from tests.egress.place import HOST, Authority, network

ADDRESS = f"scim+https://{HOST}{BASE}"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def recipient(authority):
    found = Recipient(authority.chain)
    yield found
    found.close()


@pytest.fixture
def school(fresh_office, tmp_path):
    """An agreement in force whose recipient takes accounts, and the door to it."""
    load_roll(fresh_office, tmp_path)
    in_force(
        fresh_office, "sums", clause("full_name", "class"), format="scim_json", when_ended=WhenEnded.DELETE
    )
    hosts.allow(fresh_office.home, HOST)
    doors.add(fresh_office, "sums", asked(), at=AT)
    return fresh_office


def asked(**values):
    return doors.Asked(**{"address": ADDRESS, "secret": TOKEN.encode(), "by": OFFICE} | values)


def through(recipient, authority, at=AT):
    return feeds.Sending(
        out=None, by=OFFICE, confirmed_by=DEPUTY, clock=Clock(at), network=network(recipient, authority)
    )


def active(recipient):
    return sorted(one["externalId"] for one in recipient.users() if one["active"])


def ask_to_delete(school):
    asked = asking.Ask(asking=Asking.SCIM, by=OFFICE, no_hold=HEAD)
    return asking.ask(school, "sums", asked, clock=Clock(AT + timedelta(hours=2)))


def test_every_pupil_of_the_feed_has_an_account_and_a_leaver_or_an_objector_has_an_inactive_one(
    school, recipient, authority, tmp_path
):
    first = feeds.run_one(school, "sums", through(recipient, authority))
    assert (first.outcome, len(active(recipient))) == ("delivered", len(on_roll()))

    leaver, objector, *_ = on_roll()
    load_roll(school, tmp_path, without(made_up(), leaver))
    answer(school, objector, "objection")
    second = feeds.run_one(school, "sums", through(recipient, authority, AT + timedelta(hours=1)))

    assert second.outcome == "delivered"
    assert len(active(recipient)) == len(on_roll()) - 2
    assert len(recipient.users()) == len(on_roll())
    assert "leavers.csv" in [one.name for one in second.files]


def with_one_more(tables):
    """A teacher of no class, who leaves as easily as they came."""
    staff = list(tables["staff"].records())
    more = {**staff[0], "id": "s-more", "employee_number": "E999999", "email": "more@hill.example"}
    more = {name: more.get(name) for name in tables["staff"].columns}
    return Tables({**tables.by_name, "staff": table_of("staff", [*staff, more], tables["staff"].columns)})


def test_a_teacher_who_has_left_can_come_in_no_longer(fresh_office, recipient, authority, tmp_path):
    load_roll(fresh_office, tmp_path, with_one_more(made_up()))
    in_force(fresh_office, "sums", clause("full_name"), clause("staff_name", id="2"), format="scim_json")
    hosts.allow(fresh_office.home, HOST)
    doors.add(fresh_office, "sums", asked(), at=AT)
    feeds.run_one(fresh_office, "sums", through(recipient, authority))
    teachers = [one for one in recipient.users() if one["userType"] == "teacher"]

    load_roll(fresh_office, tmp_path, made_up())
    recipient.faults = [*[sound] * 5, saying(401)]
    assert feeds.run_one(fresh_office, "sums", through(recipient, authority)).outcome == "unknown"
    assert feeds.run_one(fresh_office, "sums", through(recipient, authority)).outcome == "delivered"
    still = [one for one in recipient.users() if one["userType"] == "teacher" and one["active"]]
    assert len(still) == len(teachers) - 1


@pytest.mark.parametrize(("form", "still"), [("scim_json", 1), ("scim_json_groups_deleted", 0)])
def test_the_group_of_a_class_that_is_no_more_is_emptied_or_deleted_as_the_format_says(
    fresh_office, recipient, authority, tmp_path, form, still
):
    load_roll(fresh_office, tmp_path)
    in_force(fresh_office, "sums", clause("full_name", "class"), format=form)
    hosts.allow(fresh_office.home, HOST)
    doors.add(fresh_office, "sums", asked(), at=AT)
    feeds.run_one(fresh_office, "sums", through(recipient, authority))
    name = sorted(one["displayName"] for one in recipient.groups())[0]

    load_roll(fresh_office, tmp_path, renamed(made_up(), name, "Brand New"))
    recipient.faults = [*[sound] * 5, saying(401)]
    assert feeds.run_one(fresh_office, "sums", through(recipient, authority)).outcome == "unknown"
    assert feeds.run_one(fresh_office, "sums", through(recipient, authority)).outcome == "delivered"

    old = [one for one in recipient.groups() if one["displayName"] == name]
    assert [len(one.get("members", [])) for one in old] == [0] * still
    assert next(one for one in recipient.groups() if one["displayName"] == "Brand New")["members"]


def test_a_run_that_was_interrupted_is_brought_to_its_end_and_no_account_is_made_twice(
    school, recipient, authority, monkeypatch
):
    whole = doors.DOORS["scim"]

    def dying(opened):
        def deliver(files, *, to):
            whole(opened)(files, to=to)
            raise Interrupted

        return deliver

    with monkeypatch.context() as patched:
        patched.setitem(doors.DOORS, "scim", dying)
        with pytest.raises(Interrupted):
            feeds.run_one(school, "sums", through(recipient, authority))
    recipient.asked.clear()
    feeds.finish_interrupted(school, through(recipient, authority))

    assert [state for _, state in states(school)] == [RunState.DELIVERED]
    assert len(active(recipient)) == len(on_roll())
    assert {method for method, _, _ in recipient.asked} == {"GET"}


def test_an_account_that_is_not_taken_is_told_by_the_pupils_id_with_what_to_do(school, recipient, authority):
    recipient.faults = [sound, saying(409)]
    ran = feeds.run_one(school, "sums", through(recipient, authority))
    [found] = accounts.troubles(school, "sums", at=AT)

    assert ran.outcome == "unknown"
    assert found.pupil in on_roll()
    assert (found.code, found.why, found.remedy) == (
        "name-taken",
        "another account has this user name and does not have our key",
        "Ask the recipient to write our key into that account as its externalId, so that it is kept.",
    )
    assert found.pupil not in repr(found)

    feeds.run_one(school, "sums", through(recipient, authority))
    assert accounts.troubles(school, "sums", at=AT) == ()
    assert len(active(recipient)) == len(on_roll())


def test_a_leaver_is_told_again_until_a_run_has_arrived(school, recipient, authority, tmp_path):
    feeds.run_one(school, "sums", through(recipient, authority))
    load_roll(school, tmp_path, without(made_up(), on_roll()[0]))
    opened = through(recipient, authority)
    recipient.faults = [*[sound] * 3, saying(401)]
    assert feeds.run_one(school, "sums", opened).outcome == "unknown"
    assert len(active(recipient)) == len(on_roll())
    assert feeds.run_one(school, "sums", opened).outcome == "delivered"
    assert len(active(recipient)) == len(on_roll()) - 1


def test_accounts_of_leavers_are_deleted_when_a_person_asks_and_nobody_elses(
    school, recipient, authority, tmp_path
):
    feeds.run_one(school, "sums", through(recipient, authority))
    leaver, other, *_ = on_roll()
    load_roll(school, tmp_path, without(made_up(), leaver))
    edge = {"clock": Clock(), "network": network(recipient, authority)}

    with pytest.raises(Refused) as raised:
        accounts.delete(school, "sums", (), **edge)
    assert str(raised.value) == (
        "No account was deleted.\n"
        "- no request to delete waits for anybody; once nothing has to be kept, make one: "
        "schoolgate deletion make sums --form scim --no-hold NAME"
    )
    ask_to_delete(school)
    with pytest.raises(Refused) as raised:
        accounts.delete(school, "sums", [leaver, other], **edge)
    assert str(raised.value) == (
        "No account was deleted.\n"
        "- no request to delete waits for 1 of these pupils; once nothing has to be kept, make one: "
        "schoolgate deletion make sums --form scim --no-hold NAME\n"
        "- 1 of these pupils are in today's feed, which would make their accounts anew; "
        "delete accounts of pupils who have left, or whose family said no"
    )
    assert accounts.delete(school, "sums", [leaver], **edge, dry_run=True).deleted == 1
    assert len(recipient.users()) == len(on_roll())
    assert accounts.delete(school, "sums", (), **edge).deleted == 1
    assert len(recipient.users()) == len(on_roll()) - 1
    with pytest.raises(Refused):
        accounts.delete(school, "sums", (), **edge)


def test_a_deletion_that_is_refused_is_said(school, recipient, authority, tmp_path):
    feeds.run_one(school, "sums", through(recipient, authority))
    leaver = on_roll()[0]
    load_roll(school, tmp_path, without(made_up(), leaver))
    ask_to_delete(school)
    recipient.faults = [sound, saying(403)]
    ended = accounts.delete(school, "sums", [leaver], clock=Clock(), network=network(recipient, authority))
    assert (ended.deleted, [one.code for one in ended.refused]) == (0, ["http-403"])


def test_a_door_for_accounts_is_given_nothing_else(school, recipient, authority):
    in_force(school, "maths", clause("full_name"), format="plain_csv")
    doors.add(school, "maths", asked(), at=AT)
    ran = feeds.run_one(school, "maths", through(recipient, authority))
    assert ran.refused == (
        "Its door takes accounts over SCIM, and its format is plain_csv. Let it be scim_json.",
    )
    assert recipient.asked == []


def test_a_door_of_another_kind_has_no_accounts_to_delete(school, recipient, authority):
    feeds.run_one(school, "sums", through(recipient, authority))
    doors.add(school, "sums", asked(address=f"https://{HOST}/hook", secret=None), at=AT)
    with pytest.raises(Refused, match="is not scim"):
        doors.opened(school, "sums", "scim", clock=Clock())
    doors.remove(school, "sums", by=OFFICE, at=AT)
    with pytest.raises(NotFound):
        doors.opened(school, "sums", "scim", clock=Clock())


@pytest.mark.parametrize("secret", [b"", b"two words", b"line\r\nHost: other", b"\xff\xfe"])
def test_a_token_that_could_change_the_message_it_stands_in_is_refused(school, secret):
    with pytest.raises(Invalid) as raised:
        doors.add(school, "sums", asked(secret=secret), at=AT)
    assert str(raised.value) == (
        "No door was set: the token can't be one. Give the file that holds the recipient's bearer token "
        "and nothing else."
    )


def test_a_token_is_asked_for(school):
    with pytest.raises(Invalid, match="the token that the recipient knows"):
        doors.add(school, "sums", asked(secret=None), at=AT)
