"""Reads one notice and prints the reading as JSON: `python -m schoolgate.notices FILE`."""

import json
import sys
from pathlib import Path

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.errors import NoticeError
from schoolgate.notices.read import read_notice

INVALID_INPUT = 5


def main(path: Path) -> int:
    try:
        reading = read_notice(path.read_bytes(), path.name)
    except NoticeError as error:
        sys.stderr.write(f"{error}\n")
        return INVALID_INPUT
    sys.stdout.write(json.dumps(reading_to_json(reading), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
