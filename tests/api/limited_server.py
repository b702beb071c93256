"""A school's pages with a low limit: python -m tests.api.limited_server HOME PORT LIMIT"""

import sys
from pathlib import Path

from schoolgate.server import boot

boot.configure()

from django.conf import settings  # noqa: E402

from schoolgate.server import serve  # noqa: E402
from schoolgate.server.environment import Environment  # noqa: E402
from schoolgate.server.main import opener  # noqa: E402


def main(home, port, limit):
    settings.PULLS_A_MINUTE = int(limit)
    place = Environment(home=Path(home))
    serve.serve(lambda: opener(place)(Path(home)), int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
