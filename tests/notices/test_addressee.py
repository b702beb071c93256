"""On a page for students "you" is the student, on one for families the parent."""

from schoolgate.notices.read import read_notice


def items_of(text):
    (entry,) = read_notice(text.encode(), "page.txt").entries
    return {(item.item, *(subject.value for subject in item.subjects)) for item in entry.items}


def test_a_college_speaks_to_its_students():
    page = "Elm College\n\nStudent data\n\nTurnitin is given your name and email address.\n"
    assert items_of(page) == {("full_name", "pupil"), ("contact_email", "pupil")}


def test_a_school_speaks_to_its_families():
    page = "Elm School\n\nYour child's data\n\nParentPay is given your name and email address.\n"
    assert items_of(page) == {("parent_name", "parent"), ("contact_email", "parent")}
