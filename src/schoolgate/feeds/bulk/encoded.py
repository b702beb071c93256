"""The encoder compiled into the query, for a plain CSV of pupils: each school's lines come finished.

The engine writes lines only where nothing can be doubtful: a school in which any cell has a sign that the
rules for rows would refuse, or may, goes the ordinary way. A test holds the bytes against encoder.py's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlglot import exp

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.roll import FieldType, roll_field
from schoolgate.domain.vocabulary import Transform
from schoolgate.feeds.answers import Answers
from schoolgate.feeds.bulk.across import across
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.doubts import Doubts, doubts
from schoolgate.feeds.bulk.manifests import LineOf
from schoolgate.feeds.bulk.on_duckdb import OnDuckdb
from schoolgate.feeds.bulk.parcels import Asked, SchoolParcel, answers_of, listed, planned
from schoolgate.feeds.bulk.spelt import SchoolLines, Spelt
from schoolgate.feeds.bulk.together import Together
from schoolgate.feeds.compile import Plan, query
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


Lines = SchoolLines | str  # or the id of a school that has to go the ordinary way


def lines_of(
    asked: Asked, authorities: Sequence[Authority], keys: Sequence[Path], engine: OnDuckdb
) -> list[list[Lines]]:
    """For each authority, in the order of its schools' ids.

    keys  kept.py's file of each; what is doubtful is kept beside it
    """
    together, texts = Together(authorities=authorities, kept=keys), _texts(asked, authorities[0])
    seen = [doubts(path.parent, one, texts) for path, one in zip(keys, authorities, strict=True)]
    answers = _answers(asked, together)
    plan = planned(asked, authorities[0], answers)
    told = _compiled(asked, plan, {field for of in seen for field, one in of.items() if one.is_quoted})
    if not together.can_ask(told.tree):
        each = zip(authorities, keys, strict=True)
        return [lines for one, path in each for lines in lines_of(asked, [one], [path], engine)]
    spelt = Spelt(together.ask(engine.in_order(), told.tree, told.sql, listed(answers)))
    return [_lines(one, of, spelt) for one, of in zip(authorities, seen, strict=True)]


def _answers(asked: Asked, together: Together) -> dict[int, tuple[Answers, ...]]:
    given = {one.name: answers_of(asked, one) for one in together.authorities}
    places = enumerate(together.places())
    return {n: given[one.name][school] for n, (one, school) in places if school in given[one.name]}


def _lines(authority: Authority, seen: Mapping[str, Doubts], spelt: Spelt) -> list[Lines]:
    """spelt  of which the next schools are this authority's"""
    strange = {school for one in seen.values() for school in one.strange}
    found = [(school, spelt.next_school(school, size)) for school, size in authority.sizes.items()]
    return [school if school in strange or lines is None else lines for school, lines in found]


def parcels_of(asked: Asked, lines: Iterable[Lines]) -> list[SchoolParcel | str]:
    """Of one authority's lines."""
    heading, manifest = heading_of(asked), LineOf(asked)
    return [one if isinstance(one, str) else _parcel(one, heading, manifest) for one in lines]


def heading_of(asked: Asked) -> bytes:
    spec = asked.allowed.spec
    shown = [one.heading for one in spec.of("pupil") if not _is_key(one, spec.key_field)]
    return encode([key_heading(asked.request.agreement), *shown], [], asked.allowed.profile.form)


def _parcel(lines: SchoolLines, heading: bytes, manifest: LineOf) -> SchoolParcel:
    data = b"".join((heading, lines.body))
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
    """sql  spelt.py's columns of every pupil, in the order of `place`"""

    tree: exp.Select
    sql: str


def _texts(asked: Asked, authority: Authority) -> set[str]:
    """Columns of the pupils out of which the text of a cell may come."""
    spec = asked.allowed.spec
    fields = {field for one in spec.columns for field in one.fields if roll_field(field).type in AS_TEXT}
    named = {field.partition(".")[2] for field in fields} | ({spec.key_field} if spec.key_field else set())
    return named & {*authority.columns["pupil"]}


def _compiled(asked: Asked, plan: Plan, quoted: Collection[str]) -> Compiled:
    """The very query of the rows, with what is kept of each pupil beside it; made once for an agreement."""
    differ = ("lines", *(bool(one.other) for one in plan.answers), *sorted(quoted))
    if differ not in asked.compiled:
        told = _of_everybody(query(plan, "pupil"))
        kept = ("place", "number", "is_sole", *(() if plan.key_field else ("key",)))
        for name in kept:
            told.select(exp.alias_(exp.column(name, table="pupil", quoted=True), name), copy=False)
        tree = across(told)
        sql = _sql(asked, tree.sql(dialect="duckdb", identify=True), quoted)
        asked.compiled[differ] = Compiled(tree=tree, sql=sql)
    found: Compiled = asked.compiled[differ]
    return found


def _of_everybody(told: exp.Select) -> exp.Select:
    """The query of rows without its two conditions: they are a column, `is_open`, and no row is left out.

    So it is known of everybody in one pass whether they are in it, and each row's place is its number.
    """
    (asked, gate) = told.args["where"].this, told.args["from_"].this.this
    on_roll = gate.args["where"].this
    for select in (told, gate):
        select.set("where", None)
    gate.select(exp.alias_(on_roll, "on_roll"), copy=False)
    for cell in [one for one in told.find_all(exp.Case) if one.args["ifs"][0].this == asked]:
        cell.replace(cell.args["ifs"][0].args["true"])  # who is not in it has no line, so blanks need no care
    is_open = exp.and_(exp.column("on_roll", table="gate", quoted=True), asked)
    told.select(exp.alias_(exp.func("COALESCE", is_open, exp.false()), "is_open"), copy=False)
    return told


def _sql(asked: Asked, rows: str, quoted: Collection[str]) -> str:
    line = f"CASE WHEN is_open AND is_sole THEN {_line(asked, quoted)} END"
    return f"SELECT place, number, is_open, {line} AS line FROM ({rows}) ORDER BY place"


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
