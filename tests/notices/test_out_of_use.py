"""What a school no longer uses, never used, or tells nothing, is no row; what only loses a part is one."""

import pytest

from schoolgate.domain.vocabulary import EntryState
from schoolgate.notices.read import read_notice

PAGE = "Elm School\n\nWho we share data with\n\n- Arbor: name, date of birth\n- CPOMS: name, concerns\n"
TABLE = (
    "System | Purpose | Data shared\nArbor | records | name, class\nCPOMS | safeguarding | name, concerns\n"
)
OVER = [
    "finished summer 2022",
    "not at present, we have asked the company questions",
    "nothing uploaded since September 2024, they get what they need from DfE",
    "not currently used",
    "we let the licence lapse in 2022",
    "we left this in 2022",
    "piloted in 2023 but not taken forward",
    "pilot finished at Easter",
    "we gave this up in 2023",
    "since September 2024 we use Arbor instead",
    "no longer part of our list",
    "this has now finished",
    "staff must not use this",
]
STANDING = [
    "name and class; we stopped sharing dates of birth in 2022",
    "not used by staff, only pupils: name, class",
    "left over balances, name, class",
    "cancelled orders, name",
    "name, class. Accounts are deleted when a child leaves",
    "replaces Tapestry. Name and class",
    "name. It does not receive dates of birth",
    "name, class. You can no longer opt out of this",
]
LEADS = [
    "We do not share information with",
    "We do not pass anything to:",
    "We never give details to any of these",
    "We used to use these:",
    "Things people think we share but we don't",
    "We have looked at these and decided against them:",
    "The following get nothing from us:",
    "Old systems",
]
SENTENCES = [
    "The School will never give contact details to Kahoot or to Seesaw.",
    "We do not put children's pictures on Facebook.",
    "Kahoot was our old quiz tool, we finished with it at Easter.",
    "Kahoot and Seesaw were piloted in 2023-24 and were not bought.",
    "Kahoot gets nothing from us.",
    "Please note that Kahoot is no longer one of our apps.",
    "Kahoot, which we used in lockdown, has been deleted.",
    "We are thinking about Kahoot but have not signed up.",
]


def read(page):
    reading = read_notice(page.encode(), "page.txt")
    return [one.name for one in reading.entries], [one.name for one in reading.denied]


@pytest.mark.parametrize("said", OVER)
def test_an_item_that_is_over_is_denied_in_a_list_and_in_a_table(said):
    assert read(f"{PAGE}- Zephyr: {said}\n") == (["Arbor", "CPOMS"], ["Zephyr"])
    assert read(f"{PAGE}\n{TABLE}Zephyr | reading | {said}\n") == (["Arbor", "CPOMS"], ["Zephyr"])


def test_it_is_denied_too_where_its_maker_stands_beside_it():
    over = "- Provision Mapping by Edukey: finished summer 2022\n"
    assert read(PAGE + over) == (["Arbor", "CPOMS"], ["Provision Mapping"])


@pytest.mark.parametrize("said", STANDING)
def test_an_item_that_only_leaves_something_out_stands(said):
    assert read(f"{PAGE}- Zephyr: {said}\n") == (["Arbor", "CPOMS", "Zephyr"], [])
    assert read(f"{PAGE}\n{TABLE}Zephyr | reading | {said}\n")[1] == []


@pytest.mark.parametrize(
    "kept", ["Removed after one year", "Data deleted after 30 days", "Until Year 6 ends"]
)
def test_how_long_a_row_is_kept_puts_it_out_of_no_use(kept):
    rows = f"Arbor | name | {kept}\nCPOMS | name | {kept}\n"
    page = f"Who we share with\n\nSystem | Data shared | Retention\n{rows}"
    assert read(page) == (["Arbor", "CPOMS"], [])


@pytest.mark.parametrize("lead", LEADS)
def test_a_list_is_denied_by_the_words_that_lead_to_it(lead):
    found, denied = read(f"{PAGE}\n{lead}\n- Kahoot\n- Zephyr\n- the Parent Council\n")
    assert (found, len(denied)) == (["Arbor", "CPOMS"], 3)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_denies_what_it_names(sentence):
    found, denied = read(f"{PAGE}\n{sentence}\n")
    assert found == ["Arbor", "CPOMS"]
    assert denied


def test_a_name_over_words_that_leave_it_out_is_denied_and_one_over_what_it_gets_is_not():
    entries = ["Arbor\nWe send name and class.", "CPOMS\nWe send name and class.", "Tapestry\nWe send name."]
    left_out = [*entries, "Facebook\nA page for parents to find us. We do not put children's pictures on it."]
    told = [*entries, "Facebook\nWe post first names. We do not put children's pictures on it."]
    assert read("\n\n".join(["Who we share with", *left_out]))[1] == ["Facebook"]
    assert read("\n\n".join(["Who we share with", *told]))[1] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Vivo, Fronter and Kahoot are things you may remember; none is used now.",
        "Moodle is run on our own server and no third party is involved.",
    ],
)
def test_what_is_gone_or_stays_in_school_is_no_recipient(sentence):
    assert not {"Kahoot", "Fronter", "Moodle"} & set(read(f"{PAGE}\n{sentence}\n")[0])


@pytest.mark.parametrize(
    "words",
    [
        "Jigsaw PSHE (July 2023), Groupcall (August 2021) and Wren fingerprint readers are no longer used.",
        "Withdrawn: Jigsaw PSHE and Groupcall (August 2021) are no longer used.",
        "No longer with us: Jigsaw PSHE, Groupcall",
        "Still undecided\n\nJigsaw PSHE\nGroupcall",
    ],
)
def test_all_that_one_sentence_or_heading_puts_out_of_use_are_no_rows(words):
    reading = read_notice(f"{PAGE}\n{words}\n".encode(), "notice.txt")

    assert [entry.name for entry in reading.entries] == ["Arbor", "CPOMS"]
    assert {"Jigsaw PSHE", "Groupcall"} <= {one.name for one in reading.denied}


def test_what_a_refusal_spares_is_a_recipient():
    said = "We don't give pictures to Facebook or to photographers other than Portrait Ireland (name, class)."
    assert read(f"{PAGE}\n{said}\n") == (["Arbor", "CPOMS", "Portrait Ireland"], ["Facebook"])


def test_a_subscription_that_was_ended_denies_the_service():
    said = "We ended our subscription to Kahoot in 2023 and Kahoot no longer holds contacts for our parents."
    found, denied = read(f"{PAGE}\n{said}\n")
    assert (found, set(denied)) == (["Arbor", "CPOMS"], {"Kahoot"})


@pytest.mark.parametrize(
    "said",
    [
        "Kept until July of the year they leave.",
        "We keep the records until July of the year in which the child leaves.",
        "Photos are kept until July 2031.",
        "Name, class: until July after they leave.",
        "Marks stay there until the summer.",
        "Retained until August of their final year.",
    ],
)
def test_data_that_is_kept_until_a_month_is_with_a_service_in_use(said):
    reading = read_notice(f"{PAGE}\n- Kahoot: quizzes. Name, class. {said}\n".encode(), "notice.txt")
    kahoot = next(entry for entry in reading.entries if entry.name == "Kahoot")
    assert (kahoot.state, kahoot.status_note) == (EntryState.UNKNOWN, None)


@pytest.mark.parametrize("said", ["In use until July 2025.", "We used it until July.", "Until summer 2025."])
def test_a_service_that_was_used_until_a_month_is_used_no_longer(said):
    reading = read_notice(f"{PAGE}\n- Kahoot: quizzes. Name, class. {said}\n".encode(), "notice.txt")
    assert [entry.state for entry in reading.entries if entry.name == "Kahoot"] == [EntryState.PAST]
