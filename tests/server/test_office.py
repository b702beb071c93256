from dataclasses import replace

import pytest

from schoolgate.actions import care
from schoolgate.actions import school as schools
from schoolgate.domain.errors import NotFound
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Nation, SchoolType
from schoolgate.server.office import chosen, office_of
from schoolgate.store.school import directory
from tests.actions.cast import found_office
from tests.actions.day import AT

HILL = School(id="hill", controller_id="trust", name="Hill")
DALE = School(id="dale", controller_id="trust", name="Dale")


def test_the_only_school_of_a_home_is_meant_where_none_is_named():
    assert chosen((HILL,), None).school_id == "hill"
    assert chosen((), None) is None


def test_among_several_schools_one_is_named():
    assert chosen((DALE, HILL), "hill").school_id == "hill"


@pytest.mark.parametrize(
    ("named", "why"), [(None, "keeps several schools"), ("moor", "keeps no school 'moor'")]
)
def test_a_home_of_several_schools_never_guesses_which_one(named, why):
    with pytest.raises(NotFound) as refused:
        chosen((DALE, HILL), named)
    assert str(refused.value) == (
        f"Nothing was done: this home {why}. Set SCHOOLGATE_SCHOOL to the one you mean: dale, hill."
    )


def test_where_no_school_is_chosen_nothing_of_any_school_is_done(fresh_home):
    nobody = replace(found_office(fresh_home), school=None, unchosen="Say which.")
    with pytest.raises(NotFound) as refused:
        schools.show(nobody)
    assert str(refused.value) == "Say which."
    assert ("school", False, "Say which.") in [
        (c.name, c.is_well, c.says) for c in care.doctor(nobody, at=AT)
    ]


@pytest.mark.postgresql
def test_a_third_school_is_created_beside_two_of_which_none_is_named(fresh_home):
    found_office(fresh_home)
    for name in ("Dale", "Moor"):
        nobody = office_of(fresh_home.home, fresh_home.keys)
        schools.create(nobody, name=name, nation=Nation.WALES, type=SchoolType.ACADEMY)

    assert len(directory()) == 3
    assert office_of(fresh_home.home, fresh_home.keys, "moor").tenant.school_id == "moor"
    assert office_of(fresh_home.home, fresh_home.keys).unchosen is not None
