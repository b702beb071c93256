"""The formats a paper is written in. To add one: a function from a paper to bytes, and its line here."""

from collections.abc import Callable, Mapping

from schoolgate.publish.docx import as_docx
from schoolgate.publish.papers.as_document import as_document
from schoolgate.publish.papers.as_html import as_html
from schoolgate.publish.papers.as_text import as_md, as_txt
from schoolgate.publish.papers.paper import Paper
from schoolgate.publish.pdf import as_pdf

FORMATS: Mapping[str, Callable[[Paper], bytes]] = {
    "txt": lambda paper: as_txt(paper).encode("utf-8"),
    "md": lambda paper: as_md(paper).encode("utf-8"),
    "html": lambda paper: as_html(paper).encode("utf-8"),
    "docx": lambda paper: as_docx(as_document(paper)),
    "pdf": lambda paper: as_pdf(as_document(paper)),
}
PLAIN = ("txt", "md", "html")  # what may be printed; the others are written to a file
