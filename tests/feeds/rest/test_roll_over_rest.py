"""A roll from a server: every pupil of it once, or nothing and a sentence that says why."""

import random
import time
from datetime import date

import pytest

from schoolgate.egress.errors import HostNotAllowed
from schoolgate.egress.guard import Guard
from schoolgate.feeds.rest.asking import Asker
from schoolgate.feeds.rest.errors import NotPulled
from schoolgate.feeds.rest.sweep import look, sweep
from schoolgate.feeds.sources.isolate import read_isolated
from tests.egress.place import HOST, Authority, network
from tests.feeds.rest.roster_place import (
    SECRET,
    TOKEN,
    USERS,
    Roster,
    active,
    cut,
    instead,
    opened,
    raw,
    ref,
    twice,
    user,
)

ON = date(2026, 11, 22)
LATER = "Try again later; the roll that was loaded before stands."


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"), [HOST])


@pytest.fixture
def roster(authority):
    found = Roster(authority.chain)
    yield found
    found.close()


def pulled(roster, authority, **more):
    return sweep(opened(roster, authority, **more))


def tables(swept):
    return read_isolated(swept.data, "mis.zip", ON).tables


def refused(roster, authority, **more):
    with pytest.raises(NotPulled) as raised:
        pulled(roster, authority, **more)
    return str(raised.value)


def at(roster):
    return f"https://{HOST}{roster.base}"


def cells(table, *columns):
    return [tuple(row[column] for column in columns) for row in table.records()]


def test_a_server_gives_pupils_contacts_classes_enrolments_and_staff(roster, authority):
    found = tables(pulled(roster, authority))

    assert cells(found["pupil"], "id", "legal_forename", "preferred_forename", "year_group", "upn") == [
        ("p1", "Ann", "Annie", "4", None),
        ("p2", "Bo", None, "4", "B801200005001"),
        ("p3", "Zoë", None, "R", None),
    ]
    assert cells(found["pupil"], "date_of_birth", "sex", "registration_class") == [
        (date(2018, 3, 14), "F", "4 Ash"),
        (date(2018, 5, 1), None, None),
        (None, None, None),
    ]
    assert cells(found["contact"], "pupil_id", "forename", "phone") == [("p1", "Sam", "01632 960001")]
    assert cells(found["class"], "name", "kind", "subject", "teacher_id") == [
        ("4 Ash", "registration", None, "t1"),
        ("4 Maths", "teaching", "Maths", None),
    ]
    assert cells(found["enrolment"], "class_id", "person_id", "to_date") == [
        ("k1", "p1", None),
        ("k1", "t1", None),
        ("k2", "p2", date(2027, 7, 21)),
    ]
    assert cells(found["staff"], "id", "surname") == [("t1", "Oak")]


def test_a_server_of_the_older_version_gives_the_same_people(authority):
    roster = Roster(authority.chain, "oneroster_1p1")
    found = tables(sweep(opened(roster, authority, "oneroster_1p1")))
    roster.close()

    assert cells(found["pupil"], "id", "preferred_forename") == [("p1", "Ann"), ("p2", "Bo"), ("p3", "Zoë")]
    assert cells(found["contact"], "pupil_id", "forename") == [("p1", "Sam")]


@pytest.mark.parametrize("most", [1, 3, 100])
@pytest.mark.parametrize(("links", "totals"), [(True, True), (True, False), (False, True), (False, False)])
def test_whatever_size_a_servers_pages_have_the_roll_is_the_same(roster, authority, most, links, totals):
    whole = pulled(roster, authority)
    roster.most, roster.links, roster.totals = most, links, totals

    assert pulled(roster, authority).data == whole.data


def test_pages_may_change_their_size_on_the_way(roster, authority):
    whole, sizes = pulled(roster, authority), iter([2, 1, 3, 1, 2, 1] * 10)
    roster.links = False
    roster.before_page = lambda one: setattr(one, "most", next(sizes))

    assert pulled(roster, authority).data == whole.data


def test_what_the_server_says_is_gone_is_in_no_roll(roster, authority):
    roster.objects["users"][1] = roster.objects["users"][1] | {"status": "tobedeleted"}
    roster.objects["enrollments"][1] = roster.objects["enrollments"][1] | {"status": "tobedeleted"}

    assert cells(tables(pulled(roster, authority))["pupil"], "id") == [("p1",), ("p3",)]


def test_an_answer_that_breaks_off_at_any_byte_is_never_taken_for_a_whole_one(roster, authority):
    kept = []
    roster.faults = [lambda whole, connection: (kept.append(whole), connection.sendall(whole))]
    asker = Asker(opened(roster, authority))
    address = f"{at(roster)}/demographics?limit=1&offset=0"
    asker.page(address, "demographics")

    for upto in range(len(kept[0])):
        roster.faults = [cut(upto)]
        with pytest.raises(NotPulled) as raised:
            asker.page(address, "demographics")
        assert str(raised.value) == (
            f"No roll was pulled from {at(roster)}: its server broke off in the middle of an answer. {LATER}"
        ), upto


def test_half_an_answer_that_ends_as_if_it_were_whole_is_asked_for_again(roster, authority):
    whole = pulled(roster, authority)
    half = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b'{"users": [{"sourcedId": "p1"'
    roster.faults = [raw(half), raw(half)]

    assert pulled(roster, authority, pauses=(0, 0)).data == whole.data
    roster.faults = [raw(half)]
    assert refused(roster, authority) == (
        f"No roll was pulled from {at(roster)}: its answer is not whole JSON. {LATER}"
    )


def test_a_server_that_stalls_is_left(roster, authority):
    roster.faults = [lambda whole, connection: (connection.sendall(whole[:40]), time.sleep(3))]

    assert refused(roster, authority, seconds=0.5) == (
        f"No roll was pulled from {at(roster)}: it did not answer within 0.5 seconds. {LATER}"
    )


def test_a_server_that_never_comes_to_an_end_is_left(roster, authority):
    assert refused(roster, authority, patience=-1.0) == (
        f"No roll was pulled from {at(roster)}: it was not done within -1 seconds. {LATER}"
    )


def test_a_server_that_answers_twice_is_heard_once(roster, authority):
    whole = pulled(roster, authority)
    roster.faults = [twice] * 4

    assert pulled(roster, authority).data == whole.data


def test_a_token_that_lapses_on_the_way_is_asked_for_anew(roster, authority):
    whole = pulled(roster, authority)
    roster.most, roster.lapses = 1, 2

    assert pulled(roster, authority).data == whole.data
    assert roster.given > 4


def test_a_server_that_takes_no_token_is_not_asked_for_ever(roster, authority):
    roster.lapses = 0

    assert refused(roster, authority, pauses=(0, 0)) == (
        f"No roll was pulled from {at(roster)}: its server answered 401. Ask whoever keeps the server."
    )
    assert roster.given == 2


def test_a_secret_that_is_not_known_is_said_and_never_shown(roster, authority):
    words = refused(roster, authority, secret="another")

    assert words == (
        f"No roll was pulled from {at(roster)}: its server does not know our client and secret (answer 401). "
        "Ask for new ones, and give them with: schoolgate roll source add"
    )
    assert SECRET not in repr(opened(roster, authority))


def test_the_secret_is_in_no_address_and_goes_to_the_token_address_alone(roster, authority):
    pulled(roster, authority)

    assert {path for _, path, _, told in roster.requests if "Basic" in told["authorization"]} == {TOKEN}
    assert not any("secret" in query or "token" in query for _, _, query, _ in roster.requests)


def test_a_server_that_grants_less_gives_what_it_grants(roster, authority):
    roster.scopes = {"https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"}
    del roster.objects["demographics"]
    swept = pulled(roster, authority)

    assert swept.notes == [
        "The server does not give 'demographics' (answer 404): the roll is without birthdays and sex."
    ]
    assert "date_of_birth" not in tables(swept)["pupil"].columns


def test_without_users_there_is_no_roll(roster, authority):
    roster.faults = [instead(403)]

    assert refused(roster, authority) == (
        f"No roll was pulled from {at(roster)}: its server does not give 'users' (answer 403). "
        "Ask whoever keeps the server."
    )


def test_a_busy_server_is_waited_for_as_long_as_it_asks(roster, authority):
    whole, slept = pulled(roster, authority), []
    roster.faults = [
        instead(429, Retry_After="7"),
        instead(503, Date="Sun, 22 Nov 2026 10:00:00 GMT", Retry_After="Sun, 22 Nov 2026 10:00:31 GMT"),
        instead(502),
    ]

    swept = pulled(roster, authority, pauses=(1, 2, 3), sleep=slept.append)
    assert (swept.data, slept) == (whole.data, [7, 31, 3])


def test_a_server_that_asks_for_an_hour_is_left_until_later(roster, authority):
    roster.faults = [instead(429, Retry_After="3600")]

    assert refused(roster, authority, pauses=(1,)) == (
        f"No roll was pulled from {at(roster)}: its server asks us to wait 3600 seconds. {LATER}"
    )


def test_a_server_that_stays_broken_is_left_after_its_tries(roster, authority):
    roster.faults = [instead(500)] * 3

    assert refused(roster, authority, pauses=(0, 0)) == (
        f"No roll was pulled from {at(roster)}: its server answered 500. {LATER}"
    )


def test_links_in_a_circle_are_not_followed_for_ever(roster, authority):
    first = f'<https://{HOST}{roster.base}/users?limit=1000&offset=0>; rel="next"'
    roster.faults = [instead(200, {"users": [one]}, Link=first) for one in USERS[:1]] * 5

    assert "its pages lead round in a circle" in refused(roster, authority)


@pytest.mark.parametrize(
    "link", ["https://www.stranger.example/users?offset=1", "/ims/oneroster/rostering/v1p2/orgs", "https://["]
)
def test_a_link_to_somewhere_else_is_not_followed(roster, authority, link):
    roster.faults = [instead(200, {"users": USERS[:1]}, Link=f'<{link}>; rel="next"')]

    assert "it leads on to" in refused(roster, authority)
    assert {told["host"] for _, _, _, told in roster.requests} == {HOST}


def test_a_redirect_is_not_followed(roster, authority):
    roster.faults = [instead(302, Location="https://www.stranger.example/")]

    assert "its server answered 302" in refused(roster, authority)


def test_a_pupil_who_joins_while_the_pages_are_read_begins_the_sweep_again(roster, authority):
    came = []

    def joins(one):
        if one.requests[-1][2].endswith("offset=2") and not came:
            came.append(user("p0", "student", "Eve", "New"))
            one.objects["users"] = [*came, *one.objects["users"]]

    roster.most, roster.before_page = 2, joins

    found = tables(pulled(roster, authority))
    assert [one for (one,) in cells(found["pupil"], "id")] == ["p0", "p1", "p2", "p3"]


def test_a_school_that_never_stands_still_is_refused_by_name(roster, authority):
    def grows(one):
        one.objects["users"] = [user(f"n{len(one.requests)}", "student", "A", "B"), *one.objects["users"]]

    roster.most, roster.before_page = 2, grows

    assert refused(roster, authority) == (
        f"No roll was pulled from {at(roster)}: 'users' changed each time it was read, or the server can't "
        f"page: its number of objects changed on the way. {LATER}"
    )


def test_a_server_without_an_order_is_asked_for_one(roster, authority):
    def shuffles(one):
        if "sort" not in one.requests[-1][2]:
            one.objects["users"] = one.objects["users"][::-1]

    whole = tables(pulled(roster, authority))
    roster.most, roster.before_page = 2, shuffles

    assert tables(pulled(roster, authority)) == whole


@pytest.mark.parametrize("sorts", [True, False])
def test_an_object_that_comes_twice_is_refused_by_name(roster, authority, sorts):
    roster.objects["users"].append(USERS[0])
    roster.sorts = sorts

    assert refused(roster, authority).endswith(f"can't page: it gave the same object twice. {LATER}")


def test_fewer_than_the_server_says_there_are_is_no_roll(roster, authority):
    page = instead(200, {"users": USERS[:3]}, X_Total_Count=5)
    nothing = instead(200, {"users": []}, X_Total_Count=5)
    roster.faults = [page, nothing] * 3

    assert refused(roster, authority).endswith(f"it says that there are 5, and 3 came. {LATER}")


def test_a_server_that_gives_all_at_each_request_is_read_once(roster, authority):
    roster.links = roster.totals = False
    roster.before_page = lambda one: setattr(one, "objects", one.objects)
    roster.faults = [instead(200, {"users": USERS})] * 2

    assert pulled(roster, authority).counts["users"] == len(USERS)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ([], "its answer holds no list 'users'"),
        ({"user": []}, "its answer holds no list 'users'"),
        ({"users": [{"givenName": "Ann"}]}, "something in its list 'users' has no sourcedId"),
        ({"users": [active("p1", givenName={"a": 1})]}, "'givenName' holds no text"),
        ({"users": [active("p1", agents=["c1"])]}, "'sourcedId' is looked for in what is no object"),
        ({"users": [active("p1", roles="student")]}, "'roles' is not a list"),
    ],
)
def test_an_answer_of_another_form_is_refused_without_a_word_of_it(roster, authority, told, why):
    roster.faults = [instead(200, told)]

    assert refused(roster, authority) == (
        f"No roll was pulled from {at(roster)}: {why}. Ask whoever keeps the server."
    )


def test_an_answer_nested_without_end_breaks_nothing(roster, authority):
    bomb = b"[" * 200_000
    roster.faults = [raw(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb)]

    assert "its answer is not whole JSON" in refused(roster, authority)


def test_a_packed_answer_is_not_unpacked(roster, authority):
    roster.faults = [instead(200, {"users": []}, Content_Encoding="gzip")]

    assert "its answer is packed in a way that was not asked for" in refused(roster, authority)


def test_a_host_that_was_not_allowed_is_not_gone_to(roster, authority):
    guard = Guard(frozenset(), network(roster, authority))
    with pytest.raises(HostNotAllowed):
        pulled(roster, authority, guard=guard)

    assert roster.requests == []


def test_a_server_inside_is_not_gone_to(roster, authority):
    guard = Guard(frozenset([HOST]), network(roster, authority, may_reach=lambda one: False))

    assert refused(roster, authority, guard=guard) == (
        f"No roll was pulled from {at(roster)}: the name {HOST} leads into a private network. If it is a "
        f"server of your own, allow that place: schoolgate egress allow {HOST}:443 --private"
    )


def test_a_look_counts_and_takes_nothing(roster, authority):
    del roster.objects["demographics"]

    assert look(opened(roster, authority)) == {
        "users": "5",
        "classes": "2",
        "enrollments": "3",
        "demographics": "not given",
    }


def test_a_look_says_where_a_server_does_not_count(roster, authority):
    roster.totals = False

    assert look(opened(roster, authority))["users"] == "given, and not counted"


def test_xporter_is_asked_as_its_documentation_says(authority):
    roster = Roster(authority.chain, "oneroster_1p1")
    del roster.objects["demographics"]
    roster.spelled = "rp|8233301:s3cret/+="
    found = tables(sweep(opened(roster, authority, "xporter", client="rp|8233301")))
    roster.close()

    assert cells(found["pupil"], "id", "preferred_forename") == [("p1", "Ann"), ("p2", "Bo"), ("p3", "Zoë")]
    assert roster.forms == [{"grant_type": ["client_credentials"]}]


FAULTS = (None, None, None, twice, cut(0), cut(60), cut(300), instead(500), instead(429, Retry_After="1"))
FAULTS += (instead(401), raw(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b'{"users": [{'), instead(302))


@pytest.mark.parametrize("seed", range(12))
def test_whatever_goes_wrong_on_the_way_it_is_the_whole_roll_or_none(roster, authority, seed):
    roster.most = 2
    whole, chance = pulled(roster, authority), random.Random(seed)
    roster.faults = chance.choices(FAULTS, k=30)
    try:
        found = pulled(roster, authority, pauses=(0, 0))
    except NotPulled:
        return
    assert (found.data, found.notes) == (whole.data, [])


def test_a_reference_may_hold_what_belongs_in_a_cell_with_a_comma(roster, authority):
    roster.objects["users"][0] = USERS[0] | {"agents": [ref("user", "c1"), ref("user", "c2")]}
    roster.objects["users"].append(user("c2", "guardian", "Kim", 'O"Neil'))

    found = tables(pulled(roster, authority))
    assert cells(found["contact"], "pupil_id", "surname") == [("p1", "Lee"), ("p1", 'O"Neil')]
