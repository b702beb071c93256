"""Agreements → what the page says. An agreement that is not in force leaves no trace on it."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from schoolgate.domain.agreement import Agreement, AgreementState, Clause, Standing, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.roll import STAGES, YEARS
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import OPT_IN, Basis, ChoiceKind, Flow, Kind, Transform
from schoolgate.publish.facts import Card, ChoiceLine, Group, OtherWay, PageFacts, Pupils, Reason, Shared

WAYS = {
    Flow.CREATED: OtherWay.CREATED,
    Flow.ENTERED_BY_FAMILIES: OtherWay.ENTERED,
    Flow.VIEWED: OtherWay.VIEWED,
    Flow.RECEIVED: OtherWay.RECEIVED,
    Flow.UNKNOWN: OtherWay.UNSETTLED,
}
YEAR_GROUPS = (*YEARS, *STAGES)
MAY_REFUSE = OPT_IN | {ChoiceKind.OPT_OUT}
T = TypeVar("T")
NO_DATA = "none"  # the item by which a notice says that nothing about persons is shared


def page_facts(
    school: School,
    controller: Controller,
    agreements: Iterable[Agreement],
    on: date,
    *,
    not_used: Sequence[str] = (),
) -> PageFacts:
    """The page as of the day `on`.

    agreements  one version of each: only those approved are shown
    not_used    services that the school says it does not use
    """
    in_force = sorted(
        (one for one in agreements if one.state is AgreementState.APPROVED), key=lambda one: one.slug
    )
    sharing = [one for one in in_force if _shares(one)]
    telling_nothing = tuple(sorted({_name(one) for one in in_force if not _shares(one)}, key=str.casefold))
    facts = PageFacts(
        school=school.name,
        controller=controller.name,
        on=on,
        version="",
        website=_address(school.website),
        contact=school.contact,
        dpo_name=controller.dpo_name,
        dpo_contact=controller.dpo_contact,
        complaint_route=school.complaint_route,
        groups=_groups(sharing),
        told_nothing=telling_nothing,
        not_used=tuple(sorted(set(not_used), key=str.casefold)),
    )
    return _with_version(facts)


def _shares(agreement: Agreement) -> bool:
    """False only where the school says so: naming no data yet is not the same as sharing none."""
    terms = agreement.terms()
    denied = bool(terms) and all(term.item == NO_DATA or term.flow is Flow.DENIED for term in terms)
    return not (agreement.nothing_shared or denied)


def _with_version(facts: PageFacts) -> PageFacts:
    """Eight hex digits of what the page says, whatever the day: the same on two pages that say the same."""
    names = [name for name in PageFacts.__slots__ if name not in ("on", "version")]
    said = repr([(name, getattr(facts, name)) for name in names])
    version = hashlib.sha256(said.encode("utf-8", errors="backslashreplace")).hexdigest()[:8]
    return PageFacts(**{name: getattr(facts, name) for name in names}, on=facts.on, version=version)


def _groups(agreements: Sequence[Agreement]) -> tuple[tuple[Group, tuple[Card, ...]], ...]:
    grouped: dict[Group, list[Agreement]] = {group: [] for group in Group}
    for agreement in agreements:
        grouped[_group(agreement)].append(agreement)
    return tuple(
        (group, tuple(_card(one) for one in sorted(members, key=lambda one: _name(one).casefold())))
        for group, members in grouped.items()
        if members
    )


def _group(agreement: Agreement) -> Group:
    if agreement.standing is Standing.OCCASIONAL:
        return Group.OCCASIONAL
    if agreement.standing is Standing.STATUTORY:
        return Group.LAW
    choices = {clause.choice.kind for clause in agreement.clauses}
    if choices & MAY_REFUSE:
        return Group.CHOICE
    if agreement.kind is Kind.STATUTORY and ChoiceKind.OBJECT not in choices:  # what the law makes us do
        return Group.LAW  # nobody can object to: a ministry's classroom is no census
    bases = {clause.basis for clause in agreement.clauses}
    return Group.LAW if bases == {Basis.LEGAL_OBLIGATION} else Group.SCHOOL


def _name(agreement: Agreement) -> str:
    return agreement.canonical or agreement.service


def _card(agreement: Agreement) -> Card:
    return Card(
        anchor=f"with-{agreement.slug}",
        name=_name(agreement),
        run_by=agreement.recipient if agreement.recipient != _name(agreement) else None,
        purposes=_once(purpose for clause in agreement.clauses for purpose in clause.purposes),
        shared=_shared(agreement.sent()),
        other_ways=_other_ways(agreement),
        not_sent=_not_sent(agreement),
        is_open_ended=agreement.open_ended,
        pupils=_pupils(agreement.clauses),
        kept=agreement.storage,
        transfer=agreement.transfer,
        how_long=agreement.retention,
        adverts=agreement.adverts,
        via=agreement.via,
        access=agreement.access,
        choices=_choices(agreement.clauses),
        reasons=_once(
            Reason(basis=clause.basis, condition=clause.condition)
            for clause in agreement.clauses
            if clause.basis
        ),
        website=_address(agreement.website),
        privacy_notice=_address(agreement.privacy_notice),
    )


def _once(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _shared(terms: Iterable[Term]) -> tuple[Shared, ...]:
    found = _once(_one(term) for term in terms if term.item != NO_DATA)
    return tuple(sorted(found, key=lambda one: not one.is_special))


def _one(term: Term) -> Shared:
    known = load_items().get(term.item)
    said_by_label = known is not None and term.transform is known.transform
    return Shared(
        item=term.item,
        is_special=bool(known and known.special_category),
        transform=Transform.AS_IS if said_by_label else term.transform,
        subjects=term.subjects,
        is_certain=term.certain,
        conditions=term.conditions,
    )


def _other_ways(agreement: Agreement) -> tuple[tuple[OtherWay, tuple[Shared, ...]], ...]:
    found = (
        (way, _shared(term for term in agreement.terms() if term.flow is flow)) for flow, way in WAYS.items()
    )
    return tuple((way, shared) for way, shared in found if shared)


def _not_sent(agreement: Agreement) -> tuple[str, ...]:
    """Denied items, unless another clause sends them after all."""
    sent = {term.item for term in agreement.sent()} | {NO_DATA}
    denied = (term.item for term in agreement.terms() if term.flow is Flow.DENIED)
    return _once(item for item in denied if item not in sent)


def _pupils(clauses: Sequence[Clause]) -> Pupils | None:
    """None as soon as one clause does not say whose data it is about."""
    scopes = [clause.scope for clause in clauses]
    if not scopes or not all(scope.is_known() for scope in scopes):
        return None
    years = {year for scope in scopes for year in scope.year_groups}
    return Pupils(
        everyone=any(scope.everyone for scope in scopes),
        year_groups=tuple(year for year in YEAR_GROUPS if year in years),
        some=any(scope.classes or scope.pupils or scope.groups for scope in scopes)
        or not years <= set(YEAR_GROUPS),
    )


def _choices(clauses: Sequence[Clause]) -> tuple[ChoiceLine, ...]:
    """One line for each thing to decide; it names its data only where there is more than one."""
    decided: dict[ChoiceLine, list[str]] = {}
    for clause in clauses:
        line = ChoiceLine(
            kind=clause.choice.kind, alternative=clause.choice.alternative, route=clause.choice.route
        )
        decided.setdefault(line, []).extend(one.item for one in _shared(clause.sent()))
    if len(decided) == 1:
        return tuple(decided)
    return tuple(
        ChoiceLine(kind=line.kind, about=_once(items), alternative=line.alternative, route=line.route)
        for line, items in decided.items()
    )


def _address(printed: str | None) -> str | None:
    """A web address that a page may link to; anything else is left out."""
    try:
        parts = urlsplit(printed or "")
    except ValueError:
        return None
    return printed if parts.scheme in ("http", "https") and parts.hostname else None
