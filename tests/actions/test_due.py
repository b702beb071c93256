"""When a feed falls due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.actions.due import moment_on, moments, school_days
from schoolgate.domain.schedule import Rhythm, Schedule, SchoolTerm, Terms
from schoolgate.domain.vocabulary import Nation

SET = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = Terms(
    terms=(SchoolTerm(first=date(2026, 1, 1), last=date(2026, 12, 31)),), set_by="O. Office", set_at=SET
)


def schedule(rhythm=Rhythm.NIGHTLY, at="02:00"):
    return Schedule(slug="sums", rhythm=rhythm, at=at, set_by="O. Office", set_at=SET)


def at(*parts):
    return datetime(2026, *parts, tzinfo=UTC)


def days(rhythm, terms=YEAR, nation=Nation.ENGLAND):
    found = moments(schedule(rhythm), school_days(terms, nation), since=at(8, 28), until=at(9, 2))
    return [one.day for one in found]


def test_a_nightly_feed_is_due_each_night_at_the_schools_own_time():
    found = moments(schedule(), lambda day: False, since=at(7, 1), until=at(7, 3))
    assert found == (at(7, 1, 1), at(7, 2, 1))  # 02:00 in summer is 01:00 UTC


def test_in_term_time_weekends_and_bank_holidays_are_left_out():
    assert days(Rhythm.TERM_TIME) == [28, 1]  # 29 and 30 August are a weekend, the 31st a holiday in England


def test_each_nation_has_its_own_bank_holidays():
    assert days(Rhythm.TERM_TIME, nation=Nation.SCOTLAND) == [28, 31, 1]


def test_between_terms_nothing_is_due():
    autumn = Terms(
        terms=(SchoolTerm(first=date(2026, 9, 1), last=date(2026, 10, 23)),), set_by="O", set_at=SET
    )
    assert days(Rhythm.TERM_TIME, autumn) == [1]


def test_without_term_dates_no_day_is_taken_for_a_school_day():
    assert days(Rhythm.TERM_TIME, None) == []


def test_nothing_was_due_before_the_schedule_was_set():
    assert moments(schedule(), lambda day: True, since=SET - timedelta(days=9), until=SET) == ()


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 3, 29), 1), (date(2026, 10, 25), 0)])
def test_a_night_on_which_the_clocks_change_has_one_run(day, hour):
    assert moment_on(day, "01:30") == datetime(2026, day.month, day.day, hour, 30, tzinfo=UTC)


@given(st.integers(0, 365 * 24), st.integers(0, 400), st.integers(0, 400))
def test_looking_twice_finds_the_same_moments_as_looking_once(start, first, second):
    begin = SET + timedelta(hours=start)
    middle, end = begin + timedelta(hours=first), begin + timedelta(hours=first + second)

    def found(since, until):
        return moments(schedule(), lambda day: True, since=since, until=until)

    assert found(begin, middle) + found(middle, end) == found(begin, end)
