"""Labels below a name say what is said of it, whatever the heading above promises."""

from tests.notices.layouts import cells_of, names_in

NESTED = """Elm School

Software

- CPOMS
    - Purpose: to log concerns
    - Data shared: name, class
    - Parents may opt out: No
- Number Orchard
    - Provider: Orchard Maths Ltd
    - Data shared:
        - first name
        - class
- Ofsted
"""


def test_labels_deeper_than_a_name_are_its_own():
    assert names_in(NESTED) == ["CPOMS", "Number Orchard", "Ofsted"]
    assert cells_of(NESTED, "CPOMS") == {
        "purpose": ["to log concerns"],
        "data": ["name, class"],
        "other": ["No"],
    }


def test_bullets_below_a_label_are_its_words():
    assert cells_of(NESTED, "Number Orchard")["data"] == ["first name", "class"]


def test_a_label_that_names_services_does_so_with_nothing_more_said():
    text = "Service: CPOMS\nPurpose: to log concerns\n\nService: Ofsted\n\nService: The school nurse\n"
    assert names_in(text) == ["CPOMS", "Ofsted", "The school nurse"]
