"""How a check's story is told: words that raise it, and the same words put right.

To tell another, write one file `tests/spec/stories/risk_001.py`, named for the check, that holds

    STORY = Story(check="RISK-001", raises=notice("..."), settles=notice("..."))

`notice` is a document in its own words, read as a school's would be. `register` is one agreement that holds
everything, with some values set otherwise, as `schoolgate agreement set` takes them. `told` is anything else:
a Subject built by hand, and the sentence that describes it. Each takes its own `on` and `school`.

The story is the test (`test_stories.py`) and the page (`docs/checks/RISK-001.md`, written by `make docs`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from schoolgate.actions.editing import edited
from schoolgate.checks import Subject, subject_of_reading, subject_of_register
from schoolgate.notices.read import read_notice
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.a_register import AGREEMENT, ASSESSED, ATTENDANCE, CONTROLLER, READY


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is asked about, and how the page shows it."""

    words: str
    subject: Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    check: str
    raises: Told
    settles: Told


def notice(text, *, on=ON, school=SCHOOL, kind=None):
    """A notice in its own words. `kind`: what sort of document, where the words alone do not say."""
    reading = read_notice(text.encode("utf-8"), "notice.txt")
    reading = replace(reading, document_kind=kind) if kind else reading
    return Told(words=text.strip(), subject=subject_of_reading(reading, school, on))


def register(
    values: Mapping[str, str] | None = None,
    *,
    agreement=AGREEMENT,
    assessments=(ASSESSED,),
    school=READY,
    controller=CONTROLLER,
    on: date = ON,
    words: str | None = None,
):
    """A register of one agreement, some of its values set otherwise; '' makes a value unknown."""
    for key, value in (values or {}).items():
        agreement = edited(agreement, key, value)
    said = "\n".join(f"{key}: {value or '(nothing recorded)'}" for key, value in (values or {}).items())
    subject = subject_of_register(school, controller, (agreement, ATTENDANCE), assessments, on)
    return Told(words=words or said or "Everything is recorded.", subject=subject)


def told(words, subject):
    return Told(words=words, subject=subject)
