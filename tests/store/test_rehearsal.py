"""A dry run does everything and leaves nothing."""

import pytest

from schoolgate.store import decisions, register
from schoolgate.store.rehearsal import rehearsed
from schoolgate.store.transactions import together
from tests.store.cast import adopt, agreement, answer, found_school


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_rehearsal_is_undone_and_the_deed_is_kept(fresh_home, dry_run):
    tenant = found_school()

    with rehearsed(tenant, dry_run=dry_run):
        adopt(tenant, agreement())
        assert register.slugs(tenant) == ("sums",)

    assert register.slugs(tenant) == (() if dry_run else ("sums",))


def test_a_rehearsal_undoes_itself_and_nothing_before_it(fresh_home):
    tenant = found_school()

    with together(tenant):
        answer(tenant)
        with rehearsed(tenant, dry_run=True):
            answer(tenant)
        answer(tenant, pupil="p2")

    assert [one.sequence for one in decisions.all_decisions(tenant)] == [1, 2]
    assert [one.pupil_id for one in decisions.all_decisions(tenant)] == ["p1", "p2"]
