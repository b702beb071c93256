"""A notice pasted into the command line, without a file."""

import io
import sys

import pytest

TEXT = "Hill Primary School\n\nWe share data with:\n- CPOMS - name, class\n- Number Orchard - name\n"
PAGE = "<h1>Hill Primary School</h1><p>We share data with:</p><ul><li>CPOMS - name<li>Ofsted</ul>"


@pytest.fixture
def pasted(monkeypatch):
    def paste(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return paste


@pytest.mark.parametrize(("words", "kept_as"), [(TEXT, "pasted.txt"), (PAGE, "pasted.html")])
def test_pasted_words_are_read_as_the_text_or_page_they_are(schoolgate, pasted, words, kept_as):
    pasted(words.encode())
    done = schoolgate("notice", "read", "-", "--json")
    assert done.code == 0, done.err
    assert done.json()["source"]["name"] == kept_as
    assert done.json()["entries"][0]["name"] == "CPOMS"


def test_a_document_that_is_piped_in_is_refused_by_what_it_is(schoolgate, pasted):
    pasted(b"%PDF-1.7 words")
    done = schoolgate("notice", "read", "-")
    assert (done.code, done.out) == (5, "")
    assert "pasted.txt was not read: it is a PDF. Give it a name that ends in .pdf and read that." in done.err


def test_pasted_words_can_be_checked(schoolgate, pasted):
    pasted(TEXT.encode())
    assert schoolgate("notice", "check", "-").code == 0
