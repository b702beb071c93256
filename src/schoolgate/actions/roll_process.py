"""The throw-away process that reads a roll: what shuts it in comes from the room that reads notices."""

import sys

from schoolgate.feeds.sources.isolate import answer
from schoolgate.notices.confine import confine

if __name__ == "__main__":
    sys.stdout.write(answer(sys.stdin.buffer.read(), confine))
