"""A sentence of several clauses says of each recipient its own."""

from schoolgate.notices.read import read_notice


def reading_of(words):
    return read_notice(f"Who we share data with\n\n{words}\n".encode(), "page.txt")


def items_by_name(words):
    return {entry.name: {item.item for item in entry.items} for entry in reading_of(words).entries}


def test_each_clause_is_about_its_own_recipient():
    words = "Weduc is given parents' email addresses, while Arbor is given names and dates of birth."
    assert items_by_name(words) == {"Weduc": {"contact_email"}, "Arbor": {"full_name", "date_of_birth"}}


def test_one_clause_may_deny_and_the_next_not():
    reading = reading_of("Payments are taken by ParentPay; SIMS Pay is no longer used.")
    assert [entry.name for entry in reading.entries] == ["ParentPay"]
    assert [one.name for one in reading.denied] == ["SIMS Pay"]


def test_a_sentence_may_be_about_everybody_before_it():
    words = "We use Sparx Maths and Educake. All of these receive a name and class."
    assert items_by_name(words) == {"Sparx Maths": {"full_name", "class"}, "Educake": {"full_name", "class"}}


def test_what_is_said_below_a_lead_in_goes_to_each():
    words = "Names and classes are passed to:\nSumdog\nGiglets"
    assert items_by_name(words) == {"Sumdog": {"full_name", "class"}, "Giglets": {"full_name", "class"}}


def test_an_entry_may_stand_in_one_line():
    words = "Provider – Famly. What for – our register. Data – name, class. Checked – March 2025."
    (entry,) = reading_of(words).entries
    assert (entry.name, entry.purposes, entry.risk_assessed) == ("Famly", ("our register",), "2025-03")


def test_a_kind_may_stand_before_the_name():
    words = "- Library: Accessit – name, form\n- Printing: PaperCut – username\n- Careers: Unifrog – name"
    reading = reading_of(words)
    assert [entry.name for entry in reading.entries] == ["Accessit", "PaperCut", "Unifrog"]
    assert [entry.purposes for entry in reading.entries] == [("Library",), ("Printing",), ("Careers",)]


def test_below_a_heading_that_denies_nobody_is_listed():
    reading = reading_of("Bromcom holds names.\n\nNot shared\n\nTapestry (closed) and Facebook (no page).")
    assert [entry.name for entry in reading.entries] == ["Bromcom"]
