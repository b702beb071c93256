"""What bench/feeds.py compares: ours, and what somebody would write by hand. Each gives its `Taken`."""

import csv
import hmac
import io
import json
import os
import resource
import sqlite3
import sys
import time
from base64 import b32encode
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import register_file

AGREEMENTS = 30
ON = date(2026, 11, 22)
MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
HEADINGS = ["First name", "Surname", "Date of birth", "Year group", "Registration class"]
COLUMNS = ("first", "last", "date_of_birth", "year_group", "registration_class")
MASTER = b"k" * 32


def office_in(home, kind, agreements=AGREEMENTS):
    """A home with so many agreements in force. kind  "existing" or "pseudonym": what pupils are known by"""
    from schoolgate.server import boot
    from schoolgate.server.environment import Environment
    from schoolgate.server.main import opener

    is_new = not (home / "keys").exists()
    home.mkdir(parents=True, exist_ok=True)
    boot.configure()
    opened = opener(Environment(home=home))
    if is_new:
        _found(opened, home, kind, agreements)
    return opened(home)


def _found(opened, home, kind, agreements):
    from schoolgate.actions import agreements as deeds
    from schoolgate.actions import school as schools
    from schoolgate.domain.assessment import Outcome, SignerRole
    from schoolgate.domain.vocabulary import Nation, SchoolType
    from schoolgate.store import register

    name = "Hill Primary School"
    schools.create(opened(home), name=name, nation=Nation.ENGLAND, type=SchoolType.MAINTAINED)
    office = opened(home)
    look = deeds.Look(
        outcome=Outcome.APPROVED, by="M. Head", role=SignerRole.HEAD, on=ON, review_due=date(2027, 9, 1)
    )
    for number in range(agreements):
        made = agreement(f"feed-{number}", kind)
        register.append_version(office.tenant, made, made_by="O. Office", made_at=MORNING, why="bench")
        deeds.assess(office, made.slug, look)
        signature = deeds.Signature(by="M. Head", role=SignerRole.HEAD)
        deeds.approve(office, made.slug, signature, at=MORNING, on=ON)


def agreement(slug, kind):
    from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, KeyKind, Scope, Term
    from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow

    items = ("full_name", "date_of_birth", "year_group", "class")
    clause = Clause(
        id="1",
        purposes=("practice",),
        terms=tuple(Term(item=one, flow=Flow.SENT) for one in items),
        basis=Basis.PUBLIC_TASK,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    )
    known = {"key": KeyKind.EXISTING, "key_field": "username", "key_reason": "accounts are there"}
    return Agreement(
        slug=slug,
        version=1,
        service=slug,
        recipient=f"{slug} Ltd",
        state=AgreementState.DRAFT,
        clauses=(clause,),
        **(known if kind == "existing" else {}),
    )


class Taken(float):
    """Seconds by the clock.

    processor  seconds on all cores, of threads and children too
    double     KiB, the most that a process had which was begun meanwhile; 0: none was
    """

    processor, double = 0.0, 0

    @classmethod
    def of(cls, seconds, processor):
        found = cls(seconds)
        found.processor = processor
        return found


def timed(work):
    started, busy, before = time.perf_counter(), _processor(), _largest_child()
    work()
    taken = Taken.of(time.perf_counter() - started, _processor() - busy)
    taken.double = after if (after := _largest_child()) > before else 0
    return taken


def _largest_child():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _processor():
    used = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def fresh(folder):
    """A place where nothing was cleared away just before, which the disk would go on with for a while."""
    place = folder / f"{time.time_ns()}"
    place.mkdir(parents=True)
    os.sync()
    return place


def warm(work):
    """The second time: a worker that sends every night has been started long before."""
    work()
    return timed(work)


def school_ours(place):
    from schoolgate.actions import feeds

    office = office_in(place / "home", "pseudonym")
    sending = feeds.Sending(
        out=place / "ours", by="O. Office", confirmed_by="M. Head", clock=lambda: datetime.now(UTC)
    )
    return warm(lambda: [*feeds.run_all(office, sending)])


def school_sqlite(place):
    return warm(lambda: _by_hand(place))


def _by_hand(place):
    """As a careful person would: one query for each recipient, and Python's own csv."""
    (place / "hand").mkdir(exist_ok=True)
    connection = sqlite3.connect(place / "school.sqlite3")
    for number, key in enumerate(json.loads((place / "keys.json").read_text())):
        rows = connection.execute(
            "SELECT id, coalesce(preferred_forename, legal_forename), "
            "coalesce(preferred_surname, legal_surname), date_of_birth, year_group, registration_class "
            "FROM pupil WHERE (leaving_date IS NULL OR leaving_date > ?) "
            "AND (entry_date IS NULL OR entry_date <= ?) AND NOT EXISTS "
            "(SELECT 1 FROM answer WHERE answer.pupil_id = pupil.id AND slug = ? AND answer = 'no')",
            (str(ON), str(ON), f"feed-{number}"),
        )
        _write_rows(place / "hand" / f"feed-{number}.csv", _keyed(rows, bytes.fromhex(key)))
    connection.close()


def _keyed(rows, key):
    prefix = b"hill-primary-school\0pupil\0"
    told = (
        (b32encode(hmac.digest(key, prefix + one.encode(), "sha256"))[:26].decode().lower(), *cells)
        for one, *cells in rows
    )
    return sorted(told)


def _write_rows(path, rows):
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["Pupil key", *HEADINGS])
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode())


def school_orm(place):
    from bench import django_loop

    django_loop.open_database(place / "register.sqlite3")

    def loop():
        (place / "orm").mkdir(exist_ok=True)
        keys = json.loads((place / "keys.json").read_text())
        for key, (slug, rows) in zip(keys, django_loop.feeds(ON), strict=True):
            _write_rows(place / "orm" / f"{slug}.csv", _keyed(rows, bytes.fromhex(key)))

    return warm(loop)


def make_school(place):
    """420 pupils in a home of ours, and the same in a plain SQLite file for the others."""
    from schoolgate.actions import decisions, roll
    from schoolgate.domain.decision import Answer, Capacity
    from schoolgate.feeds.pseudonym import pseudonyms

    place.mkdir(parents=True)
    office = office_in(place / "home", "pseudonym")
    roll.generate(place / "roll.zip", pupils=420, seed=1, on=ON)
    roll.load(office, place / "roll.zip", at=MORNING, on=ON)
    with roll.opened(office) as snapshot:
        pupils = [*snapshot.tables()["pupil"].records()]
    said = [(one["id"], f"feed-{n}") for n in range(AGREEMENTS) for one in pupils[n :: AGREEMENTS * 2]]
    for pupil, slug in said:
        told = decisions.Answered(
            pupil_id=pupil, answer=Answer.OBJECTION, by="A parent", capacity=Capacity.PARENT, clause=None
        )
        decisions.record(office, slug, told, at=MORNING)
    keys = [
        pseudonyms(
            office.keys.pseudonym,
            controller_id=office.tenant.controller_id,
            recipient=f"feed-{n} Ltd",
            school_id=office.tenant.school_id,
        ).key.hex()
        for n in range(AGREEMENTS)
    ]
    (place / "keys.json").write_text(json.dumps(keys))
    _plain_sqlite(place / "school.sqlite3", pupils, said)
    numbered = [(pupil, int(slug.removeprefix("feed-"))) for pupil, slug in said]
    register_file.write(
        place / "register.sqlite3", [f"feed-{n}" for n in range(AGREEMENTS)], pupils, numbered
    )
    return Taken(0)


def _plain_sqlite(path, pupils, said):
    names = ("id", "legal_forename", "legal_surname", "preferred_forename", "preferred_surname",
             "date_of_birth", "year_group", "registration_class", "entry_date", "leaving_date")  # fmt: skip
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE pupil ({', '.join(names)}, PRIMARY KEY (id))")
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, pupil_id, slug, answer)")
        connection.execute("CREATE INDEX said ON answer (pupil_id, slug)")
        rows = [[None if one[name] is None else str(one[name]) for name in names] for one in pupils]
        connection.executemany(f"INSERT INTO pupil VALUES ({', '.join('?' * len(names))})", rows)
        connection.executemany("INSERT INTO answer (pupil_id, slug, answer) VALUES (?, ?, 'no')", said)


def many_ours(place, kind, agreements, count):
    """Every round is a night of its own: what was sent today is not sent again."""
    from schoolgate.actions import bulk

    office = office_in(place / f"home-{kind}-{agreements}", kind, int(agreements))
    night = MORNING + timedelta(days=_next(place))
    folder = _some(place, int(count))
    told = bulk.Night(
        folder=folder, out=fresh(place / "ours"), by="O. Office", confirmed_by="M. Head", clock=lambda: night
    )
    found = []
    taken = timed(lambda: found.extend(bulk.run(office, told)))
    assert not any(one.refused or one.problems for one in found), found
    return taken


def _next(place):
    counter = place / "nights"
    number = int(counter.read_text()) + 1 if counter.exists() else 0
    counter.write_text(str(number))
    return number % 200


def _some(place, count):
    """The first authorities of the nation; 0: all of them."""
    whole = place / "nation"
    if not count:
        return whole
    part = place / f"nation-{count}"
    for table in ("pupil", "answer"):
        for one in sorted((whole / table).iterdir())[:count]:
            there = part / table / one.name
            there.mkdir(parents=True, exist_ok=True)
            for file in one.iterdir():
                if not (there / file.name).exists():
                    os.link(file, there / file.name)
    return part


def stream_ours(place, kind):
    """All schools in one file, its entries in the ledger and all: a night of its own each time."""
    from schoolgate.actions import bulk, one_file

    office = office_in(place / f"home-{kind}-1", kind, 1)
    night = MORNING + timedelta(days=_next(place))
    where = fresh(place / "ours")
    told = bulk.Night(
        folder=place / "nation", out=where, by="O. Office", confirmed_by="M. Head", clock=lambda: night
    )
    found = []
    taken = timed(lambda: found.append(one_file.run(office, told, "feed-0", where / "all.csv")))
    assert found[0].delivered == 1, found
    return taken


def _permitted(place, slug="feed-0"):
    """What the others select: the same rows and cells, with a key that is there already."""
    day = f"DATE '{ON}'"
    here = f"leaving_date IS NULL OR leaving_date > {day}"
    return (
        "SELECT school, id, username AS key, coalesce(preferred_forename, legal_forename) AS first, "
        "coalesce(preferred_surname, legal_surname) AS last, date_of_birth, year_group, registration_class "
        f"FROM read_parquet('{place}/nation/pupil/**/*.parquet') AS pupil ANTI JOIN (SELECT school, pupil_id "
        f"FROM read_parquet('{place}/nation/answer/**/*.parquet') WHERE slug = '{slug}') AS said "
        "ON said.school = pupil.school AND said.pupil_id = pupil.id "
        f"WHERE ({here}) AND (entry_date IS NULL OR entry_date <= {day})"
    )


def stream_duckdb(place):
    import duckdb

    told = f"SELECT key, {', '.join(COLUMNS)} FROM ({_permitted(place)})"
    return timed(lambda: duckdb.connect().execute(
        f"SET preserve_insertion_order = false; COPY ({told}) TO '{place}/theirs.csv' (FORMAT csv, HEADER)"
    ))  # fmt: skip


def hmac_duckdb(place):
    """HMAC-SHA256 in SQL, as tech writers do it: inner and outer pads, and the first 130 bits as hex."""
    import duckdb

    inner, outer = (bytes(one ^ pad for one in MASTER.ljust(64, b"\0")).hex() for pad in (0x36, 0x5C))
    message = "encode(school || chr(0) || 'pupil' || chr(0) || id)"
    hashed = f"sha256(unhex('{outer}') || unhex(sha256(unhex('{inner}') || {message})))"
    told = f"SELECT left({hashed}, 33), {', '.join(COLUMNS)} FROM ({_permitted(place)})"
    return timed(lambda: duckdb.connect().execute(
        f"SET preserve_insertion_order = false; COPY ({told}) TO '{place}/theirs.csv' (FORMAT csv, HEADER)"
    ))  # fmt: skip


def files_duckdb(place):
    import duckdb

    where = fresh(place / "theirs")
    told = f"SELECT school, key, {', '.join(COLUMNS)} FROM ({_permitted(place)})"
    return timed(lambda: duckdb.connect().execute(
        f"COPY ({told}) TO '{where}/files' (FORMAT csv, HEADER, PARTITION_BY (school))"
    ))  # fmt: skip


def _lazily(place, slug="feed-0"):
    import polars

    column, day = polars.col, polars.lit(ON)
    said = polars.scan_parquet(place / "nation/answer/**/*.parquet").filter(column("slug") == slug)
    here = column("leaving_date").is_null() | (column("leaving_date") > day)
    came = column("entry_date").is_null() | (column("entry_date") <= day)
    return (
        polars.scan_parquet(place / "nation/pupil/**/*.parquet")
        .filter(here & came)
        .join(said, left_on=["school", "id"], right_on=["school", "pupil_id"], how="anti")
        .select(
            "school",
            "username",
            polars.coalesce("preferred_forename", "legal_forename").alias("first"),
            polars.coalesce("preferred_surname", "legal_surname").alias("last"),
            "date_of_birth",
            "year_group",
            "registration_class",
        )
    )


def files_polars(place):
    import polars

    into = polars.PartitionBy(fresh(place / "theirs"), key="school", include_key=False)
    return timed(lambda: _lazily(place).sink_csv(into, mkdir=True))


def trust_polars(place):
    """A read and a join for each agreement, then a file for each school, in the order of the keys."""
    where = fresh(place / "theirs")

    def parcels():
        for number in range(AGREEMENTS):
            into = where / f"feed-{number}"
            into.mkdir()
            whole = _lazily(place, f"feed-{number}").sort("school", "username").collect()
            for (school,), rows in whole.group_by("school", maintain_order=True):
                rows.drop("school").write_csv(into / f"{school}.csv", line_terminator="\r\n")

    return timed(parcels)


CONTENDERS = {
    one.__name__: one
    for one in (make_school, school_ours, school_sqlite, school_orm, many_ours, trust_polars, stream_ours,
                stream_duckdb, hmac_duckdb, files_duckdb, files_polars)
}  # fmt: skip
