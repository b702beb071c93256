"""The query of one school → the same for many: what was joined by an id is joined by school and id.

Every table then has a column `school`. A membership test becomes an outer join, which each engine knows in
every place and does fast; a table joined to a query of itself is read once. Nothing here knows what an
agreement is.
"""

from sqlglot import exp

SCHOOL = "school"


def across(tree: exp.Select) -> exp.Select:
    """Gives a new tree whose first column is `school`; the others stand as they did. Rows: in any order.

    It relies on this of the tree given: each FROM and JOIN names a table of the roll, or a query of one; each
    IN asks for one column of a table; `id` is unique in a table of one school.
    """
    found = tree.copy()
    found.set("order", None)
    for select in [*found.find_all(exp.Select)]:
        _qualify(select)
    for select in [*found.find_all(exp.Select)]:
        _read_once(select)
    for number, one in enumerate([*found.find_all(exp.In)]):
        if isinstance(one.args.get("query"), exp.Subquery):
            _as_join(one, f"among_{number}")
    for select in [*found.find_all(exp.Select)]:
        _by_school(select)
    return found


def _qualify(select: exp.Select) -> None:
    """A bare name is of the first table of the roll that is read here."""
    tables = [one for one in _sources(select) if isinstance(one, exp.Table)]
    for column in _columns(select):
        if not column.table and tables:
            column.set("table", exp.to_identifier(tables[0].alias_or_name, quoted=True))


def _read_once(select: exp.Select) -> None:
    """`(SELECT id AS x, … FROM t) AS q JOIN t ON t.id = q.x` → q, with those columns of t."""
    inner = _from(select).this
    if not isinstance(inner, exp.Subquery):
        return
    table = _from(inner.this).this.alias_or_name
    identity = next((one.alias for one in inner.this.selects if one.unalias() == _of(table, "id")), "")
    same = exp.EQ(this=_of(table, "id"), expression=_of(inner.alias, identity))
    joins = select.args.get("joins") or []
    left = [one for one in joins if (one.this.alias_or_name, one.args.get("on")) != (table, same)]
    if len(left) < len(joins):
        select.set("joins", left)
        _ask_inside(select, inner, table)


def _ask_inside(select: exp.Select, inner: exp.Subquery, table: str) -> None:
    there = {one.alias_or_name for one in inner.this.selects}
    for column in [one for one in _columns(select) if one.table == table]:
        name = f"own_{column.name}"
        if name not in there:
            inner.this.select(exp.alias_(_of(table, column.name), name, quoted=True), copy=False)
            there.add(name)
        column.replace(_of(inner.alias, name))


def _as_join(one: exp.In, name: str) -> None:
    """`x IN (SELECT y FROM t WHERE …)` → LEFT JOIN of each different y, and "is there one?"."""
    outer, members = one.find_ancestor(exp.Select), one.args["query"].this
    if outer is None:
        return
    members.set("expressions", [exp.alias_(members.selects[0].unalias(), "member", quoted=True)])
    members.distinct(copy=False)
    on = exp.EQ(this=_of(name, "member"), expression=one.this.copy())
    outer.join(members.subquery(name), on=on, join_type="left", copy=False)
    one.replace(exp.paren(exp.Not(this=exp.Is(this=_of(name, "member"), expression=exp.null()))))


def _by_school(select: exp.Select) -> None:
    """The school of the first table is the school of the row, and of all that is joined to it."""
    own = _of(_from(select).this.alias_or_name, SCHOOL)
    for join in select.args.get("joins") or ():
        same = exp.EQ(this=_of(join.this.alias_or_name, SCHOOL), expression=own.copy())
        join.set("on", exp.and_(same, join.args.get("on")))
    select.set("expressions", [exp.alias_(own, SCHOOL, quoted=True), *select.expressions])


def _columns(select: exp.Select) -> list[exp.Column]:
    return [one for one in select.find_all(exp.Column) if one.find_ancestor(exp.Select) is select]


def _sources(select: exp.Select) -> list[exp.Expr]:
    return [_from(select).this, *(join.this for join in select.args.get("joins") or ())]


def _from(select: exp.Select) -> exp.Expr:
    found: exp.Expr = select.args["from_"]
    return found


def _of(table: str, name: str) -> exp.Column:
    return exp.column(name, table=table, quoted=True)
