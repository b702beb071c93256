"""The README's session, run as it is printed."""

import re
import shlex
import shutil
from pathlib import Path

from tests.cli.conftest import home, schoolgate  # noqa: F401

ROOT = Path(__file__).parents[1]
SESSION = re.search(r"```console\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]


def steps():
    """(command's words, the lines printed below it) for each "$ " line."""
    for part in SESSION.split("$ ")[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield shlex.split(command), [line for line in lines if line != "…"]


def is_said(line, said):
    """A line as printed; "…" stands for what differs from run to run."""
    pattern = ".*".join(re.escape(part) for part in line.split("…"))
    return re.search(f"^{pattern}$", said, re.MULTILINE) is not None


def test_the_session_on_the_first_screen_is_what_a_reader_would_see(schoolgate, tmp_path, monkeypatch):  # noqa: F811
    shutil.copy(ROOT / "docs" / "example" / "notice.txt", tmp_path)
    monkeypatch.chdir(tmp_path)
    for (program, *words), lines in steps():
        assert program == "schoolgate"
        said = schoolgate(*words)
        assert said.code in (0, 4), said.err
        assert [line for line in lines if not is_said(line, said.out + said.err)] == []
