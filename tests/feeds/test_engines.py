"""One agreement gives the same bytes by whichever engine: DuckDB, PostgreSQL, Sail and Apache Spark."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from sqlglot import exp

from schoolgate.domain.agreement import KeyKind, Scope
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import load_roll
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Subject, Transform
from schoolgate.feeds import engines
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import work_of
from schoolgate.feeds.bulk.work import Source, Work
from schoolgate.feeds.compile import plan, query, teachers_query
from schoolgate.feeds.engines import ENGINES, opened, spark
from schoolgate.feeds.engines.errors import EngineFailed, EngineMissing, EngineRefused
from schoolgate.feeds.engines.spark import OnSpark, sail
from schoolgate.feeds.generator import generate
from schoolgate.feeds.spec import TABLES, feed_spec
from schoolgate.feeds.tables import tables_of
from tests.feeds.apache_spark import ApacheSpark
from tests.feeds.cases import ANN, CLASS, KEY, MUM, ON, SCHOOL, TEACHER, agreement, clause, decision, sent
from tests.feeds.engines import asked_of, cells_by, made_by, write_answers, write_by_authority
from tests.feeds.folders import write_folder
from tests.feeds.test_feed_equals_oracle import agreements
from tests.tools import is_importable, require_or_skip

HOSTILE = (
    "ß", "ﬁ", "ŉ", "İi", "é", "e\u0301", 'a"b', "it's", "a\\b", "\\", "\\n", "\\N", "\\.", "#x", "--", "/*",
    "%s", "{x}", "$1", "?", ":x", "`b`", "a,b", "a;b", "  first", "last  ", " ", "", "=cmd()", "-1", "+1",
    "@x", "NULL", "NaN", "null", "true", "0012", "1e5", "😀", "\u202eright to left\u202c", "ابجد",
    "line\nbreak", "cr\rx", "\r\n", "tab\tx", "\ufeffmark", "\x01", "\x7f", "\u2028", "x" * 100_000,
)  # fmt: skip
CLASSES = tuple(one for one in HOSTILE if one.strip())
HALF = Scope(classes=(*CLASSES[::2], "4 Oak"))
ALL_ITEMS = tuple(sorted(key for key, one in load_items().items() if one.roll_supplies))


def all_of(*items, **more):
    """Of pupils, parents and staff; with what allows special categories to leave."""
    subjects = (Subject.PUPIL, Subject.PARENT, Subject.STAFF)
    terms = sent(*items, subjects=subjects, reason="the exam board asks for it")
    return replace(clause(*terms, **more), condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST)


AGREED = {
    "everything of all": agreement(all_of(*ALL_ITEMS)),
    "some classes": agreement(
        all_of(*ALL_ITEMS, scope=HALF), key=KeyKind.EXISTING, key_field="upn", key_reason="It is their login."
    ),
    "those who said yes": agreement(
        clause(*sent("full_name", "class"), id="asked", choice=ChoiceKind.CONSENT, basis=Basis.CONSENT)
    ),
    "two clauses that overlap": agreement(
        all_of("full_name", "date_of_birth", "home_address", scope=Scope(year_groups=("1", "4", "R"))),
        all_of("full_name", "staff_name", "contact_names", "siblings", "class", id="2", scope=HALF),
    ),
    "some teaching groups": agreement(
        clause(*sent("full_name", "date_of_birth"), scope=Scope(groups=("4 Oak", "Maths year 5", "it's")))
    ),
    "little of each": agreement(
        clause(
            *sent("date_of_birth", transform=Transform.YEAR), *sent("full_name", transform=Transform.INITIAL)
        )
    ),
}
FORMATS = ("plain_csv", "plain_json", "oneroster_csv_1p2")


def hostile_school(prefix="q"):
    """A pupil for each sign, with it in every text, in the class and in the list of siblings."""
    pupils = [
        ANN
        | {
            "id": f"{prefix}{number:03d}",
            "legal_forename": sign,
            "preferred_forename": None if number % 2 else sign,
            "legal_surname": sign or None,
            "middle_names": sign,
            "registration_class": sign,
            "siblings": (sign, "a,b", "") if sign else None,
        }
        for number, sign in enumerate(HOSTILE)
    ]
    contacts = [
        MUM | {"id": f"k{number}", "pupil_id": one["id"], "surname": one["legal_surname"], "phone": sign}
        for number, (one, sign) in enumerate(zip(pupils, HOSTILE, strict=True))
    ]
    staff = [TEACHER | {"id": f"t{number}", "surname": sign} for number, sign in enumerate(HOSTILE)]
    taught = [
        CLASS | {"id": f"c{number}", "name": sign, "teacher_id": f"t{number}"}
        for number, sign in enumerate(CLASSES)
    ]
    records = {"pupil": pupils, "contact": contacts, "staff": staff, "class": taught, "enrolment": ()}
    return tables_of(records)


WHOLE = {table: tuple(fields) for table, fields in load_roll().items()}
HELD = SimpleNamespace(columns=WHOLE)
# Case, order, patterns and numbers are not among them: engines differ in those.
ALIKE = {
    *("Alias", "And", "Boolean", "Case", "Cast", "Coalesce", "Column", "DataType", "Distinct", "EQ", "From"),
    *(
        "GT",
        "GTE",
        "Identifier",
        "If",
        "In",
        "Is",
        "Join",
        "LTE",
        "Literal",
        "Not",
        "Null",
        "Or",
        "Paren",
        "Select",
    ),
    *("Subquery", "Table", "TableAlias", "Where"),
}
HOSTILE_SCHOOLS = {("201", "007"): hostile_school(), ("E1", "7"): generate(20, 3, ON)}


@pytest.fixture(scope="module", params=["school inside", "school as a folder"])
def hostile(request, tmp_path_factory):
    write = {"school inside": write_by_authority, "school as a folder": write_folder}[request.param]
    path = write(tmp_path_factory.mktemp("hostile"), HOSTILE_SCHOOLS)
    return write_answers(path, [("201", "007", "q009"), ("E1", "7", "p00003")])


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """200 schools of two authorities."""
    schools = {(f"20{n % 2}", f"{n:03d}"): generate(8 + n % 9, n, ON) for n in range(200)}
    answered = [(*place, f"p{n % 7 + 1:05d}") for n, place in enumerate(schools) if n % 3 == 0]
    return write_answers(write_by_authority(tmp_path_factory.mktemp("many"), schools), answered)


@pytest.fixture(scope="module", params=["postgresql", "sail", "apache spark"])
def other(request):
    """An engine that is not DuckDB, one for all tests."""
    if request.param == "postgresql":
        cluster = request.getfixturevalue("cluster")
        name = cluster.new_database()
        for odd in (
            "standard_conforming_strings = off",
            "datestyle = 'German'",
            "client_encoding = 'LATIN1'",
        ):
            cluster.execute(f"ALTER DATABASE {name} SET {odd}")
        with opened("postgresql", cluster.address(name, "postgres")) as found:
            yield found
        return
    require_or_skip("pyspark-client, of the extra 'spark',", is_importable("pyspark"))
    if request.param == "sail":
        require_or_skip("pysail, of the extra 'spark',", is_importable("pysail"))
        with opened("spark") as found:
            yield found
    else:
        with ApacheSpark() as address, opened("spark", address) as found:
            yield found


@pytest.mark.parametrize("name", AGREED)
def test_hostile_rows_give_the_same_bytes_by_each_engine(other, hostile, name):
    assert cells_by(other, AGREED[name], hostile) == cells_by(OnDuckdb(), AGREED[name], hostile)


@pytest.mark.parametrize("name", AGREED)
def test_two_hundred_schools_get_the_same_parcels_by_each_engine(other, many, name):
    agreed = replace(AGREED[name], format=FORMATS[[*AGREED].index(name) % len(FORMATS)])

    found = made_by(other, agreed, many)

    assert found == made_by(OnDuckdb(), agreed, many)
    assert len(found) == 200
    assert sum(isinstance(one[0], dict) for one in found.values()) > 60


def test_an_authority_where_nobody_answered_and_no_staff_is_known_is_read_by_each_engine(other, tmp_path):
    roll = generate(9, 1, ON)
    some = {name: list(roll[name].records()) for name in ("pupil", "contact")}
    write_by_authority(tmp_path, {("201", "s1"): tables_of(some)})

    for name in ("those who said yes", "two clauses that overlap"):
        assert made_by(other, AGREED[name], tmp_path) == made_by(OnDuckdb(), AGREED[name], tmp_path)


def test_each_hostile_sign_is_among_the_bytes_compared(hostile):
    told = cells_by(OnDuckdb(), AGREED["everything of all"], hostile)["007", "pupil"].decode()

    assert [one for one in HOSTILE if one.replace('"', '""') not in told] == []


@settings(max_examples=100)
@given(agreed=agreements())
def test_a_query_asks_an_engine_only_for_what_all_do_alike(agreed):
    planned = plan(feed_spec(agreed, WHOLE), HELD, {"0": {"p1": (decision("p1", "no"),)}}, ON)
    asked = [query(planned, table) for table in TABLES if planned.spec.of(table)]
    trees = [across(one) for one in (*asked, teachers_query())]

    assert {type(node).__name__ for tree in trees for node in tree.walk()} <= ALIKE


def test_no_id_no_name_of_a_school_or_service_and_no_key_stands_in_a_statement(many):
    work = work_of(*asked_of(AGREED["two clauses that overlap"], many)[0])

    for dialect in ("duckdb", "postgres", "spark"):
        told = " ".join(tree.sql(dialect=dialect) for tree in work.queries.values())
        assert [pupil for _, _, pupil in work.listed if pupil in told] == []
        assert not [one for one in (SCHOOL.name, SCHOOL.id, "Sums", KEY.decode(), KEY.hex()) if one in told]
    assert len(work.listed) > 30


def test_a_cell_that_an_engine_cannot_hold_is_told_of_without_the_cell(cluster, tmp_path):
    school = tables_of({"pupil": [ANN | {"legal_forename": "Secret\0name"}]})
    write_by_authority(tmp_path, {("201", "007"): school})
    address = cluster.address(cluster.new_database(), "postgres")

    with opened("postgresql", address) as engine, pytest.raises(EngineFailed) as failed:
        cells_by(engine, agreement(clause(*sent("full_name"))), tmp_path)

    assert str(failed.value) == (
        f"No feed was made of these schools: postgresql on {cluster.folder} gave no rows (DataError). See in "
        "its own log what went wrong there, then run the same again: what has been delivered stays so."
    )
    assert "Secret" not in repr(failed.getrepr(chain=True, style="native"))


REFUSALS = {
    ("duckdb", "sc://host"): "by duckdb: it runs in this process and has no --master; leave that out.",
    (
        "postgresql",
        None,
    ): "by postgresql: it needs --master with its address, such as postgresql://host/rolls.",
    ("spark", "http://host"): (
        "by spark: its address begins with sc:// and names a host, such as sc://spark.example:15002."
    ),
}


@pytest.mark.parametrize("told", REFUSALS)
def test_an_engine_is_told_a_master_that_it_can_use(told):
    name, master = told
    with pytest.raises(EngineRefused) as refused, opened(name, master):
        pass

    assert str(refused.value) == f"No feed was made {REFUSALS[told]}"


def test_a_master_that_does_not_answer_is_named_without_its_token():
    require_or_skip("pyspark-client, of the extra 'spark',", is_importable("pyspark"))
    with pytest.raises(EngineFailed) as failed, opened("spark", "sc://127.0.0.1:1/;user_id=olu"):
        pass

    assert str(failed.value).startswith(
        "No feed was made of these schools: spark on 127.0.0.1:1 gave no rows (SparkConnectGrpcException). "
    )


def test_what_an_engine_needs_and_lacks_is_said_with_the_way_to_get_it():
    with pytest.raises(EngineMissing) as missing:
        spark._library("a_library_that_is_not_there")

    assert str(missing.value) == (
        "No feed was made by spark.\n- what it needs is not installed here: pip install 'schoolgate[spark]'"
    )


def test_an_engine_that_goes_away_is_told_of(tmp_path):
    require_or_skip("The extra 'spark'", is_importable("pyspark") and is_importable("pysail"))
    write_by_authority(tmp_path, {("201", "s1"): generate(5, 1, ON)})
    agreed = AGREED["everything of all"]
    with ExitStack() as running:
        address = running.enter_context(sail())
        with opened("spark", address) as engine:
            assert len(made_by(engine, agreed, tmp_path)) == 1
            running.close()
            with pytest.raises(EngineFailed) as failed:
                made_by(engine, agreed, tmp_path)

    assert "gave no rows (SparkConnectGrpcException). See in its own log" in str(failed.value)


@pytest.mark.parametrize("name", ["x[1].parquet", "_rows.parquet", ".rows.parquet", "a*.parquet"])
def test_a_file_that_spark_would_pass_over_is_refused_by_name(name):
    session = None  # it is not asked for anything
    source = Source(table="pupil", files=(f"/rolls/pupil/authority=201/{name}",), columns=("id",))
    everybody = exp.select("id").from_("pupil")
    work = Work(queries={"pupil": everybody}, sources={"pupil": source}, listed=())

    with pytest.raises(EngineRefused) as refused:
        [*OnSpark(session=session, where="here").rows(work)]

    assert str(refused.value) == (
        f"No feed was made by spark: it would not read 'authority=201/{name}', for a sign in its "
        "name; rename it."
    )


def test_each_engine_has_a_file_and_each_file_is_an_engine():
    room = Path(engines.__file__).parent

    assert {path.stem for path in room.glob("*.py")} - {"__init__", "errors"} == set(ENGINES)
