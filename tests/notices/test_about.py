"""A document about one service alone: what a supplier's own notice or a contract's schedule says of it."""

import pytest

from schoolgate.domain.reading import DocumentKind
from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.about import read_about
from schoolgate.notices.isolate import read_about_isolated

NOTICE = b"""Numbers Club privacy notice

Who we are
Numbers Club is provided by Sums Ltd, 1 High Street, Leeds.

Information the school gives us
- first name and surname
- class
- date of birth

Information we collect automatically
We record scores and log-in times.

Information parents give us
Parents can enter their email address.

How long we keep it
We delete pupils' records 30 days after the school's licence ends.

Where is the data stored?
All data is stored in Dublin, Ireland.

We never use it for advertising.
"""
TABLE = b"""<h1>Annex A</h1><table><tr><th>Categories of personal data</th><td>Names, gender, UPN</td></tr>
<tr><th>Purpose</th><td>Practising arithmetic</td></tr>
<tr><th>Duration of the processing</th><td>3 years</td></tr>
</table>"""


def read(data, name="paper.txt", kind=DocumentKind.SUPPLIER_NOTICE):
    return read_about(data, name, "Numbers Club", kind)


@pytest.fixture
def entry():
    return read(NOTICE).entries[0]


def flows(entry):
    return {item.item: item.flow for item in entry.items}


def test_each_heading_says_how_what_stands_below_gets_there(entry):
    assert flows(entry) == {
        "full_name": Flow.SENT,
        "class": Flow.SENT,
        "date_of_birth": Flow.SENT,
        "attainment": Flow.CREATED,
        "usage_logs": Flow.CREATED,
        "contact_email": Flow.ENTERED_BY_FAMILIES,
    }


def test_a_period_ends_with_its_own_paragraph(entry):
    assert entry.retention == "We delete pupils' records 30 days after the school's licence ends."
    assert entry.storage == "All data is stored in Dublin, Ireland."


def test_every_value_keeps_its_words():
    reading = read(NOTICE)
    (entry,) = reading.entries

    assert [reading.text[a:b] for a, b in entry.evidence["retention"]] == [entry.retention]
    assert all(item.evidence for item in entry.items)


def test_what_a_contract_processes_is_not_thereby_sent():
    (entry,) = read(TABLE, "annex.html", DocumentKind.CONTRACT_SCHEDULE).entries

    assert flows(entry) == {"full_name": Flow.UNKNOWN, "gender": Flow.UNKNOWN, "upn": Flow.UNKNOWN}
    assert (entry.purposes, entry.retention) == (("Practising arithmetic",), "3 years")


def test_a_name_the_paper_does_not_print_has_no_words():
    assert read(b"Types of personal data: name").entries[0].evidence.get("name", ()) == ()


def test_it_is_read_in_a_process_of_its_own():
    kind = DocumentKind.SUPPLIER_NOTICE

    assert read_about_isolated(NOTICE, "paper.txt", service="Numbers Club", kind=kind) == read(NOTICE)


def test_a_line_with_a_label_of_its_own_ends_what_stands_above_it():
    said = b"""Data schedule
Personal data: names, class
Pupils: date of birth
Retention: 7 years after the account closes
Sub-processors: Hosts Ltd (hosting), Texts Ltd (messages)
Storage: United Kingdom
Security measures: encryption
"""
    (told,) = read(said, kind=DocumentKind.CONTRACT_SCHEDULE).entries
    assert (told.retention, told.storage) == ("7 years after the account closes", "United Kingdom")
    assert set(flows(told)) == {"full_name", "class", "date_of_birth"}
