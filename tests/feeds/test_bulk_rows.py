"""The query of one school, made across many, gives each school's rows and nobody else's."""

import pytest

from schoolgate.domain.agreement import Scope
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.folder import FolderRefused, open_folder
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.work import Work
from schoolgate.feeds.compile import draw, plan, query
from schoolgate.feeds.generator import generate
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.spec import TABLES, feed_spec
from tests.feeds import cases
from tests.feeds.folders import write_folder

SCHOOLS = {("201", "s1"): 1, ("201", "s2"): 2, ("202", "s3"): 3}
WIDE = cases.agreement(
    cases.clause(*cases.sent("full_name", "date_of_birth", "contact_names", "home_address"), id="1"),
    cases.clause(
        *cases.sent("staff_name", "class", "year_group"),
        id="2",
        scope=Scope(everyone=False, year_groups=("4",), pupils=("p00003",)),
    ),
)


@pytest.fixture(scope="module")
def rolls():
    return {place: generate(40, seed, cases.ON) for place, seed in SCHOOLS.items()}


def planned(of, columns, refused=()):
    decisions = {"1": {one: (cases.decision(one, "no"),) for one in refused}}
    return plan(feed_spec(of, columns), _Held(columns), decisions, cases.ON, None)


class _Held:
    def __init__(self, columns):
        self.columns = columns


def test_a_school_gets_the_same_rows_among_many_as_alone(rolls, tmp_path):
    folder = open_folder(write_folder(tmp_path, rolls))
    refused = {place: sorted(roll["pupil"].column("id"))[:3] for place, roll in rolls.items()}
    told = planned(WIDE, folder.columns, refused["201", "s1"])
    listed = [(school, 0, pupil) for (_, school), pupils in refused.items() for pupil in pupils] + [
        (school, 3, "p00003") for _, school in rolls
    ]
    work = Work(
        queries={table: across(query(told, table)) for table in TABLES if told.spec.of(table)},
        sources=folder.sources(folder.authorities),
        listed=listed,
    )

    found = {}
    for table, rows in OnDuckdb().rows(work):
        for school, *row in rows:
            found.setdefault((school, table), []).append(tuple(map(str, row)))

    for place, roll in rolls.items():
        alone = planned(WIDE, roll.columns(), refused[place])
        for table in [one for one in TABLES if alone.spec.of(one)]:
            drawn = draw(alone, table, snapshot_of(roll))
            wanted = [(one.person, one.pupil, one.existing_key, *one.cells) for one in drawn]
            assert sorted(found[place[1], table]) == sorted(tuple(map(str, row)) for row in wanted)


def test_a_folder_without_pupils_is_refused(tmp_path):
    with pytest.raises(FolderRefused) as refused:
        open_folder(tmp_path)
    assert str(refused.value) == (
        f"No feed was made from the folder: {tmp_path} has no pupils; they are looked for in "
        "pupil/authority=…/ as files ending in .parquet."
    )
