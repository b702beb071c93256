"""Ways to set one list out that few schools use, and some do: each reads as the plain one."""

import pytest

from schoolgate.notices.read import read_notice

COLUMNS = ("Service", "Provided by", "What we use it for", "Information shared", "Year groups")
GROUPS = {
    "Homework, revision and lessons": (
        (
            "Sparx Maths",
            "Sparx Limited",
            "Personalised maths homework",
            "First name, class, UPN",
            "Years 7-11",
        ),
        ("Zorbly Verbs", "Quellmoor Ltd", "Vocabulary", "First name, surname, class", "All"),
    ),
    "Careers and progress": (
        ("Unifrog", "Unifrog Education Ltd", "Careers guidance", "Full name, gender, UPN", "Years 9-13"),
        ("SISRA Analytics", "Juniper Education", "Analysis of results", "Full name, ethnicity, SEN", "All"),
    ),
}
TITLE = "Who we share student information with"
ITEMS = {
    "Sparx Maths": {"first_name", "class", "upn"},
    "Zorbly Verbs": {"full_name", "class"},
    "Unifrog": {"full_name", "gender", "upn"},
    "SISRA Analytics": {"full_name", "ethnicity", "sen"},
}


def labels_under_names():
    lines = [TITLE, ""]
    for group, rows in GROUPS.items():
        lines += [group, ""]
        for name, *said in rows:
            told = (f"{label}: {words}" for label, words in zip(COLUMNS[1:], said, strict=True))
            lines += [name, *told, ""]
    return "\n".join(lines), "a.txt"


def tabs():
    lines = [TITLE, ""]
    for group, rows in GROUPS.items():
        lines += [group, *("\t".join(row) for row in (COLUMNS, *rows)), ""]
    return "\n".join(lines), "a.txt"


def semicolons_under_titles():
    lines = ["Moor High School", TITLE, ""]
    for group, rows in GROUPS.items():
        lines += [group, *(";".join(row) for row in (COLUMNS, *rows)), ""]
    return "\n".join(lines), "a.csv"


def a_table_for_each():
    page = f"<h1>{TITLE}</h1>"
    for group, rows in GROUPS.items():
        page += f"<h2>{group}</h2>"
        for name, *said in rows:
            pairs = zip(COLUMNS[1:], said, strict=True)
            told = "".join(f"<tr><td>{label}</td><td>{words}</td></tr>" for label, words in pairs)
            page += f"<table><tr><th colspan=2>{name}</th></tr>{told}</table>"
    return page, "a.html"


CLOTHES = (labels_under_names, tabs, semicolons_under_titles, a_table_for_each)


@pytest.mark.parametrize("dress", CLOTHES, ids=lambda dress: dress.__name__)
def test_a_list_reads_the_same_however_it_is_set_out(dress):
    words, name = dress()
    reading = read_notice(words.encode(), name)

    assert {entry.name: {item.item for item in entry.items} for entry in reading.entries} == ITEMS
    told = {name: said for rows in GROUPS.values() for name, *said in rows}
    for entry in reading.entries:
        provider, purpose, _, years = told[entry.name]
        assert entry.organisation == provider
        assert entry.purposes == (purpose,)
        assert entry.year_groups == years


def test_a_firm_stays_the_recipient_where_its_table_is_headed_by_what_it_does():
    page = (
        "<h1>Who we share data with</h1>"
        "<table><tr><th colspan=2>Catering</th></tr><tr><td>Company</td><td>Chartwells</td></tr>"
        "<tr><td>Information shared</td><td>name, class</td></tr></table>"
    )
    assert [entry.name for entry in read_notice(page.encode(), "a.html").entries] == ["Chartwells"]
