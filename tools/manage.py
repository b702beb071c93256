"""Django's own commands on a throw-away home: python tools/manage.py makemigrations store"""

import sys
import tempfile
from pathlib import Path

from schoolgate.server.boot import configure

configure()

from django.core.management import execute_from_command_line  # noqa: E402

from schoolgate.server.boot import use  # noqa: E402
from schoolgate.server.settings import databases  # noqa: E402

with tempfile.TemporaryDirectory() as folder:
    use(databases(Path(folder) / "schoolgate.sqlite3", None, None))
    execute_from_command_line(sys.argv)
