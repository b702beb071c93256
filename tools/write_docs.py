"""Writes the pages of docs/ that are made from the program itself. Run by `make docs`.

To write another: add its path and the function that gives its text to PAGES.
"""

from collections.abc import Callable
from pathlib import Path

from schoolgate.checks import CHECKS
from schoolgate.checks.describe import describe

ROOT = Path(__file__).parents[1]
PAGES: dict[str, Callable[[], str]] = {
    "docs/checks.md": lambda: describe(CHECKS),
}


def main() -> None:
    for path, write in PAGES.items():
        (ROOT / path).write_text(write(), encoding="utf-8")
        print(f"Wrote {path}")


if __name__ == "__main__":
    main()
