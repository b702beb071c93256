"""Sentences that tell of somebody who is given data, in the ways schools say it, and ones that do not."""

import pytest

from schoolgate.notices.read import read_notice


def named_in(sentence):
    page = f"Elm Grove Primary School\nPrivacy notice\n\n{sentence}\n"
    return [entry.name for entry in read_notice(page.encode(), "page.txt").entries]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Your child's two-year check goes to the health visitor.", ["the health visitor"]),
        ("We ask the Educational Psychology Service for advice.", ["Educational Psychology Service"]),
        ("We may ask for help from the Early Years Inclusion Team.", ["Early Years Inclusion Team"]),
        ("When you move up, we send your new school your record.", ["your new school"]),
        ("The police may ask us for records.", ["The police"]),
        ("Coaches from Premier Sport run our clubs and hold registers.", ["Premier Sport"]),
        ("Minibus drivers of Go Travel Ltd carry names and addresses.", ["Go Travel Ltd"]),
        ("Names of leavers are reported to the council under the 2006 Regulations.", ["the council"]),
        (
            "Swimming lessons are at Waves Leisure Centre: they have a list of names.",
            ["Waves Leisure Centre"],
        ),
        ("Claims are checked against the Eligibility Checking Service.", ["Eligibility Checking Service"]),
        ("Jabs are given in school by Vaccination UK, which gets names from us.", ["Vaccination UK"]),
        ("Entries (name, date of birth) are made to AQA and OCR.", ["AQA", "OCR"]),
        ("Each Friday a file with names is uploaded to S2S.", ["S2S"]),
        ("You sign forms on Quibblesign.", ["Quibblesign"]),
        (
            "Attendance data is collected daily by the Department for Education.",
            ["the Department for Education"],
        ),
        ("Children's Services are contacted if we worry about a child.", ["Children's Services"]),
        ("Our insurance is with Advisory Cover, who receive staff names.", ["Advisory Cover"]),
        ("We are part of the Elm Academy Trust, which holds copies of results.", ["Elm Academy Trust"]),
        ("Maudsley Portraits come in each autumn and are given class lists.", ["Maudsley Portraits"]),
        ("T is for the Teachers' Pension Scheme, which has staff names.", ["Teachers' Pension Scheme"]),
        ("Parents' evenings: SchoolCloud (name of parent, email).", ["SchoolCloud"]),
    ],
)
def test_somebody_who_is_told_something_is_a_recipient(sentence, names):
    found = [name.removeprefix("the ") for name in named_in(sentence)]
    assert found == [name.removeprefix("the ") for name in names]


@pytest.mark.parametrize(
    "sentence",
    [
        "We ask parents to tell us when their details change.",
        "The Headteacher, who has overall responsibility for data protection, reviews this notice.",
        "Mrs Quayle, who keeps the registers, can be reached at the office.",
        "Requests are passed to the Headteacher within two days.",
        "Children are sent to the office if they are ill.",
        "The Governing Body, which meets each term, approved this policy in March 2024.",
        "The School Council, which has two members from each class, wrote this page.",
        "Teachers from Year 3 and Year 4 write the reports together.",
        "Marks are given by teachers at the end of each unit.",
        "Under Article 6 of the UK GDPR we rely on public task.",
        "Reading at home should be recorded in the Reading Record.",
        'Read "A -> B" as "A goes from us to B".',
    ],
)
def test_a_sentence_about_the_school_itself_names_no_recipient(sentence):
    assert named_in(sentence) == []


def test_a_body_that_is_not_given_anything_is_denied():
    reading = read_notice(b"Privacy notice\n\nThe PTA is not given any information by us.\n", "page.txt")
    assert not reading.entries
    assert [one.name for one in reading.denied] == ["The PTA"]


def test_lines_with_arrows_are_read_each_by_itself():
    page = (
        "Data flows\n\nMeals\n  name, stage, free meal entitlement -> Brae Cashless Ltd\n"
        "  balance <- Brae Cashless Ltd\nHealth\n  name, date of birth -> NHS Strathbrae (immunisation)\n"
        "  whether the jab was given: we are not told\n"
    )
    reading = read_notice(page.encode(), "page.txt")
    assert {entry.name for entry in reading.entries} == {"Brae Cashless Ltd", "NHS Strathbrae"}


@pytest.mark.parametrize(
    ("line", "name", "company"),
    [
        (
            "Quorra Soft Ltd: Quorra Post. Purpose: accounts",
            "Quorra Post",
            "Quorra Soft Ltd",
        ),
        (
            "Harrow Software Limited – Gradebook Plus. Name, class",
            "Gradebook Plus",
            "Harrow Software Limited",
        ),
        ("Tidewater Ltd: Name, Class", "Tidewater Ltd", None),
        ("Tidewater Ltd: Online Payments. Name, class", "Tidewater Ltd", None),
        ("Schools Catering Services: cashless till. Name, balance", "Schools Catering Services", None),
        ("Schools Advisory Service: staff absence. Name", "Schools Advisory Service", None),
    ],
)
def test_a_company_is_told_from_what_it_sells(line, name, company):
    page = f"Elm School\n\nWho we share with\n\n- Arbor: name, UPN\n- {line}\n- CPOMS: name\n"
    found = read_notice(page.encode(), "page.txt").entries[1]
    assert found.name == name
    assert company is None or found.organisation == company


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Reading Eggs know a first name and a class", "Reading Eggs"),
        ("Purple Mash you choose an avatar and a class", "Purple Mash"),
        ("Teacher Centre by Cronfa Cyf: name, class", "Teacher Centre"),
        ("Online learning Seesaw: name, class", "Seesaw"),
        ("White Rose Maths: name, class", "White Rose Maths"),
    ],
)
def test_a_name_ends_where_a_sentence_about_it_begins(item, name):
    page = f"Elm School\n\nWho we share with\n\n- Arbor: name, UPN\n- {item}\n- CPOMS: name\n"
    assert read_notice(page.encode(), "page.txt").entries[1].name == name


CLAUSES = """Who we share pupil information with

- Welsh Government, which receives the annual census: name, date of birth
- Elmfield Medical Practice, the school doctors, who are given the name of all boarders;
- Schools Inspectorate North, our inspectors, for the purposes of inspection;
- examination boards, which at present are AQA and Cambridge International;
- other schools, where a pupil applies to join them: a reference
"""


def test_a_clause_behind_a_comma_is_no_part_of_the_name():
    entries = read_notice(CLAUSES.encode(), "notice.txt").entries
    names = [
        *("Welsh Government", "Elmfield Medical Practice", "Schools Inspectorate North"),
        *("AQA", "Cambridge International", "other schools"),
    ]

    assert [entry.name for entry in entries] == names
    assert [one.item for one in entries[0].items] == ["full_name", "date_of_birth"]
    assert entries[2].purposes == ("our inspectors",)


def test_what_a_school_only_looks_at_is_told_nothing():
    words = "Who we share with\n\n- Kapow: name\n\nWe are looking at ChatGPT and Nearpod.\n"
    reading = read_notice(words.encode(), "notice.txt")

    assert [entry.name for entry in reading.entries] == ["Kapow"]
    assert [one.name for one in reading.denied] == ["ChatGPT", "Nearpod"]
