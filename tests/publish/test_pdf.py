import re
import sys
import time
import zlib

import pypdfium2
import pytest

from schoolgate.publish import pdf
from schoolgate.publish.document import document_of_page
from schoolgate.publish.layouts import Layout
from schoolgate.publish.pdf import NoTypst, as_pdf
from schoolgate.publish.phrases import LANGUAGES, phrases
from tests.publish.cast import TABLES, WHOLE, agreement, many, page

PAGE = page(*WHOLE, not_used=("Zoom",))

needs_typst = pytest.mark.skipif(
    not pdf.is_installed(), reason="typst is not installed: pip install 'schoolgate[pdf]'"
)


def made(layout=Layout.CARDS, language="en", facts=PAGE):
    return as_pdf(document_of_page(facts, layout=layout, language=language))


def opened(data):
    """The file with its packed streams unpacked, to look for what stands in them."""
    parts = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    return "\n".join(leaf.get_textpage().get_text_range() for leaf in document)


@needs_typst
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_tagged_and_names_its_language_and_title(language):
    data = made(language=language)
    inside = opened(data)
    assert b"/MarkInfo" in inside
    assert b"/StructTreeRoot" in inside
    assert f"/Lang({language})".encode() in inside
    assert b"pdfuaid:part" in inside
    title = pypdfium2.PdfDocument(data).get_metadata_dict()["Title"]
    assert title == f"{phrases(language)['page']['title']} – Elm Row Primary School"


@needs_typst
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_its_shape_in_a_font_inside(language):
    data = made(language=language)
    fonts = set(re.findall(rb"/FontName/[A-Z]{6}\+(\w+)", opened(data)))
    assert fonts
    assert all(name.startswith(b"Noto") for name in fonts)
    assert opened(data).count(b"/FontFile") >= len(fonts)
    said = text_of(data)
    assert "\ufffd" not in said
    assert "\x00" not in said
    # A PDF holds letters in the order they are drawn, which is another in some scripts: none is missing.
    assert set(phrases(language)["page"]["why"]) - {" "} <= set(said)


@needs_typst
@pytest.mark.parametrize("layout", Layout)
def test_every_layout_says_what_the_page_says(layout):
    words = " ".join(text_of(made(layout)).split())
    for said in (
        "Tables Rock",
        "Maths Round Ltd",
        "First name, Initial of the surname",
        "Servers in Ireland",
    ):
        assert said in words
    assert words.count("1 / ") >= 1


@needs_typst
def test_the_same_register_on_the_same_day_is_the_same_file():
    assert made() == made()
    assert pypdfium2.PdfDocument(made()).get_metadata_dict()["CreationDate"] == "D:20261122000000Z"


@needs_typst
def test_what_a_school_types_is_never_read_as_markup():
    typed = '#panic("x") $1/0$ *b* <a> @b https://evil.example [c] \\ "'
    one = agreement("Tables Rock", *TABLES.clauses, storage=typed, via=typed, recipient=typed)
    assert "#panic" in text_of(made(facts=page(one)))


@needs_typst
def test_twenty_five_recipients_are_set_in_three_seconds():
    begun = time.perf_counter()
    data = made(facts=page(*many(25)))
    assert time.perf_counter() - begun < 3
    assert len(pypdfium2.PdfDocument(data)) > 5


@needs_typst
def test_no_short_table_is_parted_over_two_pages():
    leaves = list(pypdfium2.PdfDocument(made(facts=page(*many(25)))))
    asked = [leaf.get_textpage().get_text_range().count("What it is for") for leaf in leaves]
    ruled = [leaf.get_textpage().get_text_range().count("The rule we rely on") for leaf in leaves]
    assert sum(asked) == 25
    assert asked == ruled  # the first row of each stands where its last does


def test_without_typst_a_pdf_is_refused_by_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    pdf._typst.cache_clear()
    with pytest.raises(NoTypst) as refused:
        made()
    pdf._typst.cache_clear()
    assert str(refused.value) == (
        "No PDF was made.\n- it is set by typst, which is not installed here: pip install 'schoolgate[pdf]'"
    )
