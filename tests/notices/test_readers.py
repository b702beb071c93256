"""Bytes → text that knows its blocks: nothing is lost, and what was supposed is said."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgate.notices import readers
from schoolgate.notices.blocks import BlockKind
from schoolgate.notices.errors import NotText, TooDeep
from schoolgate.notices.readers import READERS


def blocks(page):
    return [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]


def test_every_reader_in_the_folder_is_listed():
    paths = Path(readers.__file__).parent.glob("*.py")
    files = {path.stem for path in paths if "\ndef read(data: bytes, name: str) -> Page:" in path.read_text()}
    assert files == {read.__module__.rsplit(".", 1)[1] for read in READERS.values()}


def test_a_kinds_library_is_imported_for_that_kind_alone():
    program = (
        "import sys; from schoolgate.notices.reader_process import warm; warm('.txt'); "
        "print({'lxml', 'markdown_it', 'python_calamine', 'pypdfium2', 'email'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_a_page_keeps_its_headings_bullets_and_cells_and_leaves_its_menu_out():
    html = (
        "<nav>Menu</nav><h2>Who</h2><ul><li>One<ul><li>Two</li></ul></li></ul>"
        "<table><tr><td>A</td><td>b <b>c</b></td></tr></table><p>End<script>x</script></p>"
    )
    page = READERS[".html"](html.encode(), "a.html")
    assert blocks(page) == [
        ("heading", "Who"),
        ("bullet", "One"),
        ("bullet", "Two"),
        ("row", "A\tb c"),
        ("line", "End"),
    ]
    assert [page.text[a:b] for a, b in page.blocks[3].cells] == ["A", "b c"]


def test_markdown_is_read_as_the_page_it_stands_for():
    page = READERS[".md"](b"# Who\n\n- One\n- Two\n\n| A | B |\n|---|---|\n| c | d |\n", "a.md")
    assert [kind for kind, _ in blocks(page)] == ["heading", "bullet", "bullet", "row", "row"]


def test_a_link_is_kept_with_its_address():
    page = READERS[".html"](b'<p>See <a href="https://elm.example/privacy">Privacy</a></p>', "a.html")
    assert page.text.strip() == "See [Privacy](https://elm.example/privacy)"


def test_tags_left_in_a_text_are_taken_out():
    page = READERS[".txt"](b"<p>Elm <u>Service:</u> Oak &amp; Ash</p>", "a.txt")
    assert page.text.strip() == "Elm Service: Oak & Ash"


@pytest.mark.parametrize(
    "printed", ["Website: <https://elm.example/>", "R&amp;D <b10", "1 < 2 > 0", "<elm@example.org>"]
)
def test_what_is_no_tag_stays_as_the_file_has_it(printed):
    assert READERS[".txt"](printed.encode(), "a.txt").text == printed


def test_windows_1252_is_read_and_said():
    page = READERS[".txt"]("the pupil’s data – names".encode("cp1252"), "a.txt")
    assert page.text == "the pupil’s data – names"
    assert page.warnings == ("The file is not UTF-8; it was read as Windows-1252.",)


@given(st.text("aé’“”–…•£ŵŷâÂÃ€ \n", max_size=12))
def test_signs_that_a_program_saved_in_the_wrong_encoding_are_put_right_and_said(words):
    twice = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in f"the pupils’ data {words}".encode()
    )
    page = READERS[".txt"](twice.encode(), "a.txt")
    assert page.text == f"the pupils’ data {words}"
    said = "Some signs had been saved in the wrong encoding (“â€™”); they were put right."
    assert page.warnings == (said,)


@pytest.mark.parametrize("words", ["SÃO Tomé", "Â", "le château, Ånge", "â „ Ä", "Ysgol Llŷr’s “data”"])
def test_letters_that_only_look_like_that_stay_as_printed(words):
    page = READERS[".txt"](words.encode(), "a.txt")
    assert (page.text, page.warnings) == (words, ())


@pytest.mark.parametrize(("encoding", "said"), [("utf-8-sig", "utf-8"), ("utf-16", "utf-16")])
def test_a_byte_order_mark_is_read_and_said(encoding, said):
    page = READERS[".txt"]("Elm School".encode(encoding), "a.txt")
    assert page.text == "Elm School"
    assert page.warnings == (f"The file begins with a {said} byte-order mark; it was left out.",)


def test_html_a_hundred_thousand_deep_is_refused_before_words_are_lost():
    with pytest.raises(TooDeep) as refused:
        READERS[".html"](b"<div>" * 100_000, "deep.html")
    assert str(refused.value) == (
        "deep.html was not read: its HTML is nested more than 200 deep, so words could be lost. "
        "Save the page's text as a .txt file and read that."
    )


def test_a_picture_with_a_text_files_name_is_refused():
    with pytest.raises(NotText) as refused:
        READERS[".txt"](b"\x89PNG\x00\x01\x02" * 9, "logo.txt")
    assert str(refused.value) == (
        "logo.txt was not read: it is not a text file, whatever its name ends in. "
        "Open it where it was made, save it as text or HTML, and try again."
    )


@given(st.text(alphabet="Ab \t\n|-*•1).:<p>&;", max_size=200))
def test_blocks_of_any_text_stand_in_order_inside_it(text):
    page = READERS[".txt"](text.encode(), "a.txt")
    ends = [0]
    for block in page.blocks:
        assert ends[-1] <= block.start <= block.end <= len(page.text)
        assert block.kind in BlockKind
        ends.append(block.end)


def test_paragraphs_numbered_by_hand_are_items_or_headings_as_in_plain_text():
    html = (
        "<p>7. Who we share data with</p><p>We share data with those below.</p>"
        "<p>a) CPOMS – safeguarding</p><p>b) Wonde – links apps</p><p>- Numbots</p>"
    )
    page = READERS[".html"](html.encode(), "a.html")
    assert blocks(page) == [
        ("heading", "Who we share data with"),
        ("line", "We share data with those below."),
        ("bullet", "CPOMS – safeguarding"),
        ("bullet", "Wonde – links apps"),
        ("bullet", "Numbots"),
    ]
