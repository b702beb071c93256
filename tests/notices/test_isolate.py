"""An untrusted document is read in a process that can open, reach and start nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.errors import NotProtected, ReadingStopped, TooDeep
from schoolgate.notices.isolate import UNPROTECTED, ask, read_isolated, reading_of
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS

NOTICE = b"Elm School\n\nWe share names with:\n- CPOMS - safeguarding\n- Number Orchard - maths\n"
ROOT = Path(__file__).parents[2]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")


def confined(deed):
    """What a confined process says of one deed: "done", or the error's kind."""
    code = (
        "import os, socket, subprocess\n"
        "from schoolgate.confine.kernel import confine\nconfine()\n"
        f"try:\n    {deed}\n    print('done')\n"
        "except BaseException as error:\n    print(type(error).__name__)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    return run.stdout.strip()


def test_a_reading_apart_is_the_same_reading():
    assert read_isolated(NOTICE, "elm.txt") == read_notice(NOTICE, "elm.txt")


def test_a_refusal_crosses_with_its_words():
    with pytest.raises(TooDeep, match=r"^deep\.html was not read: its HTML is nested more than 200 deep"):
        read_isolated(b"<div>" * 100_000, "deep.html")


@ON_LINUX
@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("open('/etc/hostname')", "PermissionError"),
        ("open('/tmp/schoolgate-was-here', 'w')", "PermissionError"),
        ("socket.socket()", "PermissionError"),
        ("os.fork()", "PermissionError"),
        ("subprocess.run(['true'])", "PermissionError"),
        ("bytearray(1 << 31)", "MemoryError"),
    ],
)
def test_a_hostile_document_could_do_nothing(deed, outcome):
    assert confined(deed) == outcome


@ON_LINUX
def test_a_document_that_never_ends_is_stopped():
    endless = (sys.executable, "-c", "while True: pass")
    with pytest.raises(ReadingStopped) as stopped:
        ask(NOTICE, "elm.txt", command=endless, wall_seconds=0.5)
    assert str(stopped.value) == (
        "elm.txt was not read: reading it took longer than 0.5 seconds. "
        "Save the notice's text alone as a .txt file and try again."
    )


@ON_LINUX
def test_a_reading_that_breaks_off_is_said_without_its_traceback():
    broken = (sys.executable, "-c", "raise ValueError('Ann Example')")
    with pytest.raises(ReadingStopped) as stopped:
        ask(NOTICE, "elm.txt", command=broken)
    assert str(stopped.value) == (
        "elm.txt was not read: its reading broke off. "
        "Save the notice's text alone as a .txt file and try again."
    )


def answer(*held):
    return {"held": list(held), "reading": reading_to_json(read_notice(NOTICE, "elm.txt"))}


def test_where_nothing_confines_plain_text_is_read_and_said():
    assert reading_of(answer(), "elm.txt").warnings == (UNPROTECTED,)
    assert UNPROTECTED == (
        "The document was read without protection: "
        "this machine cannot shut a reading off from files and network."
    )


def test_where_nothing_confines_a_page_is_refused_unless_asked_for():
    with pytest.raises(NotProtected) as refused:
        reading_of(answer("limits"), "elm.html")
    assert str(refused.value) == (
        "elm.html was not read: this machine has no Landlock and no seccomp, so a hostile document could not "
        "be held. Read it on Linux 5.13 or later, or allow unprotected reading by name."
    )
    assert reading_of(answer("limits"), "elm.html", unprotected=True).warnings == (UNPROTECTED,)


ALL_AT_ONCE = """
import json, sys
from schoolgate.notices import reader_process
documents = json.load(sys.stdin)
for ending in reader_process.READERS:
    reader_process.warm(ending)
reader_process.confine()
json.dump([reader_process.answer(words.encode(), name) for name, words in documents], sys.stdout)
"""
NOTICES = sorted(
    path
    for folder in ("src/schoolgate/samples/notices", "tests/corpus", "../shared/notices")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in READERS and path.stem not in ("README", "VOCABULARY")
)


@ON_LINUX
@pytest.mark.parametrize("part", range(8))  # a process may compute for ten seconds, and no more
def test_no_notice_needs_a_file_once_the_doors_are_closed(part):
    documents = [(path.name, path.read_bytes().decode("utf-8", "replace")) for path in NOTICES[part::8]]
    run = subprocess.run(
        [sys.executable, "-c", ALL_AT_ONCE],
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert len(documents) > 6
    for (name, words), answer in zip(documents, json.loads(run.stdout), strict=True):
        assert reading_of({"held": ["landlock"], **answer}, name) == read_notice(words.encode(), name)
