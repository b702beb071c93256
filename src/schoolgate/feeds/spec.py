"""What an agreement lets leave, column by column: the small declaration between a register and a query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from schoolgate.domain.agreement import Agreement, Clause, KeyKind, Term
from schoolgate.domain.items import Item, load_items
from schoolgate.domain.roll import fields_of, roll_field
from schoolgate.domain.vocabulary import Flow, Transform
from schoolgate.feeds.conditions import why_withheld
from schoolgate.feeds.transforms import fits, load_columns

Group = tuple[str, str, tuple[str, ...]]  # name, heading, fields of which the first that is filled leaves
# A feed has a row for each of these, of the last as many as a pupil has; classes come with formats.
TABLES = ("pupil", "contact", "staff", "assessment")
OF_PUPILS = ("pupil", "contact", "assessment")  # rows that are some pupil's


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column that may leave. A cell leaves where any of `clauses` is open for that person.

    fields  of which the first that is filled leaves, after `transform`
    name    a field's name, or "forename" and "surname" for the name in use
    """

    table: str
    name: str
    heading: str
    fields: tuple[str, ...]
    transform: Transform
    items: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.table}.{self.name}"

    @property
    def source(self) -> str:
        """The field whose type and rules hold for the cells."""
        return self.fields[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Something a clause names that does not leave, and why."""

    item: str
    clause: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """columns in the order of the clauses; `clauses` are those with a column; both empty: nothing is sent.

    key_field    the roll field that pupils go by, where the service keeps a key it already knows
    leavers_for  days after their last one for which pupils are still in it
    """

    clauses: tuple[Clause, ...]
    columns: tuple[Column, ...]
    withheld: tuple[Withheld, ...]
    key_field: str | None = None
    leavers_for: int = 0

    def of(self, table: str) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.table == table)

    def leaving(self) -> tuple[Column, ...]:
        """All that leaves: a kept key leaves of every pupil in the feed, whichever clause lets them in."""
        key = self.key()
        if key is None:
            return self.columns
        return (key, *(one for one in self.columns if (one.key, one.transform) != (key.key, key.transform)))

    def key(self) -> Column | None:
        """The kept key as a column. None: there is none, or nothing of pupils leaves."""
        keyed = [column for column in self.columns if column.table in OF_PUPILS]
        if self.key_field is None or not keyed:
            return None
        field = f"pupil.{self.key_field}"
        return Column(
            table="pupil",
            name=self.key_field,
            heading=roll_field(field).label,
            fields=(field,),
            transform=Transform.AS_IS,
            items=(_item_of(field),),
            clauses=tuple(dict.fromkeys(clause for column in keyed for clause in column.clauses)),
        )


def _item_of(field: str) -> str:
    """The item that stands for this field and the fewest others; the field's own name where none does."""
    items = [one for one in load_items().values() if field in one.roll_fields]
    return min(items, key=lambda one: len(one.roll_fields)).key if items else roll_field(field).name


def existing_key(agreement: Agreement) -> str | None:
    """The roll field by which the service already knows pupils, where that is kept."""
    kept = agreement.key is KeyKind.EXISTING and agreement.key_field in fields_of("pupil")
    return agreement.key_field if kept else None


def key_heading(agreement: Agreement) -> str:
    """What the column of pupils' keys is called in a format of ours."""
    field = existing_key(agreement)
    if field is not None:
        return roll_field(f"pupil.{field}").label
    return "Account key" if agreement.key is KeyKind.ACCOUNT else "Pupil key"


_ELSEWHERE = {
    Flow.CREATED: "It arises in the service itself.",
    Flow.ENTERED_BY_FAMILIES: "Families enter it themselves.",
    Flow.VIEWED: "The recipient looks at it here; nothing is handed over.",
    Flow.RECEIVED: "It comes from the recipient to the school.",
    Flow.DENIED: "The school says that it does not share this.",
    Flow.UNKNOWN: "Nobody has said how it gets there: settle its flow in the register.",
}


def feed_spec(
    agreement: Agreement, held: Mapping[str, tuple[str, ...]], *, names_apart: bool = False
) -> FeedSpec:
    """held  table → the columns this roll has. names_apart  the legal name is a column of its own"""
    columns: dict[tuple[str, Transform], Column] = {}
    withheld: list[Withheld] = []
    for clause in agreement.clauses:
        for term in clause.terms:
            for found in _of_term(agreement.slug, clause, term, held, names_apart):
                if isinstance(found, Withheld):
                    withheld.append(found)
                else:
                    _merge(columns, found)
    used = {clause for column in columns.values() for clause in column.clauses}
    return FeedSpec(
        clauses=tuple(clause for clause in agreement.clauses if clause.id in used),
        columns=_with_headings_apart(tuple(columns.values())),
        withheld=tuple(dict.fromkeys(withheld)),
        key_field=existing_key(agreement),
    )


def _of_term(
    slug: str, clause: Clause, term: Term, held: Mapping[str, tuple[str, ...]], names_apart: bool
) -> Iterator[Column | Withheld]:
    item = load_items().get(term.item)
    if item is None or term.flow is not Flow.SENT:
        why = "Nobody has said what it is." if item is None else _ELSEWHERE[term.flow]
        yield _withheld(term, clause, "not-an-item" if item is None else term.flow.value, why)
        return
    if (reason := why_withheld(slug, clause, term)) is not None:
        yield _withheld(term, clause, *reason)
        return
    wanted = [key for key in item.fields_about(term.subjects) if key.partition(".")[0] in TABLES]
    if not wanted or not any(held.get(_split(key)[0]) for key in wanted):
        yield _withheld(term, clause, "no-roll-holds-it", "No roll holds it, so we cannot send it.")
        return
    groups = _each(wanted) if names_apart else _grouped(wanted)
    yield from _of_fields(clause, term, item, groups, held)


def _of_fields(
    clause: Clause, term: Term, item: Item, groups: Iterator[Group], held: Mapping[str, tuple[str, ...]]
) -> Iterator[Column | Withheld]:
    transform = transform_of(term, item)
    for name, heading, fields in groups:
        there = tuple(key for key in fields if _split(key)[1] in held.get(_split(key)[0], ()))
        if not there:
            why = f"The roll has no column for it ({', '.join(fields)})."
            yield _withheld(term, clause, "no-such-column", why)
        elif not all(fits(transform, key) for key in there):
            why = f"Only '{transform.value}' may leave, and {heading.lower()} can't be given so."
            yield _withheld(term, clause, "transform-does-not-fit", why)
        else:
            yield Column(
                table=_split(there[0])[0],
                name=name,
                heading=heading,
                fields=there,
                transform=transform,
                items=(term.item,),
                clauses=(clause.id,),
            )


def transform_of(term: Term, item: Item) -> Transform:
    """An item's own limit holds, whatever a clause says: an age is never a date of birth."""
    return term.transform if item.transform is Transform.AS_IS else item.transform


def _withheld(term: Term, clause: Clause, code: str, sentence: str) -> Withheld:
    return Withheld(item=term.item, clause=clause.id, code=code, sentence=sentence)


def _grouped(wanted: list[str]) -> Iterator[Group]:
    """The forename in use and the legal one are one column, if both are meant."""
    left = list(wanted)
    for name, row in load_columns()["in_use"].items():
        if set(row["fields"]) <= set(left):
            yield name, row["heading"], tuple(row["fields"])
            left = [key for key in left if key not in row["fields"]]
    yield from _each(left)


def _each(wanted: list[str]) -> Iterator[Group]:
    return ((_split(key)[1], roll_field(key).label, (key,)) for key in wanted)


def _split(key: str) -> tuple[str, str]:
    table, _, name = key.partition(".")
    return table, name


def _merge(columns: dict[tuple[str, Transform], Column], found: Column) -> None:
    place = (found.key, found.transform)
    before = columns.get(place)
    if before is None:
        columns[place] = found
    else:
        columns[place] = replace(
            before,
            items=tuple(dict.fromkeys(before.items + found.items)),
            clauses=tuple(dict.fromkeys(before.clauses + found.clauses)),
        )


def _with_headings_apart(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A date of birth and its year may both leave: then the headings say which is which."""
    return tuple(
        column
        if column.transform is Transform.AS_IS
        else replace(column, heading=f"{column.heading} ({column.transform.value.replace('_', ' ')})")
        for column in columns
    )
