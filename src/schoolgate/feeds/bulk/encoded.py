"""The encoder compiled into the query, for a plain CSV of pupils: the engine's rows come as finished lines.

The engine writes lines only where nothing can be doubtful: a school in which any cell has a sign that the
rules for rows would refuse, or may, goes the ordinary way. A test holds the bytes against encoder.py's.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from sqlglot import exp

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.roll import FieldType, roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.kept import firsts
from schoolgate.feeds.bulk.members import from_text
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, listed, own_record, planned
from schoolgate.feeds.bulk.work import Work
from schoolgate.feeds.compile import query
from schoolgate.feeds.encoder import Form, encode
from schoolgate.feeds.explain import reasons
from schoolgate.feeds.formats.plain_csv import FILES
from schoolgate.feeds.manifest import Blank, blank
from schoolgate.feeds.parcel import sha256
from schoolgate.feeds.spec import Column, key_heading

SCHOOL, DOUBTFUL = "\x1e", "\x1d"  # a line of its own before each school's; a line that must not leave so
BETWEEN = "\ue000"  # between cells, while they are looked at
# Control characters, and what a spreadsheet takes for a formula, at the beginning of a cell.
STRANGE = f"[\\x00-\\x1f\\x7f]|{BETWEEN}[=+\\-@＝＋－＠]"
MAYBE = r'[\x00-\x1f\x7f",=+@＝＋－＠-]'  # nowhere in most rows, which then need no second look
AS_TEXT = (FieldType.TEXT, FieldType.CODE)
PLAIN = (*AS_TEXT, FieldType.DATE, FieldType.WHOLE, FieldType.YES_NO)


def can_encode(asked: Asked) -> bool:
    """Only pupils, only cells as they are, only the plain CSV in the form that encoder.py calls EXACT."""
    spec, profile = asked.allowed.spec, asked.allowed.profile
    is_exact = profile.writer == "plain_csv" and profile.form == Form(newline=profile.form.newline)
    return is_exact and {"pupil"} == {one.table for one in spec.columns} and all(map(_is_plain, spec.columns))


def _is_plain(column: Column) -> bool:
    kinds = {roll_field(field).type for field in column.fields}
    return column.transform is Transform.AS_IS and kinds <= set(PLAIN)


def encoded(asked: Asked, authority: Authority, keys: Path, engine: OnDuckdb) -> Iterator[SchoolParcel | str]:
    """In the order of the schools' ids: a parcel, or the id of a school that has to go the ordinary way."""
    compiled = _compiled(asked, authority)
    work = Work(queries={"pupil": compiled.tree}, sources=authority.sources, listed=listed(asked, authority))
    with engine.opened(work, keys) as connection:
        _mark(connection, authority)
        data = _lines(connection, compiled.lines)
        members = _members(connection, compiled, authority)
    _, *bodies = data.split(f"{SCHOOL}\n".encode())
    alike = Alike.of(asked)
    for (school, size), body in zip(authority.sizes.items(), bodies, strict=True):
        if DOUBTFUL.encode() in body or not body:
            yield school
        else:
            yield alike.parcel(school, body, members[school], size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    tree: exp.Select
    rows: str  # SQL of the tree
    lines: str  # SQL of the lines, in order


def _compiled(asked: Asked, authority: Authority) -> Compiled:
    """The very query of the rows, with what is kept of each pupil beside it; made once for an agreement."""
    plan = planned(asked, authority)
    differ = ("lines", *(bool(one.other) for one in plan.answers))
    if differ not in asked.compiled:
        told = query(plan, "pupil")
        for name in ("place", "number", "key", "is_sole"):
            told.select(exp.alias_(exp.column(name, table="pupil", quoted=True), name), copy=False)
        tree = across(told)
        rows = tree.sql(dialect="duckdb", identify=True)
        lines = f"SELECT line FROM ({_told(asked, rows)}) ORDER BY place"
        asked.compiled[differ] = Compiled(tree=tree, rows=rows, lines=lines)
    found: Compiled = asked.compiled[differ]
    return found


def _told(asked: Asked, rows: str) -> str:
    """(place, line) of each pupil, and of each school before its first."""
    spec, newline = asked.allowed.spec, asked.allowed.profile.form.newline
    columns = [(n, one) for n, one in enumerate(spec.of("pupil")) if not _is_key(one, spec.key_field)]
    cells = ["key", *(_text(one, n) for n, one in columns)]
    texts = ["''", *(f"column_{n}" for n, one in columns if roll_field(one.source).type in AS_TEXT)]
    texts += ["key"] if spec.key_field else []  # a key of ours has letters and digits
    end = "chr(13)" if newline == "\r\n" else "''"
    plain, quoted = (
        f"concat({', '.join(_between(made))}, {end})" for made in (cells, [_quoted(one) for one in cells])
    )
    return (
        "SELECT 2 * place AS place, "
        f"CASE WHEN NOT is_sole THEN '{DOUBTFUL}' "
        f"WHEN NOT regexp_matches(concat({', '.join(texts)}), '{MAYBE}') THEN {plain} "
        f"WHEN regexp_matches(concat_ws('{BETWEEN}', {', '.join(texts)}), '{STRANGE}') THEN '{DOUBTFUL}' "
        f"ELSE {quoted} END AS line "
        f"FROM ({rows}) UNION ALL SELECT place, line FROM marks"
    )


def _text(column: Column, number: int) -> str:
    """As transforms.text_of gives it."""
    cell = f"column_{number}"
    match roll_field(column.source).type:
        case FieldType.YES_NO:
            return f"CASE WHEN {cell} THEN 'yes' WHEN NOT {cell} THEN 'no' END"
        case FieldType.DATE | FieldType.WHOLE:
            return f"{cell}::VARCHAR"
        case _:
            return cell


def _is_key(column: Column, field: str | None) -> bool:
    return column.key == f"pupil.{field}"


def _between(cells: Iterable[str]) -> list[str]:
    first, *others = cells
    return [first, *(part for one in others for part in ("','", one))]


def _quoted(cell: str) -> str:
    needed = f"contains({cell}, ',') OR contains({cell}, '\"')"
    return f"CASE WHEN {needed} THEN '\"' || replace({cell}, '\"', '\"\"') || '\"' ELSE {cell} END"


def _mark(connection: duckdb.DuckDBPyConnection, authority: Authority) -> None:
    """Before the first pupil's place, which is twice as far on as in what is kept."""
    connection.execute(
        "CREATE TEMP TABLE marks AS SELECT unnest($places::BIGINT[]) AS place, $line AS line",
        {"places": [2 * first - 1 for first in firsts(authority)], "line": SCHOOL},
    )


def _lines(connection: duckdb.DuckDBPyConnection, told: str) -> bytes:
    """Each line as it is: no quoting, no heading, and a line feed at its end."""
    with _memory() as descriptor:
        connection.execute(
            f"COPY ({told}) TO '/proc/self/fd/{descriptor}' "
            "(FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x01', USE_TMP_FILE false)"
        )
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


@contextmanager
def _memory() -> Iterator[int]:
    descriptor = os.memfd_create("lines", os.MFD_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _members(
    connection: duckdb.DuckDBPyConnection, compiled: Compiled, authority: Authority
) -> dict[str, str]:
    """School → a zero or one for each pupil, in the order of their ids."""
    last = max(authority.sizes.values()) - 1
    found = connection.execute(
        f"SELECT school, bitstring_agg(number, 0, {last})::VARCHAR FROM ({compiled.rows}) GROUP BY school"
    )
    return {str(school): str(bits) for school, bits in found.fetchall()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What every school's parcel of one agreement has."""

    controller: str
    heading: bytes
    manifest: Blank

    @classmethod
    def of(cls, asked: Asked) -> "Alike":
        spec, profile, request = asked.allowed.spec, asked.allowed.profile, asked.request
        shown = [one.heading for one in spec.of("pupil") if not _is_key(one, spec.key_field)]
        made_by = f"{profile.name}/{profile.version}"
        return cls(
            controller=request.school.controller_id,
            heading=encode([key_heading(request.agreement), *shown], [], profile.form),
            manifest=blank(request.agreement, reasons(spec), profile=made_by, created=request.at),
        )

    def parcel(self, school: str, body: bytes, bits: str, pupils: int) -> SchoolParcel:
        """bits  a zero or one for each pupil, and perhaps zeros for nobody after them"""
        data = self.heading + body
        rows = body.count(b"\n")
        file = ParcelFile(name=FILES["pupil"], sha256=sha256(data), bytes=len(data), rows=rows)
        return SchoolParcel(
            school=school,
            files={file.name: data},
            manifest=self.manifest.filled(own_record(school, self.controller), [file]),
            listing=(file,),
            rows=rows,
            people=rows,
            members=from_text(bits[:pupils]),
        )
