"""What the machine refuses is one sentence; our own mistakes show no words that could be a child's."""

import os
import resource
import sqlite3
import sys
from contextlib import closing, contextmanager

import pytest

from schoolgate.actions import register
from schoolgate.server import mishaps


def test_a_home_that_is_a_file_is_said_in_a_sentence(schoolgate, home):
    home.write_text("not a folder")
    said = schoolgate("register", "list")
    assert said.code == 1
    assert said.err == (
        f"The command stopped: {home}: file exists. Put that right, or choose another place, and try again.\n"
    )


def test_a_database_that_gives_no_answer_is_said_without_what_it_says(adopted, home):
    with closing(sqlite3.connect(home / "schoolgate.sqlite3")) as database:
        database.execute("DROP TABLE store_agreementversion")
    said = adopted("register", "list")
    assert said.code == 1
    assert said.err == (
        "The command stopped: the home's database was busy, is full or damaged, or can't be written to. "
        "What it was about to write, it did not. Try again; if that does not help, run 'schoolgate doctor'.\n"
    )


def test_our_own_mistake_is_told_by_its_place_and_never_by_its_words(capsys):
    try:
        register.differences("Ann O'Brien").__next__()
    except AttributeError as error:
        mishaps.tell(type(error), error, error.__traceback__)
    said = capsys.readouterr().err
    assert said.startswith(
        "The command stopped by a mistake of Schoolgate's own: AttributeError at actions/register.py, line "
    )
    assert said.endswith(
        ". Its words are not shown, as they could hold personal data. Please report this line.\n"
    )
    assert "O'Brien" not in said


def test_a_log_line_of_the_pages_shows_no_words_of_an_exception():
    try:
        int("Ann O'Brien")
    except ValueError:
        assert mishaps.WithoutWords().formatException(sys.exc_info()) == "ValueError"


def test_a_head_that_is_not_there_or_not_one_is_said(adopted, tmp_path):
    missing = adopted("ledger", "verify", "--against", tmp_path / "none.txt")
    assert (missing.code, "there is no file" in missing.err) == (3, True)
    (tmp_path / "head.bin").write_bytes(b"\xff\xfe\x00")
    assert adopted("ledger", "verify", "--against", tmp_path / "head.bin").code == 5


def test_a_head_that_windows_saved_is_the_same_head(adopted, tmp_path):
    head = tmp_path / "head.txt"
    head.write_bytes(adopted("ledger", "checkpoint").out.replace("\n", "\r\n").encode())
    assert adopted("ledger", "verify", "--against", head).code == 0


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="this machine has no endless file")  # noqa: PTH110
def test_what_is_no_file_is_not_read(adopted):
    said = adopted("register", "import", "/dev/zero")
    assert (said.code, said.err) == (5, "Nothing was read: /dev/zero is not a file. Name a file.\n")


def test_a_file_far_too_large_is_refused_before_it_is_opened(adopted, tmp_path):
    path = tmp_path / "roll.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    said = adopted("roll", "load", path)
    assert said.code == 5
    assert said.err == (
        f"Nothing was read: {path} has 200 MB, and 100 MB is the most. Check that it is the right file.\n"
    )


def test_a_full_disk_leaves_no_half_a_file(adopted, tmp_path):
    """A file that may not grow past a kilobyte stands for a disk that is full."""
    with smallest_files():
        said = adopted("roll", "generate", "--pupils", "60", "--out", tmp_path / "out" / "roll.zip")
    assert (said.code, said.err.startswith("The command stopped: ")) == (1, True)
    assert list((tmp_path / "out").iterdir()) == []


@contextmanager
def smallest_files():
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
