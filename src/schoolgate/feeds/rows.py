"""What the engine gives → the lines that leave: keys, transforms, order."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from operator import itemgetter
from types import NoneType

from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds import few
from schoolgate.feeds.answers import with_earlier_refusals
from schoolgate.feeds.compile import Plan, draw, plan, registration_teachers
from schoolgate.feeds.formats.profile import Feed, Line, Profile
from schoolgate.feeds.pseudonym import Pseudonyms
from schoolgate.feeds.read_already import DrawnTable, ReadAlready, by_column
from schoolgate.feeds.request import FeedRequest
from schoolgate.feeds.snapshot import Snapshot
from schoolgate.feeds.spec import TABLES, Column, FeedSpec, existing_key, key_heading
from schoolgate.feeds.tables import Cell
from schoolgate.feeds.transforms import transformed

SIBLINGS = "pupil.siblings"
_TEXTS, _DATES = {str, NoneType}, {date, NoneType}


def feed_of(request: FeedRequest, spec: FeedSpec, profile: Profile) -> Feed:
    """Lines in the order of an opaque key: neither a name nor a roll's own order shows in it.

    A pupil who has no existing key, where the service keeps one, stands in it with the key "".
    """
    field = existing_key(request.agreement)
    names = request.names()
    answers = with_earlier_refusals(request.agreement, request.decisions)
    planned = plan(spec, request.snapshot, answers, request.on, field)
    drawn = {table: _drawn(planned, table, request.snapshot) for table in TABLES}
    keys = _keys(drawn.values(), names, field)
    return Feed(
        profile=profile,
        columns={table: spec.of(table) for table in TABLES},
        lines={table: _lines(table, one, spec, keys, names, request.on) for table, one in drawn.items()},
        school=request.school,
        year=_school_year(request.on),
        opaque=names.of,
        key_heading=key_heading(request.agreement),
        key_field=field,
        moment=request.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        gone=tuple(sorted(request.sent_before)),
        staff_before=tuple(sorted(request.staff_before)),
        classes_before=tuple(sorted(request.classes_before)),
        places_before=tuple(sorted(request.places_before)),
        taught=_taught(request.snapshot) if spec.of("staff") else {},
    )


def _drawn(planned: Plan, table: str, snapshot: Snapshot | ReadAlready) -> DrawnTable:
    if few.is_few(snapshot) and few.can_read(planned, table):
        return few.read(planned, table, snapshot.packed)
    return by_column(draw(planned, table, snapshot))


def _teachers(snapshot: Snapshot | ReadAlready) -> list[tuple[str, str]]:
    return (
        few.registration_teachers(snapshot.packed)
        if few.is_few(snapshot)
        else registration_teachers(snapshot)
    )


def _taught(snapshot: Snapshot | ReadAlready) -> dict[str, tuple[str, ...]]:
    """Registration class → who teaches it; of a class nothing else is asked."""
    if not all(snapshot.holds(f"class.{name}") for name in ("name", "kind", "teacher_id")):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for name, teacher in _teachers(snapshot):
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), teacher)))
    return found


def _keys(tables: Iterable[DrawnTable], names: Pseudonyms, field: str | None) -> dict[str, str]:
    """Pupil → what the recipient knows the pupil by."""
    keyed = {pupil: key for one in tables for pupil, key in zip(one.pupils, one.keys, strict=True) if pupil}
    if field is not None:
        return {pupil: key or "" for pupil, key in keyed.items()}
    return dict(zip(keyed, names.of_all("pupil", keyed), strict=True))


def _lines(
    table: str, drawn: DrawnTable, spec: FeedSpec, keys: Mapping[str, str], names: Pseudonyms, on: date
) -> tuple[Line, ...]:
    if not drawn.people:
        return ()
    columns = zip(spec.of(table), drawn.cells, strict=True)
    cells = zip(*(_column(cells, column, keys, names, on) for column, cells in columns), strict=True)
    known = (
        names.of_all(table, drawn.people) if table == "staff" else [keys[one or ""] for one in drawn.pupils]
    )
    lines = map(Line, known, drawn.people, drawn.pupils, cells)
    if len(set(known)) == len(known):
        return tuple(sorted(lines, key=itemgetter(0)))
    others = dict(zip(drawn.people, names.of_all(table, drawn.people), strict=True))
    return tuple(
        sorted(lines, key=lambda line: (line.key, others[line.person], [c or "" for c in line.cells]))
    )


def _column(
    cells: Sequence[Cell], column: Column, keys: Mapping[str, str], names: Pseudonyms, on: date
) -> Sequence[str | None]:
    """Of most columns every cell leaves as it stands."""
    kinds = set(map(type, cells))
    if column.transform is Transform.AS_IS and kinds <= _TEXTS:
        return cells  # type: ignore[return-value]
    if column.transform is Transform.AS_IS and kinds <= _DATES:
        return [one.isoformat() if isinstance(one, date) else None for one in cells]
    if column.source != SIBLINGS:
        return [transformed(one, column.transform, column.source, on, names) for one in cells]
    return [transformed(_told(one, keys), column.transform, column.source, on, names) for one in cells]


def _told(cell: Cell, keys: Mapping[str, str]) -> Cell:
    """Brothers and sisters go by their keys, and only those who are in this feed themselves."""
    if not isinstance(cell, tuple):
        return cell
    return tuple(sorted(keys[one] for one in cell if keys.get(one))) or None


def _school_year(on: date) -> tuple[int, int]:
    """The calendar years in which it begins and ends; it begins on 1 September."""
    begins = on.year if on.month >= 9 else on.year - 1
    return begins, begins + 1
