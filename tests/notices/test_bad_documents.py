"""A document that is not what it says, damaged, locked or far too large is refused by name."""

import io
import json
import random
import subprocess
import sys
import zipfile
from base64 import b64encode
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolgate.notices import archive
from schoolgate.notices.errors import (
    Damaged,
    EmptyNotice,
    Locked,
    NoticeError,
    OtherKind,
    TooManyCells,
    UnpacksTooLarge,
)
from schoolgate.notices.read import read_notice
from tests.notices.clothes import CLOTHES
from tests.notices.clothes.meaning import meaning_of
from tests.notices.office_files import (
    open_text,
    packed,
    paragraph,
    sheet_of,
    table,
    word,
    workbook,
)

OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
SAMPLE = Path(__file__).parents[2] / "src" / "schoolgate" / "samples" / "answers" / "willowmere-primary.json"
KINDS = ("docx table", "docx list", "odt", "xlsx", "ods", "csv")


def refused(kind, data, name):
    with pytest.raises(kind) as error:
        read_notice(data, name)
    return str(error.value)


def stream(name):
    """The beginning of an old Office file, with a stream of this name."""
    return OLD_OFFICE + bytes(512) + name.encode("utf-16-le")


DOCX = word(paragraph("We use CPOMS."))


IS = {
    "old word": (
        "it is a Word document of before 2007 (.doc). "
        "Open it in Word or LibreOffice, save it as .docx, and read that file."
    ),
    "old excel": (
        "it is an Excel workbook of before 2007 (.xls). "
        "Open it in Excel or LibreOffice, save it as .xlsx, and read that file."
    ),
    "page": "it is a web page. Give it a name that ends in .html and read that.",
    "pdf": "it is a PDF. Give it a name that ends in .pdf and read that.",
    "rich text": (
        "it is a Rich Text document (.rtf). "
        "Open it in Word or LibreOffice, save it as .docx, and read that file."
    ),
    "word": "it is a Word document. Give it a name that ends in .docx and read that.",
    "excel": "it is an Excel workbook. Give it a name that ends in .xlsx and read that.",
    "odt": "it is an OpenDocument text. Give it a name that ends in .odt and read that.",
    "pages": (
        "it is a Pages, Numbers or Keynote document. "
        "Open it there, export it to Word, Excel or PDF, and read that file."
    ),
    "zip": "it is a zip file. Unpack it and read the document inside.",
}


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (stream("WordDocument"), "elm.docx", "old word"),
        (stream("WordDocument"), "elm.doc", "old word"),
        (stream("Workbook"), "elm.xls", "old excel"),
        (b"\n<html><body><table><tr><td>CPOMS", "elm.xls", "page"),
        (b"%PDF-1.7", "elm.txt", "pdf"),
        (b"{\\rtf1 We use CPOMS}", "elm.rtf", "rich text"),
        (DOCX, "elm.xlsx", "word"),
        (DOCX, "elm.txt", "word"),
        (sheet_of([["CPOMS"]]), "elm.docx", "excel"),
        (open_text(""), "elm.docx", "odt"),
        (packed({"Index/Document.iwa": "x"}), "elm.pages", "pages"),
        (packed({"notice.txt": "We use CPOMS."}), "elm.docx", "zip"),
    ],
)
def test_a_document_under_another_kinds_name_is_refused_by_what_it_is(data, name, kind):
    assert refused(OtherKind, data, name) == f"{name} was not read: {IS[kind]}"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (stream("EncryptedPackage"), "elm.docx"),
        (stream("EncryptedPackage"), "elm.xlsx"),
        (
            packed(
                {
                    "mimetype": "application/vnd.oasis.opendocument.text",
                    "content.xml": "x",
                    "META-INF/manifest.xml": "<m:encryption-data/>",
                }
            ),
            "elm.odt",
        ),
    ],
)
def test_a_locked_document_is_refused(data, name):
    assert refused(Locked, data, name) == (
        f"{name} was not read: a password locks it. "
        "Open it, save a copy without the password, and read the copy."
    )


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("elm.docx", "a Word document (.docx)"),
        ("elm.odt", "an OpenDocument text (.odt)"),
        ("elm.xlsx", "an Excel workbook (.xlsx)"),
        ("elm.ods", "an OpenDocument spreadsheet (.ods)"),
    ],
)
def test_half_a_document_is_refused(name, sort):
    assert refused(Damaged, DOCX[: len(DOCX) // 2], name) == (
        f"{name} was not read: it is not {sort}, or part of it is missing or damaged. "
        "Open it where it was made, save it again, and read the new file."
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "elm.docx"),
        (b" \n", "elm.csv"),
        (word(""), "elm.docx"),
        (word(paragraph("")), "elm.docx"),
        (sheet_of([]), "elm.xlsx"),
        (b"\n,,\n", "elm.csv"),
    ],
)
def test_a_document_without_words_is_refused_as_empty(data, name):
    words = f"Nothing was read: {name} is empty. Save the notice again and read the new file."
    assert refused(EmptyNotice, data, name) == words


def test_a_small_file_that_becomes_a_large_one_is_refused():
    bomb = packed({"word/document.xml": b" " * 20_000_000})
    assert len(bomb) < 100_000
    assert refused(UnpacksTooLarge, bomb, "elm.docx") == (
        "elm.docx was not read: unpacked, a part of it becomes more than 300 times as large. "
        "Open it where it was made, save its text alone as a .txt file, and read that."
    )
    assert "it has 70 MB, and 64 MB is the most" in refused(
        UnpacksTooLarge, packed({"word/document.xml": b" " * 70_000_000}), "elm.docx"
    )


def test_a_document_of_thousands_of_parts_is_refused():
    parts = packed({f"word/{n}.xml": "" for n in range(archive.MOST_PARTS + 1)})
    assert "it has 2,001 parts, and 2,000 are the most" in refused(UnpacksTooLarge, parts, "elm.docx")


def test_a_zip_that_lies_about_its_size_is_damaged():
    data = bytearray(packed({"word/document.xml": b"<a>" + b"x" * 5000 + b"</a>"}))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(signature) + at
        data[place : place + 4] = (10).to_bytes(4, "little")
    refused(Damaged, bytes(data), "elm.docx")


def test_an_entity_that_grows_is_not_grown():
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "CPOMS ">{grown}]><d><body><p><r><t>&e8;</t></r></p></body></d>'
    refused(Damaged, packed({"word/document.xml": bomb}), "elm.docx")


def test_tables_within_tables_without_end_are_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 300 + paragraph("CPOMS") + "</w:tc></w:tr></w:tbl>" * 300
    refused(Damaged, word(deep), "elm.docx")
    within = "<w:tbl><w:tr><w:tc>" * 80 + paragraph("CPOMS") + "</w:tc></w:tr></w:tbl>" * 80
    assert read_notice(word(within), "elm.docx").text == "CPOMS\n"


def test_a_hundred_thousand_rows_are_refused():
    words = (
        "{} was not read: it has more than 5,000 rows, and no notice has so many. "
        "Keep the rows that say who receives what, and read that file."
    )
    rows = b"CPOMS,name\n" * 100_000
    assert refused(TooManyCells, rows, "elm.csv") == words.format("elm.csv")
    sheet = sheet_of([[f"Service {n}", "name"] for n in range(10_000)])
    assert refused(TooManyCells, sheet, "elm.xlsx") == words.format("elm.xlsx")


def test_a_word_in_the_last_cell_of_a_sheet_is_refused_before_memory_is_taken():
    def fill(book):
        page = book.add_worksheet()
        page.write(0, 0, "CPOMS")
        page.write(1_048_575, 16_383, "x")

    assert refused(TooManyCells, workbook(fill), "elm.xlsx") == (
        "elm.xlsx was not read: it has more than 100 columns, and no notice has so many. "
        "Keep the columns that say who receives what, and read that file."
    )


def test_a_table_merged_over_and_over_is_read_in_time():
    row = tuple(("x", '<w:vMerge w:val="restart"/>') for _ in range(20))
    read_notice(word(table(*([row] * 300))), "elm.docx")


@cache
def dressed(clothing):
    return CLOTHES[clothing](meaning_of(SAMPLE))


def spoilt(data, seed):
    """The document cut short, with bytes turned over, or whole around a part that is neither."""
    dice = random.Random(seed)
    harm = dice.randrange(3)
    if harm == 0:
        return data[: dice.randrange(len(data))]
    if harm == 1 or not data.startswith(b"PK"):
        return turned(data, dice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(buffer, "w") as other:
        wrong = dice.choice([one for one in whole.namelist() if one.endswith((".xml", ".rels"))])
        for name in whole.namelist():
            part = whole.read(name)
            other.writestr(name, turned(part, dice) if name == wrong else part)
    return buffer.getvalue()


def turned(data, dice):
    changed = bytearray(data or b"<")
    for _ in range(dice.randrange(1, 8)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    first = dice.randrange(len(changed))
    del changed[first : first + dice.choice((0, 0, 1, 30))]
    return bytes(changed)


@pytest.mark.parametrize("clothing", KINDS)
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_a_spoilt_document_is_read_or_refused_and_nothing_else(clothing, seed):
    data, name = dressed(clothing)
    with suppress(NoticeError):  # a sentence for the office
        read_notice(spoilt(data, seed), name)


SHUT_IN = """
import base64, json, sys
from schoolgate.notices import reader_process
documents = json.load(sys.stdin)
for ending in reader_process.READERS:
    reader_process.warm(ending)
assert reader_process.confine()
json.dump([list(reader_process.answer(base64.b64decode(data), name)) for data, name in documents], sys.stdout)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
def test_a_spoilt_document_needs_no_file_once_the_doors_are_closed():
    whole = [dressed(clothing) for clothing in KINDS]
    documents = [(b64encode(spoilt(data, seed)).decode(), name) for seed in range(20) for data, name in whole]
    run = subprocess.run(
        [sys.executable, "-c", SHUT_IN],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert {tuple(answer) for answer in json.loads(run.stdout)} == {("reading",), ("error",)}
