"""Lists that a page draws without bullets: names over dashes, lines set in, an index, a grid of ticks."""

import pytest

from schoolgate.notices.read import read_notice


def entries(words):
    return {entry.name: entry for entry in read_notice(words.encode(), "page.txt").entries}


def items(entry):
    return {str(item.item) for item in entry.items}


def test_lines_of_a_name_and_a_dash_are_a_list_though_nobody_knows_the_names():
    found = entries(
        "Lochside Academy\n\nWho do we share your information with?\n"
        "Glow – name and class.\nCouncil transport team – name, address.\n"
        "NHS Braeside – immunisation.\nActive Schools – name and age of pupils joining clubs.\n"
    )
    assert set(found) == {"Glow", "Council transport team", "NHS Braeside", "Active Schools"}
    assert items(found["Council transport team"]) == {"full_name", "address"}


def test_sentences_with_a_dash_are_no_list():
    found = entries(
        "Elm School\n\nWhy we keep records\n"
        "The law asks for them – every school has to.\nWe care about your child – so we write things down.\n"
        "Nothing is kept too long – we follow a timetable.\n"
    )
    assert found == {}


@pytest.mark.parametrize("margin", ["\t", "    ", ""])
def test_lines_set_in_below_a_kind_are_of_that_kind(margin):
    words = ["Where your data goes", "", "Assessment:", "NFER Tests – Name, gender", "Testbase – UPN"]
    words += ["Health:", "Leaside Nursing Team – Name, address", "Vaxteam – Name"]
    words += ["Statutory:", "DfE – Census", "Leaside Council – Attendance"]
    page = "\n".join(margin + line if "–" in line else line for line in words)
    found = entries(page)
    assert set(found) == {
        "NFER Tests",
        "Testbase",
        "Leaside Nursing Team",
        "Vaxteam",
        "DfE",
        "Leaside Council",
    }
    assert found["Vaxteam"].section == "Health:"
    assert found["NFER Tests"].choice is None  # "Statutory:" stands over others


@pytest.mark.parametrize("letters", ["ABCD", "BDMT"])
def test_the_letters_of_an_index_are_nobody(letters):
    names = ["Blooket – nickname", "Everlearner – name, e-mail", "Quibbly (Odd Ltd) – name", "Sora – e-mail"]
    page = "".join(f"{letter}\n{name}\n" for letter, name in zip(letters, names, strict=True))
    found = entries(f"A–Z of apps and online services\nElm School\n\n{page}")
    assert set(found) == {"Blooket", "Everlearner", "Quibbly", "Sora"}


def test_letters_out_of_order_stand_as_printed():
    reading = read_notice(b"Apps we use\n\nB\nSeesaw - name\nA\nSumdog - name\n", "page.txt")
    assert {entry.name for entry in reading.entries} >= {"Seesaw", "Sumdog"}


TICKS = """Services we use

{head}Hwb     Seesaw   ParentPay   Taith360
Pupil name                ✓        ✓          ✓           ✓
Date of birth                                 ✓           ✓
Photographs                        ✓
"""


@pytest.mark.parametrize("head", [" " * 25, "What we share".ljust(25)])
def test_a_tick_belongs_to_the_name_it_stands_under(head):
    found = {name: items(entry) for name, entry in entries(TICKS.format(head=head)).items()}
    assert found == {
        "Hwb": {"full_name"},
        "Seesaw": {"full_name", "photo"},
        "ParentPay": {"full_name", "date_of_birth"},
        "Taith360": {"full_name", "date_of_birth"},
    }


def test_a_tick_belongs_to_the_data_it_stands_under():
    found = entries(
        "What we share\n\nService              Name  DOB  Photo  Medical\n"
        "Tapestry              x     x     x\nKidzpix               x           x\n"
        "Little Gym Club       x                 x\n"
    )
    assert {name: items(entry) for name, entry in found.items()} == {
        "Tapestry": {"full_name", "date_of_birth", "photo"},
        "Kidzpix": {"full_name", "photo"},
        "Little Gym Club": {"full_name", "medical"},
    }


def test_a_word_for_platforms_heads_those_behind_it():
    found = entries(
        "Who we share with\n\n1. Leaside Council: attendance\n"
        "2. Platforms: ProMonitor – targets; Moodle – name, e-mail; Century Tech – name, e-mail\n"
    )
    assert set(found) == {"Leaside Council", "ProMonitor", "Moodle", "Century Tech"}
    assert items(found["Moodle"]) == {"full_name", "contact_email"}


@pytest.mark.parametrize("name", ["WisePay", "Every HR", "MyEd", "Fizz Ltd"])
def test_a_full_stop_ends_a_name_however_it_is_spelt(name):
    (entry,) = entries(
        f"Who gets data\n\n1. {name}. Pupil's name and year. Parents put in the rest.\n"
    ).values()
    assert entry.name == name
    assert items(entry) >= {"full_name", "year_group"}


def test_a_saint_ends_no_name():
    found = entries("Who gets data\n\n- St. Hilda's Trust – name\n- Dr. Frost Maths – name, class\n")
    assert set(found) == {"St. Hilda's Trust", "Dr. Frost Maths"}


def test_a_body_of_two_places_is_one():
    found = entries(
        "We send information to Estyn, Leaside Council and Cardiff and Vale University Health Board.\n"
    )
    assert set(found) == {"Estyn", "Leaside Council", "Cardiff and Vale University Health Board"}


def test_a_diocese_is_somebody():
    found = entries("We share with:\n- our council – attendance\n- the Diocese of Leaside – admissions\n")
    assert set(found) == {"our council", "the Diocese of Leaside"}


def test_a_page_that_opens_with_whose_it_is_names_nobody_yet():
    found = entries("Brack Trust: central systems and who uses them\n\nWe send name and class to Arbor.\n")
    assert set(found) == {"Arbor"}


def test_a_kind_that_every_line_repeats_is_nobody():
    reading = read_notice(
        b"Data sharing at Park Nursery\n\nCategory: Journals - Tapestry (FSF Ltd)\n"
        b"Category: Management - Nursery Story; Blossom\nCategory: Not used - Facebook, WhatsApp\n",
        "page.txt",
    )
    assert {entry.name for entry in reading.entries} == {"Tapestry", "Nursery Story", "Blossom"}
    assert {one.name for one in reading.denied} == {"Facebook", "WhatsApp"}


def test_what_several_names_are_for_stands_before_the_colon():
    found = entries("Who helps\n\nPreparing for adulthood: The Hub - name; Leaside Gardens - name, plan\n")
    assert {name: entry.section for name, entry in found.items()} == {
        "The Hub": "Preparing for adulthood",
        "Leaside Gardens": "Preparing for adulthood",
    }


@pytest.mark.parametrize("ages", ["P1–P3", "11-18", "ages 3 to 5", "S1–S6"])
def test_ages_behind_a_name_are_no_company(ages):
    (entry,) = entries(f"Apps we use\n\n- Seesaw ({ages}) – photographs\n").values()
    assert entry.organisation is None


def test_words_that_say_what_a_name_is_are_no_second_name():
    found = entries("We share with:\n- C2k, the schools' managed IT service (Capita)\n- Ofsted, the police\n")
    assert set(found) == {"C2k", "Ofsted", "the police"}


def test_a_name_ends_before_what_happens_in_turn():
    found = entries(
        "We share with:\n- the Department of Education (DE) and, in turn, the Statistics Agency\n- NFER\n"
    )
    assert set(found) == {"the Department of Education (DE)", "NFER"}


def test_a_list_in_a_paragraph_names_each_of_its_members():
    found = entries(
        "Elm School\n\nWe share some data with other organisations. "
        "These are: Local Authority (Leaside Council), DfE, the Diocese of Leaside (statistics only) "
        "and Oak Pre-School when children move up.\n\n"
        "We also use the following online systems: ScholarPack, Evolve, Quibbly, The Key.\n"
    )
    assert {name.removeprefix("the ") for name in found} == {
        *("Local Authority (Leaside Council)", "DfE", "Diocese of Leaside", "Oak Pre-School"),
        *("ScholarPack", "Evolve", "Quibbly", "The Key"),
    }


def test_a_list_of_data_in_a_paragraph_names_nobody():
    found = entries("Elm School\n\nWe share the following with Arbor: Name, Class, Date of birth, Address.\n")
    assert set(found) == {"Arbor"}


def test_a_clause_of_a_list_is_a_sentence_and_no_name():
    reading = read_notice(
        b"Photographs: who sees them\n\n(a) We use photographs on the school website if you say yes.\n"
        b"(b) We no longer have a Facebook account.\n"
        b"(c) Kittle Photography takes a portrait. It is given your child's name.\n"
        b"(d) For trips the operator is given names. This year's operators are Halsbury Travel and NST.\n",
        "page.txt",
    )
    assert {entry.name for entry in reading.entries} == {
        *("the school website", "Kittle Photography", "Halsbury Travel", "NST")
    }
    assert {one.name for one in reading.denied} == {"Facebook"}


@pytest.mark.parametrize("heading", ["System or recipient", "Organisation / system", "Service or body"])
def test_a_column_of_systems_and_bodies_holds_names(heading):
    found = entries(
        f"Activity | {heading} | Supplier | Data\n"
        "Enrolment | Quibbly | Odd plc | Name\nExams | AQA | - | Name\n"
    )
    assert set(found) == {"Quibbly", "AQA"}
    assert found["Quibbly"].organisation == "Odd plc"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The careers adviser from Inspire Futures – name", "Inspire Futures"),
        ("Our auditors, Bishop & Lyle LLP – invoices", "Bishop & Lyle LLP"),
        ("The exam boards AQA – entries", "AQA"),
    ],
)
def test_who_somebody_works_for_is_the_recipient(line, name):
    assert name in entries(f"We share with:\n- {line}\n- NFER – name\n")


@pytest.mark.parametrize(
    "said",
    [
        "not given any contact details by the school",
        "not applicable to our school",
        "nothing",
    ],
)
def test_a_body_that_is_told_nothing_is_denied_in_a_list(said):
    reading = read_notice(f"We share with:\n- Ofsted – name\n- PTA – {said}\n".encode(), "page.txt")
    assert [entry.name for entry in reading.entries] == ["Ofsted"]
    assert [one.name for one in reading.denied] == ["PTA"]


def test_what_the_school_withdrew_is_denied():
    reading = read_notice(
        b"Our systems\n\nThe Trust withdrew GCSEPod and Hegarty Maths in 2022.\n", "page.txt"
    )
    assert {one.name for one in reading.denied} == {"GCSEPod", "Hegarty Maths"}


def test_people_who_are_not_told_anything_are_no_recipients():
    reading = read_notice(
        b"People who do not get your information\n\n- Newspapers\n- The police\n", "page.txt"
    )
    assert not reading.entries


def test_names_between_semicolons_below_a_heading_are_each_one():
    found = entries(
        "By law or for inspection\n\nThe Independent Schools Inspectorate; the Department for Education "
        "(the census, which is figures only); Leaside Council (name, address); "
        "examination boards – AQA, Pearson Edexcel and the International Baccalaureate (name, entries).\n"
    )
    assert set(found) == {
        *("The Independent Schools Inspectorate", "the Department for Education", "Leaside Council"),
        *("AQA", "Pearson Edexcel", "the International Baccalaureate"),
    }


def test_those_like_the_one_that_is_named_are_no_part_of_its_name():
    found = entries(
        "We share with:\n- Doon Coaches and other operators under contract – name, address\n- NFER\n"
    )
    assert set(found) == {"Doon Coaches", "NFER"}


def test_what_a_service_is_told_is_not_who_is_told():
    (entry,) = entries("Our systems\n\nQuibbly Ltd: name, stage, SCN, Balance, photograph.\n").values()
    assert entry.name == "Quibbly Ltd"


def test_a_service_that_ended_is_denied():
    reading = read_notice(b"Apps we use:\n- Massolit\n- Showbie ended August 2025\n", "page.txt")
    assert [entry.name for entry in reading.entries] == ["Massolit"]
    assert [one.name for one in reading.denied] == ["Showbie"]


def test_bold_names_in_one_paragraph_each_begin_what_is_said_of_them():
    page = "## Systems we use\n\n**Arbor** - your record. **Quibbly** - worries. **EdClass** - name, email.\n"
    reading = read_notice(page.encode(), "page.md")
    assert [entry.name for entry in reading.entries] == ["Arbor", "Quibbly", "EdClass"]
    assert items(reading.entries[2]) == {"full_name", "contact_email"}


def test_a_name_in_bold_may_end_in_a_full_stop_but_a_sentence_in_bold_is_no_name():
    page = (
        "## People who get data\n\n**Your last school.** Gets: attendance.\n\n"
        "**We never sell data.** Not once.\n\n**Health.** Nobody yet.\n"
    )
    reading = read_notice(page.encode(), "page.md")
    assert [entry.name for entry in reading.entries] == ["Your last school"]
