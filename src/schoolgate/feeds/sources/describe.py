"""Which source can give which field, as a page: from the layouts that the sources are read by."""

from collections.abc import Iterator, Mapping

from schoolgate.domain.roll import load_roll
from schoolgate.feeds.rest.dialect import load_dialect
from schoolgate.feeds.sources.apart import load_apart
from schoolgate.feeds.sources.ctf_xml import load_ctf
from schoolgate.feeds.sources.layout import Layout, load_layout

LAYOUTS = {
    "OneRoster 1.1": ("oneroster_1p1",),
    "OneRoster 1.2": ("oneroster_1p2",),
    "SDS v1": ("sds_v1_uk", "sds_v1_us"),
    "SDS v2": ("sds_v2",),
    "SDS v2.1": ("sds_v2p1",),
}
TITLE = """# Which source gives which field

Written from the layouts that the sources are read by; do not edit by hand. "Headings" is any CSV or
workbook and SIMS's reports, where the report has such a column; our own zip of tables gives every field.
Whether a file that came really holds a field, its load's report says. Xporter gives what OneRoster 1.1 does,
without birthdays and sex.
"""


def fields_by_source() -> Mapping[str, frozenset[str]]:
    """Source → keys of fields, such as "pupil.upn"."""
    return {
        "Headings": frozenset(_by_headings()),
        "Transfer file": frozenset(_of_transfer_file()),
        **{
            name: frozenset(key for one in names for key in _of_layout(load_layout(one)))
            for name, names in LAYOUTS.items()
        },
        "Wonde": frozenset(_of_server("wonde")),
    }


def describe() -> str:
    given = fields_by_source()
    return "\n".join([TITLE, *(line for table in load_roll() for line in _table(table, given))])


def _table(table: str, given: Mapping[str, frozenset[str]]) -> Iterator[str]:
    yield f"## {table.capitalize()}\n"
    yield f"| field | {' | '.join(given)} |"
    yield "|---|" + "---|" * len(given)
    for field in load_roll()[table].values():
        marks = ("yes" if field.key() in keys else "" for keys in given.values())
        yield f"| {field.label} | {' | '.join(marks)} |"
    yield ""


def _by_headings() -> Iterator[str]:
    """A flat file has no staff; a class is known by its name, and its pupils are its members."""
    for table in ("pupil", "contact"):
        yield from (field.key() for field in load_roll()[table].values())
    yield from ("class.id", "class.name", "class.kind", "class.subject")
    yield from ("enrolment.class_id", "enrolment.person_id", "enrolment.role")
    for table, told in load_apart().items():
        yield f"{table}.pupil_id"
        yield from (f"{table}.{name}" for name in told["headings"].values())


def _of_transfer_file() -> Iterator[str]:
    told = load_ctf()
    for table in ("pupil", "contact", "assessment"):
        yield from (f"{table}.{name}" for name in (*told[table], *told["worked_out"][table]))


def _of_server(dialect: str) -> Iterator[str]:
    """Of one whose answers become our own tables."""
    for collection in load_dialect(dialect).collections:
        for file in collection.files:
            yield from (f"{file.file.removesuffix('.csv')}.{column.heading}" for column in file.columns)


def _of_layout(layout: Layout) -> Iterator[str]:
    for part in layout.people:
        for kind, columns in part.by_role.items():
            yield f"{kind}.id"
            yield from (f"{kind}.{name}" for name in columns)
        if part.agents or layout.relations:
            yield "contact.pupil_id"
        if part.ids:
            yield from (f"pupil.{name}" for name in layout.id_types.values())
    if layout.relations:
        yield from ("contact.pupil_id", "contact.relationship")
    for more in (*layout.more, *([layout.role_file] if layout.role_file else ())):
        yield from (f"pupil.{name}" for name in more.columns)
    if layout.role_file or any(part.role_column for part in layout.people):
        yield "staff.role"
    yield from _of_classes(layout)


def _of_classes(layout: Layout) -> Iterator[str]:
    if layout.classes:
        yield from ("class.id", "class.kind", "class.teacher_id")
        yield from (f"class.{name}" for name in layout.classes.columns)
        if "registration" in layout.classes.kinds.values():
            yield "pupil.registration_class"
    for part in layout.members:
        yield from ("enrolment.class_id", "enrolment.person_id", "enrolment.role")
        yield from (f"enrolment.{name}" for name in part.columns)
