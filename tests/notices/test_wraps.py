"""Tables whose cells wrap below themselves, row straight below row, and what pages print at their edges."""

from schoolgate.notices.read import read_notice

TWO = """Fosseway Nursery School                                                   Page 2 of 3

PEOPLE OUTSIDE SCHOOL                      WHAT THEY HAVE
Eyworks (All About Software                Registration details, funded hours,
Ltd)                                       learning journal
Tiny Tums (lunches)                        First names, allergies, faith diets
Lexplore Analytics and Early Years         Support plans; nothing until you
Inclusion                                  have signed
Kids First Music                           Nothing
Fosse Vale District Council                Housing, only with your say so:
Homes team                                 name, address

                                                                    continued overleaf

PEOPLE OUTSIDE SCHOOL                      WHAT THEY HAVE
Parenta Group                              Enquiry form: name, phone, e-mail
Stay and Play partners from Home           Parent's first name and baby's age
Start                                      at the door. They do not keep it.
"""
SIX = """Kestrel Valley School                             Data Protection Suite 2026
Appendix 4: Third Party Processors                          Page 11 of 19

Processor             Service             Categories of     Personal data          Security
                                          individual        transferred            review
Arbor Education       MIS                 Students,         All student data       Nov 2023
Partners Ltd                              parents, staff    held by the UTC
Wonde Ltd             Integration from    Students          Name, UPN, DOB         Nov 2023
                      Arbor to Sparx
Sparx Ltd             Sparx Maths         Students          Name, class            Nov 2023

Kestrel Valley School                             Data Protection Suite 2026
Appendix 4: Third Party Processors                          Page 12 of 19

Processor             Service             Categories of     Personal data          Security
                                          individual        transferred            review
CPOMS Systems Ltd     CPOMS               Students          Name, DOB; records     June 2021
                                                            made by staff
Kestrel Systems Ltd   Kestrel Meals       Students          Name, FSM              June 2021
(Overnet Data)                                              eligibility
"""


def read(page):
    return {one.name: one for one in read_notice(page.encode(), "notice.txt").entries}


def test_a_cell_goes_on_below_itself_though_its_neighbour_does_too():
    names = [*read(TWO)]
    assert names[0].startswith("Eyworks")
    assert "Tiny Tums" in names
    assert "Fosse Vale District Council Homes team" in names
    assert not {"Inclusion", "Homes team", "Start", "Ltd)"} & {*names}


def test_a_table_that_goes_on_overleaf_is_parted_as_before():
    assert [name for name in read(TWO) if "Home" in name and "Fosse" not in name] == [
        "Stay and Play partners from Home Start"
    ]


def test_a_company_in_two_lines_names_its_row_where_the_service_only_tells_what_is_done():
    assert [*read(SIX)] == [
        "Arbor Education Partners Ltd",
        "Wonde Ltd",
        "Sparx Maths",
        "CPOMS",
        "Kestrel Meals",
    ]


def test_what_stands_at_the_edge_of_each_page_names_nobody():
    assert not [name for name in (*read(SIX), *read(TWO)) if "Page" in name or "Suite" in name]


def test_short_rows_one_below_another_stay_rows():
    page = (
        "Supplier          What they get\nArbor             Names, classes\nNumbots           names\n"
        "Lexia             Names\nTapestry          photographs\n"
    )
    assert [*read(page)] == ["Arbor", "Numbots", "Lexia", "Tapestry"]


def test_bullets_set_off_by_two_spaces_are_no_table_whose_cells_wrap():
    page = (
        "We share information with:\n\n-  Scottish Government for statistics (nobody is named)\n"
        "-  SQA – candidates' names, dates of birth\n-  Skills Development Scotland – name, leaving date\n"
        "-  the school nurse, who gives us dates only\n"
    )
    assert [*read(page)][:3] == ["Scottish Government", "SQA", "Skills Development Scotland"]
