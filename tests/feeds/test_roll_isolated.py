"""An untrusted roll is read in a process of its own, which is gone afterwards and can do nothing else."""

import io
import json
import sys

import pytest
from openpyxl import Workbook

from schoolgate.feeds.generator import generate
from schoolgate.feeds.sources import RollRefused, reader_process
from schoolgate.feeds.sources.csv_export import load as load_csv
from schoolgate.feeds.sources.isolate import read_isolated
from schoolgate.feeds.sources.zip_of_csv import load_zip, write_zip
from tests.feeds.cases import ON

CSV = b"Adno,Forename,Surname,Attendance %\n1,Zo\xeb,Lee,96.50\n2,Bo,,\n"


def test_a_roll_read_apart_is_the_same_roll():
    data = write_zip(generate(40, 3, ON))

    assert read_isolated(data, "roll.zip", ON) == load_zip(data, "roll.zip", ON)


def test_a_refusal_crosses_over_with_every_word():
    with pytest.raises(RollRefused) as here:
        load_csv(CSV, "roll.csv", ON)
    with pytest.raises(RollRefused) as apart:
        read_isolated(CSV, "roll.csv", ON)

    assert str(apart.value) == str(here.value)
    assert apart.value.faults == here.value.faults


@pytest.mark.skipif(
    sys.platform != "linux", reason="a workbook is read only where the process can be shut in"
)
def test_a_workbook_is_read_with_every_door_closed():
    book, buffer = Workbook(), io.BytesIO()
    for row in (["Adno", "Forename", "Surname"], ["1", "Ann", "Lee"]):
        book.active.append(row)
    book.save(buffer)

    loaded = read_isolated(buffer.getvalue(), "roll.xlsx", ON)

    assert len(loaded.tables["pupil"].rows) == 1


@pytest.mark.parametrize(
    ("program", "what"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "reading it took more than 10 seconds of computing.",
        ),
        ("print('half an ans')", "its reading broke off."),
        ('print(\'{"held": [], "loaded": {"tables": {}}}\')', "its reading broke off."),
    ],
)
def test_a_reading_that_breaks_is_a_refusal(program, what):
    with pytest.raises(RollRefused) as caught:
        read_isolated(CSV, "roll.csv", ON, command=(sys.executable, "-c", program))

    assert str(caught.value) == (
        f"The roll in 'roll.csv' was not loaded.\n- {what}\n"
        "Export it again as CSV, and check that it is a roll."
    )


def test_a_workbook_is_not_read_where_nothing_shuts_its_reading_in():
    program = 'print(\'{"held": ["limits"], "loaded": {}}\')'

    with pytest.raises(RollRefused) as caught:
        read_isolated(b"x", "roll.xlsx", ON, command=(sys.executable, "-c", program))

    assert str(caught.value) == (
        "The roll in 'roll.xlsx' was not loaded.\n"
        "- this machine can't shut its reading off from files and network.\nExport it as CSV."
    )


def test_too_little_memory_is_a_refusal_too(monkeypatch):
    def gone(data, name, on, corrections):
        raise MemoryError

    def shut_in():
        monkeypatch.setitem(reader_process.SOURCES, ".csv", gone)
        return ()

    question = json.dumps({"name": "roll.csv", "on": str(ON)}).encode() + b"\n" + CSV
    told = json.loads(reader_process.answer(question, shut_in))

    assert told["refused"]["faults"][0]["what"] == "reading it needed too much memory."


def test_reading_a_roll_puts_nothing_down_anywhere(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is no such folder"))
    question = json.dumps({"name": "roll.csv", "on": ON.isoformat()}).encode() + b"\n" + CSV

    assert json.loads(reader_process.answer(question, lambda: ()))["refused"]
