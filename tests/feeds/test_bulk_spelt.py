"""Finished lines are cut into schools where the engine has them, and only where they are surely theirs."""

import duckdb
import pytest

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.columns import NotAsAsked, batches_of
from schoolgate.feeds.bulk.spelt import COLUMNS, Spelt

ROWS = (
    "SELECT range::INTEGER AS place, (range % 10)::INTEGER AS number, range % 10 <> 3 AS is_open, "
    "CASE WHEN range % 10 NOT IN (3, {shared}) THEN 'line ' || range || chr(10) END AS line "
    "FROM range($rows) ORDER BY {order}"
)


def spelt(rows, order="range", shared="-1"):
    with engine.connect() as connection:
        told = connection.sql(ROWS.format(order=order, shared=shared), params={"rows": rows})
        return Spelt(batches_of(told, COLUMNS))


def lines(first):
    return "".join(f"line {n}\n" for n in range(first, first + 10) if n % 10 != 3).encode()


def test_each_school_has_its_own_lines_however_the_engine_cuts_them():
    schools = 30_000  # of ten pupils: more rows than the engine gives at once

    found = spelt(10 * schools)

    for number in range(schools):
        school = found.next_school(f"s{number}", 10)
        assert (bytes(school.body), school.rows, school.members) == (lines(10 * number), 9, b"\xef\xc0")
    assert found.next_school("one more", 10) is None


def test_what_comes_in_another_order_is_sent_by_no_line_of_it():
    assert spelt(40, order="range DESC").next_school("s1", 10) is None
    assert spelt(40, order="range % 20, range").next_school("s1", 10) is None


def test_a_school_in_which_a_key_is_not_one_pupils_alone_goes_the_ordinary_way():
    assert spelt(40, shared="7").next_school("s1", 10) is None


def test_other_columns_than_the_query_has_are_a_mistake_of_ours():
    with engine.connect() as connection, pytest.raises(NotAsAsked):
        next(batches_of(connection.sql("SELECT 1 AS place"), COLUMNS))


def test_a_question_that_fails_fails_as_the_engine_does():
    told = "SELECT 1::INTEGER, 1::INTEGER, true, error('no') FROM range(10) ORDER BY 1"
    with engine.connect() as connection, pytest.raises(duckdb.Error):
        [*batches_of(connection.sql(told), COLUMNS)]
