"""A home is made on first use, for its owner alone, and its keys are made once."""

import stat
from pathlib import Path

import pytest

from schoolgate.ledger.checkpoint import load_key
from schoolgate.server.environment import Environment, read
from schoolgate.server.home import Home, KeysLost, ensure


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_home_is_made_on_first_use_for_its_owner_alone(tmp_path):
    home = Home(tmp_path / "some" / "home")
    keys = ensure(home)

    assert {mode(folder) for folder in (home.path, home.keys, home.snapshots)} == {0o700}
    assert {(path.name, mode(path)) for path in home.keys.iterdir()} == {
        (f"{name}.key", 0o600) for name in ("ledger", "roll", "pseudonym", "pages")
    }
    assert load_key(keys.ledger)
    assert {len(key) for key in (keys.roll, keys.pseudonym, keys.pages)} == {32}
    assert sorted(path.name for path in home.path.iterdir()) == ["keys", "snapshots"]


def test_keys_are_made_once(tmp_path):
    assert ensure(Home(tmp_path)) == ensure(Home(tmp_path))


def test_two_homes_share_no_key(tmp_path):
    one, other = ensure(Home(tmp_path / "one")), ensure(Home(tmp_path / "other"))

    assert not {one.ledger, one.roll, one.pseudonym, one.pages} & {
        other.ledger,
        other.roll,
        other.pseudonym,
        other.pages,
    }
    assert repr(one) == "KeyRing(…)"


@pytest.mark.parametrize("lost", ["ledger", "roll", "pseudonym", "pages", None])
def test_a_home_in_use_that_lost_its_keys_makes_no_new_ones(tmp_path, lost):
    home = Home(tmp_path)
    ensure(home)
    home.database.touch()
    for path in home.keys.iterdir():
        if lost in (None, path.stem):
            path.unlink()
    if lost is None:
        home.keys.rmdir()

    with pytest.raises(KeysLost) as refusal:
        ensure(home)
    assert str(refusal.value) == (
        f"The home was not opened: {home.keys} does not hold all four keys, and this home was used with "
        "them. Restore the keys from their backup; new ones could not open what the old ones sealed."
    )


def test_the_environment_says_where_the_home_is(tmp_path):
    assert read({"SCHOOLGATE_HOME": str(tmp_path), "XDG_DATA_HOME": "/data"}).home == tmp_path
    assert read({"XDG_DATA_HOME": "/data"}).home == Path("/data/schoolgate")


@pytest.mark.parametrize("environ", [{}, {"XDG_DATA_HOME": "relative"}, {"SCHOOLGATE_HOME": ""}])
def test_without_a_word_the_home_is_in_the_users_data_folder(environ):
    assert read(environ).home == Path.home() / ".local" / "share" / "schoolgate"


def test_a_databases_password_is_never_printed():
    place = read({"SCHOOLGATE_DATABASE": "postgresql://app:secret@host/name"})

    assert place.database == "postgresql://app:secret@host/name"
    assert "secret" not in repr(place)
    assert repr(Environment(home=Path("/h"))) == "Environment(home=/h)"
