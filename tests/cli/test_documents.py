"""Papers taken in one after another, and what is left for a person, as typed."""

import pytest

BEFORE = (
    "Hill Primary\n\nSystem: Mathletics\nPurpose: Maths practice\nData shared: Name\nRetention: One year\n"
)


@pytest.fixture
def read_twice(schoolgate, school, tmp_path):
    paper = tmp_path / "notice.txt"
    for text in (BEFORE, BEFORE.replace("One year", "Two years")):
        paper.write_text(text)
        done = schoolgate("notice", "adopt", paper, "--by", "A. Khan")
        assert done.code == 0, done.err
    return done


def test_a_notice_adopted_again_says_what_it_left_alone_and_what_differs(read_twice):
    assert "Already in the register, left as it is: Mathletics" in read_twice.err
    assert "1 values differ" not in read_twice.err
    assert "1 value differs from the register, which stays as it is until it is settled: " in read_twice.err
    assert "schoolgate document differences 2" in read_twice.err


def test_documents_are_listed_with_the_one_they_follow(schoolgate, read_twice):
    listed = schoolgate("document", "list", "--json").json()["documents"]

    assert [(one["number"], one["follows"]) for one in listed] == [(2, 1), (1, None)]


def test_a_difference_is_shown_rehearsed_and_settled(schoolgate, read_twice):
    shown = schoolgate("document", "differences", "--json").json()["differences"]
    assert [(one["field"], one["said"], one["held"], one["words"]) for one in shown] == [
        ("retention", "Two years", "One year", "Two years")
    ]
    asked = ("document", "settle", "2", "mathletics", "retention", "take", "--by", "A. Khan")
    assert "Not done, only rehearsed. Taken: Mathletics, retention." in schoolgate(*asked, "--dry-run").err
    assert schoolgate(*asked).code == 0

    assert schoolgate("document", "differences").out == "Nothing differs.\n"
    words = schoolgate("document", "words", "mathletics", "--json").json()["words"]
    assert [one["value"] for one in words if one["field"] == "retention"] == ["Two years"]


def test_a_difference_that_is_not_there_is_not_found(schoolgate, read_twice):
    done = schoolgate("document", "settle", "2", "mathletics", "storage", "take", "--by", "A. Khan")

    assert (done.code, "no difference on storage of mathletics stands open in document 2" in done.err) == (
        3,
        True,
    )


def test_two_papers_that_only_look_alike_can_be_told_apart(schoolgate, read_twice):
    assert schoolgate("document", "follows", "2", "0", "--by", "A. Khan").code == 0

    listed = schoolgate("document", "list", "--json").json()["documents"]
    assert [one["follows"] for one in listed] == [None, None]
