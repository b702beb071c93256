"""Labels and headings that say which way the data go."""

import pytest

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.labels import meaning
from schoolgate.notices.read import read_notice

TABLE = """Apps we use

| App | We give them | They send us | You type in |
|---|---|---|---|
| Orrery Maths | Name, class | Attainment | - |
| Pennyfarthing Pay | UPN | - | Emergency contact details |
"""

BLOCKS = """Our software

Orrery Maths
 What it is: sums at home
 What we put in: name, date of birth
 What is made in it: photographs

Pennyfarthing Pay
 What it is: dinner money
 What we put in: class
 What you put in: emergency contact details
"""


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("We give them", "data"),
        ("What we put in", "data"),
        ("We supply", "data"),
        ("They send us", "received_data"),
        ("Sent back to us", "received_data"),
        ("Data in", "received_data"),
        ("You can add", "entered_data"),
        ("Parents supply", "entered_data"),
        ("Made in the app", "created_data"),
        ("What they can look at", "viewed_data"),
        ("I give consent", "tick"),
        ("What it is", "purpose"),
    ],
)
def test_a_label_says_which_way_the_data_go(printed, meant):
    assert meaning(printed) == meant


def flows(text, name="notice.md"):
    return {
        e.name: {item.item: item.flow for item in e.items} for e in read_notice(text.encode(), name).entries
    }


def test_headings_of_direction_set_the_flow_of_their_columns():
    read = flows(TABLE)
    assert read["Orrery Maths"]["attainment"] is Flow.RECEIVED
    assert {"full_name", "class"} <= set(read["Orrery Maths"])
    assert read["Pennyfarthing Pay"]["emergency_contact"] is Flow.ENTERED_BY_FAMILIES


def test_labels_of_direction_belong_to_the_name_above_them():
    read = flows(BLOCKS, "notice.txt")
    assert set(read) == {"Orrery Maths", "Pennyfarthing Pay"}
    assert read["Orrery Maths"]["photo"] is Flow.CREATED
    assert read["Pennyfarthing Pay"]["emergency_contact"] is Flow.ENTERED_BY_FAMILIES


@pytest.mark.parametrize(
    ("label", "meant"),
    [("rhieni'n teipio / parents type", "entered_data"), ("gwybodaeth / data", "data"), ("x / y", None)],
)
def test_a_label_in_two_languages_is_the_one_we_know(label, meant):
    assert meaning(label) == meant
