"""A school gets the same parcel among many as it would alone."""

from dataclasses import replace

import pytest

from schoolgate.domain.agreement import Scope
from schoolgate.domain.school import School
from schoolgate.feeds.bulk.authority import open_authority
from schoolgate.feeds.bulk.folder import FolderRefused, open_folder
from schoolgate.feeds.bulk.members import people_in
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import SchoolParcel, SchoolRefused, ask, compact, parcels
from schoolgate.feeds.generator import generate
from schoolgate.feeds.prepare import prepare
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.snapshot import snapshot_of
from tests.feeds import cases
from tests.feeds.folders import write_folder, write_together

SCHOOLS = ("s1", "s2", "s3")


@pytest.fixture(scope="module")
def rolls():
    return {school: generate(40, seed, cases.ON) for seed, school in enumerate(SCHOOLS)}


def agreement(*more, **given):
    everyone = cases.clause(*cases.sent("full_name", "date_of_birth", "contact_details"))
    some = cases.clause(
        *cases.sent("home_address", "staff_name", "class"),
        id="2",
        scope=Scope(everyone=False, year_groups=("4", "5")),
    )
    return cases.agreement(everyone, some, *more, **given)


def refusals_of(roll, clause="1"):
    ids = sorted(roll["pupil"].column("id"))
    return [cases.decision(one, "no", clause, n) for n, one in enumerate(ids[3:9], 1)]


def made(of, rolls, path, answers=True):
    told = [("201", school, one) for school, roll in rolls.items() for one in refusals_of(roll)]
    schools = {("201", school): roll for school, roll in rolls.items()}
    folder = open_folder(write_folder(path, schools, told if answers else ()))
    empty = ReadAlready(digest="", columns=dict(folder.columns), drawn={})
    asked = ask(cases.request(of, empty))
    authority = open_authority(folder, "201")
    return authority, {one.school: one for one in parcels(asked, authority, OnDuckdb())}


def alone(of, school, roll):
    decisions = {}
    for one in refusals_of(roll):
        decisions.setdefault(one.clause, {})[one.pupil_id] = (one,)
    own = School(id=school, controller_id=cases.SCHOOL.controller_id, name=school)
    return prepare(cases.request(of, snapshot_of(roll), decisions, school=own))


@pytest.mark.parametrize("format_", ["plain_csv", "people_csv", "plain_json", "oneroster_csv_1p2"])
def test_a_school_gets_the_same_bytes_among_many_as_alone(rolls, tmp_path, format_):
    of = agreement(format=format_)

    authority, found = made(of, rolls, tmp_path)

    for school, roll in rolls.items():
        single = alone(of, school, roll)
        assert found[school].files == dict(single.files)
        assert found[school].manifest == compact(single.manifest)
        assert people_in(authority.pupils[school], found[school].members) == tuple(sorted(single.people))


def test_a_clause_for_groups_and_classes_is_for_those_of_each_school(rolls, tmp_path):
    groups = tuple({name for roll in rolls.values() for name in roll["class"].column("name")})
    scope = Scope(everyone=False, groups=groups[:3], classes=groups[3:6])
    of = agreement(cases.clause(*cases.sent("sex"), id="3", scope=scope))

    _, found = made(of, rolls, tmp_path)

    assert {school: one.files for school, one in found.items()} == {
        school: dict(alone(of, school, roll).files) for school, roll in rolls.items()
    }


def test_a_school_in_which_nobody_may_be_sent_is_refused_alone(rolls, tmp_path):
    of = cases.agreement(
        cases.clause(*cases.sent("full_name"), scope=Scope(everyone=False, classes=("No such class",)))
    )

    _, found = made(of, rolls, tmp_path)

    assert {type(one) for one in found.values()} == {SchoolRefused}
    assert "".join(found["s1"].reasons) == (
        "Nobody is in it: no pupil on roll is in its scope with the answer that it needs. "
        "Ask the families, or wait for their answers."
    )


def test_without_answers_nobody_has_objected(rolls, tmp_path):
    _, found = made(agreement(), rolls, tmp_path, answers=False)

    assert all(isinstance(one, SchoolParcel) for one in found.values())


SINGLY = cases.agreement(cases.clause(*cases.sent("full_name"), scope=Scope(everyone=False, pupils=("p1",))))
ONE_SCHOOL_S = {
    "Clause 1 is for pupils chosen singly, and an id means another pupil in another school. "
    "Send it from each school by itself.": SINGLY,
    "The format 'oneroster_csv_1p2_delta' tells who is gone since the last run, which is not kept "
    "for many schools. Name a format that tells who is there.": agreement(format="oneroster_csv_1p2_delta"),
}


@pytest.mark.parametrize("words", ONE_SCHOOL_S)
def test_what_means_something_in_one_school_only_is_not_sent_for_many(words, rolls, tmp_path):
    with pytest.raises(FeedRefused) as refused:
        made(ONE_SCHOOL_S[words], rolls, tmp_path)
    assert [one.sentence for one in refused.value.refusals] == [words]


def test_one_id_for_two_pupils_of_a_school_stops_the_folder(rolls, tmp_path):
    twice = replace(rolls["s1"]["pupil"], rows=rolls["s1"]["pupil"].rows + rolls["s1"]["pupil"].rows[:1])
    roll = replace(rolls["s1"], by_name={**rolls["s1"].by_name, "pupil": twice})
    folder = open_folder(write_folder(tmp_path, {("201", "s1"): roll}))

    with pytest.raises(FolderRefused) as refused:
        _ = open_authority(folder, "201").pupils
    assert str(refused.value) == (
        "No feed was made from the folder: in school s1 a pupil has no id, or two have the same; "
        "give each their own."
    )


@pytest.mark.parametrize("school", ["../s1", "a/b", ".", ".hidden", "s\n1", "s" * 101])
def test_a_school_whose_id_can_not_name_a_folder_is_refused(tmp_path, school):
    folder = open_folder(write_together(tmp_path, "201", {school: generate(3, 1, cases.ON)}))

    with pytest.raises(FolderRefused) as refusal:
        open_authority(folder, "201")

    assert str(refusal.value) == (
        "No feed was made from the folder: the ids of 1 of the schools can't name a folder; take out what "
        "begins with a dot, has a '/' or a control character, or is longer than 100 characters."
    )
