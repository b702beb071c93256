"""What a command needs to start."""

import subprocess
import sys

import typer

from schoolgate.cli.app import NOUNS, ON_FILES, VERBS, build
from schoolgate.cli.describe import walk

HEAVY = {"django", "duckdb", "sqlglot", "cryptography", "psycopg", "openpyxl", "lxml"}


def commands(*words):
    return [name for name, _ in walk(typer.main.get_command(build(words)), "schoolgate")]


def test_a_notice_is_read_without_the_store_and_its_engines(tmp_path):
    notice = tmp_path / "elm.txt"
    notice.write_text("Elm School\n\nWe share names with:\n- CPOMS - safeguarding\n")
    code = (
        "import sys\nfrom schoolgate.server.main import main\n"
        f"try:\n    main(['notice', 'read', {str(notice)!r}])\n"
        "finally:\n    print(sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "CPOMS" in run.stdout
    assert {name for name in HEAVY if f"'{name}'" in run.stderr} == set()


def test_a_command_is_the_same_whether_it_starts_alone_or_with_all_others():
    alone = {name for first in (*NOUNS, *VERBS) for name in commands(first)}
    assert alone == set(commands())
    assert [commands(*words) for words in ON_FILES] == [
        [f"schoolgate {' '.join(words)}"] for words in ON_FILES
    ]
