"""One home for the whole run, rolled back after every test; SQLite, or PostgreSQL where the run asks for it:

pytest tests/store
SCHOOLGATE_TEST_DATABASE=postgresql pytest tests/store
"""

import os
from types import SimpleNamespace

import hypothesis
import pytest
from django.db import connections

from schoolgate.server.boot import boot, configure
from schoolgate.server.home import Home
from tests.postgresql import APPLICATION, OWNER, Cluster

# Models can be imported only after this, and test files import them at their top.
configure()

ON_POSTGRESQL = os.environ.get("SCHOOLGATE_TEST_DATABASE") == "postgresql"

# A shared or slow machine is no reason for a rule to fail.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config):
    config.addinivalue_line("markers", "sqlite: says something of SQLite alone")
    config.addinivalue_line("markers", "postgresql: says something of PostgreSQL alone")


def pytest_collection_modifyitems(config, items):
    """A test of the other database is not skipped: the other run has it."""
    other = "sqlite" if ON_POSTGRESQL else "postgresql"
    kept = [item for item in items if item.get_closest_marker(other) is None]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.fixture(scope="session")
def cluster():
    """A running PostgreSQL; a test that asks for it is skipped by name where there is none."""
    found = Cluster()
    try:
        found.start()
        yield found
    finally:
        found.stop()


@pytest.fixture(scope="session")
def open_home(request, django_db_blocker):
    """Opens a home for this process on a database of its own; gives where things are."""

    def opened(path):
        place = SimpleNamespace(home=Home(path), database=None, owner=None, name=None)
        if ON_POSTGRESQL:
            cluster = request.getfixturevalue("cluster")
            place.name = cluster.new_database()
            place.database = cluster.address(place.name, APPLICATION)
            place.owner = cluster.address(place.name, OWNER)
        with django_db_blocker.unblock():
            place.keys = boot(place.home, place.database, place.owner)
        return place

    yield opened
    connections.close_all()


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory, open_home):
    """The home of every test that asks for `db`."""
    return open_home(tmp_path_factory.mktemp("shared") / "home")


@pytest.fixture(scope="session")
def django_db_setup(shared_home):
    """Instead of pytest-django's own test database: tables are made as our users' are."""


@pytest.fixture
def fresh_home(tmp_path, open_home, shared_home, django_db_blocker):
    """A home that no other test sees and nothing rolls back: for what needs real commits."""
    place = open_home(tmp_path / "home")
    with django_db_blocker.unblock():
        yield place
        boot(shared_home.home, shared_home.database, shared_home.owner)
