"""Engines side by side: the same work, given to each, and its bytes by our one encoder."""

import json

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.authority import open_authority
from schoolgate.feeds.bulk.folder import open_folder
from schoolgate.feeds.bulk.parcels import SchoolRefused, ask, parcels, work_of
from schoolgate.feeds.compile import drawn_of
from schoolgate.feeds.encoder import encode
from schoolgate.feeds.read_already import ReadAlready
from schoolgate.feeds.transforms import text_of
from tests.feeds.cases import decision, request
from tests.feeds.folders import write_folder


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


def write_answers(path, answered):
    """answered  (authority, school, pupil): no to clause 1, and later yes to the clause "asked"."""
    told = [
        (authority, school, decision(pupil, said, clause, sequence))
        for authority, school, pupil in answered
        for sequence, (clause, said) in enumerate((("1", "no"), ("asked", "yes")), 1)
    ]
    return write_folder(path, {}, told)


def asked_of(agreement, path):
    folder = open_folder(path)
    asked = ask(request(agreement, ReadAlready(digest="", columns=dict(folder.columns), drawn={})))
    return [(asked, open_authority(folder, name)) for name in folder.authorities]


def made_by(engine, agreement, path):
    """(authority, school) → the files and the manifest of its parcel, or why it has none."""
    found = {}
    for asked, authority in asked_of(agreement, path):
        for one in parcels(asked, authority, engine):
            told = one.reasons if isinstance(one, SchoolRefused) else (dict(one.files), one.manifest)
            found[authority.name, one.school] = told
    return found


def cells_by(engine, agreement, path):
    """(school, table) → a CSV of all that the engine gave, also of what would be left out of a parcel."""
    found = {}
    for asked, authority in asked_of(agreement, path):
        for table, rows in engine.rows(work_of(asked, authority)):
            columns = asked.allowed.spec.of(table)
            for school, *row in rows:
                found.setdefault((school, table), []).append(told_of(row, columns))
    return {place: encode([], sorted(rows, key=str)) for place, rows in found.items()}


def told_of(row, columns):
    if not columns:
        return row
    drawn = drawn_of(row, columns)
    return [drawn.person, drawn.pupil, drawn.existing_key, *map(text_of, drawn.cells)]
