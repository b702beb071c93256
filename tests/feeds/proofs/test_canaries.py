"""A school in which each cell is like no other sends, fails and answers: nothing stands where it may not."""

import pytest
from django.db import connections

from schoolgate.domain.roll import fields_of
from schoolgate.feeds.formats import FORMATS
from schoolgate.server.boot import boot
from tests.api.conftest import V1P1, V1P2
from tests.feeds.proofs.evidence import WATCH, Evidence
from tests.feeds.proofs.next_day import engines_here
from tests.feeds.proofs.planting import ENCODINGS, LEAKS, PLACES, planned
from tests.feeds.proofs.searching import Searcher, texts_in
from tests.feeds.proofs.unique_school import PUPILS, unique_school
from tests.feeds.proofs.visit import as_known, slug_of, visit
from tests.postgresql import is_here

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def searcher():
    return Searcher(unique_school()[1])


@pytest.fixture(scope="module")
def talkative(request):
    """A PostgreSQL that logs every statement with what was handed over for it; None where none is here."""
    if not is_here():
        return None
    cluster = request.getfixturevalue("cluster")
    name = cluster.new_database()
    for setting in ("log_statement = 'all'", "log_parameter_max_length = -1", "log_min_messages = 'info'"):
        cluster.execute(f"ALTER DATABASE {name} SET {setting}")
    return cluster, cluster.address(name, "postgres")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory, open_home, shared_home, django_db_blocker, talkative):
    folder, found = tmp_path_factory.mktemp("visit"), Evidence()
    place = open_home(folder / "home")
    cluster, address = talkative or (None, None)
    with django_db_blocker.unblock():
        visit(place, folder, found, address)
        connections.close_all()
        if cluster is not None:
            found.add("PostgreSQL's log", (cluster.folder / "log").read_bytes())
        yield found
        boot(shared_home.home, shared_home.database, shared_home.owner)


def test_no_cell_stands_where_the_agreement_does_not_put_it(evidence, searcher):
    assert evidence.leaks(searcher) == []


def test_the_school_has_a_cell_of_its_own_for_each_pupil_and_column(searcher):
    tables, cells = unique_school()
    assert len(tables["pupil"].rows) == PUPILS == 1500
    columns = {table: len(fields_of(table)) for table in ("pupil", "contact", "attendance", "assessment")}
    assert sum(columns.values()) >= 60
    assert len(cells) > 60_000


def test_what_may_leave_did_and_was_seen(evidence):
    """The search would find nothing in an empty parcel either."""
    parcels = b"\n".join(one.data.lower() for one in evidence.all if one.place.startswith("parcel:"))
    _, cells = unique_school()
    fields = {cells[text][2] for text in map(as_known, texts_in(parcels)) if text in cells}
    names = {"preferred_forename", "preferred_surname", "legal_surname"}
    assert fields >= names | {"username", "upn", "date_of_birth", "email", "phone", "postcode"}


def test_every_format_every_door_and_every_kind_of_place_was_looked_at(evidence):
    places = {one.place.partition(":")[0] for one in evidence.all}
    assert {f"parcel: {slug_of(name)}" for name in FORMATS} <= {
        one.place.rpartition(":")[0] for one in evidence.all
    }
    assert places >= {
        "SFTP server", "HTTPS body", "HTTPS fields", "SCIM body", "SCIM address", "printed",
        f"provider {V1P2}", f"provider {V1P1}", "provider", "log", "home", "ledger", "half written.zip",
        "passing file (os.rename)", "words of a process", "environment of a process", "what a load says",
        "report of faults", "second parcel", "parcel of accounts", "page", "cookie",
        "printed on the next day", *(f"parcel of many by {one}" for one in engines_here()),
        *(["PostgreSQL's log"] if is_here() else []),
    }  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory, searcher):
    """(place, encoding, what was put there, what was found) of each leak."""
    told = []
    for place, encoding, text in planned(unique_school()[1]):
        folder, evidence = tmp_path_factory.mktemp("leak"), Evidence()
        with WATCH.on(evidence):
            place(evidence, folder, ENCODINGS[encoding](text.encode()))
        told.append((place.__name__, encoding, text, {found for _, found in evidence.leaks(searcher)}))
    return told


def test_each_of_two_hundred_planted_leaks_is_found_and_no_other(planted):
    assert len(planted) == LEAKS
    assert [one for one in planted if one[3] != {one[2]}] == []


def test_the_leaks_are_planted_in_every_kind_of_place_and_in_every_encoding(planted):
    assert {one[0] for one in planted} == {place.__name__ for place in PLACES}
    assert {one[1] for one in planted} == set(ENCODINGS)
