"""A document for Word: real headings, its language, tables whose heads repeat. The same bytes every time."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from docx import Document as new_file
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from schoolgate.publish.document import Block, Document, Facts, Grid, Heading, Points, Words
from schoolgate.publish.rows import Line, Run

DENSE_SIZES = {"Normal": 9, "List Bullet": 9, "Heading 1": 17, "Heading 2": 12}  # points
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file knows
SHORT = 14  # rows
MOST_WEIGHT = 40  # characters: a column gets room by its longest words, up to so many
LABEL_WIDTH, WORDS_WIDTH = Mm(50), Mm(120)


def as_docx(document: Document) -> bytes:
    """A4. What a school typed is text and nothing else."""
    return _Writer(document).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.is_rtl = document.direction == "rtl"
        self.file = new_file()

    def write(self) -> bytes:
        self._set_up()
        self._paragraph("Normal", (Run(text=self.document.school, is_typed=True),))
        for block in self.document.blocks:
            self._block(block)
        self._foot()
        kept = io.BytesIO()
        self.file.save(kept)
        return _without_clock(kept.getvalue())

    def _set_up(self) -> None:
        properties, made = self.file.core_properties, datetime.combine(self.document.on, time())
        properties.title = f"{self.document.title} – {self.document.school}"
        properties.author, properties.last_modified_by = self.document.school, self.document.school
        properties.language, properties.comments = self.document.language, ""
        properties.created = properties.modified = made
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(20)
        self.file.styles["Normal"].font.size = Pt(11)
        if self.document.is_dense:
            self._close_up(page)
        self._language()

    def _close_up(self, page: Section) -> None:
        page.top_margin = page.bottom_margin = Mm(12)
        for name, size in DENSE_SIZES.items():
            style = self.file.styles[name]
            style.font.size = Pt(size)
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(3)

    def _language(self) -> None:
        """In the defaults of all styles: a screen reader speaks, and Word spells, in this language."""
        for found in self.file.styles.element.iter(qn("w:lang")):
            found.set(qn("w:val"), self.document.language)
            found.set(qn("w:bidi"), self.document.language)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(rank, words):
                self._paragraph(f"Heading {rank}", words)
            case Words(line, is_lead):
                self._paragraph("Subtitle" if is_lead else "Normal", line)
            case Points(lines):
                for line in lines:
                    self._paragraph("List Bullet", line)
            case Facts():
                self._facts(block)
            case Grid():
                self._grid(block)

    def _paragraph(self, style: str, line: Line) -> None:
        self._fill(self.file.add_paragraph(style=style), line)

    def _facts(self, facts: Facts) -> None:
        if facts.name is not None:
            self._paragraph(f"Heading {facts.rank}", facts.name)
        table = self._table(2, (LABEL_WIDTH, WORDS_WIDTH))
        for label, lines in facts.rows:
            first, second = table.add_row().cells
            self._fill(first.paragraphs[0], label, is_bold=True)
            self._cell(second, lines)
        self._keep(table)

    def _grid(self, grid: Grid) -> None:
        table = self._table(len(grid.headings), _widths(grid))
        head = table.add_row()
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on each page
        for cell, words in zip(head.cells, grid.headings, strict=True):
            self._fill(cell.paragraphs[0], (Run(text=words),), is_bold=True)
        for row in grid.rows:
            for cell, line in zip(table.add_row().cells, row, strict=True):
                self._fill(cell.paragraphs[0], line)
        self._keep(table)

    def _table(self, columns: int, widths: tuple[int, ...]) -> Any:
        table: Any = self.file.add_table(rows=0, cols=columns, style="Table Grid")
        table.autofit = not widths
        for column, width in zip(table.columns, widths, strict=False):
            column.width = width
        if self.is_rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        return table

    def _keep(self, table: Any) -> None:
        """No row over two pages; and a short table is not parted from what heads it."""
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for row in table.rows[:-1] if len(table.rows) <= SHORT else ():
            for paragraph in (one for cell in row.cells for one in cell.paragraphs):
                paragraph.paragraph_format.keep_with_next = True
        self.file.add_paragraph()

    def _cell(self, cell: _Cell, lines: Iterable[Line]) -> None:
        for place, line in enumerate(lines):
            self._fill(cell.paragraphs[0] if place == 0 else cell.add_paragraph(), line)

    def _fill(self, paragraph: Paragraph, line: Line, *, is_bold: bool = False) -> None:
        if self.is_rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for one in line:
            inside = self._link(paragraph, one.address) if one.address else paragraph._p
            made = paragraph.add_run(one.text, style=None)
            made.bold = is_bold or None
            made.underline = True if one.address else None
            self._direction(made._r, one)
            inside.append(made._r)

    def _direction(self, run: Any, one: Run) -> None:
        """Our words run with the page; a school's own, and the English, as they are written."""
        if self.is_rtl and not one.is_typed and not one.is_english:
            run.get_or_add_rPr().append(OxmlElement("w:rtl"))
        if one.is_english:
            spoken = OxmlElement("w:lang")
            spoken.set(qn("w:val"), "en")
            run.get_or_add_rPr().append(spoken)

    def _link(self, paragraph: Paragraph, address: str) -> Any:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        paragraph._p.append(link)
        return link

    def _foot(self) -> None:
        foot = self.file.sections[0].footer.paragraphs[0]
        home = self.document.home
        self._fill(foot, (Run(text=self.document.school, is_typed=True, address=home), Run(text=" – ")))
        page = OxmlElement("w:fldSimple")
        page.set(qn("w:instr"), "PAGE")
        foot._p.append(page)


def _without_clock(data: bytes) -> bytes:
    """The same parts in the same order, none with the time at which it was packed."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as packed,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in packed.namelist():
            again.writestr(zipfile.ZipInfo(name, EARLIEST), packed.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()


def _widths(grid: Grid) -> tuple[int, ...]:
    """The page's width, shared out by how long each column's words are."""
    columns = zip(*([(Run(text=words),) for words in grid.headings], *grid.rows), strict=True)
    weights = [
        min(MOST_WEIGHT, 4 + max(sum(len(run.text) for run in line) for line in column)) for column in columns
    ]
    return tuple(int((LABEL_WIDTH + WORDS_WIDTH) * weight / sum(weights)) for weight in weights)
