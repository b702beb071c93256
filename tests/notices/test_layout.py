"""Each way in which a school sets out its notice: who receives data, and which words are about whom."""

from hypothesis import given
from hypothesis import strategies as st

from schoolgate.notices.layout import lay_out
from tests.notices.layouts import cells_of, denied_in, layout_of, names_in, page_of


def test_lines_of_label_and_value_below_a_name_are_one_entry():
    text = (
        "Alder School\n\nServices for pupils\n\nNumber Orchard\n\nService Provider: Larch Ltd\n\n"
        "Purpose: Maths\n\n"
        "Data Shared: full name\nand class\n\nStory Lantern\n\nService Provider: Elm Ltd\n\n"
        "Purpose: Reading\n\n"
        "Data Shared:\n"
    )
    assert names_in(text) == ["Number Orchard", "Story Lantern"]
    assert cells_of(text, "Number Orchard") == {
        "provider": ["Larch Ltd"],
        "purpose": ["Maths"],
        "data": ["full name\nand class"],
    }


def test_a_label_with_nothing_behind_it_is_kept_as_a_blank():
    text = (
        "Story Lantern\nPurpose: Reading\nData Shared:\n\nNumber Orchard\nPurpose: Maths\nData Shared: name\n"
    )
    assert cells_of(text, "Story Lantern")["data"] == []


def test_who_below_a_named_company_is_about_years():
    text = "Name: Sound Garden\nCompany: Elm Ltd\nWhat we share: first name\nWho: Y1-Y2\n"
    assert cells_of(text, "Sound Garden")["year_groups"] == ["Y1-Y2"]


def test_a_cell_broken_by_a_page_is_one_cell_again():
    text = (
        "Company\tWhat data is shared\nPixel Meadow\tNames and\n\n\tclasses.\nThe Elm Project\tNames.\n"
        "\nPage 2\n\nCompany\tWhat data is shared\nOak Trust\tNames.\n"
    )
    assert names_in(text) == ["Pixel Meadow", "The Elm Project", "Oak Trust"]
    assert cells_of(text, "Pixel Meadow") == {"data": ["Names and", "classes."]}


def test_a_table_pasted_one_cell_a_line_is_a_table_again():
    text = (
        "Supplier\nPurpose\nData shared\n\nLedger Lane\nBudgets\nStaff names\n\nGlimmer\n"
        "Photographs\nName, class\n"
    )
    assert names_in(text) == ["Ledger Lane", "Glimmer"]
    assert cells_of(text, "Glimmer") == {"purpose": ["Photographs"], "data": ["Name, class"]}


def test_columns_of_spaces_and_of_bars_are_tables():
    spaces = "Service          What they get\nNumber Orchard   full name\nPixel Meadow     first name\n"
    bars = "Ref | Recipient | What\n1 | Number Orchard | full name\n2 | Pixel Meadow | first name\n"
    assert names_in(spaces) == names_in(bars) == ["Number Orchard", "Pixel Meadow"]


def test_a_heading_row_in_a_table_is_a_section_of_its_rows():
    html = (
        "<table><tr><th>System</th><th>Data shared</th></tr><tr><td colspan=2>Teaching</td></tr>"
        "<tr><td>Story Lantern</td><td>first name</td></tr></table>"
    )
    (row,) = layout_of(html, ".html").rows
    assert (row.name, row.section.heading) == ("Story Lantern", "Teaching")


def test_a_cell_that_spans_rows_belongs_to_each_of_them():
    html = (
        "<table><tr><th>Supplier</th><th>System</th><th>Data shared</th></tr>"
        "<tr><td rowspan=2>Larch Ltd</td><td>Number Orchard</td><td>name</td></tr>"
        "<tr><td>Story Lantern</td><td>class</td></tr></table>"
    )
    assert cells_of(html, "Story Lantern", ".html") == {"provider": ["Larch Ltd"], "data": ["class"]}


def test_a_group_of_bullets_heads_them_and_a_body_keeps_its_details():
    text = (
        "We share information with:\n- The Department for Education\n\t- results\n"
        "- Companies that work for us\n"
        "\t- Pixel Meadow - coding\n\t- Story Lantern - reading\n"
    )
    assert names_in(text) == ["The Department for Education", "Pixel Meadow", "Story Lantern"]
    assert layout_of(text).rows[1].section.heading == "Companies that work for us"


def test_a_numbered_company_provides_the_lettered_services_below_it():
    text = (
        "Suppliers\n\n1) Larch Learning\n   a) Number Orchard - maths\n"
        "   b) Story Lantern - books\n2) Elm Ltd - clubs\n"
    )
    assert names_in(text) == ["Number Orchard", "Story Lantern", "Elm Ltd"]
    assert cells_of(text, "Story Lantern")["provider"] == ["Larch Learning"]


def test_services_numbered_in_one_line_are_several():
    text = (
        "Providers\n\n"
        "Larch Ltd Services: 1. Number Orchard - maths. Data includes names 2. Sapling - trees.\n"
    )
    assert names_in(text) == ["Number Orchard", "Sapling"]
    assert cells_of(text, "Number Orchard")["data"] == ["names"]


def test_a_category_lists_its_services_with_their_words_in_brackets():
    text = (
        "Who we share with\n\nTrips: Evolve (name); Elm Travel Ltd (medical).\nNot used: Facebook, TikTok.\n"
    )
    assert names_in(text) == ["Evolve", "Elm Travel Ltd"]
    assert denied_in(text) == ["Facebook", "TikTok"]


def test_bare_names_below_a_promise_are_recipients_and_the_heading_after_is_not():
    text = (
        "Programs used by pupils\n\nPurple Mash\n\nPixel Meadow\n\nHow we keep data\n\n"
        + "We keep it safe. " * 8
    )
    assert names_in(text) == ["Purple Mash", "Pixel Meadow"]


def test_sentences_below_a_list_hold_for_its_section():
    text = (
        "Programs used by pupils\n\nPurple Mash\n\nPixel Meadow\n\n"
        "The above will have as little data as possible.\n"
    )
    page = page_of(text)
    section = lay_out(page).rows[0].section
    assert [page.text[a:b] for a, b in section.sentences] == [
        "The above will have as little data as possible."
    ]


def test_running_words_name_who_is_told_and_what_is_used():
    text = (
        "Data\n\n"
        "We share records with the school nurse, health visitors and Elm Council. "
        "Dinner money is paid through Penny Jar. Pupils use an app called Sound Garden.\n"
    )
    assert names_in(text) == [
        "the school nurse",
        "health visitors",
        "Elm Council",
        "Penny Jar",
        "Sound Garden",
    ]


def test_bodies_run_together_without_bullets_are_several():
    text = (
        "We share pupil information with:\n\n"
        "our local authority schools that pupils attend after us health authorities\n"
    )
    assert names_in(text) == [
        "our local authority",
        "schools that pupils attend after us",
        "health authorities",
    ]


def test_a_question_that_names_a_service_is_answered_below_it():
    yes = "Q. Do photos go on Facebook?\nA. Only with consent.\n\nQ. Who else?\nA. Nobody.\n"
    no = "Q. Do photos go on Facebook?\nA. No. We decided against it.\n\nQ. Who else?\nA. Nobody.\n"
    assert (names_in(yes), names_in(no)) == (["Facebook"], [])


def test_what_is_no_longer_used_is_denied_and_what_replaced_it_is_not():
    text = "Our systems\n\nParentMail has been replaced by Arbor. We do not use Zoom. Kahoot is blocked.\n"
    assert denied_in(text) == ["ParentMail", "Zoom", "Kahoot"]
    assert names_in(text) == ["Arbor"]


def test_a_regulator_named_for_complaints_receives_nothing():
    text = (
        "Who we share with\n\n- Purple Mash\n- Elm Ltd\n\nYour rights\n\n"
        "You can complain to the Information Commissioner.\n"
    )
    assert names_in(text) == ["Purple Mash", "Elm Ltd"]


def test_what_the_department_does_with_data_is_not_our_sharing():
    text = (
        "The DfE may share information with third parties who promote education by:\n"
        "- Elm Research\n- Oak Ltd\n"
    )
    assert names_in(text) == []


def test_kinds_of_data_are_no_recipients():
    text = (
        "What we collect, hold and share includes:\n- Names\n- Attendance\n"
        "- Welfare issues (including the use of CPOMS)\n"
    )
    assert names_in(text) == ["CPOMS"]


@given(st.text(alphabet="Aa bE,.:;-–•()|\t\n1)?[]&'\"", max_size=300))
def test_every_row_of_any_text_is_named_by_its_own_words(text):
    page = page_of(text)
    for row in lay_out(page).rows:
        assert [page.text[a:b] for a, b in row.name_spans] == [row.name]
        assert all(0 <= a < b <= len(page.text) for cell in row.cells for a, b in cell.spans)


def test_a_table_of_retention_times_names_no_recipient():
    html = (
        "<h2>How long we keep data</h2><table><tr><th>Type of information</th><th>Retention</th></tr>"
        "<tr><td>Registers</td><td>3 years</td></tr></table>"
    )
    assert names_in(html, ".html") == []


def test_short_lines_below_a_lead_in_are_its_list_and_a_numbered_heading_is_none():
    text = (
        "6. Where data comes from\nWe may also hold data from:\nPrevious schools\nPolice forces\n\n"
        "7. Who we share data with\nWe share personal information with:\nOur local authority\nElm Coaches\n\n"
        "8. Your rights\nYou can ask for a copy.\n"
    )
    assert names_in(text) == ["Our local authority", "Elm Coaches"]


def test_a_name_over_a_paragraph_that_takes_it_up_is_an_entry():
    text = (
        "Data sharing\n\nWriggle Maths\nChildren use Wriggle Maths at home. We upload names and classes.\n\n"
        "Contact\nIf you have questions please contact the office.\n"
    )
    assert names_in(text) == ["Wriggle Maths"]


def test_xhtml_that_declares_its_encoding_is_read():
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>'
    html = "<html><body><p>We share names with CPOMS.</p></body></html>"
    assert names_in(declared + html, ".html") == ["CPOMS"]
