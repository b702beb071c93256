"""A PDF is read as it is seen: headings, lists, columns and tables, in whatever order they are stored."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from schoolgate.notices.blocks import BlockKind
from schoolgate.notices.errors import Damaged, GarbledWords, Locked, NoWords, TooManyPages, TooManyWords
from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.printed.assemble import assemble
from schoolgate.notices.printed.places import Box, Rule, Sheet, Word
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from tests.notices.printing import by_hand, mapping, scanned, typeset, words_at

CHROMIUM = Path("/usr/bin/chromium")
PROSE = "We share some information about pupils with companies that provide services to the school. "
LATIN = "#lorem(180)"


def page(data):
    return READERS[".pdf"](data, "notice.pdf")


def shown(data):
    """(kind, level, words) of each block; of a row, its cells."""
    read = page(data)
    return [
        (block.kind.value, [read.text[a:b] for a, b in block.cells])
        if block.cells
        else (block.kind.value, block.level, read.text[block.start : block.end])
        for block in read.blocks
    ]


def rows(data):
    return [cells for kind, *cells in shown(data) if kind == "row"]


def cells(data):
    return [row for (row,) in rows(data)]


def test_headings_rank_by_their_size_and_bold_ones_last():
    source = f"= Elm School\n\n{PROSE * 3}\n\n== Who\n\n{PROSE}\n\n*In bold*\n\n{PROSE}"
    assert [one for one in shown(typeset(source)) if one[0] == "heading"] == [
        ("heading", 1, "Elm School"),
        ("heading", 2, "Who"),
        ("heading", 7, "In bold"),
    ]


def test_lines_that_the_margin_broke_are_one_paragraph():
    paragraphs = [words for kind, _, words in shown(typeset(f"{PROSE * 6}\n\n{PROSE * 5}")) if kind == "line"]
    assert paragraphs == [(PROSE * 6).strip(), (PROSE * 5).strip()]


def test_lines_that_the_writer_broke_stay_apart():
    source = "We use:\n\nCPOMS \\ Tapestry \\ ParentPay \\ Times Tables Rock Stars"
    assert [words for *_, words in shown(typeset(source))] == [
        "We use:",
        "CPOMS",
        "Tapestry",
        "ParentPay",
        "Times Tables Rock Stars",
    ]


def test_lists_keep_their_depth_and_their_numbers():
    source = f"- One\n  - Two {PROSE}\n- Three\n\n+ First\n+ Second"
    assert shown(typeset(source)) == [
        ("bullet", 0, "One"),
        ("bullet", 1, f"Two {PROSE.strip()}"),
        ("bullet", 0, "Three"),
        ("bullet", 0, "First"),
        ("bullet", 0, "Second"),
    ]
    assert [block.marker for block in page(typeset(source)).blocks] == ["-", "-", "-", "1", "2"]


def test_two_columns_are_read_one_after_the_other():
    source = f"#set page(columns: 2)\n#set par(justify: true)\nBegun here. {LATIN}\n\nFinis. {LATIN}"
    text = " ".join(page(typeset(source)).text.split())
    lorem = " ".join(page(typeset(f"#set page(width: 80cm)\n{LATIN}")).text.split())
    assert text == f"Begun here. {lorem} Finis. {lorem}"


def test_cards_in_two_columns_are_read_one_after_the_other():
    card = "== {}\n\nCompany: Hale Ltd \\\nData shared: name, class \\\nYear groups: All\n\n"
    names = ["Arbor", "CPOMS", "Evolve", "Tapestry", "Seesaw", "Sumdog", "Numbots", "Mathletics", "ParentPay"]
    source = "#set page(columns: 2, height: 17cm)\n= Who we share with\n\n"
    read = shown(typeset(source + "".join(map(card.format, names))))
    assert [words for kind, *_, words in read if kind == "heading"] == ["Who we share with", *names]
    assert [words for kind, *_, words in read if kind == "line"] == [
        "Company: Hale Ltd",
        "Data shared: name, class",
        "Year groups: All",
    ] * len(names)


RULED = "#table(columns: 3, table.header([Service], [Purpose], [Data shared]), {rows})"
FEW = "[CPOMS], [to record concerns], [name, class], [Tapestry], [], [name]"
TABLE = [
    ["Service", "Purpose", "Data shared"],
    ["CPOMS", "to record concerns", "name, class"],
    ["Tapestry", "", "name"],
]


def test_a_table_is_read_by_its_rules():
    assert cells(typeset(RULED.format(rows=FEW))) == TABLE


def test_a_table_without_rules_is_read_by_the_white_between_its_columns():
    bare = RULED.format(rows=FEW.replace("[]", "[to record learning as children play and grow]"))
    assert cells(typeset(bare.replace("#table(", "#table(stroke: none, "))) == [
        *TABLE[:2],
        ["Tapestry", "to record learning as children play and grow", "name"],
    ]


def test_a_table_with_level_rules_alone_is_read():
    level = RULED.format(rows=FEW).replace("#table(", "#table(stroke: (x: none, y: 0.5pt), ")
    assert cells(typeset(level)) == TABLE


@pytest.mark.parametrize("stroke", ["none", "(x: none, y: 0.5pt)"])
def test_what_stands_below_a_table_is_no_row_of_it(stroke):
    below = f"- Ofsted inspects us, and {PROSE}\n- The DfE takes the census"
    source = RULED.format(rows=FEW).replace("#table(", f"#table(stroke: {stroke}, ")
    assert [words for kind, *_, words in shown(typeset(f"{source}\n{below}")) if kind == "bullet"] == [
        f"Ofsted inspects us, and {PROSE.strip()}",
        "The DfE takes the census",
    ]


def test_a_cell_over_several_places_is_read_as_a_web_pages_is():
    source = (
        "#table(columns: 3, [Name], table.cell(colspan: 2)[Both], "
        "table.cell(rowspan: 2)[CPOMS], [a], [b], [c], [d])"
    )
    assert cells(typeset(source)) == [["Name", "Both", ""], ["CPOMS", "a", "b"], ["CPOMS", "c", "d"]]


def test_tables_that_stand_one_upon_the_other_keep_their_own_columns():
    source = """
    #set block(spacing: 0pt)
    #table(columns: (4cm, 4cm, 5.4cm), table.cell(colspan: 3)[Learning],
      [Arbor], [the register], [name, class])
    #table(columns: (5cm, 2cm, 4.4cm, 2cm), table.cell(colspan: 4)[Meals],
      [Cool Milk], [Hale], [name, UPN], [All], [ParentPay], [Pay], [name], [All])"""
    assert cells(typeset(source)) == [
        ["Learning", "", ""],
        ["Arbor", "the register", "name, class"],
        ["Meals", "", "", ""],
        ["Cool Milk", "Hale", "name, UPN", "All"],
        ["ParentPay", "Pay", "name", "All"],
    ]


def test_tables_for_one_service_each_swallow_none_of_the_next():
    one = "#table(columns: ({}, 7cm), table.cell(colspan: 2)[{}], [Company], [{}], [Data shared], [name])"
    cards = (("3cm", "Arbor", "Hale Ltd"), ("3.4cm", "CPOMS", "Elm Ltd"), ("3.1cm", "Evolve", "Ash Ltd"))
    read = cells(typeset("\n\n".join(one.format(*card) for card in cards)))
    told = [[[name, ""], ["Company", maker], ["Data shared", "name"]] for _, name, maker in cards]
    assert read == [row for card in told for row in card]


def test_headings_that_are_printed_up_the_page_are_read():
    turned = RULED.format(rows=FEW).replace("[Data shared]", "rotate(-90deg, reflow: true)[Data shared]")
    assert cells(typeset(turned)) == TABLE
    assert cells(typeset(turned.replace("-90deg", "90deg"))) == TABLE


def test_a_table_goes_on_over_pages_and_its_headings_are_read_once():
    many = ", ".join(f"[Service {n}], [{PROSE}], [name, class]" for n in range(60))
    read = cells(typeset(RULED.format(rows=many)))
    assert [row[0] for row in read] == ["Service", *(f"Service {n}" for n in range(60))]
    assert {row[1] for row in read[1:]} == {PROSE.strip()}


def test_a_row_that_a_pages_end_breaks_is_one_row():
    long = f"[Oak], [{PROSE * 40}], [name], [Ash], [{PROSE * 40}], [class]"
    read = page(typeset(RULED.format(rows=long)))
    broken = [block for block in read.blocks if block.goes_on]
    assert len(broken) >= 1
    assert [one.name for one in read_notice(typeset(RULED.format(rows=long)), "a.pdf").entries] == [
        "Oak",
        "Ash",
    ]


def test_heads_feet_and_page_numbers_are_no_part_of_the_notice():
    source = (
        "#set page(header: [Elm School], "
        "footer: context [Approved 2026 #h(1fr) Page #counter(page).display()])\n"
        f"{PROSE * 90}"
    )
    assert " ".join(page(typeset(source)).text.split()) == (PROSE * 90).strip()


def test_a_word_that_a_line_breaks_is_one_word_again():
    source = (
        f'#set page(width: 6cm)\n#set par(justify: true)\n#set text(hyphenate: true, lang: "en")\n{PROSE * 3}'
    )
    data = typeset(source)
    assert " ".join(page(data).text.split()) == (PROSE * 3).strip()


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["self-", "evaluation"], "self-evaluation"),
        (["safe-", "guarding"], "safeguarding"),
        (["COVID-", "19"], "COVID-19"),
        (["https://elm.example/privacy/", "notice.pdf"], "https://elm.example/privacy/notice.pdf"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays_where_it_is_the_words_own(broken, whole):
    first = f"We keep what we must for as long as the law says and for {broken[0]}"
    read = page(by_hand([words_at((50, 700, first), (50, 686, f"{broken[1]} and no longer than that"))]))
    assert f"for {whole} and no longer" in read.text


def test_links_are_kept_with_their_addresses():
    source = (
        '#link("https://elm.example/privacy")[Our privacy page] and #link("mailto:a@elm.example")[mail us]'
    )
    assert page(typeset(source)).text.strip() == (
        "[Our privacy page](https://elm.example/privacy) and mail us"
    )


def test_bold_words_that_lead_are_known():
    read = page(typeset("*CPOMS* records concerns about pupils and is kept for as long as they are here."))
    assert [read.text[slice(*block.lead)] for block in read.blocks if block.lead] == ["CPOMS"]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_upright(rotate):
    turns = {90: "0 1 -1 0 560 40", 180: "-1 0 0 -1 560 800", 270: "0 -1 1 0 40 800"}
    said = words_at(
        (0, 0, "Elm School shares the names of pupils with companies"), (0, -14, "that provide services")
    )
    upright = page(
        by_hand(
            [
                words_at(
                    (40, 700, "Elm School shares the names of pupils with companies"),
                    (40, 686, "that provide services"),
                )
            ]
        )
    )
    turned = page(by_hand([f"q {turns[rotate]} cm {said} Q"], rotate=rotate))
    assert turned.text == upright.text


def test_words_stored_in_any_order_are_read_as_they_stand():
    placed = [(50, 700 - 14 * n, f"Line {n} says that {PROSE[:60]}.") for n in range(8)]
    assert page(by_hand([words_at(*placed[::-1])])).text == page(by_hand([words_at(*placed)])).text


def test_a_stamp_across_the_page_is_left_out():
    stamped = words_at((50, 700, PROSE)) + "q 0.7 0.7 -0.7 0.7 100 100 cm BT /F1 60 Tf (DRAFT) Tj ET Q"
    assert page(by_hand([stamped])).text.strip() == PROSE.strip()


# What is refused, and why.


def refusal(data, kind):
    with pytest.raises(kind) as refused:
        page(data)
    return str(refused.value)


def test_a_scan_is_refused_with_its_pages():
    assert refusal(by_hand([scanned(), scanned()]), NoWords) == (
        "notice.pdf was not read: pages 1 to 2 are pictures without words, as a scanner makes. "
        "Ask for the document it was printed from, or have its words recognised (OCR), and read that."
    )
    assert "page 1 is a picture without words" in refusal(by_hand([scanned()]), NoWords)


def test_a_document_of_drawn_letters_is_not_called_empty():
    assert refusal(by_hand(["0 0 m 100 100 l S"]), NoWords) == (
        "notice.pdf was not read: its pages are drawings, or empty, without words, as a scanner makes. "
        "Ask for the document it was printed from, or have its words recognised (OCR), and read that."
    )


def test_a_page_that_is_a_picture_among_others_is_named():
    read = page(
        by_hand([words_at((50, 700, PROSE)), scanned(), words_at((50, 700, PROSE)), scanned(), scanned()])
    )
    assert read.warnings == ("Pages 2 and 4 to 5 are pictures without words; nothing was read from there.",)


def test_a_picture_behind_words_is_no_scan():
    assert page(by_hand([scanned() + words_at((50, 700, PROSE))])).text.strip() == PROSE.strip()


@pytest.mark.parametrize(
    "letters",
    [
        {ord(letter): "\ufffd" for letter in string.ascii_lowercase},
        {ord(letter): chr(0xE000 + ord(letter)) for letter in string.ascii_letters},
        dict(zip(map(ord, "aeioutsr"), "bcdfghjk", strict=True)),
    ],
    ids=["replaced", "private", "shifted"],
)
def test_letters_that_are_stored_as_others_are_refused(letters):
    data = by_hand(
        [words_at(*((50, 700 - 14 * n, PROSE[:80]) for n in range(8)))], to_unicode=mapping(letters)
    )
    assert refusal(data, GarbledWords) == (
        "notice.pdf was not read: its letters are stored so that no program can tell which they are "
        "(the PDF has no map from its fonts to characters). "
        "Save it as a PDF again where it was made, or read the web page or Word document it came from."
    )


def test_two_thousand_pages_are_refused_with_the_limit():
    data = by_hand([words_at((50, 700, PROSE))] * 2000)
    words = (
        "notice.pdf was not read: it has 2,000 pages and a notice may have 200. "
        "Save the pages that say who data is shared with as a PDF of their own, and read that."
    )
    assert refusal(data, TooManyPages) == words
    with pytest.raises(TooManyPages) as refused:
        read_isolated(data, "notice.pdf")
    assert str(refused.value) == words


def test_pages_crowded_with_words_are_refused_with_the_limit():
    crowded = words_at(*((10, 10 + 8 * n, "word " * 40) for n in range(100)), size=5)
    assert refusal(by_hand([crowded] * 20), TooManyWords) == (
        "notice.pdf was not read: its pages hold more than 200,000 characters. "
        "Save the pages that say who data is shared with as a PDF of their own, and read that."
    )


def test_as_many_pages_as_a_notice_may_have_are_read_in_time():
    lines = [(50, 700 - 14 * n, PROSE[:80]) for n in range(9)]
    read = read_isolated(by_hand([words_at(*lines)] * 200), "notice.pdf")
    assert read.text.count("information") == 200 * 9


def test_a_locked_file_is_refused():
    assert refusal(by_hand([words_at((50, 700, PROSE))], encrypt=True), Locked) == (
        "notice.pdf was not read: a password locks it. "
        "Open it, save a copy without the password, and read the copy."
    )


@pytest.mark.parametrize(
    "data", [b"<html></html>", b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(5000), b"\x89PNG\r\n"]
)
def test_what_is_no_pdf_is_refused_whatever_its_name(data):
    assert refusal(data, Damaged) == (
        "notice.pdf was not read: it is not a PDF (.pdf), or part of it is missing or damaged. "
        "Open it where it was made, save it again, and read the new file."
    )


def test_a_pdf_is_read_shut_in_as_it_is_read_here():
    data = typeset(f"= Elm School\n\n{PROSE}\n\n" + RULED.format(rows=FEW))
    assert read_isolated(data, "notice.pdf") == read_notice(data, "notice.pdf")


# Any page: whatever stands where, each word is in the text once, and blocks stand over it.

PLACED = st.builds(
    lambda text, x, y, bold: Word(text=text, box=Box(x, y, x + 5 * len(text), y + 10), size=10, bold=bold),
    st.text(alphabet="XYZ.-•1", min_size=1, max_size=8),
    st.integers(0, 550),
    st.integers(100, 700),
    st.booleans(),
)
DRAWN = st.builds(
    lambda level, at, start, length: Rule(level, at, start, start + length),
    st.booleans(),
    st.integers(0, 600),
    st.integers(0, 600),
    st.integers(5, 400),
)


@given(st.lists(PLACED, max_size=40), st.lists(DRAWN, max_size=12))
def test_blocks_of_any_page_stand_in_order_over_its_words(words, rules):
    sheet = Sheet(number=1, width=595, height=842, words=tuple(words), rules=tuple(rules))
    text, blocks = assemble([sheet])
    at = 0
    for block in blocks:
        assert at <= block.start <= block.end <= len(text)
        assert all(0 <= a <= b <= len(text) for a, b in block.cells)
        assert block.lead is None or block.start <= block.lead[0] <= block.lead[1] <= block.end
        assert block.kind in BlockKind
        at = block.end
    letters = sorted(letter for word in words for letter in word.text if letter.isalpha())
    assert sorted(letter for letter in text if letter.isalpha()) == letters


# The real thing: what a school prints from its own website.

STYLES = {
    "ruled": "td,th{border:1px solid #666;padding:4px}",
    "level": "td,th{border-bottom:1px solid #ccc;padding:6px 8px}",
    "zebra": "td,th{padding:6px 8px}tr:nth-child(even){background:#dde}",
    "apart": "table{border-collapse:separate!important}td,th{border:1px solid #999;padding:3px}",
    "bare": "td,th{padding:5px 10px}",
}
PRINTED = (
    "<h1>Elm School</h1><p>We share data with:</p>"
    "<table><tr><th>Service</th><th>Purpose</th><th>Data shared</th></tr>{rows}</table>"
    "<h2>Others</h2><ul><li><b>Ofsted</b> inspects us<ul><li>once in four years</li></ul></li>"
    "<li><a href='https://elm.example/dfe'>The DfE</a></li></ul>"
)
SERVICES = ["CPOMS", "Tapestry", "Times Tables Rock Stars", "ParentPay", "Purple Mash", "Arbor"]


@pytest.fixture(scope="module")
def tab():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.parametrize("style", STYLES)
def test_a_web_page_that_was_printed_reads_as_the_page(tab, style):
    said = "".join(
        f"<tr><td>{name}</td><td>to help us with the work of the school, as the law allows us to</td>"
        f"<td>name, class, date of birth, parents’ e-mail addresses</td></tr>"
        for name in SERVICES
    )
    html = PRINTED.format(rows=said)
    shared = "body{font-family:Arial}table{border-collapse:collapse}td,th{text-align:left;vertical-align:top}"
    tab.set_content(f"<html lang='en'><style>{shared}{STYLES[style]}</style>{html}</html>")
    data = tab.pdf(format="A4", print_background=True, display_header_footer=True)
    as_page = READERS[".html"](html.encode(), "a.html")
    as_print = page(data)
    assert as_print.text == as_page.text
    assert [block.kind for block in as_print.blocks] == [block.kind for block in as_page.blocks]
