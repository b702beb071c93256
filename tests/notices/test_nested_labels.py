"""Labels below a name say what is said of it, whatever the heading above promises."""

from tests.notices.layouts import cells_of, names_in

NESTED = """Elm School

Software

- CPOMS
    - Purpose: to log concerns
    - Data shared: name, class
    - Parents may opt out: No
- Number Orchard
    - Provider: Orchard Maths Ltd
    - Data shared:
        - first name
        - class
- Ofsted
"""


def test_labels_deeper_than_a_name_are_its_own():
    assert names_in(NESTED) == ["CPOMS", "Number Orchard", "Ofsted"]
    assert cells_of(NESTED, "CPOMS") == {
        "purpose": ["to log concerns"],
        "data": ["name, class"],
        "other": ["No"],
    }


def test_bullets_below_a_label_are_its_words():
    assert cells_of(NESTED, "Number Orchard")["data"] == ["first name", "class"]


def test_a_label_that_names_services_does_so_with_nothing_more_said():
    text = "Service: CPOMS\nPurpose: to log concerns\n\nService: Ofsted\n\nService: The school nurse\n"
    assert names_in(text) == ["CPOMS", "Ofsted", "The school nurse"]


def rows_of(*tables):
    cells = ("".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) for rows in tables)
    return "".join(f"<table>{rows}</table>" for rows in cells)


def test_a_label_nobody_taught_us_does_not_end_a_services_table():
    page = "<h1>Who we share data with</h1>" + rows_of(
        (("Service", "CPOMS"), ("Purpose", "to log concerns"), ("Parents may choose", "No")),
        (("Service", "The council"), ("Data shared", "name"), ("Parents may choose", "No")),
    )
    assert names_in(page, ".html") == ["CPOMS", "The council"]
    assert cells_of(page, "The council", ".html") == {"data": ["name"], "other": ["No"]}


def test_a_row_over_the_whole_table_is_a_heading_even_where_its_words_are_a_bodys():
    page = (
        "<h1>Who we share data with</h1><table><tr><th>Service</th><th>Data shared</th></tr>"
        "<tr><td colspan=2>National Pupil Database</td></tr><tr><td>CPOMS</td><td>name</td></tr></table>"
    )
    assert names_in(page, ".html") == ["CPOMS"]
    apart = page.replace(
        "<td colspan=2>National Pupil Database</td>", "<td>National Pupil Database</td><td></td>"
    )
    assert names_in(apart, ".html") == ["National Pupil Database", "CPOMS"]


def test_a_label_behind_a_name_and_a_stop_is_no_part_of_the_name():
    text = "We share with:\n\n- Libacura. Data shared: name\n- CPOMS (Raptor (UK) Ltd) - safeguarding\n"
    assert names_in(text) == ["Libacura", "CPOMS"]


def test_small_lines_below_a_name_are_about_it():
    page = (
        "# Who we share with\n\n- **We have to**\n  - Dyfnant County Council\n"
        "    - *data:* attendance, exclusions\n    - the council sends us: looked-after status\n"
        "  - Zogwell Coaches\n    - families book by themselves\n"
    )
    assert names_in(page, ".md") == ["Dyfnant County Council", "Zogwell Coaches"]
    assert cells_of(page, "Dyfnant County Council", ".md")["data"] == ["attendance, exclusions"]
