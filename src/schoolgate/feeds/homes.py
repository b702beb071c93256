"""Where a child lives who must not be found: withheld of the child, and of everybody who lives there too.

What is compared is the address as it stands: two ways to write one are two addresses, so an office that
withholds one child's address should withhold those of brothers and sisters as well.
"""

from collections.abc import Iterator, Mapping

from sqlglot import exp

ADDRESS = ("address_lines", "postcode")

Columns = Mapping[str, tuple[str, ...]]  # table → the columns that the roll has


def is_told(held: Columns) -> exp.Expr:
    """Of a row of the table of pupils: may this child's address, and that of the child's contacts, leave?

    A flag that nobody has set is no leave. Where a court order limits a contact, neither is an address told.
    """
    rules: list[exp.Expr] = [exp.EQ(this=_of("pupil", "address_withheld"), expression=exp.false())]
    if _has(held, "contact", "pupil_id", "court_order"):
        limited = exp.select(_of("contact", "pupil_id")).from_(exp.to_table("contact")).where(_is_limited())
        limited = limited.where(_is_filled("contact", "pupil_id"))
        rules.append(exp.not_(exp.In(this=_of("pupil", "id"), query=limited.subquery())))
    return exp.and_(*rules, is_no_hidden_home("pupil", held))


def is_no_hidden_home(table: str, held: Columns) -> exp.Expr:
    """Of a row of `table`: is its address another than that of each child who must not be found?"""
    rules = [
        exp.paren(
            exp.or_(
                exp.Is(this=_of(table, name), expression=exp.null()),
                exp.not_(exp.In(this=_of(table, name), query=homes.subquery())),
            )
        )
        for name, homes in _hidden_homes(table, held)
    ]
    return exp.and_(*rules) if rules else exp.true()


def _hidden_homes(table: str, held: Columns) -> Iterator[tuple[str, exp.Select]]:
    """(what is compared, the addresses withheld): as the child's row and as contacts' rows have them."""
    joins = _has(held, "contact", "pupil_id")
    if name := _compared(held, table, "pupil"):
        yield name, _where(exp.select(_of("pupil", name)).from_(exp.to_table("pupil")), name, "pupil")
    if joins and _has(held, "contact", "court_order") and (name := _compared(held, table, "pupil")):
        found = _of_both(_of("pupil", name)).where(_is_limited())
        yield name, found.where(_is_filled("pupil", name))
    if joins and (name := _compared(held, table, "contact")):
        yield name, _where(_of_both(_of("contact", name)), name, "contact")


def _compared(held: Columns, one: str, other: str) -> str | None:
    """The street and the house where both tables have them, else the postcode, which hides more."""
    return next((name for name in ADDRESS if _has(held, one, name) and _has(held, other, name)), None)


def _of_both(what: exp.Column) -> exp.Select:
    same = exp.EQ(this=_of("pupil", "id"), expression=_of("contact", "pupil_id"))
    return exp.select(what).from_(exp.to_table("contact")).join(exp.to_table("pupil"), on=same)


def _where(found: exp.Select, name: str, table: str) -> exp.Select:
    withheld = exp.EQ(this=_of("pupil", "address_withheld"), expression=exp.true())
    return found.where(withheld).where(_is_filled(table, name))


def _is_limited() -> exp.Expr:
    return exp.EQ(this=_of("contact", "court_order"), expression=exp.true())


def _is_filled(table: str, name: str) -> exp.Expr:
    """A blank among the members of a list would make every answer to "is it one of them?" unknown."""
    return exp.not_(exp.Is(this=_of(table, name), expression=exp.null()))


def _has(held: Columns, table: str, *names: str) -> bool:
    return all(name in held.get(table, ()) for name in names)


def _of(table: str, name: str) -> exp.Column:
    return exp.column(name, table=table, quoted=True)
