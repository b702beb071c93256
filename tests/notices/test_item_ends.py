"""Where an item of a list ends, no phrase goes on; where a line of a paragraph wraps, it does."""

import pytest

from schoolgate.notices.listing import listed
from schoolgate.notices.passage import Passage
from schoolgate.notices.read import read_notice


def keys(text, *spans):
    return [one.key for one in listed(Passage.of(text, spans or ((0, len(text)),)))]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("Payments\nDetails about parents", ["payment", "parent_details"]),
        ("- Meal payments\n- Details of parents", ["payment", "parent_details"]),
        ("name, class, date of\nbirth and home\naddress", ["full_name", "class", "date_of_birth", "address"]),
        ("Name, Class, Date of\nBirth", ["full_name", "class", "date_of_birth"]),
        (
            "Their parents' names and numbers, each child's class and emergency\nContacts",
            ["parent_name", "class", "emergency_contact"],
        ),
    ],
)
def test_a_phrase_ends_with_its_item_and_goes_on_over_a_wrapped_line(words, read):
    found = keys(words)
    assert [key for key in found if key in read] == read


def test_two_bullets_are_not_one_phrase():
    text = "Payments\n- Details about parents"
    first = text.index("\n")
    assert keys(text, (0, first), (first + 3, len(text))) == ["payment", "parent_details"]


def test_part_of_a_passage_keeps_where_its_items_end():
    text = "We send:\n- Payments\n- Details about parents"
    second, third = text.index("Pay"), text.index("Det")
    passage = Passage.of(text, ((0, 8), (second, second + 8), (third, len(text))))
    part = passage.part(8, len(passage.words))
    assert part.folded == "payments•details about parents"


def test_a_doubt_in_one_bullet_is_not_of_the_bullet_above():
    page = (
        "<h1>Who we share data with</h1><table><tr><th>Service</th><th>Data shared</th></tr>"
        "<tr><td>Arbor</td><td><ul><li>Attendance</li><li>Photographs (sometimes)</li></ul></td></tr>"
        "<tr><td>ParentPay</td><td><ul><li>Name</li><li>Class</li></ul></td></tr></table>"
    )
    arbor, _ = read_notice(page.encode(), "page.html").entries
    assert [(item.item, item.certain) for item in arbor.items] == [("attendance", True), ("photo", False)]
