"""Asking a recipient to delete, at the command line: listed, made, chased and answered."""

import pytest


@pytest.fixture
def ended(ready, tmp_path):
    """Times Tables Rock Stars was sent, and its agreement has ended."""
    who = ("--by", "A. Khan")
    out = ("--out", tmp_path / "parcels")
    assert ready("feed", "run", "times-tables-rock-stars", *out, *who, "--confirmed-by", "M. Head").code == 0
    assert (
        ready(
            "agreement", "set", "times-tables-rock-stars", "when_ended", "delete", *who, "--why", "said"
        ).code
        == 0
    )
    assert ready("agreement", "end", "times-tables-rock-stars", *who, "--why", "not used").code == 0
    return ready


def test_a_request_is_seen_made_and_answered(ended, tmp_path):
    make = ("deletion", "make", "times-tables-rock-stars", "--by", "A. Khan", "--no-hold", "M. Head")

    listed = ended("deletion", "list")
    refused = ended(
        "deletion", "make", "times-tables-rock-stars", "--by", "A. Khan", "--out", tmp_path / "out"
    )
    made = ended(*make, "--form", "leavers-file", "--out", tmp_path / "out")
    chased = ended("deletion", "chase", "1", "--said", "by e-mail", "--by", "A. Khan")
    answered = ended("deletion", "answer", "1", "--said", "all deleted", "--by", "A. Khan")
    told = ended("deletion", "list", "--json").json()

    assert listed.out.splitlines()[1].split("\t")[1:3] == ["times-tables-rock-stars", "delete"]
    assert "deletion make times-tables-rock-stars" in listed.err
    assert (refused.code, made.code, chased.code, answered.code) == (4, 0, 0, 0)
    assert made.out.startswith("1\ttimes-tables-rock-stars\tdelete\t")
    assert len(list((tmp_path / "out").rglob("leavers.csv"))) == 1
    assert answered.out.split("\t")[2] == "done"
    assert (told["needs"], told["requests"][0]["state"]) == ([], "done")


def test_the_doctor_says_who_holds_pupils_that_have_left(ended):
    said = ended("doctor")

    assert "times-tables-rock-stars hold pupils who have left; see schoolgate deletion list" in said.out
