"""A mistake of our own, told by its kind and place alone: its words could hold personal data."""

import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

HOUSE = Path(__file__).parent.parent


def place_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """ "ValueError at actions/roll.py, line 12", the last place in our own code."""
    ours = [one for one in traceback.extract_tb(trace) if Path(one.filename).is_relative_to(HOUSE)]
    if not ours:
        return kind.__name__
    return f"{kind.__name__} at {Path(ours[-1].filename).relative_to(HOUSE)}, line {ours[-1].lineno}"


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What Python calls with an exception that nobody caught."""
    sys.stderr.write(
        f"The command stopped by a mistake of Schoolgate's own: {place_of(kind, trace)}. "
        "Its words are not shown, as they could hold personal data. Please report this line.\n"
    )


class WithoutWords(logging.Formatter):
    """Log lines of the pages: an exception is its kind and place."""

    def formatException(self, ei: object) -> str:
        kind, _, trace = ei if isinstance(ei, tuple) else (None, None, None)
        return place_of(kind, trace) if kind else ""
