"""Engines side by side: the same work, given to each, and its bytes by our one encoder."""

import json

from schoolgate.domain.vocabulary import ChoiceKind
from schoolgate.feeds import engine
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.folder import open_folder
from schoolgate.feeds.bulk.work import Work
from schoolgate.feeds.compile import plan, query
from schoolgate.feeds.encoder import encode
from schoolgate.feeds.engine import cell_from
from schoolgate.feeds.spec import TABLES, feed_spec
from schoolgate.feeds.transforms import text_of
from tests.feeds.cases import ON, decision


def write_by_authority(path, schools):
    """schools: (authority, school) → Tables. A file for each authority and table, with a column `school`."""
    rows = {}
    for (authority, school), tables in schools.items():
        for table in [one for one in tables.by_name.values() if one.columns]:
            found = rows.setdefault((table.name, authority), [])
            found += ({"school": school, **one} for one in json.loads(engine.json_of(table)))
    for (name, authority), found in rows.items():
        place = path / name / f"authority={authority}"
        place.mkdir(parents=True)
        with engine.connect() as connection:
            engine.create_empty(connection, name)
            columns = {one: kind for one, kind, *_ in connection.execute(f'DESCRIBE "{name}"').fetchall()}
            shape = json.dumps([{"school": "VARCHAR"} | columns])
            connection.execute(
                f"COPY (SELECT r.* FROM (SELECT unnest(json_transform_strict($rows::JSON, '{shape}')) AS r)) "
                f"TO '{place / 'rows.parquet'}' (FORMAT parquet)",
                {"rows": json.dumps(found)},
            )
    return path


def planned_of(agreement, path, answered=()):
    """answered  (school, pupil) whose family answered the first clause otherwise than most."""
    folder, first = open_folder(path), agreement.clauses[0]
    said = "yes" if first.choice.kind is ChoiceKind.CONSENT else "no"
    decisions = {first.id: {pupil: (decision(pupil, said),) for _, pupil in answered}}
    return plan(feed_spec(agreement, folder.columns), folder, decisions, ON, "upn")


def work_of(agreement, path, answered=()):
    folder, planned = open_folder(path), planned_of(agreement, path, answered)
    named = [
        (school, 2 * place + 1, pupil)
        for place, clause in enumerate(planned.spec.clauses)
        for pupil in clause.scope.pupils
        for school in ("007", "7")
    ]
    return planned.spec, Work(
        queries={one: across(query(planned, one)) for one in TABLES if planned.spec.of(one)},
        sources=folder.sources(folder.authorities),
        listed=[*((school, 0, pupil) for school, pupil in answered), *named],
    )


def files(engine, spec, work):
    """(school, table) → bytes, in the order of the ids."""
    found = {}
    for table, rows in engine.rows(work):
        columns = spec.of(table)
        for school, person, pupil, key, *cells in rows:
            told = [text_of(cell_from(one.source, cell)) for one, cell in zip(columns, cells, strict=True)]
            found.setdefault((school, table), []).append([person, pupil, key, *told])
    return {
        place: encode(
            ["id", "pupil", "key", *(one.heading for one in spec.of(place[1]))], sorted(rows, key=str)
        )
        for place, rows in found.items()
    }
