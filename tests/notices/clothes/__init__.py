"""One meaning, many clothes: what an answer says of a notice, written out in each kind of document.

A renderer takes a meaning and gives (bytes, file name). Each kind has a file; CLOTHES lists them.
"""

from tests.notices.clothes import opened, page, pdf, plain, sheet, word

CLOTHES = {
    "txt": plain.labelled,
    "html table": page.table,
    "html list": page.nested,
    "docx table": word.table,
    "docx list": word.nested,
    "xlsx": sheet.workbook,
    "csv": sheet.text,
    "odt": opened.text,
    "ods": opened.spreadsheet,
    "pdf table": pdf.table,
    "pdf list": pdf.nested,
}
