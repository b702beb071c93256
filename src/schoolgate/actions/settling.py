"""What a notice leaves open, settled by a decisions file: rules by category, and overrides by name.

A decisions file is TOML. A rule fills what is unknown and contradicts nothing that was read. What no rule
settles stays open.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from schoolgate.domain.agreement import (
    Agreement,
    Choice,
    Clause,
    Criticality,
    Depends,
    KeyKind,
    Scope,
    Term,
    WhenEnded,
)
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.errors import Invalid
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import (
    Basis,
    ChoiceKind,
    Condition,
    Flow,
    Role,
    Transform,
    choice_fits,
    choices_for,
)
from schoolgate.notices.scope import scope_of

_KEYS = frozenset(
    {"name", "categories", "kinds", "choices", "choice_becomes", "basis", "condition", "schedule_1", "role"}
    | {"choice", "alternative", "years", "criticality", "when_ended", "retention", "storage", "transfer"}
    | {"contract", "adverts", "please_delete", "flows", "transforms", "reasons", "assessed", "review_due"}
    | {"format", "key", "key_field", "key_reason", "depends"}
)

_FOR_STATED = "years for what is stated"  # of an override alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsFile:
    """`rules` in order, the first that fits an agreement settles it; `overrides` by folded name."""

    head: Signer
    second: Signer
    dpo: Signer  # who advises; never who decides
    rules: tuple[Mapping[str, Any], ...]
    overrides: Mapping[str, Mapping[str, Any]]


def parse_decisions(text: str, name: str) -> DecisionsFile:
    """Raises Invalid, naming the key or line that is wrong."""
    try:
        found = tomllib.loads(text)
        head, second, dpo = (Signer(**found["signers"][who]) for who in ("head", "second", "dpo"))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Invalid(
            f"{name} was not used: it is not a decisions file ({error}). See docs/decisions-file.md."
        ) from error
    rules, overrides = found.get("rule", []), found.get("override", [])
    for rule in [*rules, *overrides]:
        if unknown := sorted(set(rule) - _KEYS):
            raise Invalid(f"{name} was not used: '{unknown[0]}' is not something a rule can say.")
    return DecisionsFile(
        head=head,
        second=second,
        dpo=dpo,
        rules=tuple(rules),
        overrides={str(rule["name"]).casefold(): rule for rule in overrides},
    )


def rule_for(agreement: Agreement, decisions: DecisionsFile) -> Mapping[str, Any] | None:
    """The override that names this service over the first rule that fits; None settles nothing."""
    fits = next((rule for rule in decisions.rules if _fits(rule, agreement)), None)
    named = _named(agreement, decisions)
    if not (fits or named):
        return None
    return {**(fits or {}), **named, _FOR_STATED: named.get("years")}


def _named(agreement: Agreement, decisions: DecisionsFile) -> Mapping[str, Any]:
    for name in (agreement.slug, agreement.service, agreement.canonical or ""):
        if found := decisions.overrides.get(name.casefold()):
            return found
    return {}


def _fits(rule: Mapping[str, Any], agreement: Agreement) -> bool:
    choices = {clause.choice.kind for clause in agreement.clauses}
    return (
        agreement.category in rule.get("categories", [agreement.category])
        and agreement.kind in rule.get("kinds", [agreement.kind])
        and bool(choices & {ChoiceKind(c) for c in rule["choices"]} if "choices" in rule else True)
    )


def settle(agreement: Agreement, rule: Mapping[str, Any]) -> Agreement:
    """The agreement with its blanks filled by the rule; what the notice says is kept, save by an override."""
    filled: dict[str, Any] = {
        name: getattr(agreement, name) or rule.get(name)
        for name in ("retention", "storage", "transfer", "contract", "adverts", "key_field", "key_reason")
    }
    return replace(
        agreement,
        clauses=tuple(_settle_clause(clause, rule) for clause in agreement.clauses),
        criticality=Criticality(rule.get("criticality", agreement.criticality)),
        when_ended=agreement.when_ended or (WhenEnded(rule["when_ended"]) if "when_ended" in rule else None),
        please_delete=rule.get("please_delete", agreement.please_delete),
        format=rule.get("format", agreement.format),
        key=KeyKind(rule.get("key", agreement.key)),
        **filled,
    )


def _settle_clause(clause: Clause, rule: Mapping[str, Any]) -> Clause:
    basis = clause.basis or (Basis(rule["basis"]) if "basis" in rule else None)
    items = load_items()
    special = any(items[term.item].special_category for term in clause.terms if term.item in items)
    return replace(
        clause,
        basis=basis,
        role=clause.role or (Role(rule["role"]) if "role" in rule else None),
        condition=clause.condition or _condition(rule, special),
        schedule_1=clause.schedule_1 or (rule.get("schedule_1") if special else None),
        choice=_choice(clause.choice, basis, rule),
        scope=_scope(clause.scope, rule),
        terms=tuple(_settle_term(term, rule) for term in clause.terms),
    )


def _condition(rule: Mapping[str, Any], special: bool) -> Condition | None:
    return Condition(rule["condition"]) if special and "condition" in rule else None


def _choice(choice: Choice, basis: Basis | None, rule: Mapping[str, Any]) -> Choice:
    """`choice_becomes` names in law what a notice describes: a printed "no opt-out" on public task leaves
    the right to object (Art 21), and the school's own opt-in there is a permission, not consent."""
    kind = choice.kind or _ruled_choice(basis, rule)
    becomes = rule.get("choice_becomes", {})
    if kind is not None and kind in becomes:
        kind = ChoiceKind(becomes[kind])
    return replace(choice, kind=kind, alternative=choice.alternative or rule.get("alternative"))


def _ruled_choice(basis: Basis | None, rule: Mapping[str, Any]) -> ChoiceKind | None:
    """The rule's choice; where the printed basis leaves only another one, that one."""
    if "choice" not in rule:
        return None
    kind = ChoiceKind(rule["choice"])
    if basis is None or choice_fits(basis, kind) or len(choices_for(basis)) > 1:
        return kind
    return next(iter(choices_for(basis)))


def _scope(scope: Scope, rule: Mapping[str, Any]) -> Scope:
    """ "Selected children" is not "All": where a notice prints such words, only an override by name settles
    who is meant.
    """
    years = rule.get(_FOR_STATED) if scope.stated else rule.get("years")
    if scope.is_known() or years is None:
        return scope
    return replace(scope_of(years), stated=scope.stated or years)


def _settle_term(term: Term, rule: Mapping[str, Any]) -> Term:
    flow = term.flow
    if flow is Flow.UNKNOWN and term.item in rule.get("flows", {}):
        flow = Flow(rule["flows"][term.item])
    transform = Transform(rule.get("transforms", {}).get(term.item, term.transform))
    return replace(
        term,
        flow=flow,
        transform=transform,
        depends=term.depends or _depends(term, rule),
        reason=term.reason or rule.get("reasons", {}).get(term.item),
    )


def _depends(term: Term, rule: Mapping[str, Any]) -> Depends | None:
    """What the printed conditions come to, where the rule says it of each; of several the strictest."""
    said = {words.casefold(): Depends(what) for words, what in rule.get("depends", {}).items()}
    found = [said.get(words.casefold()) for words in term.conditions]
    if not found or None in found:
        return None
    return max((one for one in found if one is not None), key=list(Depends).index)


def assessed(rule: Mapping[str, Any]) -> tuple[Outcome, date] | None:
    """What the rule says of the risk: an outcome, and the day its review is due. None: nothing."""
    if "assessed" not in rule:
        return None
    return Outcome(rule["assessed"]), date.fromisoformat(str(rule["review_due"]))


def unsettled(agreements: Iterable[Agreement], decisions: DecisionsFile) -> tuple[str, ...]:
    return tuple(one.service for one in agreements if rule_for(one, decisions) is None)
