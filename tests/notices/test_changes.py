"""A log of changes names whoever was added, and nobody who was removed."""

import pytest

from tests.notices.layouts import cells_of, denied_in, names_in

LOGS = {
    "colons": "Added: Lexplore (name, scores); Trip Hawk (name)\nRemoved: Mathletics; Showbie\n",
    "signs": "+ Added Lexplore: name, scores\n+ Added Trip Hawk: name\n"
    "- Removed Mathletics\n- Removed Showbie (too dear)\n",
    "dashes": "New – Lexplore: name, scores\nNew – Trip Hawk: name\nDropped – Mathletics and Showbie\n",
}


@pytest.mark.parametrize("log", LOGS)
def test_who_was_added_has_a_row_and_who_was_removed_is_denied(log):
    page = f"Changes to our map of data\n\n{LOGS[log]}"
    assert names_in(page) == ["Lexplore", "Trip Hawk"]
    assert denied_in(page) == ["Mathletics", "Showbie"]


def test_what_an_added_service_is_told_stands_behind_its_name():
    page = f"Changes to our map of data\n\n{LOGS['signs']}"
    assert cells_of(page, "Lexplore")["data"] == ["name, scores"]


@pytest.mark.parametrize(
    "title",
    ["Suppliers we have left", "Declined", "Systems closed this year", "Table 3 Removed since last year"],
)
def test_a_table_of_those_who_are_gone_names_nobody(title):
    used = "# Systems\n\n| App | Data |\n|---|---|\n| Arbor | Name |\n"
    page = f"{used}\n# {title}\n\n| App | Why |\n|---|---|\n| Showbie | Dear |\n"
    assert names_in(page, ".md") == ["Arbor"]


@pytest.mark.parametrize(
    "title", ["Accounts closed when a child leaves", "Services we have asked the council for"]
)
def test_a_heading_on_what_happens_later_denies_nobody(title):
    rows = "| App | Data |\n|---|---|\n| Arbor | Name |\n| Showbie | Name |\n"
    page = f"# Who we share with\n\n# {title}\n\n{rows}"
    assert names_in(page, ".md") == ["Arbor", "Showbie"]


DATED = {
    "codes": "02.09.24  IN    Lexplore - reading tests - name, scores\n11.04.24  LOOK  Knewton; Grammarly\n"
    "17.06.24  OUT   Mathletics - last copy deleted 30.06.24\n"
    "05.09.23  STILL  Trip Hawk - name; thumbprint if you agree\n",
    "months": "- Sept 2024: In – Lexplore – reading tests – name, scores\n"
    "- April 2024: Considering – Knewton; Grammarly\n"
    "- June 2024: Out – Mathletics\n- May 2023: Renewed – Trip Hawk – name; thumbprint if you agree\n",
    "capitals": "IN    Lexplore - reading tests - name, scores\nLOOKING  Knewton; Grammarly\n"
    "OUT   Mathletics\n"
    "STILL  Trip Hawk - name; thumbprint if you agree\n",
}


@pytest.mark.parametrize("log", DATED)
def test_a_log_by_dates_or_codes_says_who_is_in_out_or_only_looked_at(log):
    page = f"Log of changes to our processors\n\n{DATED[log]}"
    assert sorted(names_in(page)) == ["Lexplore", "Trip Hawk"]
    assert sorted(denied_in(page)) == ["Grammarly", "Knewton", "Mathletics"]


def test_what_a_service_is_for_stands_between_its_name_and_the_data():
    told = cells_of(f"Log of changes\n\n{DATED['codes']}", "Lexplore")
    assert told["purpose"] == ["reading tests"]
    assert told["data"] == ["name, scores"]


def test_a_sentence_that_begins_with_in_or_out_is_no_log():
    lines = "In Year 7 we use Lexplore for reading tests.\nOut of hours the alarm firm holds keys.\n"
    page = f"Who we share with\n\n{lines}"
    assert denied_in(page) == []


@pytest.mark.parametrize(
    "lead",
    [
        "Not in the table, because the law sends it",
        "Not on this page, as we must send it anyway",
        "Not in the list because it is statutory",
    ],
)
def test_what_stands_outside_a_list_because_the_law_asks_for_it_is_shared(lead):
    used = "What goes where\n\n- Arbor: name\n- Lexia: name, class\n\n"
    page = f"{used}{lead}: Leaside Council, the Scottish Government.\n"
    assert names_in(page)[2:] == ["Leaside Council", "the Scottish Government"]
    assert denied_in(page) == []


@pytest.mark.parametrize(
    "lead",
    [
        "Not on the right any more",
        "No longer among our apps now",
        "Pencilled in, but nothing goes there today",
        "Being looked at; nothing has been sent to them yet",
    ],
)
def test_who_is_on_the_list_no_more_or_not_yet_is_denied(lead):
    used = "Companies we share with\n\n- Arbor: name\n- Lexia: name, class\n\n"
    page = f"{used}{lead}: Showbie, Popplet.\n"
    assert names_in(page) == ["Arbor", "Lexia"]
    assert denied_in(page) == ["Showbie", "Popplet"]


def test_a_glossary_with_signs_of_equality_tells_who_is_who():
    who = "Letterjoin = handwriting practice\nBoomReader = reading diary (Squirrel Ltd)\n"
    page = f"Who we share with\n\nWho is who?\n\n{who}"
    assert names_in(page) == ["Letterjoin", "BoomReader"]


def test_dates_of_term_and_news_by_date_are_no_log():
    term = "3 September 2025 Start of term\n19 July 2026 End of term\n"
    page = f"Dates for your diary\n\n{term}10 October 2025 On Friday we sing carols\n"
    assert names_in(page) == []
    assert denied_in(page) == []


GAPPED = """Updates to our list, newest first

21 Oct 2024  CHANGED  Lexplore moved to Lexplore Analytics Ltd. First names go to it as before.
2 Sep 2024   ADDED    Trip Hawk for visits - child's name and class
18 Jul 2024  ON HOLD  Third Space Learning. Parents were asked in May.
18 Jul 2024  STOPPED  Mathletics, Showbie
7 May 2024   RENEWED  Impact Wraparound Ltd runs the breakfast club. You book with them.
12 Feb 2024  REFUSED  Knewton (asked for addresses).
"""


def test_a_log_set_out_with_gaps_is_one_whether_or_not_its_lines_look_like_a_table():
    assert names_in(GAPPED) == ["Lexplore", "Trip Hawk", "Impact Wraparound Ltd"]
    assert denied_in(GAPPED) == ["Third Space Learning", "Mathletics", "Showbie", "Knewton"]
