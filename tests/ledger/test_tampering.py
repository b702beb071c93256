import ast
import random
import subprocess
import sys
from pathlib import Path

import pytest

from schoolgate.ledger.checkpoint import load_key, verifier_key
from schoolgate.ledger.export import export_text
from tests.ledger import tampering
from tests.ledger.cast import ORIGIN, export_of, head_of, runs
from tests.ledger.tampering import ANOTHER_KEY, EARLIER, KEPT, KEY, LEAVES, TRUE, WAYS
from tools.verify_ledger import Wrong, verify

TAMPERINGS = 10_000
VERIFIER = Path(__file__).parents[2] / "tools" / "verify_ledger.py"
KEY_LINE = str(verifier_key(ORIGIN, load_key(KEY)))


def is_found(export, key=KEY_LINE, kept=KEPT):
    try:
        verify(export, key, kept)
    except Wrong:
        return True
    return False


def falsified(way, seed, count):
    chance = random.Random(f"{way.__name__} {seed}")
    while count:
        export = way(chance)
        if export != TRUE:
            count -= 1
            yield export


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_falsified_export_is_found(way):
    missed = [
        export for export in falsified(way, seed=2026, count=TAMPERINGS // len(WAYS)) if not is_found(export)
    ]
    assert missed == []


def test_ten_thousand_falsifications_are_tried():
    assert TAMPERINGS // len(WAYS) * len(WAYS) >= 10_000


def test_a_true_export_holds_and_says_what_it_is_of():
    said = verify(TRUE, KEY_LINE, KEPT)
    assert said.startswith(f"15 entries of {ORIGIN}, root ")
    assert said.endswith("; 1 runs without an outcome.")


@pytest.mark.parametrize("size", range(len(LEAVES) + 1))
def test_a_true_export_holds_against_each_head_that_was_ever_signed(size):
    assert not is_found(TRUE, kept=head_of(LEAVES[:size], KEY))


def test_an_empty_ledger_holds():
    assert not is_found(EARLIER[0], kept=head_of([], KEY))


def test_without_a_head_kept_elsewhere_a_rollback_is_not_found():
    assert not is_found(EARLIER[4], kept=None)


def test_without_a_key_a_forgery_is_not_found():
    forged = export_text(export_of(LEAVES[2:4], ANOTHER_KEY)).encode()
    assert not is_found(forged, key=None, kept=None)
    assert is_found(forged, kept=None)


def test_a_head_kept_elsewhere_must_be_signed_by_the_key():
    assert is_found(TRUE, kept=head_of(LEAVES, ANOTHER_KEY))
    assert is_found(TRUE, kept=head_of(LEAVES, KEY, "schoolgate/another"))


def test_another_history_under_the_true_key_is_found():
    split = export_text(export_of(runs(9)[2:], KEY)).encode()
    assert is_found(split)


@pytest.mark.parametrize(
    ("leaves", "said"),
    [
        ([LEAVES[1], LEAVES[0]], "Entry 1: an outcome out of its order."),
        ([LEAVES[0], LEAVES[0]], "Entry 2: an intent out of its order."),
        ([*LEAVES[:2], LEAVES[1]], "Entry 3: an outcome out of its order."),
        ([LEAVES[0], b"{}"], "Entry 2 is not in the leaf format."),
        ([LEAVES[0] + b" "], "Entry 1 is not in the leaf format."),
        (
            [LEAVES[0], LEAVES[1].replace(b"T06:", b"T05:")],
            "Entry 2: a run ends before the moment it was announced.",
        ),
    ],
)
def test_an_order_that_no_writer_makes_is_found_even_when_signed(leaves, said):
    export = export_text(export_of(leaves, KEY)).encode()
    with pytest.raises(Wrong) as wrong:
        verify(export, KEY_LINE)
    assert str(wrong.value) == said


def run(tmp_path, export, *options):
    (tmp_path / "export.json").write_bytes(export)
    (tmp_path / "key").write_text(KEY_LINE + "\n")
    (tmp_path / "head").write_text(KEPT)
    command = [sys.executable, str(VERIFIER), "export.json", *options]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)


def test_the_verifier_runs_alone_and_says_that_all_holds(tmp_path):
    done = run(tmp_path, TRUE, "--key", "key", "--against", "head")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Holds: 15 entries of {ORIGIN}")
    assert len(done.stdout.splitlines()) == 1


def test_the_verifier_says_what_it_could_not_know(tmp_path):
    done = run(tmp_path, TRUE)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        "Not known without --key: whether all of it is forged. No signature was checked.",
        "Not known without --against: whether entries after an earlier signed head were cut off.",
    ]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_verifier_exits_1_on_a_falsified_export(way, tmp_path):
    export = next(falsified(way, seed="alone", count=1))
    done = run(tmp_path, export, "--key", "key", "--against", "head")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("DOES NOT HOLD: ")


def test_the_verifier_exits_2_when_it_is_not_given_files(tmp_path):
    assert run(tmp_path, TRUE, "--key", "no such file").returncode == 2
    assert run(tmp_path, TRUE, "--unknown").returncode == 2


@pytest.mark.parametrize("key", ["", "x", KEY_LINE[:-4], KEY_LINE.replace("+", "-"), "\ufffd"], ids=range(5))
def test_a_spoilt_key_is_found(key):
    assert is_found(TRUE, key=key)


@pytest.mark.parametrize("kept", ["", "x", KEPT[:-1], KEPT.replace("15", "16"), KEPT + KEPT], ids=range(5))
def test_a_spoilt_head_is_found(kept):
    assert is_found(TRUE, kept=kept)


@pytest.mark.parametrize("depth", [900, 100_000])
def test_a_bottomless_document_is_not_a_crash(depth):
    assert is_found(b"[" * depth + b"]" * depth)
    assert is_found(tampering.with_leaves(["[" * depth + "]" * depth]))


def test_the_verifier_shares_no_code_with_the_writer_and_can_be_read_at_one_sitting():
    text = VERIFIER.read_text("utf-8")
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
    assert len(text.splitlines()) <= 200
