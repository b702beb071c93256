from dataclasses import replace
from datetime import date

import pytest

from schoolgate import checks
from schoolgate.domain.agreement import Clause, Term
from schoolgate.domain.finding import Severity
from schoolgate.domain.vocabulary import Basis, ChoiceKind, Flow, Nation, SchoolType, Subject
from schoolgate.notices.read import read_notice
from schoolgate.publish.papers.as_text import as_txt
from schoolgate.publish.papers.audience import Audience
from schoolgate.publish.papers.formats import FORMATS
from schoolgate.publish.papers.government import to_check
from schoolgate.publish.papers.paper import Gap, Words, cells
from schoolgate.publish.readability import grade, grade_of_notice
from tests.publish.cast import CONTROLLER, SCHOOL, agreement, sent
from tests.publish.papers import DOOR, JOBS, NURSE, REGISTER, SUMS, SYSTEM, TODAY, WHOLE_SCHOOL, paper

EVERYONE = list(Audience)


def text(*given, **more):
    return as_txt(paper(*given, **more))


def missing(*given, **more):
    return [gap.what for gap in paper(*given, **more).gaps()]


def part(found, heading):
    return next(one for one in found.sections if one.heading == heading)


def named(found):
    return [one.heading for one in found.sections]


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("audience", EVERYONE)
def test_our_own_checks_find_nothing_wrong_in_a_notice_from_a_whole_register(audience, form):
    reading = read_notice(FORMATS[form](paper(audience)), f"notice.{form}")
    found = checks.run(checks.subject_of_reading(reading, WHOLE_SCHOOL, TODAY))
    asked = [one for one in found if one.severity is not Severity.QUESTION]
    # PN-007 asks of every notice whether pupils' attendance is told; these are about other people.
    about_pupils = audience in (Audience.PUPILS, Audience.PARENTS, Audience.CHILDREN)
    assert [(one.check, one.message) for one in asked if about_pupils or one.check != "PN-007"] == []


@pytest.mark.parametrize("audience", EVERYONE)
def test_a_notice_from_a_whole_register_leaves_nothing_to_complete(audience):
    assert missing(audience) == []
    assert "[To be completed" not in text(audience)


@pytest.mark.parametrize("audience", [one for one in EVERYONE if one is not Audience.CHILDREN])
def test_a_notice_tells_all_that_the_law_lists(audience):
    """UK GDPR Art 13(1), (2) and 14(1), (2)."""
    assert set(named(paper(audience))) >= {
        "Who we are",
        "What we hold about you",
        "Why we use it, and the rule that lets us",
        "Where we get it",
        "Must you give it to us?",
        "Who we share it with",
        "Sending data abroad",
        "How long we keep it",
        "Decisions by machines alone",
        "Your rights",
        "How to complain",
    }


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        ("pupils", ["Classbook", "School census", "School nursing", "Sum Club"]),
        ("parents", ["Classbook"]),
        ("workforce", ["Payday"]),
        ("governors", ["Front Desk"]),
        ("visitors", ["Front Desk"]),
        ("applicants", ["Job Board"]),
    ],
)
def test_each_is_told_of_those_who_have_their_own_data(audience, names):
    told = part(paper(audience), "Who we share it with").blocks[1:]
    assert [one.name.split(" (")[0] for one in told] == names


def test_a_parents_phone_number_in_a_notice_about_pupils_is_the_parents():
    other = agreement("Ring", Clause(id="1", terms=(sent("contact_phone"),), basis=Basis.PUBLIC_TASK))
    assert "Ring" in text("parents", other)
    assert "Ring" not in text("pupils", other)


def test_what_is_not_in_force_is_in_no_notice():
    assert "Sum Club" not in text("pupils", replace(SUMS, state="draft"), SYSTEM)


def test_what_a_notice_lacks_is_printed_and_listed_with_what_to_do():
    bare = agreement("Bare", Clause(id="1", terms=(sent("medical"),)))
    found = paper("pupils", bare, school=SCHOOL, controller=replace(CONTROLLER, dpo_name=None))
    assert {gap.what for gap in found.gaps()} >= {
        "the name of your data protection officer, or of the company",
        "the lawful basis for Bare",
        "what Bare is used for",
        "the condition that allows sensitive data for Bare",
        "where Bare keeps the data",
        "how long Bare keeps the data",
        "whether Bare works to your orders or decides for itself",
        "where you say how long you keep each kind of record",
        "whether a machine alone decides anything about people",
        "the nation the school is in: what the government gets, and the law for it, is not the same in each",
    }
    assert all(
        gap.how.endswith((".", "TEXT", "NAME", "ADDRESS", ")", "processor", "none", "6(1)(e)", "9(2)(g)"))
        for gap in found.gaps()
    )
    assert "[To be completed by the school: the lawful basis for Bare]" in as_txt(found)
    assert "This is a draft. It has gaps that the school must fill first." in as_txt(found)


def test_nobody_in_the_register_is_a_gap_and_not_a_clean_notice():
    assert missing("applicants", SYSTEM) == ["what data you hold about the people this notice is for"]


def test_consent_brings_the_right_to_take_it_back_and_only_consent():
    told = "To take back your consent at any time, where that is the rule."
    consent = replace(SUMS, clauses=(replace(SUMS.clauses[0], basis=Basis.CONSENT),))
    assert told in text("pupils", consent)
    assert told not in text("pupils")
    assert "you are free to say no" in text("pupils", consent)


def test_the_interest_is_named_where_legitimate_interests_are_the_rule():
    assert "Our legitimate interest: finding the right person for a post" in text("applicants")
    silent = replace(JOBS, clauses=(replace(JOBS.clauses[0], legitimate_interest=None),))
    assert missing("applicants", silent) == ["the legitimate interest for Job Board"]


def test_sensitive_data_is_told_with_its_condition():
    told = "Article 9(2)(h), health or social care; Data Protection Act 2018, Schedule 1, paragraph 2"
    assert told in text("pupils", NURSE)


def test_a_place_abroad_needs_the_rule_that_allows_it():
    assert "Sum Club: Ireland, which UK adequacy regulations cover" in text("pupils")
    assert missing("pupils", replace(SUMS, transfer=None)) == [
        "the rule by which Sum Club may keep data abroad"
    ]
    assert "none of those above keeps your data outside the United Kingdom" in text("parents")


def test_nothing_is_said_to_stay_at_home_before_it_is_known_where_it_is():
    unknown = replace(SYSTEM, storage=None)
    assert "where Classbook keeps the data" in missing("parents", unknown)
    assert "outside the United Kingdom" not in text("parents", unknown)


def test_everything_is_no_answer_to_which_data():
    vague = replace(SUMS, clauses=(replace(SUMS.clauses[0], terms=(sent("all_pupil_data"),)),))
    assert "which data Sum Club gets, one by one" in missing("pupils", vague)
    assert "All information" not in text("pupils", vague)


def test_the_complaint_route_to_the_school_follows_the_law_of_the_day():
    """DPA 2018 s.164A, in force on 19 June 2026."""
    assert "within 30 days" in text("pupils", on=date(2026, 6, 19))
    assert "within 30 days" not in text("pupils", on=date(2026, 6, 18))


GOVERNMENTS = [
    (Nation.ENGLAND, SchoolType.MAINTAINED, "4-11", "National Pupil Database", "Welsh Government"),
    (Nation.ENGLAND, SchoolType.MAINTAINED, "11-16", "Youth support services, from age 13", "PLASC"),
    (Nation.WALES, SchoolType.MAINTAINED, "4-11", "Pupil Level Annual School Census", "DfE"),
    (Nation.SCOTLAND, SchoolType.MAINTAINED, "4-11", "SEEMiS", "DfE"),
    (Nation.NORTHERN_IRELAND, SchoolType.MAINTAINED, "4-11", "C2k", "DfE"),
]


@pytest.mark.parametrize(("nation", "kind", "ages", "said", "unsaid"), GOVERNMENTS)
def test_each_nation_has_its_own_government_and_its_own_collections(nation, kind, ages, said, unsaid):
    school = replace(WHOLE_SCHOOL, nation=nation, type=kind, ages=ages)
    shown = text("pupils", SYSTEM, school=school)
    assert said in shown
    assert unsaid not in shown


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
def test_a_nursery_is_asked_whose_it_is_before_a_census_is_told(nation):
    school = replace(WHOLE_SCHOOL, nation=nation, type=SchoolType.NURSERY, ages="2-4")
    assert "census. " not in text("pupils", SYSTEM, school=school)
    assert [one for one in missing("pupils", SYSTEM, school=school) if one.startswith("which ")]


@pytest.mark.parametrize("kind", [SchoolType.NURSERY, SchoolType.INDEPENDENT])
def test_what_goes_to_the_government_about_staff_is_never_passed_over(kind):
    asked = missing("workforce", school=replace(WHOLE_SCHOOL, type=kind))
    assert [one for one in asked if one.startswith("what your school sends to the Department for Education")]


def test_youth_support_is_told_only_where_pupils_are_old_enough():
    def heading(ages):
        return "Youth support services" in text("pupils", school=replace(WHOLE_SCHOOL, ages=ages))

    assert [heading(ages) for ages in ("3-11", "11 to 16", "2-12", "11-18")] == [False, True, False, True]


def test_unknown_ages_nation_or_type_are_asked_for_and_never_guessed():
    assert "the ages of your pupils: from 13 on, more is shared" in missing(
        "pupils", school=replace(WHOLE_SCHOOL, ages=None)
    )
    no_nation = replace(WHOLE_SCHOOL, nation=None)
    assert [one for one in missing("pupils", school=no_nation) if one.startswith("the nation")]
    assert "census (PLASC)" not in text("pupils", school=no_nation)
    no_type = replace(WHOLE_SCHOOL, type=None)
    assert [one for one in missing("pupils", school=no_type) if one.startswith("the type of school")]


def test_a_law_we_have_not_read_is_asked_for():
    school = replace(WHOLE_SCHOOL, nation=Nation.SCOTLAND)
    assert missing("pupils", SYSTEM, school=school) == [
        "the law that your education authority or the Scottish Government names for the pupil census"
    ]


def test_a_law_the_school_found_out_fills_the_gap():
    found = "scotland-census: the Education (Census) Act; other: no"
    school = replace(WHOLE_SCHOOL, nation=Nation.SCOTLAND, collections=found)
    assert missing("pupils", SYSTEM, school=school) == []
    assert "the Education (Census) Act" in text("pupils", SYSTEM, school=school)


def test_what_was_written_from_knowledge_alone_is_named_for_a_second_look():
    assert to_check(replace(WHOLE_SCHOOL, nation=Nation.WALES), "workforce", TODAY) == (
        "The school workforce census of the Welsh Government",
    )
    assert to_check(replace(WHOLE_SCHOOL, nation=None), "workforce", TODAY) == ()
    assert to_check(WHOLE_SCHOOL, "pupils", TODAY) == ("Who the DfE shares with",)


def test_the_school_record_is_a_right_at_a_maintained_school_alone():
    told = "see the child’s school record"
    assert told in text("pupils")
    assert told not in text("pupils", school=replace(WHOLE_SCHOOL, type=SchoolType.ACADEMY))


def test_children_are_told_whether_they_can_say_no():
    shown = text("children")
    assert "Can you say no?: Yes. We ask first." in shown
    assert "Can you say no?: No. The law says we must." in shown


def test_two_services_of_one_purpose_are_told_apart():
    twin = replace(SUMS, slug="sum-twin", service="Sum Twin")
    assert "Sum Club" in text("pupils", SUMS, twin)
    assert "Sum Twin" in text("pupils", SUMS, twin)


def test_what_a_family_types_in_is_not_told_as_sent():
    shown = text("visitors", DOOR)
    assert "Entered by you: Visitor’s name, Company, Photograph" in shown
    assert "Data shared:" not in shown


def test_a_denied_item_is_not_held():
    denied = agreement(
        "Quiet",
        Clause(
            id="1",
            terms=(sent("class"), Term(item="religion", flow=Flow.DENIED)),
            basis=Basis.PUBLIC_TASK,
        ),
    )
    assert "Religion" not in text("pupils", denied)


def sentences(found):
    texts = [*found.intro]
    for one in found.sections:
        texts += [cell for block in one.blocks for cell in cells(block) if isinstance(block, Words)]
    return " ".join(one for one in texts if not isinstance(one, Gap))


@pytest.mark.parametrize(
    ("audience", "most"), [(one, 4 if one is Audience.CHILDREN else 8) for one in EVERYONE]
)
def test_our_own_words_are_plain_english(audience, most):
    assert grade(sentences(paper(audience))) <= most
    assert grade_of_notice(text(audience)) <= most


def test_the_cast_covers_every_subject_and_choice():
    terms = [term for one in REGISTER for term in one.terms()]
    assert {subject for term in terms for subject in term.subjects} >= set(Subject) - {Subject.OTHER}
    assert {c.choice.kind for one in REGISTER for c in one.clauses} >= {ChoiceKind.NONE, ChoiceKind.OBJECT}
