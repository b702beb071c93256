"""Each check by its one story: the words raise it, the same words put right do not."""

import pkgutil
from pathlib import Path

import pytest

from schoolgate.checks import CHECKS, run
from tests.spec import stories
from tests.spec.stories import STORIES

IDS = [check.RULE.id for check in CHECKS]


def found(told, check):
    return [one for one in run(told.subject) if one.check == check]


def test_each_check_has_one_story_and_each_story_its_check():
    files = sorted(info.name for info in pkgutil.iter_modules(stories.__path__))
    assert files == sorted(check.lower().replace("-", "_") for check in IDS)
    assert sorted(STORIES) == sorted(IDS)


@pytest.mark.parametrize("check", STORIES)
def test_the_words_raise_the_check(check):
    assert found(STORIES[check].raises, check)


@pytest.mark.parametrize("check", STORIES)
def test_the_words_put_right_do_not(check):
    assert found(STORIES[check].settles, check) == []


def test_no_page_is_kept_of_a_check_that_is_gone():
    folder = Path(__file__).parents[2] / "docs" / "checks"
    assert sorted(path.stem for path in folder.glob("*.md")) == sorted(IDS)
