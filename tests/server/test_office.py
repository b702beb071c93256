import pytest

from schoolgate.domain.errors import NotFound
from schoolgate.domain.school import School
from schoolgate.server.office import chosen

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
