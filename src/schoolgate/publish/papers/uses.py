"""Agreements in force → what people must be told: who uses which of their data, for what, by which rule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schoolgate.domain.agreement import Agreement, AgreementState, Clause, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Flow, Subject, Transform
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Gap
from schoolgate.publish.phrases import item_words, phrases

NO_DATA = "none"  # the item by which a notice says that nothing about persons is shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One clause of one agreement, as far as it is about the people meant."""

    agreement: Agreement
    clause: Clause
    terms: tuple[Term, ...]  # those about these people, denied ones left out; may be empty: nothing named yet

    @property
    def name(self) -> str:
        return self.agreement.canonical or self.agreement.service

    def special(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if is_special(term.item))

    def gap(self, what: tuple[str, str]) -> Gap:
        known = {"name": self.name, "slug": self.agreement.slug, "clause": self.clause.id}
        return Gap(what=what[0].format(**known), how=what[1].format(**known))


def in_force(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    found = (one for one in agreements if one.state is AgreementState.APPROVED)
    return tuple(sorted(found, key=lambda one: (one.canonical or one.service).casefold()))


def uses_of(agreements: Iterable[Agreement], subjects: Sequence[Subject]) -> tuple[Use, ...]:
    """Of those in force, by name. A clause that names no data counts as about pupils, whom most are about."""
    found = []
    for one in in_force(agreements):
        if one.nothing_shared:
            continue
        for clause in one.clauses:
            terms = tuple(term for term in clause.terms if _is_told(term) and about(term) & set(subjects))
            if terms or (not clause.terms and Subject.PUPIL in subjects):
                found.append(Use(agreement=one, clause=clause, terms=terms))
    return tuple(found)


def _is_told(term: Term) -> bool:
    return term.flow is not Flow.DENIED and term.item not in (NO_DATA, "statistics_only")


def about(term: Term) -> frozenset[Subject]:
    """Whose data it is. A parent's name in a notice about pupils is a parent's all the same."""
    known = load_items().get(term.item)
    if known and term.subjects == (Subject.PUPIL,) and Subject.PUPIL not in known.subjects:
        return frozenset(known.subjects)
    return frozenset(term.subjects)


def is_special(item: str) -> bool:
    """UK GDPR Art 9(1)."""
    known = load_items().get(item)
    return bool(known and known.special_category)


def listed(terms: Iterable[Term]) -> str:
    """The items' names with what limits each, special categories first: "Date of birth (year only)"."""
    found = dict.fromkeys(_named(term) for term in sorted(terms, key=lambda one: not is_special(one.item)))
    return ", ".join(found)


def _named(term: Term) -> str:
    words = phrases()
    known = load_items().get(term.item)
    said_by_label = known is not None and term.transform is known.transform
    limits = (
        [] if said_by_label or term.transform is Transform.AS_IS else [words["transform"][term.transform]]
    )
    limits += [] if term.certain else [words["shared"]["sometimes"]]
    limits += term.conditions
    name = f"{named(term.item)}{_whose(term)}"
    return f"{name} ({'; '.join(limits)})" if limits else name


def named(item: str) -> str:
    """Its name, or what it is where the name says too little."""
    return str(load("notice")["described"].get(item) or item_words(item))


def _whose(term: Term) -> str:
    """Said where the item is usually about somebody else: a full name is a pupil's unless it is said."""
    known = load_items().get(term.item)
    mine = about(term)
    if known is None or known.subjects[0] in mine:
        return ""
    people = load("processing")["subject"]
    return f" of {' and '.join(str(people[one]).lower() for one in sorted(mine))}"
