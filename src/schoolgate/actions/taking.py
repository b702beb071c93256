"""A document's word put into an agreement: a blank filled, a value taken, the evidence of both kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from schoolgate.compare.values import ITEM, is_same, values_of
from schoolgate.domain.agreement import Agreement, Clause, Quote, Term
from schoolgate.domain.difference import Difference, DifferenceKind
from schoolgate.domain.errors import Invalid

_CLAUSE_FIELDS = frozenset({"purposes", "basis", "condition", "role"})
_CHOICE_FIELDS = {"choice": "kind", "alternative": "alternative"}


def filled(held: Agreement, said: Agreement, found: Sequence[Difference]) -> Agreement:
    """A draft with its blanks filled from a document, and with the evidence of every value the two share."""
    for one in found:
        if one.kind is DifferenceKind.FILLS and (one.field not in _in_clauses(said) or len(held.clauses) < 2):
            held = with_value(held, said, one.field)
    return with_evidence(held, said)


def with_evidence(held: Agreement, said: Agreement) -> Agreement:
    """The same agreement; where the document says a value too, its words stand beside those there are."""
    mine, theirs = values_of(held), values_of(said)
    shared = {field for field in mine if _says_too(field, mine[field], theirs.get(field, ()))}
    terms = {term.item: term.quotes for term in said.terms() if f"{ITEM}{term.item}" in shared}
    clauses = tuple(
        replace(
            clause,
            terms=tuple(
                replace(term, quotes=_once((*term.quotes, *terms.get(term.item, ()))))
                for term in clause.terms
            ),
        )
        for clause in held.clauses
    )
    said_too = ((name, quote) for name, quote in said.quotes if name in shared)
    return replace(held, clauses=clauses, quotes=_once((*held.quotes, *said_too)))


def _with_quotes(term: Term, more: tuple[Quote, ...]) -> Term:
    return replace(term, quotes=_once((*term.quotes, *more)))


def _says_too(field: str, mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(is_same(field, one, other) for one in mine for other in theirs)


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def with_value(held: Agreement, said: Agreement | None, field: str) -> Agreement:
    """The agreement with one value as the document says it; `said` None: it says nothing there any more.

    Raises  Invalid where the agreement has several clauses, and the document does not say which.
    """
    if field.startswith(ITEM):
        return _with_item(held, said, field.removeprefix(ITEM))
    if field in _in_clauses(said):
        clause = _only_clause(held, field)
        changed = _with_clause_value(
            clause, said.clauses[0] if said and said.clauses else Clause(id=""), field
        )
        return replace(held, clauses=(changed,))
    value: Any = getattr(said, field) if said else Agreement.__dataclass_fields__[field].default
    changes: dict[str, Any] = {field: value}
    return replace(held, **changes)


def _in_clauses(said: Agreement | None) -> frozenset[str]:
    items = {f"{ITEM}{term.item}" for term in said.terms()} if said else set()
    return _CLAUSE_FIELDS | frozenset(_CHOICE_FIELDS) | {"years"} | items


def _only_clause(held: Agreement, field: str) -> Clause:
    if len(held.clauses) > 1:
        raise Invalid(
            f"Nothing was taken: {held.service} has {len(held.clauses)} clauses, and the document does not "
            f"say which of them its {field.removeprefix(ITEM)} is about. Set it yourself with: "
            f"schoolgate agreement set {held.slug} clause.N.…"
        )
    return held.clauses[0] if held.clauses else Clause(id="1")


def _with_clause_value(clause: Clause, said: Clause, field: str) -> Clause:
    if field == "years":
        return replace(clause, scope=said.scope)
    if field in _CHOICE_FIELDS:
        part: dict[str, Any] = {_CHOICE_FIELDS[field]: getattr(said.choice, _CHOICE_FIELDS[field])}
        return replace(clause, choice=replace(clause.choice, **part))
    changes: dict[str, Any] = {field: getattr(said, field)}
    if field == "basis":
        changes["basis_printed"] = said.basis_printed
    return replace(clause, **changes)


def _with_item(held: Agreement, said: Agreement | None, item: str) -> Agreement:
    """As the document says it gets there, in the clause that names it; gone from all where it is silent."""
    terms = tuple(term for term in said.terms() if term.item == item) if said else ()
    naming = [clause for clause in held.clauses if any(term.item == item for term in clause.terms)]
    if not terms:
        clauses = tuple(
            replace(clause, terms=tuple(term for term in clause.terms if term.item != item))
            for clause in held.clauses
        )
        return replace(held, clauses=clauses)
    home = naming[0] if len(naming) == 1 else _only_clause(held, f"{ITEM}{item}")
    kept_terms = tuple(term for term in home.terms if term.item != item)
    changed = replace(home, terms=(*kept_terms, *terms))
    others = tuple(changed if clause.id == home.id else clause for clause in held.clauses)
    return replace(held, clauses=others or (changed,))
