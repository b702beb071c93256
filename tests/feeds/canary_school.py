"""A made-up school in which each text and date stands in one cell only, so that a leak shows whose it is."""

import re
from datetime import date, timedelta
from functools import cache

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.generator import generate
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.tables import table_of, tables_of
from tests.feeds.cases import ON

PUPILS = 14
# Keys have to join, and what decides who is in a feed has to stay what it is.
KEPT = {"id", "pupil_id", "class_id", "person_id", "teacher_id", "kind", "role", "name", "siblings"}
KEPT |= {"year_group", "registration_class", "entry_date", "leaving_date", "from_date", "to_date"}


@cache
def canary_school(seed):
    records, count = {}, 0
    made = generate(PUPILS, seed, ON)
    results = table_of("assessment", [one for row in made["pupil"].records() for one in two_results(row)])
    for table in {**made.by_name, "assessment": results}.values():
        records[table.name] = list(table.records())
        for row in records[table.name]:
            for name, field in fields_of(table.name).items():
                count += 1
                row[name] = canary(row[name], field, count)
    for n, row in enumerate(records["pupil"]):
        # None: nobody has said, so nothing that hangs on it may leave.
        row["address_withheld"] = (False, True, None, False)[(n + seed) % 4]
        row["leaving_date"] = (None, None, None, ON, ON + timedelta(days=1))[(n + seed) % 5]
        row["entry_date"] = (None, ON, ON + timedelta(days=1))[(n + seed) % 3]
    for n, row in enumerate(records["contact"]):
        row["court_order"] = (False, False, True, False, None)[(n + seed) % 5]
    with_homes_that_are_shared(records, seed)
    for n, row in enumerate(records["enrolment"]):
        row["from_date"] = (None, ON, ON + timedelta(days=1))[(n + seed) % 3]
        row["to_date"] = (None, None, ON, ON - timedelta(days=1))[(n + seed) % 4]
    return tables_of(records)


def two_results(pupil):
    texts = dict.fromkeys(("stage", "subject", "aspect", "method", "status", "qualifier", "result"), "?")
    return [{"pupil_id": pupil["id"], "year": year, "date": ON, **texts} for year in (2025, 2026)]


def with_homes_that_are_shared(records, seed):
    """Some live where a child lives who must not be found: a brother, a sister's contact."""
    pupils, contacts = records["pupil"], records["contact"]
    for n, row in enumerate(pupils):
        if (n + seed) % 6 == 0:
            row["address_lines"] = pupils[n - 1]["address_lines"]
    for n, row in enumerate(contacts):
        if (n + seed) % 5 == 0:
            row["address_lines"] = pupils[n % len(pupils)]["address_lines"]


@cache
def opened(seed):
    return snapshot_of(canary_school(seed))


def canary(cell, field, count):
    if cell is None or field.name in KEPT:
        return cell
    if field.type in (FieldType.TEXT, FieldType.CODE):
        return f"Zq{count:06d}x"
    return date(1950, 1, 1) + timedelta(days=count) if field.type is FieldType.DATE else cell


def canaries(text):
    return set(re.findall(r"Zq\d{6}x|19[5-9]\d-\d\d-\d\d", text))
