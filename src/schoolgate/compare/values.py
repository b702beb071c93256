"""An agreement as plain values by name, so that two can be laid side by side."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from schoolgate.domain.agreement import Agreement, AgreementState, Clause, Scope
from schoolgate.domain.catalogue import fold

ITEM = "item."
# Said in words of one's own: other words for them contradict nothing.
IN_OWN_WORDS = frozenset({"purposes", "section", "alternative"})
_TEXTS = ("recipient", "website", "retention", "storage", "transfer", "contract")
_MORE_TEXTS = ("controls", "via", "access", "service_type", "risk_printed")
STOPPED = frozenset({AgreementState.AWAITING, AgreementState.ENDED})


def values_of(agreement: Agreement) -> Mapping[str, tuple[str, ...]]:
    """Field → what is said of it, each once; a field that nothing is said of is left out.

    Several where the clauses of one agreement say several. "item.KEY" gives the flows of that item.
    """
    found: dict[str, list[str]] = {}
    for field, value in (*_of_agreement(agreement), *_of_clauses(agreement)):
        if value and value not in found.setdefault(field, []):
            found[field].append(value)
    return {field: tuple(values) for field, values in found.items() if values}


def _of_agreement(agreement: Agreement) -> Iterator[tuple[str, str | None]]:
    for field in (*_TEXTS, *_MORE_TEXTS):
        yield field, getattr(agreement, field)
    if agreement.state in STOPPED:
        yield "state", agreement.state
    if agreement.nothing_shared:
        yield "nothing_shared", "yes"


def _of_clauses(agreement: Agreement) -> Iterator[tuple[str, str | None]]:
    for clause in agreement.clauses:
        yield from _of_clause(clause)
        for term in clause.terms:
            yield f"{ITEM}{term.item}", term.flow.value


def _of_clause(clause: Clause) -> Iterator[tuple[str, str | None]]:
    yield "purposes", "; ".join(clause.purposes)
    yield "basis", clause.basis
    yield "condition", clause.condition
    yield "role", clause.role
    yield "choice", clause.choice.kind
    yield "alternative", clause.choice.alternative
    yield "years", years_of(clause.scope)


def years_of(scope: Scope) -> str | None:
    if scope.everyone:
        return "All"
    known = [*(f"Year {year}" if year.isdigit() else year for year in scope.year_groups)]
    known += [*scope.classes, *scope.groups]
    return ", ".join(known) or scope.stated


def is_same(field: str, one: str, other: str) -> bool:
    """Do two printed values say the same? Case, punctuation and the end of an address do not count."""
    if field == "website":
        return _host(one) == _host(other)
    return fold(one) == fold(other)


def _host(address: str) -> str:
    parts = urlsplit(address if "//" in address else f"//{address}")
    return (parts.hostname or address).removeprefix("www.").casefold()
