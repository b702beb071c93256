"""Labels side by side, and headings over headings."""

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice

FORM = """Our cards

Name of app: Hoot Reading          Company: Hoot Books Ltd
Years: 1-2                         Price: £300
Data: Name, class                  Consent: Not needed

Name of app: Zumo                  Company: Zumo Learning Ltd
Years: 3-6                         Price: free
Data: First name                   Consent: Needed
"""
HEADINGS = (
    "<table><tr><th>System</th><th>Supplier</th><th colspan='2'>Data</th></tr>"
    "<tr><th></th><th></th><th>Sent</th><th>Created</th></tr>"
    "<tr><td>Hoot Reading</td><td>Hoot Books</td><td>Name, class</td><td>Reading scores</td></tr>"
    "<tr><td>Zumo</td><td>Zumo Ltd</td><td>Name</td><td>Spelling scores</td></tr></table>"
)


def read(text, name="notice.txt"):
    return read_notice(text.encode(), name).entries


def test_two_labels_in_a_line_are_of_one_card():
    first, second = read(FORM)
    assert (first.name, first.organisation) == ("Hoot Reading", "Hoot Books Ltd")
    assert {item.item for item in first.items} == {"full_name", "class"}
    assert (second.name, second.organisation) == ("Zumo", "Zumo Learning Ltd")


def test_the_lower_of_two_headings_says_what_its_column_is():
    first, _ = read(HEADINGS, "notice.html")
    assert {(item.item, item.flow) for item in first.items} == {
        ("full_name", Flow.SENT),
        ("class", Flow.SENT),
        ("attainment", Flow.CREATED),
    }
