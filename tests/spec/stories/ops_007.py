from datetime import date

from schoolgate.checks import Subject
from schoolgate.checks.records import Records, Sending
from tests.spec.a_notice import ON, SCHOOL
from tests.spec.story import Story, told

SENT = {
    "entry": 7,
    "slug": "mathsy",
    "on": date(2026, 11, 20),
    "version": 3,
    "is_approved": True,
    "permitted": frozenset({"first_name", "class"}),
    "whose": frozenset({"year 4"}),
    "scope": frozenset({"year 3", "year 4"}),
}


def parcel(words, **values):
    sending = Sending(**SENT | values)
    return told(words, Subject(on=ON, school=SCHOOL, records=Records(sendings=(sending,))))


STORY = Story(
    check="OPS-007",
    raises=parcel(
        "Version 3 sends first name and class of years 3 and 4. Entry 7: first name, class and UPN.",
        items=frozenset({"first_name", "class", "upn"}),
    ),
    settles=parcel(
        "Version 3 sends first name and class of years 3 and 4. Entry 7: first name and class.",
        items=frozenset({"first_name", "class"}),
    ),
)
