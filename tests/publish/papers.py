"""A school whose register leaves nothing open, for the papers made from it."""

from dataclasses import replace
from datetime import date

from schoolgate.domain.agreement import Choice, Clause, Scope, Standing, Term
from schoolgate.domain.vocabulary import (
    Basis,
    ChoiceKind,
    Condition,
    Flow,
    Kind,
    Nation,
    Role,
    SchoolType,
    ServiceType,
    Subject,
    Transform,
)
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.children import for_children
from schoolgate.publish.papers.notice import notice, told
from tests.publish.cast import CONTROLLER, SCHOOL, agreement, sent

TODAY = date(2026, 11, 22)
WHOLE_SCHOOL = replace(
    SCHOOL,
    nation=Nation.ENGLAND,
    type=SchoolType.MAINTAINED,
    ages="4-11",
    address="Elm Row, Northford NF1 2AB",
    retention_policy="our records schedule, at https://elmrow.example/records",
    security="Only staff who need a record can open it, and all of them sign in with a second step.",
    automated_decisions="none",
)
SYSTEM = agreement(
    "Classbook",
    Clause(
        id="1",
        purposes=("keeping the school roll and marking the register",),
        terms=(
            sent("full_name"),
            sent("date_of_birth"),
            sent("upn"),
            sent("attendance"),
            sent("address"),
            sent("emergency_contact", subjects=(Subject.PARENT,)),
        ),
        basis=Basis.PUBLIC_TASK,
        role=Role.PROCESSOR,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    ),
    recipient="Classbook Systems Ltd",
    kind=Kind.SUPPLIER,
    service_type=ServiceType.PURCHASED,
    category="mis",
    storage="the United Kingdom",
    retention="until the contract ends, then 30 days",
    contract="signed on 1 September 2025, to 31 August 2028",
    privacy_notice="https://classbook.example/privacy",
    website="https://classbook.example/",
)
SUMS = agreement(
    "Sum Club",
    Clause(
        id="1",
        purposes=("practising sums",),
        terms=(
            sent("first_name"),
            sent("surname_initial", transform=Transform.INITIAL),
            sent("class"),
            Term(item="attainment", flow=Flow.RECEIVED),
        ),
        basis=Basis.PUBLIC_TASK,
        role=Role.PROCESSOR,
        choice=Choice(kind=ChoiceKind.PERMISSION, alternative="the same sums on paper", route="the form"),
        scope=Scope(year_groups=("3", "4")),
    ),
    recipient="Sum Club Ltd",
    kind=Kind.SUPPLIER,
    storage="Ireland",
    transfer="Ireland, which UK adequacy regulations cover",
    retention="until the end of the school year in which the pupil leaves",
    privacy_notice="https://sumclub.example/privacy",
    website="https://sumclub.example/",
)
NURSE = agreement(
    "School nursing",
    Clause(
        id="1",
        purposes=("checks of sight and hearing, and vaccinations",),
        terms=(sent("full_name"), sent("date_of_birth"), sent("medical")),
        basis=Basis.PUBLIC_TASK,
        condition=Condition.HEALTH_OR_SOCIAL_CARE,
        schedule_1="paragraph 2 (health or social care)",
        role=Role.CONTROLLER,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    ),
    recipient="Northford Community Health NHS Trust",
    kind=Kind.PROFESSIONAL,
    storage="the United Kingdom",
    retention="until the pupil’s 25th birthday",
    privacy_notice="https://northfordhealth.example/privacy",
    website="https://northfordhealth.example/",
)
CENSUS = agreement(
    "School census",
    Clause(
        id="1",
        purposes=("counting pupils, so that schools get their money",),
        terms=(sent("full_name"), sent("upn"), sent("ethnicity"), sent("attendance")),
        basis=Basis.LEGAL_OBLIGATION,
        condition=Condition.SUBSTANTIAL_PUBLIC_INTEREST,
        schedule_1="paragraph 6 (statutory and government purposes)",
        role=Role.CONTROLLER,
        choice=Choice(kind=ChoiceKind.NONE),
        scope=Scope(everyone=True),
    ),
    recipient="Department for Education",
    kind=Kind.STATUTORY,
    standing=Standing.STATUTORY,
    storage="the United Kingdom",
    retention="as its own privacy notice says",
    privacy_notice="https://www.gov.uk/government/publications/privacy-information-early-years-foundation-stage-to-key-stage-3",
    website="https://www.gov.uk/dfe",
)
PAY = agreement(
    "Payday",
    Clause(
        id="1",
        purposes=("paying staff",),
        terms=(
            sent("staff_name", subjects=(Subject.STAFF,)),
            sent("staff_employment", subjects=(Subject.STAFF,)),
            sent("national_insurance", subjects=(Subject.STAFF,)),
        ),
        basis=Basis.CONTRACT,
        role=Role.PROCESSOR,
        choice=Choice(kind=ChoiceKind.NONE),
        scope=Scope(everyone=True),
    ),
    recipient="Payday Services Ltd",
    kind=Kind.SUPPLIER,
    storage="the United Kingdom",
    retention="for six years after you leave",
    privacy_notice="https://payday.example/privacy",
)
DOOR = agreement(
    "Front Desk",
    Clause(
        id="1",
        purposes=("knowing who is in the building",),
        terms=(
            Term(item="visitor_details", flow=Flow.ENTERED_BY_FAMILIES, subjects=(Subject.VISITOR,)),
            sent("full_name", subjects=(Subject.GOVERNOR,)),
        ),
        basis=Basis.PUBLIC_TASK,
        role=Role.PROCESSOR,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    ),
    recipient="Front Desk Ltd",
    kind=Kind.SUPPLIER,
    storage="the United Kingdom",
    retention="for one month",
    privacy_notice="https://frontdesk.example/privacy",
)
JOBS = agreement(
    "Job Board",
    Clause(
        id="1",
        purposes=("choosing whom to employ",),
        terms=(sent("full_name", subjects=(Subject.APPLICANT,)),),
        basis=Basis.LEGITIMATE_INTERESTS,
        legitimate_interest="finding the right person for a post",
        role=Role.PROCESSOR,
        choice=Choice(kind=ChoiceKind.OBJECT),
        scope=Scope(everyone=True),
    ),
    recipient="Job Board Ltd",
    kind=Kind.SUPPLIER,
    storage="the United Kingdom",
    retention="for six months after the post is filled",
    privacy_notice="https://jobboard.example/privacy",
)
REGISTER = (SYSTEM, SUMS, NURSE, CENSUS, PAY, DOOR, JOBS)


def paper(audience, *agreements, school=WHOLE_SCHOOL, controller=CONTROLLER, on=TODAY):
    facts = told(Audience(audience), school, controller, agreements or REGISTER, on)
    return for_children(facts) if facts.audience is Audience.CHILDREN else notice(facts)
