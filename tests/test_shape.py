"""The house's measures: short files, short functions, no cupboards."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "schoolgate"
FILES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
CUPBOARDS = {"utils", "util", "common", "core", "services", "helpers", "managers", "misc"}
EXCEPTIONS = {}  # (file, function) → why it may be longer


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_and_its_functions_can_be_read_at_one_sitting(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(path)}
    allowed = {name for file, name in EXCEPTIONS if file == str(path.relative_to(SOURCE))}
    assert {n: c for n, c in long.items() if c > LONGEST_FUNCTION and n not in allowed} == {}


def test_no_room_is_a_cupboard():
    names = {p.stem for p in FILES} | {p.parent.name for p in FILES}
    assert names & CUPBOARDS == set()


def test_nothing_is_imported_inside_a_function_below_the_faces():
    inside = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in FILES
        if path.relative_to(SOURCE).parts[0] not in {"cli", "server", "__main__.py"}
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_every_public_function_says_what_it_takes_and_gives():
    bare = [
        f"{path.relative_to(SOURCE)}:{f.lineno} {f.name}"
        for path in FILES
        for f in functions(path)
        if f.returns is None
    ]
    assert bare == []


def test_no_package_but_the_server_reads_the_environment():
    readers = {
        path.relative_to(SOURCE).parts[0]
        for path in FILES
        if "os.environ" in path.read_text() or "os.getenv" in path.read_text()
    }
    assert readers <= {"server"}


def test_no_file_below_the_faces_reads_a_clock():
    clocks = ("datetime.now(", "date.today(", "time.time(", "timezone.now(", "utcnow(")
    readers = {
        str(path.relative_to(SOURCE))
        for path in FILES
        if path.relative_to(SOURCE).parts[0] not in {"cli", "web", "api", "server"}
        and any(clock in path.read_text() for clock in clocks)
    }
    assert readers == set()
