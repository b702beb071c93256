"""The notice is shown whole, with the words marked that something was read from."""

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.web.highlight import passages

TEXTS = st.text(max_size=60)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    spot = st.integers(0, len(text))
    span = st.tuples(spot, spot).map(sorted).map(tuple)
    return text, draw(st.dictionaries(st.integers(0, 4), st.lists(span, max_size=4), max_size=4))


@given(marked_texts())
def test_no_character_of_the_notice_is_lost_or_moved(marked):
    text, spans = marked

    assert "".join(passage.words for passage in passages(text, spans)) == text


@given(marked_texts())
def test_a_character_is_marked_for_exactly_the_entries_that_read_it(marked):
    text, spans = marked

    for passage in passages(text, spans):
        for at in range(passage.start, passage.start + len(passage.words)):
            readers = {entry for entry, many in spans.items() for start, end in many if start <= at < end}
            assert set(passage.entries) == readers


@given(marked_texts())
def test_every_quote_begins_a_mark_that_a_link_can_point_to(marked):
    text, spans = marked
    marks = {passage.start for passage in passages(text, spans) if passage.entries}

    assert {start for many in spans.values() for start, end in many if start < end} <= marks
