"""Office documents made for tests: Word from its XML, workbooks, and what a hostile hand does to them."""

import io
import zipfile

import xlsxwriter

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PRIVACY = "https://elm.example/privacy"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{LINK}/hyperlink" Target="{PRIVACY}" TargetMode="External"/>'
    f'<Relationship Id="r2" Type="{LINK}/footnotes" Target="footnotes.xml"/>'
    f'<Relationship Id="r3" Type="{LINK}/styles" Target="styles.xml"/>'
    f'<Relationship Id="r4" Type="{LINK}/numbering" Target="numbering.xml"/></Relationships>'
)


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body, **others):
    """A Word document of this XML; `others` are parts beside it, "styles" for word/styles.xml."""
    parts = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    parts |= {
        f"word/{name}.xml": f"<w:{name} {NAMESPACES}>{content}</w:{name}>" for name, content in others.items()
    }
    return packed(parts | {"word/_rels/document.xml.rels": RELATIONS})


def paragraph(*runs, style="", inside=""):
    """Words, or XML that begins with "<", each as a run."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    words = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{name}{inside}</w:pPr>{words}</w:p>"


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def item(words, level=0, list_id=1):
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(words, inside=numbered)


def table(*rows):
    """Cells are words, or (words, XML of the cell's properties)."""
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(cells):
    pairs = [(cell, "") if isinstance(cell, str) else cell for cell in cells]
    made = (f"<w:tc><w:tcPr>{inside}</w:tcPr>{paragraph(words)}</w:tc>" for words, inside in pairs)
    return f"<w:tr>{''.join(made)}</w:tr>"


def workbook(fill):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book)
    return buffer.getvalue()


def sheet_of(rows, name="Sheet1"):
    def fill(book):
        page = book.add_worksheet(name)
        for n, row in enumerate(rows):
            page.write_row(n, 0, row)

    return workbook(fill)


def open_sheet(content):
    """An OpenDocument spreadsheet with this XML in its body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
        }
    )


def open_text(content, styles=""):
    """An OpenDocument text with this XML in its body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style", "drawing")
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {spaces}><office:automatic-styles>{styles}"
                f"</office:automatic-styles><office:body><office:text>{content}</office:text>"
                "</office:body></office:document-content>"
            ),
        }
    )
