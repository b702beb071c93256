"""The command as the system starts it."""

import os
import subprocess
import sys

NAME = "Ysgol Tŷ Gwyn – مدرسة"


def schoolgate(home, *words, **environ):
    return subprocess.run(
        [sys.executable, "-m", "schoolgate.server.main", *words],
        capture_output=True,
        env=os.environ | {"SCHOOLGATE_HOME": str(home)} | environ,
        check=False,
    )


def test_a_name_of_any_script_is_printed_where_the_terminal_knows_only_ascii(tmp_path):
    words = ("school", "create", "--name", NAME, "--nation", "wales", "--type", "maintained")
    made = schoolgate(tmp_path / "home", *words, PYTHONIOENCODING="ascii")
    assert made.returncode == 0
    assert NAME in made.stderr.decode()


def test_nobody_else_on_the_machine_reads_the_database_of_a_folder_that_is_open_to_them(tmp_path):
    tmp_path.chmod(0o755)
    schoolgate(tmp_path, "register", "list", SCHOOLGATE_DATABASE="")
    assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("schoolgate.sqlite3*")} == {0}
