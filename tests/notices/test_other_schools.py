"""Ways of writing met on schools' own pages: each told again in our words, of a school that is none."""

from schoolgate.domain.vocabulary import Flow
from schoolgate.notices.read import read_notice


def entries_of(text):
    return {entry.name: entry for entry in read_notice(text.encode(), "page.txt").entries}


def flows_of(entry):
    return {item.item: item.flow for item in entry.items}


HELD_BY_EACH = """Alder School: companies online

Our main database is called SIMS:

Purpose of data: office records such as name, address and allergies to keep children well

Location of server: in school

Key information held: details submitted by parents on entry

Companies online

Tapestry (Early Years)

Purpose of data: a diary of learning. Bank details are added by families themselves.

Location of server: Ireland

Key information held: child name, photos
"""


def test_labels_that_ask_for_key_information_and_servers_name_no_company():
    entries = entries_of(HELD_BY_EACH)
    assert list(entries) == ["SIMS", "Tapestry"]
    assert entries["Tapestry"].storage == "Ireland"
    assert flows_of(entries["Tapestry"])["photo"] is Flow.SENT


def test_a_sentence_that_ends_in_a_name_heads_the_labels_below_it():
    sims = entries_of(HELD_BY_EACH)["SIMS"]
    assert sims.storage == "in school"
    assert sims.purposes == ("to keep children well",)


def test_what_families_gave_is_read_with_the_list_beside_it():
    sims = flows_of(entries_of(HELD_BY_EACH)["SIMS"])
    assert sims["parent_entered"] is Flow.ENTERED_BY_FAMILIES
    assert {"full_name", "address", "medical"} <= set(sims)


def test_what_families_add_themselves_is_read_beside_what_the_school_sends():
    assert flows_of(entries_of(HELD_BY_EACH)["Tapestry"])["payment"] is Flow.ENTERED_BY_FAMILIES


def test_a_phase_in_brackets_is_whose_it_is_and_no_company():
    tapestry = entries_of(HELD_BY_EACH)["Tapestry"]
    assert (tapestry.year_groups, tapestry.organisation) == ("Early Years", None)


def test_other_data_held_in_a_programme_is_made_there():
    entries = entries_of(
        "Software | Information shared by school | Other data held on the programme\n"
        "Tapestry by Larch Ltd | Child's full name, date of birth | Observations added by staff\n"
        "Class Dojo | First name | Points given in every subject\n"
    )
    assert flows_of(entries["Tapestry"]) == {
        "full_name": Flow.SENT,
        "date_of_birth": Flow.SENT,
        "attainment": Flow.CREATED,
    }
    assert flows_of(entries["Class Dojo"]) == {"first_name": Flow.SENT, "behaviour": Flow.CREATED}


def test_a_product_by_its_maker_is_the_product():
    entries = entries_of(
        "We use these apps:\n\n- Tapestry by Larch Ltd - a diary\n- Learning by Questions - quizzes\n"
    )
    assert list(entries) == ["Tapestry", "Learning by Questions"]
    assert entries["Tapestry"].organisation == "Larch Ltd"
