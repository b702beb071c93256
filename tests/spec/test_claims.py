"""What a page claims or lets slip: each wording beside one that is no fault."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from schoolgate.checks import run, subject_of_reading, subject_of_register
from schoolgate.checks.records import Records
from schoolgate.domain.agreement import AgreementState, Term, WhenEnded
from schoolgate.domain.contract import Contract, ContractTerm, SubProcessor, TermQuote
from schoolgate.domain.finding import Severity
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.school import Controller
from schoolgate.domain.vocabulary import Flow, Kind, Nation, SchoolType, ServiceType
from schoolgate.notices.read import read_notice
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.a_register import AGREEMENT, ASSESSED, CLAUSE, READY
from tests.spec.story import notice, register

FULL = DocumentKind.PRIVACY_NOTICE


def page(words, **more):
    """A notice with these words below its title, and one supplier further down."""
    return notice(
        f"Ashdown Primary School\n\nPrivacy notice\n\n{words}\n\nSuppliers\n\nMathsy\nData shared: class\n",
        **more,
    )


def found(told, check):
    return [one for one in run(told.subject) if one.check == check]


def words(told, check):
    return [quote.value for one in found(told, check) for quote in one.quotes]


@pytest.mark.parametrize(
    "said",
    [
        "We keep pupils' records for as long as necessary.",
        "Data is retained no longer than is needed.",
        "Files are held until they are no longer required.",
        "We may keep some of this for longer.",
        "Photographs are kept indefinitely.",
        "Accounts are stored for some time after your child has left.",
        "Your details are held for a reasonable period.",
    ],
)
def test_open_words_about_keeping_are_reported_with_the_sentence(said):
    assert words(page(said), "RET-002") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "We keep pupils' records until they are 25 years old.",
        "Data is retained no longer than is needed, as our retention schedule says.",
        "Files are deleted at the end of the school year in which your child leaves.",
        "We keep attendance for three years after your child has left.",
        "One principle is that data is kept no longer than is necessary.",
        "The register may be read in the office for as long as the school is open.",
        "A trip may take longer than planned.",
    ],
)
def test_words_about_keeping_that_have_an_end_are_no_fault(said):
    assert words(page(said), "RET-002") == []


def test_a_register_is_asked_of_its_own_words():
    told = register({"retention": "as long as necessary"})
    assert [(one.entry, one.severity) for one in found(told, "RET-002")] == [
        ("Times Tables Rock Stars", Severity.MEDIUM)
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Your data will always be encrypted.",
        "All information is encrypted.",
        "Our systems are completely secure.",
        "The data cannot be hacked.",
        "Records are kept 100% safe.",
        "We guarantee the security of your data.",
    ],
)
def test_a_promise_of_safety_without_exception_is_reported(said):
    assert words(page(said), "SEC-001") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "We take care to keep data secure.",
        "Data is encrypted in transit with TLS 1.3; all data is encrypted at rest.",
        "Laptops are always encrypted: see our security policy.",
        "We aim to keep all data fully secure.",
        "Children are always kept safe on trips.",
        "It is a safe and secure online platform.",
    ],
)
def test_measured_words_about_safety_are_no_fault(said):
    assert words(page(said), "SEC-001") == []


@pytest.mark.parametrize(
    "said",
    [
        "All our data is stored within Europe.",
        "None of your data leaves the UK.",
        "Most data is held on servers in the European Union.",
        "Everything is stored in this country.",
        "Data is not transferred outside the EEA.",
    ],
)
def test_a_claim_of_place_for_all_is_reported(said):
    assert words(page(said), "XFER-002") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "Mathsy keeps its data in the UK.",
        "All data is stored in the UK, as the provider table below states for each.",
        "Does my child's data leave the UK?",
        "All schools in the UK do this.",
    ],
)
def test_a_place_of_one_provider_or_with_its_evidence_is_no_claim_for_all(said):
    assert words(page(said), "XFER-002") == []


@pytest.mark.parametrize(
    "said",
    [
        "Facebook: our old page still has archived photos of pupils.",
        "Photographs remain on the school website after pupils leave.",
        "Our website shows pictures of former pupils.",
    ],
)
def test_old_pictures_that_stay_online_are_reported(said):
    assert words(page(said), "IMG-002") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "Old photos are removed from our website every July.",
        "Our museum shows historic photographs of the village.",
        "Photos of events are put on our website with your permission.",
    ],
)
def test_pictures_that_go_or_are_not_online_are_no_fault(said):
    assert words(page(said), "IMG-002") == []


@pytest.mark.parametrize(
    "said",
    [
        "The company may use pupils' work to train its AI models.",
        "Some suppliers use the data for their own commercial purposes.",
        "The provider analyses answers for product development.",
    ],
)
def test_leave_to_use_pupils_data_for_its_own_ends_is_reported(said):
    assert words(page(said), "ROLE-007") == [said]


@pytest.mark.parametrize(
    "said",
    [
        "The company may never use pupils' work to train its AI models.",
        "We use assessments to improve our teaching.",
        "The app helps pupils to develop their reading.",
        "We do not share data with any company for commercial purposes.",
    ],
)
def test_denied_uses_and_the_schools_own_teaching_are_no_fault(said):
    assert words(page(said), "ROLE-007") == []


@pytest.mark.parametrize(
    ("said", "kind", "severity"),
    [
        ("We share data.", FULL, Severity.HIGH),
        ("We share data.", DocumentKind.SUPPLIER_LIST, Severity.QUESTION),
        ("We share data.", DocumentKind.EXTRACT, Severity.QUESTION),
        ("We share data.", DocumentKind.CONSENT_FORM, None),
        ("Each company is our data processor.", FULL, None),
    ],
)
def test_roles_are_owed_by_a_notice_asked_of_a_list_and_not_looked_for_in_a_form(said, kind, severity):
    told = [one.severity for one in found(page(said, kind=kind), "ROLE-001")]
    assert told == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("kind", "is_certain"), [("statutory", True), ("authority", False), ("supplier", False)]
)
def test_the_role_of_a_body_told_by_law_is_certain(kind, is_certain):
    told = register({"kind": kind, "clause.1.role": ""})
    (one,) = found(told, "ROLE-001")
    assert (one.remedy is not None) is is_certain
    if is_certain:
        mended = register({"kind": kind, "clause.1.role": ""} | dict(one.remedy.sets))
        assert found(mended, "ROLE-001") == []


@pytest.mark.parametrize(
    ("kind", "is_asked"),
    [(FULL, False), (DocumentKind.SUPPLIER_LIST, True), (DocumentKind.CONSENT_FORM, False)],
)
def test_sub_processors_are_asked_of_a_list_alone(kind, is_asked):
    assert bool(found(page("We share data.", kind=kind), "ROLE-006")) is is_asked


def test_a_contract_is_asked_for_each_term_that_was_not_found():
    said = frozenset(ContractTerm) - {ContractTerm.SECURITY, ContractTerm.END}
    subject = replace(notice("Data processing agreement\n").subject, contract_terms=said)
    (one,) = [one for one in run(subject) if one.check == "ROLE-002"]
    assert one.severity is Severity.QUESTION
    assert one.message == (
        "Not found in this contract: how the data is kept safe and that the data is deleted or given "
        "back at the end."
    )


@pytest.mark.parametrize(
    ("ends_on", "found_terms", "severities"),
    [
        (None, tuple(ContractTerm), []),
        (date(2026, 11, 22), tuple(ContractTerm), []),
        (date(2026, 11, 21), tuple(ContractTerm), [Severity.HIGH]),
        (None, (ContractTerm.SECURITY,), [Severity.QUESTION]),
    ],
)
def test_a_contract_on_record_is_held_to_its_terms_and_its_last_day(ends_on, found_terms, severities):
    contract = Contract(
        slug="ttrs",
        document="contract.pdf",
        quotes=tuple(TermQuote(term=term, words="…") for term in found_terms),
        sub_processors=(SubProcessor(name="Cloudy Ltd"),),
        ends_on=ends_on,
        recorded_by="O. Office",
        recorded_at=datetime(2026, 9, 1, tzinfo=UTC),
    )
    subject = subject_of_register(
        READY,
        None,
        (replace(AGREEMENT, contract=None),),
        (ASSESSED,),
        ON,
        Records(contracts={"ttrs": contract}),
    )
    found = run(subject)
    assert [one.severity for one in found if one.check == "ROLE-002"] == severities
    assert [one for one in found if one.check == "ROLE-006"] == []


def test_a_controller_has_no_contract_to_show():
    assert found(register({"contract": "", "clause.1.role": "controller"}), "ROLE-002") == []


def test_a_free_service_of_a_register_needs_its_terms():
    free = replace(AGREEMENT, service_type=ServiceType.FREE, contract=None)
    (one,) = found(register(agreement=free), "ROLE-003")
    assert one.message == "Free of charge, and no contract or terms are named for: Times Tables Rock Stars."
    assert found(register(agreement=replace(free, contract="its terms of 2026-05")), "ROLE-003") == []


@pytest.mark.parametrize(
    ("controller", "type", "is_asked"),
    [
        ("The governing body of Ashdown Primary", SchoolType.ACADEMY, True),
        ("Ashdown Primary", SchoolType.ACADEMY, True),
        ("Weald Academy Trust", SchoolType.ACADEMY, False),
        ("The governing body of Ashdown Primary", SchoolType.MAINTAINED, False),
        ("The governing body of Ashdown Primary", None, False),
    ],
)
def test_of_an_academy_the_trust_is_the_controller(controller, type, is_asked):
    told = register(
        school=replace(READY, type=type),
        controller=Controller(id="c", name=controller, dpo_contact="x@y.example"),
    )
    assert bool(found(told, "ROLE-005")) is is_asked


def test_a_trust_that_sells_a_service_is_no_controller_of_ours():
    rows = "Phonics Plus\nProvider: Weald Learning Trust\nData shared: names\n"
    told = notice(f"Ashdown School\n\nSuppliers\n\n{rows}")
    assert found(told, "ROLE-005") == []


@pytest.mark.parametrize("nation", [None, *Nation])
def test_a_trust_runs_schools_in_england_alone(nation):
    school = replace(SCHOOL, nation=nation)
    told = page("Ashdown Primary is part of the Weald Academy Trust.", school=school)
    assert bool(found(told, "ROLE-005")) is (nation in (None, Nation.ENGLAND))


def test_a_page_that_names_nobody_is_asked_whose_it_is():
    told = notice("Data sharing\n\nSuppliers\n- Mathsy\n- Reado\n", school=None)
    (one,) = found(told, "ROLE-005")
    assert (one.severity, one.absent) == (Severity.QUESTION, True)


def test_what_became_of_pictures_is_asked_when_a_public_page_has_ended():
    photos = replace(CLAUSE, terms=(Term(item="photo", flow=Flow.SENT),))
    page = replace(
        AGREEMENT,
        service="School Facebook page",
        canonical="Facebook",
        kind=Kind.PUBLIC,
        state=AgreementState.ENDED,
        retention=None,
        clauses=(photos,),
    )
    (one,) = found(register(agreement=page), "IMG-002")
    assert one.entry == "School Facebook page"
    assert found(register(agreement=replace(page, retention="taken down on 2026-07-20")), "IMG-002") == []


@pytest.mark.parametrize("check", ["RET-002", "ROLE-001", "ROLE-005", "SEC-001", "XFER-002", "XREG-002"])
def test_none_of_these_is_asked_by_the_law_before_the_gdpr(check):
    told = page(
        "All our data is stored in Europe for as long as necessary, always encrypted.", on=date(2018, 5, 24)
    )
    assert found(told, check) == []


def test_an_empty_register_raises_none_of_these():
    school = replace(READY, type=SCHOOL.type)
    told = register(
        agreement=replace(AGREEMENT, state=AgreementState.ENDED, when_ended=WhenEnded.DELETE),
        assessments=(ASSESSED,),
        school=school,
    )
    assert run(told.subject) == ()


MATHS = "Suppliers we use\n\nTimes Tables Rock Stars\nPurpose: maths practice\nData shared: {}\n"


def beside(said, *others):
    """Our notice beside two other schools', and what XREG-001 makes of it."""
    readings = [read_notice(MATHS.format(one).encode(), "other.txt") for one in others]
    mine = read_notice(MATHS.format(said).encode(), "notice.txt")
    return [one for one in run(subject_of_reading(mine, SCHOOL, ON, readings)) if one.check == "XREG-001"]


def test_a_service_told_more_than_in_other_schools_documents():
    (one,) = beside("full name, class, gender, UPN", "full name, class, gender", "full name")
    assert (one.severity, one.entry) == (Severity.MEDIUM, "Times Tables Rock Stars")
    assert one.message == (
        "Times Tables Rock Stars is told more here than in 2 other schools' documents: sex or gender and "
        "unique pupil number."
    )


def test_what_a_service_cannot_be_used_without_is_no_outlier():
    assert beside("full name, class", "full name", "full name") == []


def test_what_most_others_say_too_is_no_outlier():
    assert beside("full name, UPN", "full name, UPN", "full name, UPN", "full name") == []


def test_a_nickname_instead_of_a_name_is_less_and_no_outlier():
    assert beside("nickname, class", "full name, class", "full name, class") == []
    (one,) = beside("full name, username, class", "full name, class", "full name, class")
    assert one.message.endswith("in 2 other schools' documents: username.")


def test_one_other_school_is_no_yardstick():
    assert beside("full name, class", "full name") == []


def test_others_that_name_the_service_and_no_data_are_no_yardstick():
    assert beside("full name, class", "", "") == []
