from datetime import date

from schoolgate.checks import Subject
from schoolgate.checks.records import Left, Records
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.story import Story, told

LEFT = {"on": date(2026, 10, 16), "file_due": date(2026, 11, 13), "protection_due": date(2026, 10, 30)}


def after(words, **values):
    left = Left(**LEFT | values)
    return told(words, Subject(on=ON, school=SCHOOL, records=Records(left=(left,))))


STORY = Story(
    check="OPS-004",
    raises=after("A pupil left on 16 October 2026. No common transfer file of the pupil is in the ledger."),
    settles=after(
        "A pupil left on 16 October 2026. Entry 9, of 20 October: a common transfer file of the pupil.",
        file_on=date(2026, 10, 20),
    ),
)
