"""One value of an agreement, by its name, set from words."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from schoolgate.domain.agreement import (
    Agreement,
    Choice,
    Clause,
    Criticality,
    Depends,
    KeyKind,
    Scope,
    Standing,
    Term,
    WhenEnded,
)
from schoolgate.domain.errors import Invalid
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import (
    Basis,
    ChoiceKind,
    Condition,
    Flow,
    Kind,
    Role,
    ServiceType,
    Subject,
    Transform,
)
from schoolgate.notices.scope import scope_of

Record = TypeVar("Record", Agreement, Clause, Choice, Term)

_AGREEMENT_WORDS: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "standing": Standing,
    "criticality": Criticality,
    "service_type": ServiceType,
    "key": KeyKind,
    "when_ended": WhenEnded,
}
_AGREEMENT_TEXTS = frozenset(
    {"service", "recipient", "website", "privacy_notice", "retention", "storage", "transfer", "contract"}
    | {"controls", "via", "access", "adverts", "format", "key_field", "key_reason", "section"}
)
_CLAUSE_WORDS: Mapping[str, type[StrEnum]] = {"basis": Basis, "condition": Condition, "role": Role}
_CLAUSE_KEYS = (
    "basis",
    "condition",
    "role",
    "schedule_1",
    "legitimate_interest",
    "purposes",
    "choice",
    "alternative",
    "years",
    "classes",
    "groups",
    "pupils",
    "items",
)
_CHOSEN = ("classes", "groups", "pupils")  # of a scope, one by one
_TERM_WORDS: Mapping[str, type[StrEnum]] = {"flow": Flow, "transform": Transform, "depends": Depends}
_TERM_KEYS = ("flow", "transform", "depends", "clause", "reason", "subjects", "dropped")
HINT = (
    f"It can be {', '.join(sorted([*_AGREEMENT_WORDS, *_AGREEMENT_TEXTS, 'please_delete']))}; "
    f"clause.N. and one of {', '.join(_CLAUSE_KEYS)}; or item.KEY. and one of {', '.join(_TERM_KEYS)}."
)


def edited(agreement: Agreement, key: str, value: str) -> Agreement:
    """The agreement with one value set; an empty value makes it unknown.

    key     a field; "clause.1.basis"; or "item.upn.flow", which is every term on that item
    Raises  Invalid naming what can be set, or what it can be.
    """
    parts = key.split(".")
    if parts[0] == "clause" and len(parts) == 3 and parts[2] in _CLAUSE_KEYS:
        return _edit_clause(agreement, parts[1], parts[2], value)
    if parts[0] == "item" and len(parts) == 3 and parts[2] in _TERM_KEYS:
        return _edit_terms(agreement, parts[1], parts[2], value)
    if key in _AGREEMENT_WORDS:
        return _with(agreement, key, _word(_AGREEMENT_WORDS[key], key, value))
    if key == "please_delete":
        return replace(agreement, please_delete=_yes(key, value))
    if key in _AGREEMENT_TEXTS:
        return _with(agreement, key, value or None)
    raise Invalid(f"Nothing was set: an agreement has no '{key}'. {HINT}")


def _with(record: Record, key: str, value: object) -> Record:
    """`replace`, where the field's name is data: the tables above say which value fits it."""
    changes: dict[str, Any] = {key: value}
    return replace(record, **changes)


def _word(words: type[StrEnum], key: str, value: str) -> StrEnum | None:
    if not value and words not in (Standing, Criticality, KeyKind, Flow, Transform):
        return None
    if value not in set(words):
        raise Invalid(f"Nothing was set: '{value}' is not a {key}. It can be {', '.join(words)}.")
    return words(value)


def _yes(key: str, value: str) -> bool:
    if value not in ("yes", "no"):
        raise Invalid(f"Nothing was set: '{value}' does not answer {key}. Say yes or no.")
    return value == "yes"


def _edit_clause(agreement: Agreement, clause_id: str, key: str, value: str) -> Agreement:
    if clause_id not in {clause.id for clause in agreement.clauses}:
        known = ", ".join(clause.id for clause in agreement.clauses) or "none"
        raise Invalid(f"Nothing was set: {agreement.slug} has no clause {clause_id}. It has {known}.")
    clauses = (
        _clause(clause, key, value) if clause.id == clause_id else clause for clause in agreement.clauses
    )
    return replace(agreement, clauses=tuple(clauses))


def _clause(clause: Clause, key: str, value: str) -> Clause:
    if key in _CLAUSE_WORDS:
        return _with(clause, key, _word(_CLAUSE_WORDS[key], key, value))
    if key == "choice":
        return replace(clause, choice=_with(clause.choice, "kind", _word(ChoiceKind, key, value)))
    if key == "alternative":
        return replace(clause, choice=replace(clause.choice, alternative=value or None))
    if key == "years":
        return replace(clause, scope=_scope(value))
    if key in _CHOSEN:
        return replace(clause, scope=_chosen(clause.scope, key, _parts(value)))
    if key == "items":
        return replace(clause, terms=_terms(clause, value))
    if key == "purposes":
        return replace(clause, purposes=_parts(value))
    return _with(clause, key, value or None)


def _parts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(";") if part.strip())


def _chosen(scope: Scope, key: str, named: tuple[str, ...]) -> Scope:
    """Whoever is named beside the years that are named already; everyone is then no longer meant.

    "everyone" is nobody's class or id, whichever of the keys it is said of.
    """
    if len(named) == 1 and scope_of(named[0]).everyone:
        return scope_of(named[0])
    changes: dict[str, Any] = {key: named}
    return replace(scope, everyone=False, **changes) if named else replace(scope, **changes)


def _scope(value: str) -> Scope:
    scope = scope_of(value)
    if value and not scope.is_known():
        raise Invalid(
            f"Nothing was set: '{value}' does not say whose rows. "
            "Write years such as 'All', 'Y2 - Y6', 'EYFS' or 'P1 - P7'."
        )
    return scope


def _terms(clause: Clause, value: str) -> tuple[Term, ...]:
    """ "full_name:sent; upn:denied": terms already there keep what else is known of them."""
    held = {term.item: term for term in clause.terms}
    found = []
    for part in (one.strip() for one in value.split(";")):
        key, _, flow = part.partition(":")
        if not part:
            continue
        if key not in load_items():
            raise Invalid(f"Nothing was set: '{key}' is not an item. See docs/items.md.")
        word = Flow(_word(Flow, "flow", flow or "sent") or Flow.SENT)
        found.append(replace(held.get(key, Term(item=key, flow=word)), flow=word))
    return tuple(found)


def _edit_terms(agreement: Agreement, item: str, key: str, value: str) -> Agreement:
    if item not in {term.item for term in agreement.terms()}:
        known = ", ".join(dict.fromkeys(term.item for term in agreement.terms())) or "none"
        raise Invalid(f"Nothing was set: {agreement.slug} says nothing of '{item}'. It has {known}.")
    if key == "dropped":
        return _without(agreement, item, _yes(key, value))
    if key == "clause":
        return _in_clause(agreement, item, value)
    changed: object = _word(_TERM_WORDS[key], key, value) if key in _TERM_WORDS else value or None
    if key == "subjects":
        changed = _subjects(value)
    clauses = tuple(
        replace(
            clause,
            terms=tuple(_with(t, key, changed) if t.item == item else t for t in clause.terms),
        )
        for clause in agreement.clauses
    )
    return replace(agreement, clauses=clauses)


def _without(agreement: Agreement, item: str, is_dropped: bool) -> Agreement:
    """What no clause names does not leave."""
    clauses = tuple(
        replace(clause, terms=tuple(t for t in clause.terms if not is_dropped or t.item != item))
        for clause in agreement.clauses
    )
    return replace(agreement, clauses=clauses)


def _in_clause(agreement: Agreement, item: str, clause_id: str) -> Agreement:
    """The item alone in this clause; a clause that is not there yet begins as the one it comes from."""
    if not clause_id.isalnum():
        raise Invalid(
            f"Nothing was set: '{clause_id}' can't name a clause. Use letters and digits, such as 2."
        )
    home = next(one for one in agreement.clauses if any(term.item == item for term in one.terms))
    moved = tuple(term for term in agreement.terms() if term.item == item)
    left = _without(agreement, item, True).clauses
    there = [one.id for one in left]
    if clause_id not in there:
        left = (*left, replace(home, id=clause_id, terms=()))
    clauses = (replace(one, terms=(*one.terms, *moved)) if one.id == clause_id else one for one in left)
    return replace(agreement, clauses=tuple(clauses))


def _subjects(value: str) -> tuple[Subject, ...]:
    """ "parent; staff": whose data it is."""
    words = [part.strip() for part in value.split(";")]
    if strange := [word for word in words if word not in set(Subject)]:
        raise Invalid(
            f"Nothing was set: '{strange[0]}' does not say whose data it is. It can be {', '.join(Subject)}."
        )
    return tuple(dict.fromkeys(map(Subject, words)))
