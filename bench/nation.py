"""A made-up nation's roll as a folder of Parquet: `python bench/nation.py FOLDER [PUPILS] [SCHOOLS]`.

Nobody in it exists. 9,100,000 pupils of 24,500 schools in 153 authorities unless told otherwise, a file
for each authority and table, and a refusal of one agreement or another for one family in six. Made once: a
folder that has pupils is left as it is.
"""

import sys
import tomllib
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[1]
PUPILS, SCHOOLS, AUTHORITIES = 9_100_000, 24_500, 153
AGREEMENTS = 30
PUPIL = """
WITH numbered AS (
    SELECT n, n // {size} AS s, (hash(n) >> 1)::BIGINT AS h FROM range({first}, {last}) rows(n)
)
SELECT
    printf('u%06d', 100000 + s) AS school,
    printf('p%05d', n % {size}) AS id,
    printf('%c%012d', 65 + (h % 24)::INT, n) AS upn,
    printf('%06d', n % {size}) AS admission_number,
    $given[1 + (h >> 8) % len($given)] AS legal_forename,
    $family[1 + (h >> 16) % len($family)] AS legal_surname,
    CASE WHEN h % 13 = 0 THEN $given[1 + (h >> 12) % len($given)] END AS preferred_forename,
    NULL::VARCHAR AS preferred_surname,
    DATE '2015-09-01' + ((h >> 20) % 2500)::INT AS date_of_birth,
    ['F', 'M'][1 + (h >> 24) % 2] AS sex,
    ['R', '1', '2', '3', '4', '5', '6'][1 + (n % {size}) * 7 // {size}] AS year_group,
    ['R', '1', '2', '3', '4', '5', '6'][1 + (n % {size}) * 7 // {size}] || ' Oak' AS registration_class,
    printf('%05d@pupils.example', n % {size}) AS email,
    printf('r%09d', n) AS username,
    ((h >> 28) % 400)::VARCHAR || ' Mill Street, Cranford' AS address_lines,
    'AA' || (1 + (h >> 30) % 9)::VARCHAR || ' 1AA' AS postcode,
    (h >> 32) % 300 = 0 AS address_withheld,
    DATE '2021-09-03' AS entry_date,
    CASE WHEN (h >> 40) % 50 = 0 THEN DATE '2026-10-23' END AS leaving_date
FROM numbered ORDER BY n
"""
ANSWER = """
SELECT
    school, id AS pupil_id, 'feed-' || ((h >> 4) % {agreements})::VARCHAR AS slug, '1' AS clause,
    'no' AS answer, row_number() OVER () AS sequence, 'A parent' AS by, 'parent' AS capacity,
    TIMESTAMP '2026-09-10 09:00:00' AS made_at, NULL::TIMESTAMP AS withdrawn_at
FROM (SELECT school, id, (hash(school || id) >> 1)::BIGINT AS h FROM read_parquet('{pupils}')) WHERE h % 6 = 0
"""


def names():
    knowledge = ROOT / "src/schoolgate/feeds/generator/names.toml"
    origins = tomllib.loads(knowledge.read_text("utf-8"))["origin"]
    given = [name for one in origins for name in (*one["girls"], *one["boys"])]
    return given, [name for one in origins for name in one["surnames"]]


def make(folder, pupils=PUPILS, schools=SCHOOLS, authorities=AUTHORITIES):
    """Every school of the same size, of which no more than one pupil is lost to rounding."""
    if (folder / "pupil").exists():
        return folder
    size, given, family = pupils // schools, *names()
    with duckdb.connect() as connection:
        for number in range(authorities):
            first, last = (schools * one // authorities * size for one in (number, number + 1))
            if last > first:
                _authority(
                    connection,
                    folder,
                    f"{201 + number}",
                    PUPIL.format(size=size, first=first, last=last),
                    {"given": given, "family": family},
                )
    return folder


def _authority(connection, folder, name, query, values):
    pupils, answers = (folder / one / f"authority={name}" for one in ("pupil", "answer"))
    for one in (pupils, answers):
        one.mkdir(parents=True)
    file = pupils / "rows.parquet"
    connection.execute("CREATE OR REPLACE TABLE rows AS " + query, values)
    connection.execute(f"COPY rows TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    told = ANSWER.format(agreements=AGREEMENTS, pupils=file)
    connection.execute(f"COPY ({told}) TO '{answers / 'rows.parquet'}' (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    place, *sizes = sys.argv[1:]
    make(Path(place), *map(int, sizes))
