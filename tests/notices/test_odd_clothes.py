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


def table(rows):
    lines = ("".join(f"<td>{words}</td>" for words in row) for row in (COLUMNS, *rows))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def cards_that_a_stylesheet_lays_out():
    page = f"<h1>{TITLE}</h1>"
    for group, rows in GROUPS.items():
        page += f"<h2>{group}</h2>"
        for name, *said in rows:
            pairs = zip(COLUMNS[1:], said, strict=True)
            told = "".join(f"<div><span class=l>{a}</span><span class=v>{b}</span></div>" for a, b in pairs)
            page += f"<div class=card><div class=name>{name}</div>{told}</div>"
    return page, "a.html"


def cards_with_lines_for_their_rows():
    page, name = cards_that_a_stylesheet_lays_out()
    return page.replace("</span><span", "</span> <span"), name


def terms_with_two_descriptions():
    page = f"<h1>{TITLE}</h1>"
    for group, rows in GROUPS.items():
        page += f"<h2>{group}</h2><dl>"
        for name, maker, purpose, data, years in rows:
            page += f"<dt>{name} ({maker})</dt><dd>{purpose}. Information shared: {data}.</dd>"
            page += f"<dd>Year groups: {years}</dd>"
        page += "</dl>"
    return page, "a.html"


def panels_behind_tabs():
    tabs = "".join(f"<li role=tab><a href='#p{n}'>{group}</a></li>" for n, group in enumerate(GROUPS))
    page = f"<html><body><h1>{TITLE}</h1><ul role=tablist>{tabs}</ul>"
    for n, (group, rows) in enumerate(GROUPS.items()):
        hidden = "style='display:none'" if n else ""
        page += f"<div role=tabpanel id=p{n} {hidden}><h2>{group}</h2>{table(rows)}</div>"
    return f"{page}</body></html>", "a.html"


CLOTHES = (
    labels_under_names,
    tabs,
    semicolons_under_titles,
    a_table_for_each,
    cards_that_a_stylesheet_lays_out,
    cards_with_lines_for_their_rows,
    terms_with_two_descriptions,
    panels_behind_tabs,
)


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


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u200b", "\u200c", "\u2060", "\ufeff", "\u200e", "\u202d"],
    ids=lambda sign: ascii(sign),
)
@pytest.mark.parametrize("ending", ["txt", "md", "html", "csv"])
def test_a_sign_that_nobody_sees_changes_no_name(sign, ending):
    heads, row = "Service,Company,Purpose,Data shared", "Spelling Shed,EdShed Ltd,Spelling,name and class"
    hidden = row.replace("ll", f"l{sign}l").replace("ame", f"a{sign}me")
    pages = {
        "csv": f"{heads}\n{hidden}",
        "txt": f"We share data with:\n\n{heads}\n{hidden}\n{hidden.replace('Shed', 'Frame')}".replace(
            ",", "\t"
        ),
        "md": f"|{heads}|\n|-|-|-|-|\n|{hidden}|".replace(",", "|"),
        "html": f"<table><tr><th>{heads}</th></tr><tr><td>{hidden}</td></tr></table>".replace(
            ",", "</td><td>"
        ).replace("&", "&amp;"),
    }
    entry, *_ = read_notice(pages[ending].encode(), f"a.{ending}").entries

    assert (entry.name, entry.purposes) == ("Spelling Shed", ("Spelling",))
    assert {item.item for item in entry.items} == {"full_name", "class"}


@pytest.mark.parametrize(
    ("line", "name", "maker"),
    [
        ("Purple Mash – 2Simple Ltd", "Purple Mash", "2Simple Ltd"),
        ("Satchel One – Satchel Group", "Satchel One", "Satchel Group"),
        ("Zorbly – Quellmoor Ltd", "Zorbly", "Quellmoor Ltd"),
        ("Unifrog (Unifrog Education Ltd)", "Unifrog", "Unifrog Education Ltd"),
        ("Renaissance Learning – Accelerated Reader", "Accelerated Reader", "Renaissance Learning"),
        ("Google – Google Classroom", "Google Classroom", "Google"),
    ],
)
def test_who_makes_a_service_may_stand_before_it_or_behind_it(line, name, maker):
    page = f"We share data with:\n\n- {line}\n- CPOMS: safeguarding concerns\n"
    entry, *_ = read_notice(page.encode(), "a.txt").entries
    assert (entry.name, entry.organisation) == (name, maker)


def test_a_heading_is_no_part_of_the_value_above_it():
    card = "<h3>{}</h3><p>Provided by</p><p>{}</p><p>Information shared</p><p>name, class</p>"
    cards = [card.format(name, maker) for rows in GROUPS.values() for name, maker, *_ in rows]
    page = (
        f"<h1>{TITLE}</h1><h2>Learning</h2>{cards[0]}{cards[1]}<h2>Careers and SEN</h2>{cards[2]}{cards[3]}"
    )
    for entry in read_notice(page.encode(), "a.html").entries:
        assert {item.item for item in entry.items} == {"full_name", "class"}


def test_a_bullet_of_a_symbol_font_is_a_bullet():
    page = f"{TITLE}\n\n\uf0b7\tUnifrog - careers. Data: name.\n\uf0b7\tCPOMS - worries. Data: name, class.\n"
    assert [entry.name for entry in read_notice(page.encode(), "a.txt").entries] == ["Unifrog", "CPOMS"]
