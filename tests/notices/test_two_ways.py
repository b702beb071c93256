"""Labels that say which way data go, between the school and whoever has it."""

import pytest

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice

SENT, RECEIVED, VIEWED = Flow.SENT, Flow.RECEIVED, Flow.VIEWED

NUMBERED = """Ardnish Primary School
Our partners, and what passes between us

 i.   Improvement Service. You open it. School to portal: absences. Portal to school: changes of address.
 ii.  ACER UK, for the assessments. School to ACER: forename, surname, date of birth. ACER to school: results.
 iii. e-Sgoil live lessons. School to e-Sgoil: name. Cameras stay off.
 iv.  Wee Sailors Ltd, P6 and P7. School to them: nothing. You fill in their health form at the pier.
 v.   Scottish Public Pensions Agency. Teachers only: name, NI number, pay.
"""
BULLETS = """Who and which way

- ParentPay: to them name, class; from them payments made
- Lexia: to them name, year; from them reading level
"""
LINES = """What goes in and out

ScholarPack
Out: name, address
In: nothing
On screen: nothing

School nurse team
Out: name, date of birth
In: health plans
On screen: attendance
"""
TABLE = """| Partner | School to partner | Partner to school |
|---|---|---|
| Tapestry | name, date of birth | observations |
| Kernshire Council | name, address | attendance |
"""
GIVE = """Give and get

Arbor. We give: name, date of birth. We get: attendance reports.
Spelling Shed. We give: first name, class. We get: scores.
Hollin NHS Trust. We give: name. We get: screening results.
"""


def read(text, name="a.txt"):
    return {entry.name: entry for entry in read_notice(text.encode(), name).entries}


@pytest.mark.parametrize(
    ("text", "name", "whose", "ways"),
    [
        (NUMBERED, "a.txt", "ACER UK", {"full_name": SENT, "date_of_birth": SENT, "attainment": RECEIVED}),
        (NUMBERED, "a.txt", "Improvement Service", {"attendance": SENT, "address": RECEIVED}),
        (BULLETS, "a.txt", "ParentPay", {"full_name": SENT, "class": SENT, "payment": RECEIVED}),
        (
            LINES,
            "a.txt",
            "School nurse team",
            {"full_name": SENT, "date_of_birth": SENT, "medical": RECEIVED, "attendance": VIEWED},
        ),
        (TABLE, "a.md", "Tapestry", {"full_name": SENT, "date_of_birth": SENT, "attainment": RECEIVED}),
        (GIVE, "a.txt", "Spelling Shed", {"first_name": SENT, "class": SENT, "attainment": RECEIVED}),
    ],
)
def test_each_way_has_its_own_data(text, name, whose, ways):
    assert {item.item: item.flow for item in read(text, name)[whose].items} == ways


def test_the_name_ends_before_such_a_label_and_before_years():
    found = read(NUMBERED)
    assert {"Improvement Service", "ACER UK", "Wee Sailors Ltd", "Scottish Public Pensions Agency"} <= set(
        found
    )
    assert found["Wee Sailors Ltd"].year_groups
    assert not found["Wee Sailors Ltd"].nothing_shared
    assert {subject.value for subject in found["Scottish Public Pensions Agency"].subjects} == {"staff"}
