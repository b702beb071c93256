"""A made-up school of 1,500 in which each cell that can be is like no other, so that a leak names its cell.

Codes of a published list, yes and no, and what rows are chosen or joined by (years, classes, days of coming
and going) stay what they are. A pupil's own id is like no other too: it means nothing outside the home, and
no door may see it.
"""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from stdnum.gb import upn as upn_rule

from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.generator import generate
from schoolgate.feeds.tables import cell_text, tables_of
from tests.actions.day import ON

PUPILS = 1500
JOINING = {"id", "pupil_id", "class_id", "person_id", "teacher_id", "siblings"}
KEPT = {"kind", "role", "year_group", "registration_class", "session"}
KEPT |= {"entry_date", "leaving_date", "from_date", "to_date"}
LETTERS = "abcdefghijklmnopqrstuvwxyz"
DAYS = [
    date(year, month, day) for year in range(2009, 2021) for month in range(1, 13) for day in range(13, 29)
]
ID = "id"


def word(number):
    """Twelve letters that no language has and that no key made at random comes upon."""
    left, letters = number * 131_071_000_003 % 26**10, ""
    for _ in range(10):
        left, place = divmod(left, 26)
        letters += LETTERS[place]
    return f"zq{letters}"


class Numbers:
    """Gives every cell its own text, and remembers whose it is: text → (table, row's id, field)."""

    def __init__(self):
        self.count, self.cells = 0, {}

    def mark(self, text, table, row, field):
        assert text.casefold() not in self.cells, text
        self.cells[text.casefold()] = (table, row, field)
        return text

    def next(self):
        self.count += 1
        return self.count


@cache
def unique_school():
    """(tables, text → (table, row's id, field))"""
    made, numbers = generate(PUPILS, 7, ON), Numbers()
    records = {table.name: list(table.records()) for table in made.by_name.values()}
    new = rekeyed(records, numbers)
    records["attendance"] = [an_attendance(row, n) for n, row in enumerate(records["pupil"])]
    records["assessment"] = [an_assessment(row, n) for n, row in enumerate(records["pupil"])]
    for table, rows in records.items():
        for place, row in enumerate(rows):
            fill(table, row, place, numbers)
    set_flags(records)
    assert len(new) > PUPILS
    return tables_of(records), numbers.cells


def rekeyed(records, numbers):
    """Ids that can be told in any file, in place of the generator's own."""
    new = {}
    for table in ("pupil", "staff", "contact"):
        for row in records[table]:
            made = word(numbers.next())
            new[row["id"]] = numbers.mark(made, table, made, ID)
    for rows in records.values():
        for row in rows:
            for name in JOINING & row.keys():
                one = row[name]
                row[name] = tuple(map(new.get, one)) if isinstance(one, tuple) else new.get(one, one)
    return new


def an_attendance(pupil, n):
    return {"pupil_id": pupil["id"], "date": ON, "session": "AM", "code": "/\\NIM"[n % 5]}


def an_assessment(pupil, n):
    text = dict.fromkeys(("stage", "subject", "aspect", "method", "status", "qualifier", "result"), "?")
    return {"pupil_id": pupil["id"], "year": 2026, "date": ON, **text}


def fill(table, row, place, numbers):
    for name, field in fields_of(table).items():
        if name in KEPT | JOINING or (table == "class" and name == "name"):
            continue
        row[name] = unique(table, name, field, place, row, numbers)


def unique(table, name, field, place, row, numbers):
    whose = row.get("id") or row.get("pupil_id")
    match field.type:
        case FieldType.TEXT | FieldType.LIST:
            text = shaped(name, word(numbers.next()), numbers)
            numbers.mark(kernel(name, text), table, whose, name)
            return text
        case FieldType.DATE if name == "date_of_birth":
            numbers.mark(cell_text(DAYS[place]), table, whose, name)
            return DAYS[place]
        case FieldType.DECIMAL:
            number = Decimal(800_001 + place * 10) / 10_000
            numbers.mark(f"{number:.4f}", table, whose, name)
            return number
    return row.get(name)


def shaped(name, made, numbers):
    """A text of the look that recipients' formats ask of such a field."""
    match name:
        case "upn" | "former_upn":
            return upn_of(numbers.next())
        case "email":
            return f"{made}@hill.example"
        case "phone":
            return f"07{numbers.next() * 7919 % 10**9:09d}"
        case "address_lines":
            return f"1 {made.capitalize()} Street, Cranford"
    return made.capitalize() if name.endswith(("forename", "surname")) else made


def upn_of(number):
    body = f"823{number * 65_537 % 10**9:09d}"
    return upn_rule.calc_check_digit(body) + body


def kernel(name, text):
    """The part of a text that is like no other."""
    if name in ("upn", "former_upn", "phone"):
        return text
    return text[text.lower().index("zq") :][:12]


def set_flags(records):
    for n, row in enumerate(records["pupil"]):
        row["address_withheld"] = (False, False, True, None)[n % 4]
        row["leaving_date"] = ON if n % 10 == 9 else None
        row["entry_date"] = ON + timedelta(days=1) if n % 10 == 8 else ON - timedelta(days=100)
    for n, row in enumerate(records["contact"]):
        row["court_order"] = (False, False, False, True, None)[n % 5]
