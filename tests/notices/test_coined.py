"""Names that no catalogue has: what on the page shows that they are a service's."""

import pytest

from schoolgate.notices.names import in_catalogue, recognise
from schoolgate.notices.read import read_notice


def read(text):
    reading = read_notice(f"Elm School\nPrivacy notice\n\n{text}\n".encode(), "notice.txt")
    return {entry.name for entry in reading.entries}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Our student records are held in Quillmoor, which is backed up each night.", {"Quillmoor"}),
        (
            "Attendance is copied from there each night to Brindlepost so that families see it.",
            {"Brindlepost"},
        ),
        ("In maths students use Sumleaf and, for revision, Revisely.", {"Sumleaf", "Revisely"}),
        (
            "Trips are paid for through Penny Larder. Texts are sent by Tallowtext.",
            {"Penny Larder", "Tallowtext"},
        ),
        ("Orrery keeps reading ages and quiz scores of each pupil.", {"Orrery"}),
        ("We write home with the Dovetail Post app.", {"Dovetail Post"}),
    ],
)
def test_running_words_show_that_a_name_nobody_listed_is_a_service(said, names):
    assert names <= read(f"We share data with suppliers.\n\n{said}")


def test_lines_of_one_shape_name_services_nobody_listed():
    lines = (
        "Quillmoor: records. Name, date of birth.\nOrrery: reading. Name, class.\nSumleaf: maths. Name, year."
    )
    assert read(f"Approved systems\n\n{lines}") == {"Quillmoor", "Orrery", "Sumleaf"}


@pytest.mark.parametrize(
    "said",
    [
        "Our Head of Inclusion keeps a register of special educational needs.",
        "Records are kept by Mrs Harcastle in the School Office until September.",
        "Data is stored in Ireland and in Dublin. Pupils are taught in Reading and in Year 6.",
        "The Designated Safeguarding Lead receives concerns under the Children Act.",
        "We process data under the Data Protection Act and the Equality Act.",
    ],
)
def test_offices_people_places_and_laws_are_no_services(said):
    assert read(said) == set()


def test_a_name_of_one_page_means_nothing_on_the_next():
    read("Our student records are held in Quillmoor.")
    assert recognise("Quillmoor") is None
    assert in_catalogue("Quillmoor") is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Splash Leisure: at the end of term the pool gives us swimming results", "Splash Leisure"),
        ("Fernway Go: families complete the medical and emergency contact pages", "Fernway Go"),
        ("Pennine Taxis - name, address and any medical needs", "Pennine Taxis"),
        ("Sumgrove processes names and classes", "Sumgrove"),
    ],
)
def test_one_line_that_begins_with_a_name_and_speaks_of_data_is_about_it(line, name):
    assert read(f"Who has information\n\n{line}") == {name}
