"""A supplier that fetches every night makes thousands of entries; a page shows some of them."""

from types import SimpleNamespace

import pytest

from schoolgate.web.ledger import MOST, before

EVERY = [SimpleNamespace(entry=entry) for entry in range(1, 2 * MOST + 51, 1)]


def entries(asked):
    return [one.entry for one in before(EVERY, asked)]


def test_the_newest_come_first_and_older_pages_go_on_where_one_ends():
    first = entries("")
    second = entries(str(first[-1]))
    last = entries(str(second[-1]))

    assert first + second + last == [one.entry for one in reversed(EVERY)]
    assert [len(first), len(second), len(last)] == [MOST, MOST, 50]


@pytest.mark.parametrize("asked", ["x", "-1", "²", "9" * 5000, "999999999"])
def test_what_is_no_entry_of_the_ledger_shows_the_newest(asked):
    assert entries(asked) == entries("")


def test_before_the_first_entry_there_is_none():
    assert entries("1") == []
