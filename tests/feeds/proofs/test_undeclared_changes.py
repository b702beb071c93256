"""A parcel's bytes change with what is declared, whatever else a school writes of its people."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from schoolgate.domain.items import load_items
from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.formats import FORMATS
from schoolgate.feeds.formats.profile import load_profile
from schoolgate.feeds.generator import generate
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.refusals import FeedRefused
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.tables import Tables, table_of
from tests.feeds import oracle
from tests.feeds.agreeing import NAMES
from tests.feeds.cases import ON, SCHOOL, agreement, request
from tests.feeds.proofs.at_random import a_clause, answers
from tests.feeds.proofs.every_format import least_clause, with_own_texts
from tests.feeds.proofs.in_processes import spread

STORIES = 8 * len(FORMATS)
PUPILS = 16
# What decides who is in a feed, and what rows are joined by.
DECIDES = {"id", "pupil_id", "address_withheld", "court_order", "entry_date", "leaving_date"}
OF_SCOPES = {"year_group", "registration_class"}


@cache
def school(seed):
    tables = generate(PUPILS, seed, ON)
    flags = [row | flags_of(n) for n, row in enumerate(tables["pupil"].records())]
    orders = [
        row | {"court_order": (False, False, True, None)[n % 4]}
        for n, row in enumerate(tables["contact"].records())
    ]
    more = {"pupil": table_of("pupil", flags), "contact": table_of("contact", orders)}
    made = Tables({**tables.by_name, **more})
    return made, snapshot_of(made)


def flags_of(n):
    return {"address_withheld": (False, True, None)[n % 3], "leaving_date": ON if n % 7 == 6 else None}


def story(number):
    """(agreement, format, answers, seed of a school): the least its format needs, and something by chance."""
    chance, profile = Random(number), with_own_texts(load_profile(FORMATS[number % len(FORMATS)]))
    more = [a_clause(chance, str(n)) for n in range(chance.randint(0, 2))]
    agreed = agreement(replace(least_clause(profile), id="least"), *more, format=None)
    said = {name: told for name, told in answers(chance).items() if name in {one.id for one in more}}
    return agreed, replace(profile, service="sums"), said, chance.randint(1, 4)


def judged(numbers):
    """(number, what came before and after, how many cells were changed)"""
    return [(number, *told(number)) for number in numbers]


def told(number):
    agreed, profile, said, seed = story(number)
    tables, snapshot = school(seed)
    other, changes = with_undeclared_changed(tables, agreed, profile, said, Random(number))
    before = outcome(agreed, profile, said, snapshot)
    after = outcome(agreed, profile, said, snapshot_of(other))
    return before == after, isinstance(before, str), changes


def outcome(agreed, profile, said, snapshot):
    """The bytes that leave, or the words of a refusal."""
    asked = request(
        agreed, snapshot, said, own_profiles=(profile,), school=replace(SCHOOL, laestab="8239999")
    )
    try:
        parcel = preview(asked)
    except FeedRefused as refused:
        return str(refused)
    return dict(parcel.files), parcel.manifest


def with_undeclared_changed(tables, agreed, profile, said, chance):
    """(tables, number of cells changed): every cell that neither leaves nor decides is another, or blank."""
    declared = fields_that_count(agreed, tables, said, profile)
    fixed = DECIDES | (OF_SCOPES if any(not one.scope.everyone for one in agreed.clauses) else set())
    # Where any of an address is sent, a hidden child's decides whose else is withheld: who lives there too.
    fixed |= {"address_lines"} if tells_address(agreed, tables, said, profile) else set()
    changes, made = 0, {}
    for table in ("pupil", "contact", "staff"):
        rows = [dict(row) for row in tables[table].records()]
        for row in rows:
            for name in row.keys() - fixed - declared.get((table, row["id"]), set()):
                before, row[name] = row[name], another(row[name], table, name, chance)
                changes += row[name] != before
        made[table] = table_of(table, rows)
    return Tables({**tables.by_name, **made}), changes


def tells_address(agreed, tables, said, profile):
    expected = oracle.cells(agreed, tables, said, ON, NAMES, apart=profile.names_apart)
    told_of = [one for people in expected.values() for cells in people.values() for one in cells]
    return any(name.endswith(("address_lines", "postcode")) for names, _ in told_of for name in names)


def fields_that_count(agreed, tables, said, profile):
    """(table, id) → names of the fields from which a cell of that person is filled."""
    found = {}
    expected = oracle.cells(agreed, tables, said, ON, NAMES, apart=profile.names_apart)
    for table, people in expected.items():
        for person, told_of in people.items():
            for (fields, _), text in told_of.items():
                withheld = text is None and fields[0].endswith(("address_lines", "postcode"))
                found.setdefault((table, person), set()).update(
                    () if withheld else (one.partition(".")[2] for one in fields)
                )
    return found


def another(cell, table, name, chance):
    if chance.random() < 0.3:
        return None
    match fields_of(table)[name].type:
        case FieldType.DATE:
            return (cell or ON) - timedelta(days=chance.randint(1, 4000))
        case FieldType.YES_NO:
            return chance.choice([True, False])
        case FieldType.WHOLE:
            return chance.randint(1, 99)
        case FieldType.DECIMAL:
            return Decimal(chance.randint(0, 1000)) / 10
        case FieldType.LIST:
            return tuple(f"p{chance.randint(1, PUPILS):05d}" for _ in range(2))
    return "".join(chance.choice("abcdefgh=,\";'é") for _ in range(chance.randint(1, 12)))


@pytest.fixture(scope="module")
def verdicts():
    return spread(judged, range(STORIES))


def test_a_change_of_what_is_not_declared_changes_no_byte_in_any_format(verdicts):
    assert [number for number, same, _, _ in verdicts if not same] == []


def test_most_stories_send_something_and_change_hundreds_of_cells(verdicts):
    assert sum(not refused for _, _, refused, _ in verdicts) > 0.7 * STORIES
    assert sum(changes for *_, changes in verdicts) > 200 * STORIES


@pytest.mark.parametrize("number", range(len(FORMATS)), ids=FORMATS)
def test_a_change_of_what_is_declared_does_change_the_bytes(number):
    agreed, profile, said, seed = story(number)
    tables, snapshot = school(seed)
    fields = load_items()[agreed.clauses[0].terms[0].item].roll_fields
    table, field = "pupil", max(one for one in fields if one.startswith("pupil.")).partition(".")[2]
    cells = {key for key in fields_that_count(agreed, tables, said, profile) if key[0] == table}
    rows = [row | {field: "Q"} if (table, row["id"]) in cells else row for row in tables[table].records()]
    other = Tables({**tables.by_name, table: table_of(table, rows)})

    assert outcome(agreed, profile, said, snapshot_of(other)) != outcome(agreed, profile, said, snapshot)
