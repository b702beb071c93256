"""One look at many cells says what a look at each of them would."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.feeds.encoder import Form, count_rows, encode, is_unsafe, may_be_unsafe
from schoolgate.feeds.pseudonym import pseudonyms
from tests.feeds.cases import KEY

cells = st.none() | st.text(
    st.sampled_from("ab é\"',;\\\r\n\t=+-@＝\x00\x1f\x7f\xa0\ue000\u2028😀"), max_size=4
)
forms = st.builds(
    Form,
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from(["needed", "spaced", "every"]),
    heading_line=st.booleans(),
)


@given(rows=st.lists(st.tuples(cells, cells)), form=forms)
def test_rows_are_counted_as_a_reader_of_csv_counts_them(rows, form):
    data = encode(["one", "two"], rows, form)
    read = csv.reader(io.StringIO(data.decode(form.encoding), newline=""))

    assert count_rows(data, form) == len(list(read)) - form.heading_line


plain = st.text(st.sampled_from("abé '"), max_size=3)


@given(
    rows=st.lists(st.tuples(plain, plain)) | st.lists(st.tuples(cells, cells)) | st.lists(st.tuples(cells)),
    form=forms,
    delimiter=st.sampled_from([",", "\t", ";", "|"]),
    escape=st.sampled_from(["quote", "backslash"]),
)
def test_lines_that_are_joined_are_those_that_are_written(rows, form, delimiter, escape):
    quoting = "every" if form.quoting == "every" else "needed"
    form = replace(form, delimiter=delimiter, escape=escape, quoting=quoting)
    with_headings = [["one", "two"][: len(rows[0])] if rows else ["one"], *rows]
    buffer = io.StringIO(newline="")
    spelt = {"doublequote": True} if escape == "quote" else {"doublequote": False, "escapechar": "\\"}
    quoting = csv.QUOTE_ALL if form.quoting == "every" else csv.QUOTE_MINIMAL
    writer = csv.writer(buffer, lineterminator=form.newline, delimiter=delimiter, quoting=quoting, **spelt)
    writer.writerows(with_headings if form.heading_line else rows)

    assert encode(with_headings[0], rows, form) == buffer.getvalue().encode(form.encoding)


@given(rows=st.lists(st.tuples(cells, cells)), form=forms, escape=st.sampled_from(["quote", "backslash"]))
def test_where_a_space_is_quoted_no_cell_with_one_stands_bare_and_all_read_back(rows, form, escape):
    form = replace(form, quoting="spaced", escape=escape, encoding="utf-8")
    text = encode(["one", "two words"], rows, form).decode()
    spelt = {} if escape == "quote" else {"doublequote": False, "escapechar": "\\"}
    read = [*csv.reader(io.StringIO(text, newline=""), **spelt)][form.heading_line :]

    assert read == [["" if cell is None else cell for cell in row] for row in rows]
    spaced = [cell for row in rows for cell in row if cell and " " in cell and set(cell) <= set("ab ")]
    assert all(f'"{cell}"' in text for cell in spaced)


@given(rows=st.lists(st.tuples(cells)), form=forms)
def test_a_blank_is_an_empty_cell_also_where_it_stands_alone(rows, form):
    spelt = [["" if cell is None else cell for cell in row] for row in rows]

    assert encode(["one"], rows, form) == encode(["one"], spelt, form)


@given(st.lists(cells))
def test_no_unsafe_cell_is_overlooked_in_a_column(column):
    assert may_be_unsafe(column) or not any(is_unsafe(cell, None) for cell in column)


@given(st.lists(st.sampled_from(["Ann", "O'Brien", "Łukasz", "محمد", "4 Oak", "2017-03-09", "", None])))
def test_a_column_of_plain_names_is_told_at_one_look(column):
    assert not may_be_unsafe(column)


@pytest.mark.parametrize("kind", ["pupil", "staff"])
@pytest.mark.parametrize("accounts", [{}, {"p2": "ben@service.example"}])
@given(people=st.lists(st.text(max_size=9) | st.sampled_from(["p1", "p2"])))
def test_many_are_named_as_each_is_named(kind, accounts, people):
    names = pseudonyms(KEY, controller_id="c1", recipient="Sums", school_id="s1", accounts=accounts)

    assert names.of_all(kind, people) == [names.of(kind, one) for one in people]
