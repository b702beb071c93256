import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest

from schoolgate.checks import run, subject_of_reading
from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.school import School
from schoolgate.domain.vocabulary import Nation, SchoolType
from schoolgate.notices.read import read_notice
from schoolgate.samples import notice_files

ON = date(2026, 11, 22)
STEMS = [path.stem for path in notice_files()]


def reading_of(stem):
    path = next(path for path in notice_files() if path.stem == stem)
    return read_notice(path.read_bytes(), path.name)


def answer_of(stem):
    return json.loads(files("schoolgate.samples").joinpath("answers", f"{stem}.json").read_text("utf-8"))


def findings(reading, nation=Nation.ENGLAND):
    school = School(id="s", controller_id="c", name="Willowmere", nation=nation, type=SchoolType.MAINTAINED)
    return [(found.check, found.entry) for found in run(subject_of_reading(reading, school, ON))]


@pytest.mark.parametrize("nation", Nation)
@pytest.mark.parametrize("kind", [DocumentKind.PRIVACY_NOTICE, DocumentKind.SUPPLIER_LIST])
def test_a_notice_of_ours_that_says_all_of_it_raises_no_finding(kind, nation):
    reading = replace(reading_of("willowmere-primary"), document_kind=kind)
    assert len(reading.entries) == 8
    assert findings(reading, nation) == []


def test_the_other_samples_each_have_something_to_find():
    others = set(STEMS) - {"willowmere-primary"}
    assert all(findings(reading_of(stem)) for stem in others)


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_is_read_as_its_school_and_hardly_a_recipient_is_missed(stem):
    reading, answer = reading_of(stem), answer_of(stem)
    found = {entry.canonical or entry.name for entry in reading.entries}
    wanted = {
        row["canonical"] for row in answer["recipients"] if not (row.get("extra") or {}).get("optional_row")
    }
    assert reading.school == answer["school"]
    assert len(wanted & found) >= 0.8 * len(wanted), wanted - found


@pytest.mark.parametrize("stem", STEMS)
def test_nothing_that_a_sample_denies_is_read_as_a_recipient(stem):
    denied = {m["canonical"] for m in answer_of(stem)["mentions"] if not m["receives_data"]}
    assert not denied & {entry.canonical for entry in reading_of(stem).entries}
