"""Lists that stand inside a paragraph, or whose bullets end in semicolons."""

from schoolgate.notices.read import read_notice


def entries(words):
    return {entry.name: entry for entry in read_notice(words.encode(), "page.txt").entries}


def items(entry):
    return {str(item.item) for item in entry.items}


def test_each_part_between_semicolons_is_one_recipient():
    found = entries(
        "Elm School\n\nNotice\n\nThis is a notice. The recipients are: Estyn, on inspection; "
        "Careers Wales, which is supplied with names and addresses; and Bws Caron Cyf (names, year groups).\n"
    )
    assert set(found) == {"Estyn", "Careers Wales", "Bws Caron Cyf"}
    assert items(found["Careers Wales"]) == {"full_name", "address"}


def test_what_stands_before_the_colon_is_given_to_each_behind_it():
    found = entries("Elm School\n\nWho else?\n\nGiven name and date of birth: Canvas, Microsoft 365; BKSB.\n")
    assert set(found) == {"Canvas", "Microsoft 365", "BKSB"}
    assert {frozenset(items(one)) for one in found.values()} == {frozenset(("full_name", "date_of_birth"))}


def test_bullets_that_end_in_semicolons_lead_on_to_nothing():
    found = entries(
        "Elm School\n\nWe share information with the organisations below, where the law allows it:\n\n"
        "- NHS Lorn and Isles – names;\n- Ofsted, who inspect;\n- Fern Coaches, who need the address.\n"
    )
    assert set(found) == {"NHS Lorn and Isles", "Ofsted", "Fern Coaches"}


def test_a_paragraph_on_what_is_not_done_lists_nobody():
    found = entries(
        "Elm School\n\nWe share name with Arbor.\n\nNot told anything: Acme Ltd; Beta Ltd; Gamma Ltd.\n"
    )
    assert set(found) == {"Arbor"}
