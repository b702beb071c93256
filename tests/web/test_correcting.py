"""The form that corrects one entry says what a review file would say, and no more."""

from datetime import UTC, datetime

import pytest

from schoolgate.actions.reviewing import apply, check
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.reading import DocumentKind, Entry, ItemRead, Reading, Source
from schoolgate.domain.vocabulary import Flow
from schoolgate.web.correcting import EntryForm

ENTRY = Entry(
    name="Tapestry",
    purposes=("Showing work to families", "Early years records"),
    items=(
        ItemRead(item="full_name", flow=Flow.SENT, evidence=((0, 9),)),
        ItemRead(item="parent_entered", flow=Flow.ENTERED_BY_FAMILIES, evidence=((10, 20),)),
    ),
)
READING = Reading(
    source=Source(name="notice.txt", sha256="0" * 64, encoding="utf-8"),
    text="full name entered by parents",
    school=None,
    document_kind=DocumentKind.SUPPLIER_LIST,
    entries=(ENTRY,),
)


def filled(**typed):
    """The form as a browser sends it back, with some of it changed."""
    blank = EntryForm(ENTRY)
    sent = {name: blank.get_initial_for_field(field, name) or "" for name, field in blank.fields.items()}
    form = EntryForm(ENTRY, sent | typed)
    assert form.is_valid(), form.errors
    return form


def after(form):
    """The entry as it stands once the form's changes are kept."""
    said = [
        Review(
            document=1,
            entry=0,
            field=field,
            action=ReviewAction.EDIT,
            value=value,
            by="A. Khan",
            at=datetime(2026, 11, 22, tzinfo=UTC),
        )
        for field, value in form.changes()
    ]
    for one in said:
        check(one, READING, "the decision")
    return apply(READING, said).entries[0]


def test_a_form_sent_back_untouched_says_nothing():
    assert list(filled().changes()) == []


def test_one_purpose_is_one_line():
    assert after(filled(purposes="Early years records\r\n\r\nPhotographs\r\n")).purposes == (
        "Early years records",
        "Photographs",
    )


def test_what_a_correction_leaves_alone_keeps_its_words():
    items = after(filled(**{"new-1": "upn", "flow-1": "sent"})).items

    assert [(one.item, one.evidence) for one in items] == [
        ("full_name", ((0, 9),)),
        ("parent_entered", ((10, 20),)),
        ("upn", ()),
    ]


def test_an_item_with_another_way_of_getting_there_no_longer_quotes_the_notice():
    items = after(filled(**{"item-1": "created"})).items

    assert (items[0].item, items[0].flow, items[0].evidence) == ("full_name", Flow.CREATED, ())


def test_an_item_can_be_taken_away():
    assert [one.item for one in after(filled(**{"item-1": ""})).items] == ["parent_entered"]


def test_a_fact_that_is_emptied_is_not_known_again():
    assert after(filled(purposes="")).purposes == ()


@pytest.mark.parametrize(
    ("field", "value"), [("kind", "friend"), ("item-1", "guessed"), ("new-1", "shoe_size")]
)
def test_only_what_a_register_can_hold_is_taken(field, value):
    blank = EntryForm(ENTRY)
    sent = {name: blank.get_initial_for_field(one, name) or "" for name, one in blank.fields.items()}

    assert not EntryForm(ENTRY, sent | {field: value}).is_valid()
