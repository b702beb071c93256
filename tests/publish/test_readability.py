from pathlib import Path

import pytest

from schoolgate.publish.layouts import Layout
from schoolgate.publish.page import render_page
from schoolgate.publish.readability import grade, grade_of_notice, grade_of_page
from tests.publish.cast import WHOLE, many, page

NOTICES = Path(__file__).parents[2].parent / "shared" / "notices" / "real"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cat sat on the mat.", 0.0),  # 0.39 × 6 + 11.8 × 1 − 15.59: no text has a grade below nought
        ("Taken, a reading passage is being used to prove a point.", 4.8),  # 11 words, 15 syllables
        ("", 0.0),
    ],
)
def test_the_grade_is_flesch_and_kincaids(text, expected):
    assert grade(text) == expected


def test_a_heading_or_a_name_is_no_sentence_of_a_notice():
    sentence = "We share the name of each child with the people who cook our meals."
    assert grade_of_notice(f"Meals\n\n{sentence}\nName, class") == grade(sentence)


def test_what_a_page_hides_is_not_read():
    said = "Taken, a reading passage is being used to prove a point."
    assert grade_of_page(f"<style>p{{margin:0}}</style><title>x</title><p>{said}</p>") == grade(said)


@pytest.mark.skipif(not NOTICES.exists(), reason="the folder shared/notices/real is not beside this one")
def test_the_notices_that_schools_publish_are_hard_to_read():
    grades = {path.stem: grade_of_notice(path.read_text("utf-8")) for path in sorted(NOTICES.glob("*.txt"))}
    assert len(grades) == 5
    assert min(grades.values()) >= 8
    assert max(grades.values()) <= 12


@pytest.mark.parametrize("layout", Layout)
def test_our_page_is_easy_to_read(layout):
    most = 5 if layout is Layout.CARDS else 6
    for agreements in (WHOLE, many(25)):
        assert grade_of_page(render_page(page(*agreements), layout=layout)) <= most
