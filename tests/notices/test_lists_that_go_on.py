"""Lists of recipients in a sentence that go on behind a clause, a kind, or brackets."""

import pytest

from schoolgate.notices.read import read_notice


def read(text):
    return [entry.name for entry in read_notice(text.encode(), "notice.txt").entries]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (
            "The law has us pass details to the council, Estyn, and to bodies that mark exams, such as AQA.",
            ["the council", "Estyn", "AQA"],
        ),
        (
            "We send records to the diocese, and to agencies such as the Youth Justice Board and Estyn.",
            ["the diocese", "the Youth Justice Board", "Estyn"],
        ),
        (
            "Data is passed to the police for the fight against crime, Ofsted and the court.",
            ["the police", "Ofsted", "the court"],
        ),
        (
            "Marks go to the Academy Board (and those such as Qua) as well as the Diocesan Board and Estyn.",
            ["the Academy Board", "the Diocesan Board", "Estyn"],
        ),
        (
            "We share records with the nearest local authority, Public Health Wales and other health bodies.",
            ["local authority", "Public Health Wales", "other health bodies"],
        ),
    ],
)
def test_a_list_goes_on_behind_a_clause_and_behind_such_as(told, names):
    assert read(told) == names


@pytest.mark.parametrize(
    "told",
    [
        "Partners to whom the school gives data are: Ofsted, the Harrow Music Hub and educational charities.",
        "Agencies with which we share notes include Ofsted, the Harrow Music Hub and educational charities.",
        "Bodies we send names to are Ofsted, the Harrow Music Hub and educational charities.",
    ],
)
def test_those_to_whom_data_go_are_listed_behind_the_verb(told):
    assert read(told) == ["Ofsted", "the Harrow Music Hub", "educational charities"]


def test_letters_in_brackets_say_that_an_and_is_inside_a_name():
    told = (
        "Details may be handed to other bodies, eg the Skills and Tests Authority (STA) and other nurseries."
    )
    assert read(told) == ["the Skills and Tests Authority (STA)", "other nurseries"]


def test_a_school_at_the_head_of_a_list_hides_nobody_behind_it():
    told = "The school, Hartwell Council and Public Health Wales receive information about vaccinations."
    assert read(told) == ["Hartwell Council", "Public Health Wales"]


@pytest.mark.parametrize(
    "told",
    [
        "We give information to parents about clubs and events such as the Summer Show and Sports Day.",
        "Reports are sent to families for each subject such as English, Mathematics and Welsh.",
        "Information is given to pupils on keeping safe, including the Look Twice rules, and to new staff.",
    ],
)
def test_no_examples_of_other_things_are_recipients(told):
    assert read(told) == []


def test_one_long_member_does_not_undo_a_list():
    told = (
        "We share data with Ofsted, the Careers Hub, Futures, the Marine Institute, exam boards for any "
        "arrangements that our candidates may come to need in the summer and UCAS."
    )
    assert read(told) == [
        "Ofsted",
        "the Careers Hub",
        "Futures",
        "the Marine Institute",
        "exam boards",
        "UCAS",
    ]


@pytest.mark.parametrize("name", ["Primary Care Networks (PCN)", "Youth Offending Teams (YOTs)"])
def test_first_letters_in_brackets_are_no_other_name(name):
    assert read(f"Details go to {name}, the exam boards (AQA, OCR) and Estyn.") == [
        name,
        "AQA",
        "OCR",
        "Estyn",
    ]


@pytest.mark.parametrize(
    "purposes",
    [
        "The information will be used to:-\n\n- Contact Health Services\n- Provide School Meals\n",
        "Your information is used by the Trust for:\n\n* Catering Services\n* Transport planning\n",
        "The college uses your information to run your course. For example:\n\n- work by the Science Unit\n",
        "The collection of data consists of the following:\n\n- Post-16 Data Collection\n",
    ],
)
def test_what_data_are_used_for_is_nobody(purposes):
    assert read(purposes) == []


def test_a_register_of_controllers_is_told_nothing_of_children():
    told = "My registration with the Information Commissioner's Office has me provide you with information."
    assert read(told) == []


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (
            "This page tells you what Fen Council and Careers Wales do with the data they receive from us.",
            ["Fen Council", "Careers Wales"],
        ),
        ("This page says what the school does with the information it holds about pupils.", []),
        ("You can ask what companies do with the data they hold.", []),
    ],
)
def test_a_page_says_at_its_head_who_receives_what(told, names):
    assert read(told) == names
