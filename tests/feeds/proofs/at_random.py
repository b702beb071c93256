"""Agreements, families' answers and schools drawn by a seed: the same number gives the same story."""

from dataclasses import replace
from random import Random

from schoolgate.domain.agreement import Scope, Term
from schoolgate.domain.items import load_items
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, Subject, Transform
from tests.feeds.agreeing import IDS
from tests.feeds.cases import AT, agreement, clause, decision

CHOICES = [
    (Basis.LEGAL_OBLIGATION, ChoiceKind.NONE),
    (Basis.PUBLIC_TASK, ChoiceKind.OBJECT),
    (Basis.PUBLIC_TASK, ChoiceKind.OPT_OUT),
    (Basis.PUBLIC_TASK, ChoiceKind.PERMISSION),
    (Basis.CONSENT, ChoiceKind.CONSENT),
]
FLOWS = [Flow.SENT] * 14 + [one for one in Flow if one is not Flow.SENT]
TRANSFORMS = [Transform.AS_IS] * 10 + list(Transform)
SUBJECTS = [Subject.PUPIL, Subject.PARENT, Subject.STAFF]
YEARS = ["R", "1", "2", "3", "4", "5", "6"]
# Siblings name other pupils; a story of its own tells of them.
ITEMS = sorted(key for key, one in load_items().items() if one.roll_supplies and key != "siblings")
SCHOOLS = range(1, 25)
MOST_CLAUSES, MOST_TERMS = 3, 5


def story(number):
    """(agreement, decisions, seed of a school)"""
    chance = Random(number)
    clauses = [a_clause(chance, str(n)) for n in range(chance.randint(1, MOST_CLAUSES))]
    return agreement(*clauses, format="plain_csv"), answers(chance), chance.choice(SCHOOLS)


def a_clause(chance, name):
    basis, choice = chance.choice(CHOICES)
    own = [a_term(chance) for _ in range(chance.randint(2, MOST_TERMS))]
    made = clause(*own, id=name, choice=choice, basis=basis, scope=a_scope(chance))
    return replace(made, condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST)


def a_term(chance):
    return Term(
        item=chance.choice(ITEMS),
        flow=chance.choice(FLOWS),
        transform=chance.choice(TRANSFORMS),
        subjects=tuple(chance.sample(SUBJECTS, chance.randint(1, 3))),
        reason="the exam board asks for it",
    )


def a_scope(chance):
    match chance.randrange(4):
        case 0 | 1:
            return Scope(everyone=True)
        case 2:
            return Scope(year_groups=tuple(chance.sample(YEARS, chance.randint(1, 4))))
    classes = chance.sample(["4 Oak", "5 Oak", "R Oak", "none such"], chance.randint(1, 2))
    return Scope(classes=tuple(classes), pupils=tuple(chance.sample(IDS, chance.randint(0, 6))))


def answers(chance):
    """clause → pupil → what was said; one clause of them may be gone from the agreement."""
    return {
        str(n): {pupil: (said(chance, pupil, str(n)),) for pupil in chance.sample(IDS, chance.randint(0, 9))}
        for n in range(MOST_CLAUSES)
        if chance.random() < 0.7
    }


def said(chance, pupil, clause):
    answer = chance.choice(["yes", "yes", "no", "objection", "withdrawn"])
    if answer == "withdrawn":
        return decision(pupil, "yes", clause=clause, withdrawn_at=AT, withdrawn_sequence=9)
    return decision(pupil, answer, clause=clause)
