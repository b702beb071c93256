"""The throw-away process that reads a roll: asked on standard input, answers on standard output.

Started by `feeds/sources/isolate.py`; here, as what confines it and what it reads live in two rooms.
"""

import sys

from schoolgate.feeds.sources.isolate import answer
from schoolgate.notices.confine import confine

COMMAND = ("-m", "schoolgate.actions.roll_process")


def main() -> None:
    sys.stdout.write(answer(sys.stdin.buffer.read(), confine))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
