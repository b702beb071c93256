"""Taking in a notice: its words pasted, its address, or its file."""

import re
import urllib.parse

import pytest

from tests.web.conftest import SAMPLE, plain

NOTICE = "Our services\n\nMy Maths – homework. Data shared: full name, class\n"


@pytest.fixture
def office(brook_office):
    return brook_office


def refused(answer):
    """The sentence in the error summary."""
    assert answer.status == 422
    assert "<title>Error: " in answer.words
    return plain(answer.words.split('class="errors"')[1].split("<ul>")[1].split("</ul>")[0])


def test_a_pasted_notice_is_read_and_shown_for_review(office):
    answer = office.post("/notices/new", words=NOTICE)

    assert re.search(r"/notices/\d+/$", answer.address)
    assert answer.heading() == "1 recipient found. 1 to go through."


def test_a_file_is_read_under_its_own_name(office):
    answer = office.upload("/notices/new", "document", SAMPLE.name, SAMPLE.read_bytes())

    assert answer.status == 200
    assert SAMPLE.name in answer.words


def test_the_same_notice_taken_in_twice_is_one_notice(office):
    first = office.post("/notices/new", words=NOTICE).address
    held = office.get("/notices/").words.count("pasted.txt")

    assert office.post("/notices/new", words=NOTICE).address == first
    assert office.get("/notices/").words.count("pasted.txt") == held


def test_nothing_pasted_and_no_file_is_said_beside_the_box(office):
    assert refused(office.post("/notices/new", words="  \n")) == (
        "Nothing was read: there are no words here. Paste the notice, or choose its file."
    )


def test_words_and_a_file_at_once_are_not_guessed_between(office):
    answer = office.upload("/notices/new", "document", "notice.txt", NOTICE.encode(), words=NOTICE)

    assert refused(answer) == "Nothing was read: there are words here and a file below. Give one of them."
    assert "My Maths" in answer.words  # what was typed is kept


def test_a_file_of_a_kind_that_is_not_read_says_which_are(office):
    answer = office.upload("/notices/new", "document", "notice.exe", b"MZ")

    assert "notice.exe was not read: only .txt" in refused(answer)


def test_an_empty_file_is_said_to_be_empty(office):
    assert "notice.txt is empty" in refused(office.upload("/notices/new", "document", "notice.txt", b""))


def test_a_file_that_is_too_large_is_turned_away_by_its_size(office):
    answer = office.upload("/notices/new", "document", "notice.txt", b"x" * 30_000_000)

    assert refused(answer) == (
        "Nothing was read: a notice may have 20 MB. "
        "Save its text alone, without pictures, and choose that file."
    )


def test_a_notice_in_welsh_is_not_half_read(office):
    words = (
        "Hysbysiad preifatrwydd\n\nMae'r ysgol yn rhannu gwybodaeth am ddisgyblion gyda'r awdurdod lleol a "
        "gyda Llywodraeth Cymru. Rydym yn casglu enw llawn, dyddiad geni a chyfeiriad pob disgybl."
    )

    assert "which is not read yet" in refused(office.post("/notices/new", words=words))


def test_a_page_that_names_nobody_is_shown_and_cannot_be_taken_into_the_register(office):
    answer = office.post("/notices/new", words="Welcome to our school. Term starts on Monday.\n")

    assert answer.heading() == "0 recipients found. All gone through."
    path = urllib.parse.urlsplit(answer.address).path
    assert office.post(f"{path}adopt").status == 422


def test_a_notice_that_was_never_taken_in_is_not_found(office):
    answer = office.get("/notices/999/")

    assert answer.status == 404
    assert "There is no document 999 here." in answer.words


def test_an_address_of_a_website_that_was_not_allowed_says_how_to_allow_it(office):
    answer = office.post("/notices/new", address="https://www.elm.example/privacy")

    assert refused(answer) == (
        "https://www.elm.example/privacy was not fetched: www.elm.example is not among the hosts that this "
        "home may reach. If you know it, allow it with: schoolgate egress allow www.elm.example"
    )
    assert 'value="https://www.elm.example/privacy"' in answer.words


def test_an_address_and_words_at_once_are_not_guessed_between(office):
    assert refused(office.post("/notices/new", words=NOTICE, address="https://www.elm.example/")) == (
        "Nothing was read: there is an address here, and a notice too. Give one of them."
    )
