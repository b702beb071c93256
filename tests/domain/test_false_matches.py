"""An unknown service is never forced onto a known one."""

import pytest

from schoolgate.domain.catalogue import known
from tests.domain.false_matches import MOST, NOTICES, Case, in_notices, made_up, made_up_names, rate


def test_none_of_the_names_in_the_notices_is_taken_for_another_service():
    if not all(folder.is_dir() for folder in NOTICES):
        pytest.skip("the schools' own notices (../shared/notices) are not here")
    assert [case for case in in_notices() if case.is_false()] == []


def test_hardly_a_made_up_name_is_taken_for_a_service():
    assert rate(made_up()) <= MOST


def test_a_plain_invention_is_taken_for_no_service_at_all():
    inventions = [case for case in made_up()[-200:] if case.is_false()]
    assert inventions == []


def test_the_made_up_names_are_five_hundred_and_nobodys():
    names = made_up_names()
    assert len(names) == len(set(names)) == 500
    assert [name for name in names if known(name)] == []


def test_a_name_is_taken_for_another_only_when_it_is_not_that_ones_own():
    assert Case("Maths Rocks", None, "Times Tables Rock Stars").is_false()
    assert not Case("Maths Rocks", None, None).is_false()
    assert not Case("IRIS", "IRIS Connect", "IRIS").is_false()
    assert Case("IRIS", "IRIS Connect", "IRIS").is_namesake()
