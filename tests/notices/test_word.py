"""A Word document is read as it looks when all changes are accepted: nothing lost, nothing hidden taken."""

from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from tests.notices.office_files import item, paragraph, run, table, word

STYLES = (
    '<w:style w:styleId="Ueberschrift"><w:name w:val="Heading 2"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="Elm heading"/><w:basedOn w:val="Ueberschrift"/></w:style>'
    '<w:style w:styleId="Outline"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)
TRACKED = "The document has tracked changes; it was read as if all of them were accepted."


def page(body, **others):
    return READERS[".docx"](word(body, **others), "elm.docx")


def blocks(body, **others):
    read = page(body, **others)
    return [(block.kind.value, block.level, read.text[block.start : block.end]) for block in read.blocks]


def lines(body, **others):
    return [words for _, _, words in blocks(body, **others)]


def cells(body):
    read = page(body)
    return [[read.text[a:b] for a, b in block.cells] for block in read.blocks]


def test_headings_are_told_by_their_style_in_any_language_and_by_what_it_is_based_on():
    body = (
        paragraph("Who we share with", style="Ueberschrift")
        + paragraph("Suppliers", style="Mine")
        + paragraph("Apps", style="Outline")
        + paragraph("We use CPOMS.")
    )
    assert blocks(body, styles=STYLES) == [
        ("heading", 2, "Who we share with"),
        ("heading", 2, "Suppliers"),
        ("heading", 3, "Apps"),
        ("line", 0, "We use CPOMS."),
    ]


def test_lists_keep_their_depth_and_go_on_counting_after_a_paragraph():
    body = item("CPOMS") + item("name", level=1) + item("Wonde") + item("first", list_id=2)
    body += paragraph("and then") + item("second", list_id=2)
    read = page(body, numbering=NUMBERING)
    assert [(b.marker, b.level, read.text[b.start : b.end]) for b in read.blocks] == [
        ("-", 0, "CPOMS"),
        ("-", 1, "name"),
        ("-", 0, "Wonde"),
        ("1", 0, "first"),
        ("", 0, "and then"),
        ("2", 0, "second"),
    ]


def test_bullets_typed_by_hand_are_bullets():
    assert blocks(paragraph("•  CPOMS") + paragraph("– Wonde")) == [
        ("bullet", 0, "CPOMS"),
        ("bullet", 0, "Wonde"),
    ]


def test_merged_cells_reach_down_and_across():
    down, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        ("System", "Data", "Why"),
        (("CPOMS", down), "name", "concerns"),
        (("", goes_on), "class", "notes"),
        (("Catering", '<w:gridSpan w:val="3"/>'),),
    )
    assert cells(body) == [
        ["System", "Data", "Why"],
        ["CPOMS", "name", "concerns"],
        ["CPOMS", "class", "notes"],
        ["Catering", "", ""],
    ]


def test_a_table_within_a_cell_is_read_for_itself():
    inner = table(("CPOMS", "name"), ("Wonde", "class"))
    body = f"<w:tbl><w:tr><w:tc>{paragraph('Suppliers')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    assert lines(body) == ["Suppliers", "CPOMS\tname", "Wonde\tclass"]


def test_a_text_box_is_read_once_after_its_paragraph():
    box = f"<w:txbxContent>{paragraph('We use CPOMS.')}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(paragraph("Elm School", f"<w:r>{drawing}</w:r>")) == ["Elm School", "We use CPOMS."]


def test_a_link_is_kept_with_its_address_whichever_way_word_keeps_it():
    kept = f'<w:hyperlink r:id="r1">{run("Privacy")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>HYPERLINK "https://elm.example/dpo" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("our officer")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert lines(paragraph("See ", kept, " or ", field, ".")) == [
        "See [Privacy](https://elm.example/privacy) or [our officer](https://elm.example/dpo)."
    ]


def test_with_tracked_changes_the_accepted_text_counts_and_says_so():
    changed = f"<w:del><w:r><w:delText>Zoom</w:delText></w:r></w:del><w:ins>{run('Teams')}</w:ins>"
    gone = f"<w:moveFrom>{run('moved away')}</w:moveFrom>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('Kahoot')}</w:tc></w:tr>"
    joined = paragraph("We use ", inside="<w:rPr><w:del/></w:rPr>") + paragraph("CPOMS.")
    kept = table(("CPOMS", "name")).replace("</w:tbl>", row + "</w:tbl>")
    read = page(paragraph("We use ", changed, gone, ".") + joined + kept)
    assert read.text == "We use Teams.\nWe use CPOMS.\nCPOMS\tname\n"
    assert read.warnings == (TRACKED,)


def test_a_document_without_tracked_changes_says_nothing_of_them():
    assert page(paragraph("We use CPOMS.")).warnings == ()


def test_what_is_hidden_or_a_table_of_contents_is_left_out():
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    body = (
        paragraph("Contents 3", style="TOC1")
        + paragraph("We use ", run("Zoom", "<w:vanish/>"), "CPOMS.")
        + f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>"
        + f"<w:sdtContent>{paragraph('Who we share with 2')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtContent>{paragraph('We use Wonde.')}</w:sdtContent></w:sdt>"
    )
    assert lines(body, styles=STYLES) == ["We use CPOMS.", "We use Wonde."]


def test_footnotes_stand_at_the_end():
    notes = f"<w:footnote>{paragraph('Kept in the UK.')}</w:footnote><w:footnote w:type='separator'/>"
    assert lines(paragraph("We use CPOMS."), footnotes=notes) == ["We use CPOMS.", "Kept in the UK."]


def test_a_name_that_word_keeps_in_pieces_is_one_name_with_one_weight():
    bold = "<w:b/>"
    body = paragraph(run("Number", bold), run(" "), run("Orchard", bold), ": maths practice")
    read = page(body)
    assert [read.text[slice(*block.lead)] for block in read.blocks] == ["Number Orchard"]


def test_every_value_of_a_word_document_has_its_words():
    body = paragraph("Elm School") + paragraph("We share data with:")
    body += item("CPOMS – safeguarding (name, class)") + item("Wonde – links apps (name, UPN)")
    reading = read_notice(word(body, numbering=NUMBERING), "elm.docx")
    assert [entry.name for entry in reading.entries] == ["CPOMS", "Wonde"]
    for entry in reading.entries:
        assert [reading.text[a:b] for a, b in entry.evidence["name"]] == [entry.name]


def test_where_empty_paragraphs_part_groups_the_others_are_lines_of_one_group():
    groups = (("CPOMS", "to log concerns"), ("Wonde", "links apps"), ("ParentPay", "takes payments"))
    body = "".join(paragraph(name) + paragraph(why) + paragraph("") for name, why in groups)
    assert [block.after_gap for block in page(body).blocks] == [True, False] * 3
    assert [block.after_gap for block in page(body.replace(paragraph(""), "")).blocks] == [True] * 6
