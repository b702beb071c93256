from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.actions.reviewing import apply, parse_review
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.errors import Invalid
from schoolgate.domain.reading import DocumentKind, Entry, ItemRead, Reading, Source
from schoolgate.domain.vocabulary import Flow

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def reading(*names):
    return Reading(
        source=Source(name="a.txt", sha256="0" * 64, encoding="utf-8"),
        text=" ".join(names),
        school=None,
        document_kind=DocumentKind.SUPPLIER_LIST,
        entries=tuple(
            Entry(name=name, items=(ItemRead(item="full_name", flow=Flow.SENT),), purposes=(f"for {name}",))
            for name in names
        ),
    )


def parsed(lines, of):
    return parse_review("entry,action,field,value\n" + lines, of, document=1, by="A. Khan", at=AT)


def names(found):
    return [entry.name for entry in found.entries]


def test_what_nobody_looked_at_stays_as_the_machine_read_it():
    page = reading("Mable", "Zoom")
    assert apply(page, ()).entries == page.entries


def test_a_rejected_proposal_goes_and_is_named():
    page = reading("Mable", "Zoom")
    found = apply(page, parsed("Zoom,reject,,\n", page))
    assert names(found) == ["Mable"]
    assert found.rejected == ("Zoom",)


def test_an_edit_changes_one_value_and_drops_the_quote_it_no_longer_has():
    page = reading("Mable")
    (entry,) = apply(page, parsed('1,edit,items,"full_name:sent; medical:created"\n', page)).entries
    assert [(item.item, item.flow) for item in entry.items] == [
        ("full_name", Flow.SENT),
        ("medical", Flow.CREATED),
    ]
    assert "items" not in entry.evidence


def test_a_merge_joins_purposes_and_items_once():
    page = reading("Google", "G Suite")
    found = apply(page, parsed("2,merge,,1\n", page))
    assert names(found) == ["Google"]
    assert found.entries[0].purposes == ("for Google", "for G Suite")
    assert len(found.entries[0].items) == 1
    assert found.merged == (("G Suite", "Google"),)


def test_a_later_decision_on_an_entry_stands_over_an_earlier_one():
    page = reading("Mable")
    found = apply(page, parsed("1,reject,,\n1,accept,,\n", page))
    assert names(found) == ["Mable"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "1,destroy,,\n",
            "The review was not used: line 2 says 'destroy'. It can say accept, edit, merge, reject.",
        ),
        ("9,accept,,\n", "The review was not used: line 2 is about entry 9, and the notice has 2."),
        (
            "Nobody,accept,,\n",
            (
                "The review was not used: line 2 names 'Nobody', and no entry of the notice go by that. "
                "Use the entry's number."
            ),
        ),
        (
            "1,edit,kind,friend\n",
            (
                "The review was not used: line 2 sets kind to 'friend'. "
                "It can be supplier, statutory, authority, professional, public, other."
            ),
        ),
        (
            "1,edit,items,shoe_size:sent\n",
            (
                "The review was not used: line 2 sets the item 'shoe_size:sent'. "
                "Write items as full_name:sent; medical:created."
            ),
        ),
        (
            "²,accept,,\n",
            (
                "The review was not used: line 2 names '²', and no entry of the notice go by that. "
                "Use the entry's number."
            ),
        ),
        (
            "1,edit,name, \n",
            "The review was not used: line 2 sets the name to nothing. Reject the entry, or give it a name.",
        ),
        (
            "1,edit,risk_assessed,2019-13\n",
            (
                "The review was not used: line 2 sets risk_assessed to '2019-13'. "
                "It can be a month such as 2026-09, or awaiting."
            ),
        ),
        (
            "1,edit,retention,a year, then gone\n",
            (
                "The review was not used: line 2 has more cells than there are columns. "
                "Put a value that holds a comma in quotes."
            ),
        ),
        (
            '1,edit,retention,"a year\n',
            "The review was not used: it stops being a table. If half of the file is missing, save it again.",
        ),
        (
            "1,merge,,1\n",
            "The review was not used: line 2 merges into something that is not another entry's number.",
        ),
    ],
)
def test_a_line_that_cannot_be_carried_out_stops_the_whole_file(lines, words):
    with pytest.raises(Invalid) as refused:
        parsed(lines, reading("Mable", "Zoom"))
    assert str(refused.value) == words


def test_what_is_merged_into_a_merged_entry_ends_where_that_ends():
    page = reading("A", "B", "C")
    for lines in ("1,merge,,2\n2,merge,,3\n", "2,merge,,3\n1,merge,,2\n"):
        (entry,) = apply(page, parsed(lines, page)).entries
        assert sorted(entry.purposes) == ["for A", "for B", "for C"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("1,merge,,2\n2,merge,,1\n", "into each other"),
        ("1,merge,,2\n2,reject,,\n", "into entry 2, which is rejected"),
    ],
)
def test_a_merge_that_would_leave_nothing_is_refused(lines, why):
    page = reading("A", "B")
    with pytest.raises(Invalid) as refused:
        apply(page, parsed(lines, page))
    assert str(refused.value) == (
        f"The review was not used: entry 1 is merged {why}, so nothing would be left of it. "
        "Accept one of them, or reject both."
    )


def test_a_file_without_its_columns_is_refused_by_the_column():
    with pytest.raises(Invalid) as refused:
        parse_review("who,what\n", reading("Mable"), document=1, by="A. Khan", at=AT)
    assert str(refused.value) == (
        "The review was not used: the column 'entry' is missing. The columns are entry, action, field, value."
    )


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["accept", "reject"]))))
def test_every_proposal_is_either_kept_or_named_as_rejected(choices):
    page = reading("A", "B", "C", "D")
    decisions = [
        Review(document=1, entry=n, action=ReviewAction(a), field=None, value=None, by="A", at=AT)
        for n, a in choices
    ]
    found = apply(page, decisions)
    assert sorted([*names(found), *found.rejected]) == ["A", "B", "C", "D"]
