"""A school that exists nowhere, with a recipient of each sort."""

from datetime import date

from schoolgate.domain.agreement import Agreement, AgreementState, Choice, Clause, Scope, Standing, Term
from schoolgate.domain.school import Controller, School
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Condition, Flow, Kind, Subject, Transform
from schoolgate.publish.from_register import page_facts

TODAY = date(2026, 11, 22)
SCHOOL = School(
    id="elm-row",
    controller_id="elm-row-governors",
    name="Elm Row Primary School",
    contact="office@elmrow.example",
    complaint_route="Write to the chair of governors, by e-mail or on paper.",
)
CONTROLLER = Controller(
    id="elm-row-governors",
    name="Governing body of Elm Row Primary School",
    dpo_name="Robin Ash",
    dpo_contact="dpo@ashandco.example",
)


def sent(item, **more):
    return Term(item=item, flow=Flow.SENT, **more)


def clause(*terms, id="1", kind=ChoiceKind.OBJECT, basis=Basis.PUBLIC_TASK, choice=None, scope=None, **more):
    return Clause(
        id=id,
        terms=terms,
        basis=basis,
        choice=choice or Choice(kind=kind),
        scope=scope or Scope(everyone=True),
        **more,
    )


def agreement(service="Tables Rock", *clauses, slug=None, state=AgreementState.APPROVED, **more):
    return Agreement(
        slug=slug or service.lower().replace(" ", "-"),
        version=1,
        service=service,
        state=state,
        clauses=clauses or (clause(sent("full_name")),),
        **more,
    )


def page(*agreements, **more):
    return page_facts(SCHOOL, CONTROLLER, agreements, TODAY, **more)


TABLES = agreement(
    "Tables Rock",
    clause(
        sent("first_name"),
        sent("surname_initial", transform=Transform.INITIAL),
        sent("class"),
        sent("year_group"),
        Term(item="attainment", flow=Flow.CREATED),
        Term(item="date_of_birth", flow=Flow.DENIED),
        purposes=("practising times tables at school and at home",),
        scope=Scope(year_groups=("3", "4", "5", "6")),
        choice=Choice(
            kind=ChoiceKind.PERMISSION,
            alternative="the same work on paper",
            route="fill in the form in the book bag",
        ),
    ),
    recipient="Maths Round Ltd",
    storage="servers in Ireland",
    retention="until the end of the school year in which your child leaves",
    adverts="no; its terms say so",
    via="Gatepost",
    access="to mend faults, when we ask",
    website="https://tables.example/",
    privacy_notice="https://tables.example/privacy",
)
MEALS = agreement(
    "Lunch Box",
    clause(
        sent("full_name"),
        sent("dietary", certain=False),
        sent("medical", conditions=("if you told us of an allergy",)),
        sent("contact_phone", subjects=(Subject.PARENT,)),
        Term(item="payment", flow=Flow.ENTERED_BY_FAMILIES),
        purposes=("ordering school meals", "paying for them"),
        condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST,
    ),
    storage="servers in the United Kingdom",
    retention="for three months after your child leaves",
)
COUNCIL = agreement(
    "School census",
    clause(
        sent("full_name"),
        sent("upn"),
        sent("ethnicity"),
        sent("attendance"),
        kind=ChoiceKind.NONE,
        basis=Basis.LEGAL_OBLIGATION,
        condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST,
        purposes=("counting pupils, so that schools get their money",),
    ),
    recipient="Department for Education",
    kind=Kind.STATUTORY,
    standing=Standing.STATUTORY,
)
POLICE = agreement("Police", standing=Standing.OCCASIONAL)
FINGERS = agreement(
    "Till Touch",
    clause(sent("full_name"), id="names"),
    clause(
        sent("biometric"),
        id="fingers",
        choice=Choice(kind=ChoiceKind.BIOMETRIC, alternative="a card"),
        basis=Basis.CONSENT,
        condition=Condition.EXPLICIT_CONSENT,
    ),
)
CLOCK = agreement("Wall Clock", clause(Term(item="none", flow=Flow.SENT)), nothing_shared=True)
WHOLE = (TABLES, MEALS, COUNCIL, POLICE, FINGERS, CLOCK)


def many(count):
    """As many recipients, each with everything a card can say."""
    return [agreement(f"Tables Rock {number}", *TABLES.clauses, **rest()) for number in range(count)]


def rest():
    names = ("recipient", "storage", "retention", "adverts", "via", "access", "website", "privacy_notice")
    return {name: getattr(TABLES, name) for name in names}
