"""The sample notices that ship with us, read and asked as a school's own would be."""

from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from schoolgate.checks import run, subject_of_reading
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Nation, SchoolType
from schoolgate.notices.read import read_notice

ON = date(2026, 11, 22)
SCHOOL = School(
    id="s", controller_id="c", name="Willowmere", nation=Nation.ENGLAND, type=SchoolType.MAINTAINED
)
SAMPLES = {
    path.name: path
    for path in (files("schoolgate.samples") / "notices").iterdir()
    if path.name != "README.md"
}


def asked(name, school):
    return run(subject_of_reading(read_notice(SAMPLES[name].read_bytes(), name), school, ON))


@pytest.mark.parametrize("school", [SCHOOL, None], ids=["a school in England", "an unknown school"])
def test_a_notice_that_says_all_of_it_raises_nothing(school):
    assert asked("willowmere-primary.txt", school) == ()


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"willowmere-primary.txt"}))
def test_every_other_sample_has_something_to_ask(name):
    assert asked(name, SCHOOL)


ACADEMY = School(
    id="h",
    controller_id="t",
    name="Harbour Academy",
    nation=Nation.ENGLAND,
    type=SchoolType.ACADEMY,
    phase="secondary",
)
CLEAN = Path(__file__).parent / "clean" / "harbour-academy.md"


@pytest.mark.parametrize("school", [ACADEMY, None], ids=["the academy", "an unknown school"])
@pytest.mark.parametrize("kind", [DocumentKind.PRIVACY_NOTICE, DocumentKind.SUPPLIER_LIST])
def test_an_academys_notice_that_was_corrected_until_clean_raises_nothing(school, kind):
    reading = replace(read_notice(CLEAN.read_bytes(), CLEAN.name), document_kind=kind)
    assert run(subject_of_reading(reading, school, ON)) == ()
