"""What several recipients hold, laid side by side: nobody can be told again by it."""

import csv
import io
import json
from functools import cache
from itertools import combinations, pairwise, permutations

import pytest

from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.generator import generate
from schoolgate.feeds.prepare import preview
from schoolgate.feeds.roster.entities import roster_of
from schoolgate.feeds.snapshot import snapshot_of
from schoolgate.feeds.tables import Tables, table_of
from tests.feeds.cases import ON, agreement, clause, request, sent

PUPILS = 200
BY_CHANCE = 8  # of 200 pupils one stands at the same place in two orders that know nothing of each other
HIDDEN = ("first_name", "pupil_id", "upn", "username")


def hidden(*items):
    return sent(*items, transform=Transform.PSEUDONYM, reason="they tell accounts apart by it")


# Each is sent the same of the same pupils, and no cell of a person as it stands.
RECIPIENTS = {
    "Sums Ltd": ("plain_csv", hidden(*HIDDEN)),
    "Words Ltd": ("plain_csv", hidden(*HIDDEN)),
    "Maps Ltd": ("plain_csv", hidden(*reversed(HIDDEN))),
    "Songs Ltd": ("people_csv", hidden(*HIDDEN)),
    "Games Ltd": ("plain_json", hidden(*HIDDEN)),
}


@cache
def tables(turned=False):
    made = generate(PUPILS, 11, ON)
    rows = list(made["pupil"].records())
    return Tables({**made.by_name, "pupil": table_of("pupil", rows[::-1] if turned else rows)})


def agreed(recipient, *more):
    name, terms = RECIPIENTS[recipient]
    return agreement(clause(*terms, *more), format=name, recipient=recipient)


@cache
def parcel(recipient, *more):
    return preview(request(agreed(recipient, *more), snapshot_of(tables())))


def rows(made):
    """What stands in each pupil's row, in the order in which they left."""
    [data] = [data for name, data in made.files.items() if name not in ("contacts.csv", "staff.csv")]
    if data.lstrip()[:1] in (b"{", b"["):
        return [[*one.values()] for one in json.loads(data)["pupils"]]
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text))[1:]


def cells(made):
    return {cell for row in rows(made) for cell in row if cell}


PAIRS = list(combinations(RECIPIENTS, 2))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_no_cell_of_one_recipient_stands_anywhere_at_another(one, other):
    assert len(cells(parcel(one))) >= PUPILS // 2
    assert cells(parcel(one)) & cells(parcel(other)) == set()


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_nothing_of_one_recipients_files_is_a_part_of_anothers(one, other):
    whole = b"".join(parcel(other).files.values()).decode()
    assert [cell for cell in cells(parcel(one)) if cell in whole] == []


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_recipients_who_were_sent_a_plain_column_share_its_values_and_no_more(one, other):
    """A year group that both were told of tells a year group apart, never a pupil."""
    years = {row["year_group"] for row in tables()["pupil"].records()}
    assert cells(parcel(one, *sent("year_group"))) & cells(parcel(other, *sent("year_group"))) == years


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_places_of_pupils_at_two_recipients_have_nothing_to_do_with_each_other(one, other):
    orders = [parcel(recipient).people for recipient in (one, other)]
    assert len(rows(parcel(one))) == len(rows(parcel(other))) == len(orders[0])
    for first, second in (orders, (orders[0], orders[1][::-1])):
        assert sum(a == b for a, b in zip(first, second, strict=True)) < BY_CHANCE
        assert neighbours_kept(first, second) < BY_CHANCE


def neighbours_kept(first, second):
    after = set(pairwise(second))
    return sum(pair in after for pair in pairwise(first))


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_the_order_of_rows_says_nothing_of_names_birthdays_or_the_rolls_own_order(recipient):
    people = parcel(recipient).people
    known = {row["id"]: row for row in tables()["pupil"].records()}
    for field in ("id", "legal_surname", "preferred_forename", "date_of_birth", "upn", "admission_number"):
        by_field = sorted(people, key=lambda one: str(known[one][field]))
        for order in (by_field, by_field[::-1]):
            assert sum(a == b for a, b in zip(people, order, strict=True)) < BY_CHANCE
            assert neighbours_kept(people, order) < BY_CHANCE


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_a_roll_handed_in_in_another_order_gives_the_same_bytes(recipient):
    turned = preview(request(agreed(recipient), snapshot_of(tables(turned=True))))
    assert (turned.files, turned.manifest) == (parcel(recipient).files, parcel(recipient).manifest)


def test_nobody_goes_by_one_name_at_two_recipients_who_pull():
    rosters = [
        roster_of(
            request(agreement(clause(*sent("full_name", "class")), recipient=one), snapshot_of(tables()))
        )
        for one in RECIPIENTS
    ]
    ids = [{entity.id for entity in roster.entities} for roster in rosters]
    assert min(map(len, ids)) > PUPILS // 2
    assert [one & other for one, other in permutations(ids, 2) if one & other] == []
