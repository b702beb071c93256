"""Ways of writing met on schools' own pages: each told again in our words, of a school that is none."""

from schoolgate.domain.vocabulary import ChoiceKind, Flow
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


def test_data_listed_below_the_name_of_who_gets_it_is_data_and_no_company():
    entries = entries_of(
        "We share the following information with ParentPay:\n\n- Name\n- Class\n\n"
        "We send CPOMS the following:\n\n- Full name\n- Date of birth\n\n"
        "We share data with Tapestry. This includes:\n\n- First name\n- Photographs\n"
    )
    assert {name: set(flows_of(entry)) for name, entry in entries.items()} == {
        "ParentPay": {"full_name", "class"},
        "CPOMS": {"full_name", "date_of_birth"},
        "Tapestry": {"first_name", "photo"},
    }


def test_a_list_of_data_says_nothing_of_who_is_denied_it():
    assert entries_of("We do not share the following information with ParentPay:\n\n- Name\n- Class\n") == {}


def test_what_the_prose_says_of_a_name_whose_data_is_listed_is_read_too():
    text = (
        "We use a company called Classlist to run our messages to families.\n\n"
        "Classlist may collect the following data about your child:\n\n- Name\n- Class\n"
    )
    classlist = entries_of(text)["Classlist"]
    assert classlist.purposes == ("to run our messages to families",)


def test_a_question_is_no_purpose():
    text = (
        "We use a company called Seesaw for homework.\n\nWhy do Seesaw need this information?\n\n"
        "The information is needed to help your child with learning.\n"
    )
    assert not any(words.endswith("?") for words in entries_of(text)["Seesaw"].purposes)


def test_a_title_is_nobody_even_where_a_dash_parts_it():
    text = "Education - Seesaw services - Privacy Statement\n\nWe use a company called Seesaw for homework.\n"
    assert list(entries_of(text)) == ["Seesaw"]


def test_who_we_are_names_the_school_and_no_recipient():
    text = (
        "Who we are\n\nAlder Club is operated by Alder Parent Council.\n\n"
        "Sharing\n\nWe share names with Ofsted.\n"
    )
    assert list(entries_of(text)) == ["Ofsted"]


def test_a_bracket_ends_the_names_inside_it():
    text = (
        "We share information with other agencies (e.g. Police, Local Authority) when a child is at risk.\n"
    )
    assert list(entries_of(text)) == ["Police", "Local Authority"]


def test_a_bullet_wrapped_under_its_first_word_is_one_bullet():
    entries = entries_of(
        "With your permission this data may be shared with:\n\n"
        "  • My local authority through the Free Childcare and Early Education\n"
        "    Entitlement headcount\n"
        "  • Other professionals supporting your child, for example health\n"
        "    visitor or nursery\n"
        "  • Ofsted\n"
    )
    assert list(entries) == ["My local authority", "Other professionals supporting your child", "Ofsted"]


def test_words_for_the_company_just_named_are_no_name():
    text = "If you sign up, your name and class will be shared with this organisation.\n"
    assert entries_of(text) == {}


def test_consent_records_that_are_not_shared_settle_no_choice():
    text = (
        "We share data with the following:\n\n"
        "Names go to the office. No medical or consent information goes there.\n\n"
        "- Stripe - payments\n- Ofsted\n"
    )
    assert {entry.choice for entry in entries_of(text).values()} == {None}


def test_a_name_right_behind_what_it_is_is_that_name_and_not_its_makers():
    entries = entries_of(
        "Our schools make use of the online platform Parents Portal provided by the Scottish Government. "
        "If you sign up to Parents Portal, data about your child will be shared with this organisation. "
        "The personal data will include medical details and religion.\n"
    )
    assert list(entries) == ["Parents Portal"]
    assert entries["Parents Portal"].organisation == "Scottish Government"
    assert {"medical", "religion"} <= set(flows_of(entries["Parents Portal"]))


def test_the_day_of_an_update_heads_no_part_of_the_page():
    text = "Privacy Notice\n\nUpdated 22/01/2021\n\nLessons are held on platforms such as Zoom.\n"
    assert entries_of(text)["Zoom"].section == "Privacy Notice"


def test_a_school_is_named_whole_and_by_no_word_of_a_sentence():
    def school(text):
        return read_notice(text.encode(), "page.txt").school

    assert school("Alder After School Club is run by parents.\n") == "Alder After School Club"
    assert school("During your time with Our Lady's Catholic School we share names with Ofsted.\n") == (
        "Our Lady's Catholic School"
    )
    assert school("To processors on behalf of the Pre-School Centre.\n") is None


def test_a_table_pasted_with_each_row_in_one_line_keeps_its_columns_apart():
    entries = entries_of(
        "Software Information shared by school Other data held on the programme\n"
        "Tapestry by Larch Ltd - A diary of learning. Child's full name and year group Observations made\n"
        "Google Suite - docs, slides Child's full name and Intake year Any work made by the child\n"
        "Class Dojo - behaviour  First name  Points given\n"
    )
    assert list(entries) == ["Tapestry", "Google Suite", "Class Dojo"]
    assert flows_of(entries["Tapestry"]) == {
        "full_name": Flow.SENT,
        "year_group": Flow.SENT,
        "attainment": Flow.CREATED,
    }
    assert set(flows_of(entries["Google Suite"])) == {"full_name", "year_group", "user_content"}
    assert entries["Class Dojo"].purposes == ("behaviour",)


def test_numbered_lines_that_say_to_whom_name_them_below_headings_of_a_lost_table():
    entries = entries_of(
        "Who we share your information with\n\nNo Purpose Legal Basis\n"
        "1. To give information to your next school. Consent\n"
        "2. To the police where a crime is looked into. Legal Obligation\n"
        "3. To the emergency services when life is in danger. Vital Interest\n"
        "4. To Alder County Council Social Care Team. Legal Obligation\n"
    )
    assert set(entries) == {
        "your next school",
        "the police",
        "the emergency services",
        "Alder County Council Social Care Team",
    }
    assert entries["the police"].choice is ChoiceKind.NONE
    assert entries["the emergency services"].choice is None
    assert entries["the emergency services"].basis == "Vital Interest"


def test_neither_a_law_nor_an_answer_to_come_says_where_data_is_stored():
    def regions(text):
        found = read_notice(text.encode(), "page.txt").statements
        return [text for one in found if one.kind == "storage_region"]

    assert (
        regions("I am required to hold this data to comply with the statutory framework of England.\n") == []
    )
    assert regions("Tapestry\n\nPurpose: a diary\n\nLocation of server: TBC\n\nData held: name\n") == []
    assert regions("Tapestry\n\nPurpose: a diary\n\nLocation of server: London\n\nData held: name\n") != []


def test_a_list_of_data_that_names_nobody_is_no_list_of_companies():
    entries = entries_of(
        "Youth support\n\nSchools must pass on certain information to youth support services.\n\n"
        "They must provide:\n\n- the name and address of pupils\n- pupils' date of birth\n"
    )
    assert set(flows_of(entries["youth support services"])) == {"full_name", "address", "date_of_birth"}
    assert len(entries) == 1
    assert entries_of("Who sees your data\n\nWe may record:\n\n- Name\n- Date of birth\n") == {}


def test_a_paragraph_that_ends_by_leading_on_to_a_list_is_read_up_to_there():
    entries = entries_of(
        "We may share your child's information with another local authority if you move. "
        "We may also share it with companies who help us, such as:\n\n"
        "- ParentPay to allow us to receive payment\n- Groupcall to help us reach you\n"
    )
    assert set(entries) == {"local authority", "ParentPay", "Groupcall"}


def test_a_documents_own_dates_and_author_are_no_recipients():
    text = (
        "Sharing protocol\n\nProduction Date: May 2018\n\nReview Date:    May 2019     \n\n"
        "Author:      Ann Elder\n\nThe school has a named Data Protection Officer:\n\n"
        "Ann Elder\n\n0151 496 0000\n\n"
        "We share names with Ofsted.\n"
    )
    assert list(entries_of(text)) == ["Ofsted"]


def test_a_backup_that_is_not_used_holds_nothing():
    assert entries_of("Storage\n\nThe business phone does not use iCloud backups.\n") == {}


def test_a_body_with_two_words_joined_by_and_is_one_body():
    text = "The organisations taking part are:\n\n- NHS Test and Trace\n- Alder City Council\n"
    assert list(entries_of(text)) == ["NHS Test and Trace", "Alder City Council"]


def test_lines_that_name_the_data_before_a_colon_list_the_systems_behind_it():
    entries = entries_of(
        "Using data\n\nWe use information for various purposes:\n\n"
        "Contact information with families: ParentPay, Teachers2Parents & SIMS\n\n"
        "Internal systems for grades and for the tracking of progress in every class and year of the school: "
        "Alder Booking System, ClassDojo, Incerts\n\n"
        "Results in the form of awards: kept on our own systems\n\n"
        "Emergency medical information about children: Evolve, Trent\n"
    )
    assert {"ParentPay", "Teachers2Parents", "Alder Booking System", "Incerts", "Evolve", "Trent"} <= set(
        entries
    )
    assert not any(name.startswith("kept") for name in entries)
    assert flows_of(entries["ParentPay"]) == {"contact_details": Flow.SENT}
    assert flows_of(entries["Trent"]) == {"medical": Flow.SENT}
    assert flows_of(entries["Incerts"]) == {}


def test_an_and_parts_names_though_the_one_before_has_an_and_of_its_own():
    text = (
        "The organisations taking part are:\n\n"
        "- NHS Test and Trace and the local Health Protection Team\n- Ofsted\n"
    )
    assert list(entries_of(text)) == ["NHS Test and Trace", "the local Health Protection Team", "Ofsted"]


def test_a_processor_named_as_such_is_a_recipient():
    text = "Alder Plans Ltd is a data processor for this information acting on our instructions.\n"
    assert list(entries_of(text)) == ["Alder Plans Ltd"]


def test_reserving_the_right_to_share_is_sharing():
    text = (
        "If fees are not paid the club reserves the right to share your data with debt collecting agencies.\n"
    )
    assert list(entries_of(text)) == ["debt collecting agencies"]


def test_a_law_a_child_may_rely_on_receives_nothing():
    text = (
        "Your data\n\nAt any other time you can review information held as part of the record "
        "and do so as part of the Access to Educational Record legislation.\n"
    )
    assert entries_of(text) == {}


def test_what_is_collected_in_a_list_is_not_shared_with_a_name_in_that_list():
    text = (
        "The personal information we will collect is as follows:\n\n- Name and address\n- Religion\n"
        "- Consent for photographs on Facebook\n"
        "- Personal information including your national insurance number\n"
    )
    assert all("national_insurance" not in flows_of(entry) for entry in entries_of(text).values())


def test_names_that_each_stand_before_their_data_are_no_list_of_data():
    text = (
        "Apps we use\n\nThese are optional. Sign up through your tutor:\n\n"
        "- Springboard - name, email\n- Handshake - name and class\n"
    )
    assert list(entries_of(text)) == ["Springboard", "Handshake"]
