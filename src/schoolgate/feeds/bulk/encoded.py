"""The encoder compiled into the query, for a plain CSV of pupils: each school's lines come finished.

The engine writes lines only where nothing can be doubtful: a school in which any cell has a sign that the
rules for rows would refuse, or may, goes the ordinary way. A test holds the bytes against encoder.py's.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.roll import FieldType, roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.doubts import doubts
from schoolgate.feeds.bulk.manifests import LineOf
from schoolgate.feeds.bulk.members import from_text
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, listed, planned
from schoolgate.feeds.bulk.work import Work
from schoolgate.feeds.compile import query
from schoolgate.feeds.encoder import Form, encode
from schoolgate.feeds.formats.plain_csv import FILES
from schoolgate.feeds.parcel import sha256
from schoolgate.feeds.spec import Column, key_heading

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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SchoolLines:
    """One school's lines without a heading, in the order of its opaque keys.

    members  feeds/bulk/members.py
    """

    school: str
    body: bytes
    rows: int
    members: bytes


def lines_of(asked: Asked, authority: Authority, keys: Path, engine: OnDuckdb) -> Iterator[SchoolLines | str]:
    """In the order of the schools' ids: its lines, or the id of a school that has to go the ordinary way.

    keys  kept.py's file; what is doubtful is kept beside it
    """
    seen = doubts(keys.parent, authority, _texts(asked, authority))
    strange = {school for one in seen.values() for school in one.strange}
    told = _compiled(asked, authority, {field for field, one in seen.items() if one.is_quoted})
    work = Work(queries={"pupil": told.tree}, sources=authority.sources, listed=listed(asked, authority))
    last = max(authority.sizes.values()) - 1
    found = {one[0]: one for one in engine.in_order().ask_of(work, told.sql, keys, {"last": last})}
    for school, size in authority.sizes.items():
        _, body, rows, bits, is_sure = found.get(school, (school, b"", 0, "", False))
        if not is_sure or school in strange:
            yield school
        else:
            yield SchoolLines(school=school, body=body, rows=rows, members=from_text(bits[:size]))


def encoded(asked: Asked, authority: Authority, keys: Path, engine: OnDuckdb) -> Iterator[SchoolParcel | str]:
    """In the order of the schools' ids: a parcel, or the id of a school that has to go the ordinary way."""
    heading, manifest = heading_of(asked), LineOf(asked)
    for one in lines_of(asked, authority, keys, engine):
        yield one if isinstance(one, str) else _parcel(one, heading, manifest)


def heading_of(asked: Asked) -> bytes:
    spec = asked.allowed.spec
    shown = [one.heading for one in spec.of("pupil") if not _is_key(one, spec.key_field)]
    return encode([key_heading(asked.request.agreement), *shown], [], asked.allowed.profile.form)


def _parcel(lines: SchoolLines, heading: bytes, manifest: LineOf) -> SchoolParcel:
    data = heading + lines.body
    file = ParcelFile(name=FILES["pupil"], sha256=sha256(data), bytes=len(data), rows=lines.rows)
    return SchoolParcel(
        school=lines.school,
        files={file.name: data},
        manifest=manifest.filled(lines.school, (file,)),
        listing=(file,),
        rows=lines.rows,
        people=lines.rows,
        members=lines.members,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """sql  one row a school: its id, its lines in the order of `place`, how many, its members' bits, and
    whether every key stands for one pupil and the order was kept
    """

    tree: exp.Select
    sql: str


def _texts(asked: Asked, authority: Authority) -> set[str]:
    """Columns of the pupils out of which the text of a cell may come."""
    spec = asked.allowed.spec
    fields = {field for one in spec.columns for field in one.fields if roll_field(field).type in AS_TEXT}
    named = {field.partition(".")[2] for field in fields} | ({spec.key_field} if spec.key_field else set())
    return named & {*authority.columns["pupil"]}


def _compiled(asked: Asked, authority: Authority, quoted: Collection[str]) -> Compiled:
    """The very query of the rows, with what is kept of each pupil beside it; made once for an agreement."""
    plan = planned(asked, authority)
    differ = ("lines", *(bool(one.other) for one in plan.answers), *sorted(quoted))
    if differ not in asked.compiled:
        told = query(plan, "pupil")
        kept = ("place", "number", "is_sole", *(() if plan.key_field else ("key",)))
        for name in kept:
            told.select(exp.alias_(exp.column(name, table="pupil", quoted=True), name), copy=False)
        tree = across(told)
        sql = _sql(asked, tree.sql(dialect="duckdb", identify=True), quoted)
        asked.compiled[differ] = Compiled(tree=tree, sql=sql)
    found: Compiled = asked.compiled[differ]
    return found


def _sql(asked: Asked, rows: str, quoted: Collection[str]) -> str:
    """One thread adds a school's lines up as they come; that they came in order is looked at."""
    in_order = "place > lag(place, 1, -1::BIGINT) OVER ()"
    line = (
        f"SELECT school, place, number, is_sole, {_line(asked, quoted)} AS line FROM ({rows}) ORDER BY place"
    )
    return (
        "SELECT school, encode(string_agg(line, '')), count(*), "
        "bitstring_agg(number, 0, $last::INTEGER)::VARCHAR, bool_and(is_sole AND is_next) "
        f"FROM (SELECT *, {in_order} AS is_next FROM ({line})) GROUP BY school"
    )


def _line(asked: Asked, quoted: Collection[str]) -> str:
    spec, newline = asked.allowed.spec, asked.allowed.profile.form.newline
    key = "key" if spec.key_field is None else "existing_key"
    columns = [(n, one) for n, one in enumerate(spec.of("pupil")) if not _is_key(one, spec.key_field)]
    cells = [_quoted(key) if spec.key_field in quoted else key]
    cells += [_cell(one, n, quoted) for n, one in columns]
    end = "chr(13) || chr(10)" if newline == "\r\n" else "chr(10)"
    return f"concat({', '.join(_between(cells))}, {end})"


def _cell(column: Column, number: int, quoted: Collection[str]) -> str:
    """As transforms.text_of and the encoder give it."""
    cell = f"column_{number}"
    match roll_field(column.source).type:
        case FieldType.YES_NO:
            return f"CASE WHEN {cell} THEN 'yes' WHEN NOT {cell} THEN 'no' END"
        case FieldType.DATE | FieldType.WHOLE:
            return f"{cell}::VARCHAR"
    is_quoted = any(field.partition(".")[2] in quoted for field in column.fields)
    return _quoted(cell) if is_quoted else cell


def _is_key(column: Column, field: str | None) -> bool:
    return column.key == f"pupil.{field}"


def _between(cells: Iterable[str]) -> list[str]:
    first, *others = cells
    return [first, *(part for one in others for part in ("','", one))]


def _quoted(cell: str) -> str:
    needed = f"contains({cell}, ',') OR contains({cell}, '\"')"
    return f"CASE WHEN {needed} THEN '\"' || replace({cell}, '\"', '\"\"') || '\"' ELSE {cell} END"
