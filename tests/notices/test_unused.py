"""What is over, awaited, refused or never told has no row, wherever and however the page says so."""

import pytest

from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nWho we share data with\n\n- Arbor: name, date of birth\n- CPOMS: name, concerns\n"
REST = "\nYour rights\n\nYou may see your data.\n"
SAID = [
    "REVOKED 12/05/2025",
    "given notice in March",
    "taken off the iPads at Easter",
    "moved out of in April",
    "contract over",
    "mothballed",
    "trial with made-up names",
    "under evaluation with dummy data",
    "DRAFT - not signed",
    "failed its DPIA",
    "DPO said no",
    "not for us - wrong kind of computer",
    "no, we're a SIMS school",
    "only the infants",
    "from you, never us",
]
PLACES = {
    "a list": PAGE + "- Zumbly: {}\n" + REST,
    "a bracket": PAGE + "- Zumbly ({})\n" + REST,
    "a column": "Elm School\n\nWho we share data with\n\nSystem | Purpose | Data shared\n"
    "Arbor | records | name, class\nZumbly | quizzes | {}\nCPOMS | safeguarding | name, concerns\n",
}
SENTENCES = [
    "We did stop Zumbly (July).",
    "Zumbly used to be on the end of this pipe. It isn't any more.",
    "We have told them not to create accounts for pupils on Zumbly or Gimkit.",
    "I am taking down Zumbly at Christmas.",
    "We are waiting for the DPIA on Zumbly.",
    "Zumbly and Quizbly have bid and neither has pupil data.",
    "Zumbly was on this list in the spring and came off in May.",
    "Nobody in Year 6 should be on Zumbly.",
    "Zumbly lessons are booked by families themselves, and we send nothing.",
    "Asked at parents' forum, and the answer is still no: Zumbly, Quizbly.",
]
HEADINGS = [
    "Log-ins we've switched off",
    "Tenders in progress",
    "The answer is still no",
    "Wish list",
    "COMING",
]
IN_USE = [
    "name, class. Old accounts are deleted in August",
    "name, class. Accounts of pupils who have left are wiped each July",
    "first name and scores, on trial with 4B until Easter",
    "name, year group, date left in school record",
    "name, class. No longer needed data is deleted",
    "name, class; chat is blocked",
    "name and class. Not connected to any advertising network",
    "pending payments, name, class",
    "name, class. We used to send ethnicity too",
    "name, class. Parents can switch it off",
]
TOLD = [
    "We send Zumbly name and class. It used to get dates of birth too.",
    "We give names and classes to Zumbly, which replaced Squid. Squid was closed in 2023.",
    "We stopped sending dates of birth to Zumbly, which is sent names and classes only.",
    "Zumbly is given names and classes. Children must not use it without a teacher.",
]


def rows(page):
    return " ".join(entry.name for entry in read_notice(page.encode(), "page.txt").entries)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("place", PLACES)
def test_what_is_said_to_be_out_of_use_has_no_row(place, said):
    found = rows(PLACES[place].format(said))
    assert "Zumbly" not in found
    assert "Arbor" in found


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_takes_its_name_out_of_use(sentence):
    assert "Zumbly" not in rows(f"{PAGE}\nOther things\n\n{sentence}\n{REST}")


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_takes_all_below_it_out_of_use(heading):
    assert rows(f"{PAGE}\n{heading}\n\n- Zumbly\n- Quizbly\n{REST}") == "Arbor CPOMS"


def test_a_red_light_stops_what_stands_below_it():
    page = "Elm School\n\nApps\n\nGREEN\n- Arbor: name, class\n\nAMBER\n- Quizbly: class\n\nRED\n- Zumbly\n"
    assert "Zumbly" not in rows(page)


def test_red_beside_each_of_many_is_a_colour_and_no_light():
    page = PAGE + "\n".join(
        f"\n{name}\n{light}\nGets: name, class"
        for name, light in [("Zumbly", "RED"), ("Wonde", "GREEN"), ("Sumdog", "RED")]
    )
    assert "Zumbly" in rows(page)


@pytest.mark.parametrize("said", IN_USE)
def test_a_service_in_use_stays_though_something_of_it_ended(said):
    assert "Zumbly" in rows(PLACES["a list"].format(said))


@pytest.mark.parametrize("sentence", TOLD)
def test_a_sentence_that_tells_of_data_keeps_its_name(sentence):
    assert "Zumbly" in rows(f"{PAGE}\nOther things\n\n{sentence}\n{REST}")


def test_what_is_taken_back_is_denied_by_name():
    reading = read_notice(PLACES["a list"].format("REVOKED 12/05/2025").encode(), "page.txt")
    assert [one.name for one in reading.denied] == ["Zumbly"]
