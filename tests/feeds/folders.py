"""A folder of Parquet of made-up schools, for the tests of feeds of many schools."""

import json

import duckdb

from schoolgate.feeds import engine


def write_together(path, authority, schools):
    """As `write_folder`, one file for a table of all schools of an authority. schools: school → Tables."""
    for name in ("pupil", "contact", "class", "enrolment", "staff"):
        place = path / name / f"authority={authority}"
        place.mkdir(parents=True)
        with engine.connect() as connection:
            for number, (school, tables) in enumerate(schools.items()):
                engine.create(connection, name, tables[name].columns, engine.json_of(tables[name]))
                made = "CREATE TABLE whole AS" if number == 0 else "INSERT INTO whole"
                connection.execute(f"{made} SELECT ?::VARCHAR AS school, * FROM {name}", [school])
                connection.execute(f"DROP TABLE {name}")
            connection.execute(f"COPY whole TO '{place / 'rows.parquet'}' (FORMAT parquet)")
    return path


def write_folder(path, schools, answers=()):
    """schools: (authority, school) → Tables. answers: (authority, school, Decision)."""
    for (authority, school), tables in schools.items():
        for table in tables.by_name.values():
            if table.columns:
                _write(path, authority, school, table)
    for (authority, school), given in _by_school(answers).items():
        _write_answers(path, authority, school, given)
    return path


def _write(path, authority, school, table):
    place = path / table.name / f"authority={authority}" / f"school={school}"
    place.mkdir(parents=True)
    with engine.connect() as connection:
        engine.create(connection, table.name, table.columns, engine.json_of(table))
        connection.execute(f"COPY \"{table.name}\" TO '{place / 'rows.parquet'}' (FORMAT parquet)")


def _by_school(answers):
    found = {}
    for authority, school, one in answers:
        found.setdefault((authority, school), []).append(one)
    return found


def _write_answers(path, authority, school, given):
    place = path / "answer" / f"authority={authority}" / f"school={school}"
    place.mkdir(parents=True)
    names = ("pupil_id", "slug", "clause", "answer", "sequence", "by", "capacity", "made_at", "withdrawn_at")
    rows = [{name: _plain(getattr(one, name)) for name in names} for one in given]
    shape = dict.fromkeys(names, "VARCHAR") | {"sequence": "BIGINT", "made_at": "TIMESTAMP"}
    shape["withdrawn_at"] = "TIMESTAMP"
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT unnest(from_json($rows::JSON, '{json.dumps([shape])}'), recursive := true)) "
            f"TO '{place / 'rows.parquet'}' (FORMAT parquet)",
            {"rows": json.dumps(rows)},
        )


def _plain(value):
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if hasattr(value, "strftime") else value
