import pytest

from tests.actions.cast import found_office, load_roll


@pytest.fixture
def office(db, shared_home):
    """A school in the shared home, undone after the test."""
    return found_office(shared_home)


@pytest.fixture
def with_roll(office, tmp_path):
    """The same, with a small made-up roll loaded."""
    load_roll(office, tmp_path)
    return office


@pytest.fixture
def fresh_office(fresh_home, tmp_path):
    """A school in a home of its own with a roll, for what needs real commits."""
    made = found_office(fresh_home)
    load_roll(made, tmp_path)
    return made
