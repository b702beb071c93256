"""What must hold of a roll as a whole, whichever file it came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from stdnum.gb import upn as upn_rule

from schoolgate.domain.roll import fields_of, fold_heading
from schoolgate.feeds.sources.errors import Fault, RollRefused
from schoolgate.feeds.sources.in_wrong_columns import in_wrong_columns
from schoolgate.feeds.sources.loaded import Loaded, report_on
from schoolgate.feeds.sources.sheet import Understood
from schoolgate.feeds.tables import Cell, tables_of

# The key by which a pupil is known in this home, best first. A UPN may change (temporary, then permanent).
KEYS = ("id", "admission_number", "upn", "scn")
NAMES = (("preferred_forename", "legal_forename"), ("preferred_surname", "legal_surname"))
UNIQUE = {
    "pupil": ("id", "upn", "scn", "admission_number", "username", "email"),
    "staff": ("id",),
    "class": ("id",),
}
# As compared. "Ann Lee Smith" may have two forenames, a middle name or two surnames.
WHOLE_NAMES = ("name", "fullname", "pupilname", "studentname", "learnername", "childname", "pupil")
OLDEST = 120  # years: a date of birth before that is a slip of the pen


def roll_of(
    found: Sequence[Understood],
    name: str,
    on: date,
    notes: tuple[str, ...] = (),
    *,
    kind: str = "",
    signature: str = "",
) -> Loaded:
    """The roll of all sheets read. Raises RollRefused with every fault of every sheet."""
    pupils = next((one for one in found if one.table == "pupil"), Understood(table="pupil"))
    if not pupils.faults and pupils.columns:
        notes += _key(pupils)
    faults = [fault for one in found for fault in one.faults] or [
        fault for one in found for fault in _faults(one, on)
    ]
    faults = faults or list(_dangling(found))
    if not pupils.records and not faults:
        faults = [Fault(what="it holds no pupil.")]
    if faults:
        refused = RollRefused(name, _without_lone_table(faults, found))
        refused.mapping, refused.not_understood = _mapping(found), _strange(found)
        raise refused
    return _loaded(found, name, notes + tuple(_odd_numbers(pupils)), kind, signature)


def _mapping(found: Sequence[Understood]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, f"{one.table}.{field}") for one in found for field, heading in one.named.items())


def _strange(found: Sequence[Understood]) -> tuple[str, ...]:
    return tuple(heading for one in found for heading in one.not_understood)


def _loaded(
    found: Sequence[Understood], name: str, notes: tuple[str, ...], kind: str, signature: str
) -> Loaded:
    tables = tables_of(
        {one.table: [record for _, record in one.records] for one in found},
        {one.table: one.columns for one in found},
    )
    report = report_on(
        tables, name, _strange(found), notes, kind=kind, signature=signature, mapping=_mapping(found)
    )
    return Loaded(tables=tables, report=report)


def _without_lone_table(faults: Iterable[Fault], found: Sequence[Understood]) -> list[Fault]:
    """A file of one table need not be told which."""
    return [replace(fault, table=None) if len(found) == 1 else fault for fault in faults]


def _key(pupils: Understood) -> tuple[str, ...]:
    """Give each pupil a key from the best column there is."""
    source = next((name for name in KEYS if name in pupils.columns), None)
    if source is None:
        what = (
            "no column holds a number that stays with a pupil: add the school system's own ID "
            "or the admission number."
        )
        pupils.faults.append(Fault(what=what, table="pupil"))
        return ()
    if source == "id":
        return ()
    for _, record in pupils.records:
        record["id"] = record.get(source)
    pupils.columns = ("id", *pupils.columns)
    pupils.named["id"] = pupils.named[source]
    return (f"Pupils are told apart by '{pupils.named[source]}', as no column holds the school system's ID.",)


def _faults(one: Understood, on: date) -> Iterator[Fault]:
    yield from _missing(one)
    yield from _repeated(one)
    if one.table == "pupil":
        yield from in_wrong_columns(one)
        yield from _impossible_days(one, on)
    if one.table == "attendance":
        yield from _marked_twice(one)


def _missing(one: Understood) -> Iterator[Fault]:
    """Required cells; of a name either the one in use or the legal one will do."""
    needs = [
        (name,)
        for name, field in fields_of(one.table).items()
        if field.required and not name.startswith("legal")
    ]
    for group in [*needs, *(NAMES if one.table == "pupil" else ())]:
        label = fields_of(one.table)[group[0]].label.removeprefix("Preferred ").capitalize()
        if not any(name in one.columns for name in group):
            yield Fault(what=_no_column(one, label), table=one.table)
            continue
        heading = next(one.named[name] for name in group if name in one.named)
        held = [name for name in group if name in one.columns]
        told = zip(*([record.get(name) for _, record in one.records] for name in held), strict=True)
        blank = (None,) * len(held)
        for (row, _), cells in zip(one.records, told, strict=True):
            if cells == blank:
                yield Fault(
                    what="is blank, and every row needs it.", table=one.table, row=row, column=heading
                )


def _no_column(one: Understood, label: str) -> str:
    what = f"there is no column for '{label}', which every row needs"
    whole = next((heading for heading in one.not_understood if fold_heading(heading) in WHOLE_NAMES), None)
    if one.table != "pupil" or label not in ("Forename", "Surname") or whole is None:
        return f"{what}."
    return f"{what}: '{whole}' holds the whole name, and what of it is the {label.lower()} nobody can tell."


def _repeated(one: Understood) -> Iterator[Fault]:
    lent = one.table == "pupil" and one.named.get("id") in [one.named.get(name) for name in KEYS[1:]]
    for name in UNIQUE.get(one.table, ()):
        if name not in one.columns or (name == "id" and lent):
            continue
        first: dict[Cell, int] = {}
        for row, record in one.records:
            value = record.get(name)
            if value is not None and value in first:
                what = f"is the same as in row {first[value]}. No two may share one."
                yield Fault(what=what, table=one.table, row=row, column=one.named[name])
            elif value is not None:
                first[value] = row


def _marked_twice(one: Understood) -> Iterator[Fault]:
    """A session has one mark: of two nobody can say which holds. The same mark told twice is one."""
    first: dict[tuple[Cell, ...], tuple[int, Cell]] = {}
    kept = []
    for row, record in one.records:
        session = tuple(record.get(name) for name in ("pupil_id", "date", "session"))
        before, code = first.setdefault(session, (row, record.get("code")))
        if code != record.get("code"):
            what = f"is another mark for the session of row {before}."
            yield Fault(what=what, table=one.table, row=row, column=one.named.get("code"))
        elif before == row:
            kept.append((row, record))
    one.records = kept


def _impossible_days(one: Understood, on: date) -> Iterator[Fault]:
    for row, record in one.records:
        born, entry, leaving = (record.get(f) for f in ("date_of_birth", "entry_date", "leaving_date"))
        if isinstance(born, date) and not on.year - OLDEST <= born.year <= on.year:
            yield _day_fault(one, row, "date_of_birth", f"cannot be a date of birth on {on}.")
        elif isinstance(born, date) and born > on:
            yield _day_fault(one, row, "date_of_birth", f"is after {on}.")
        if isinstance(born, date) and isinstance(entry, date) and entry < born:
            yield _day_fault(one, row, "entry_date", "is before the date of birth.")
        if isinstance(entry, date) and isinstance(leaving, date) and leaving < entry:
            yield _day_fault(one, row, "leaving_date", "is before the date of entry.")


def _day_fault(one: Understood, row: int, name: str, what: str) -> Fault:
    return Fault(what=what, table=one.table, row=row, column=one.named[name])


_REFERENCES = (
    ("contact", "pupil_id", ("pupil",)),
    ("enrolment", "class_id", ("class",)),
    ("enrolment", "person_id", ("pupil", "staff")),
    ("class", "teacher_id", ("staff",)),
    ("attendance", "pupil_id", ("pupil",)),
    ("assessment", "pupil_id", ("pupil",)),
)


def _dangling(found: Sequence[Understood]) -> Iterator[Fault]:
    """A key that no row has: half of the roll is missing, or two exports were mixed."""
    by_table = {one.table: one for one in found}
    ids = {t: {record.get("id") for _, record in one.records} for t, one in by_table.items()}
    for table, column, targets in _REFERENCES:
        one = by_table.get(table)
        known = set().union(*(ids.get(target, set()) for target in targets))
        for row, record in one.records if one and column in one.columns else ():
            if record.get(column) is not None and record[column] not in known:
                what = f"names nobody in table {' or '.join(targets)}."
                yield Fault(what=what, table=table, row=row, column=one.named[column])  # type: ignore[union-attr]


def _odd_numbers(pupils: Understood) -> Iterator[str]:
    """A UPN with a wrong check letter may be a slip of the pen; it is kept, and said."""
    rows = [row for row, record in pupils.records if record.get("upn") and not is_upn(str(record["upn"]))]
    if rows:
        shown = ", ".join(str(row) for row in rows[:10]) + (" …" if len(rows) > 10 else "")
        yield f"{len(rows)} UPN with a wrong form or check letter, kept as printed: row {shown}."


def is_upn(text: str) -> bool:
    """Form and check letter. Not the authority's number: abolished ones stay, new ones are made."""
    body = text[1:]
    if len(text) != 13 or not body[:11].isdecimal() or not body.isascii():
        return False
    return (body[11].isdecimal() or body[11] in "ABCDEFGHJKLMNPQRTUVWXYZ") and (
        text[0] == upn_rule.calc_check_digit(body)
    )
