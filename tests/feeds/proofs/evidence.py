"""Everything that a program leaves where somebody could look, gathered while it runs and after it."""

import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

NOTHING = frozenset()
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND


@dataclass(frozen=True)
class Found:
    """Bytes from one place. allowed  texts of the school that may stand there"""

    place: str
    data: bytes
    allowed: frozenset = NOTHING


class Evidence:
    def __init__(self):
        self.all = []

    def add(self, place, data, allowed=NOTHING):
        data = data if isinstance(data, bytes) else str(data).encode("utf-8", "replace")
        self.all.append(Found(place, data, allowed))

    def folder(self, place, path, allowed=NOTHING):
        """Every file below it, and its name."""
        for one in sorted(Path(path).rglob("*")):
            self.add(f"{place}: name", str(one.relative_to(path)), allowed)
            if one.is_file():
                self.add(f"{place}: {one.name}", one.read_bytes(), allowed)

    def error(self, place, error):
        """Its words, its repr, its traceback, and the same of what caused it."""
        told = [str(error), repr(error), *map(repr, error.args), *traceback.format_exception(error)]
        self.add(f"{place}: {type(error).__name__}", "\n".join(told))

    def leaks(self, searcher):
        """(place, text) of each text of the school that stands where it may not."""
        seen, leaks = {}, []
        for one in self.all:
            if one.data not in seen:
                seen[one.data] = searcher.found(one.data)
            leaks += [(one.place, text) for text in sorted(seen[one.data] - one.allowed)]
        return leaks

    def bytes_read(self):
        return sum(len(data) for data in {one.data for one in self.all})


class Watch:
    """While it is on: files before they are removed or renamed, and what each process was started with.

    Python tells a hook of these before they happen. A hook stays for the life of the process.
    """

    def __init__(self):
        self.evidence, self.allowed, self.inside, self.passing = None, None, False, []
        sys.addaudithook(self)

    def on(self, evidence, allowed=lambda path: NOTHING):
        """allowed  the path of a passing file → texts that may stand in it"""
        self.evidence, self.allowed = evidence, allowed
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        evidence, self.evidence = self.evidence, None
        for place, path, data in self.passing:
            evidence.add(place, data, self.allowed(path))
        self.passing = []

    def __call__(self, event, given):
        if self.evidence is None or self.inside:
            return
        self.inside = True
        try:
            self.told(event, given)
        finally:
            self.inside = False

    def told(self, event, given):
        match event:
            case "os.remove" | "os.rename" | "os.truncate":
                self.keep(f"passing file ({event})", given[0])
            case "subprocess.Popen":
                self.started(given[1], given[3])
            case "os.exec" | "os.posix_spawn":
                self.started(given[1], given[2])
            case "os.putenv":
                self.evidence.add("environment", b"=".join(map(os.fsencode, given)))

    def keep(self, place, path):
        if isinstance(path, int):
            return
        path = Path(os.fsdecode(path))
        if path.is_file():
            self.passing.append((f"{place}: {path.name}", path, path.read_bytes()))

    def started(self, words, environment):
        words = [words] if isinstance(words, str | bytes) else words
        self.evidence.add("words of a process", b"\n".join(os.fsencode(one) for one in words))
        told = os.environ if environment is None else environment
        lines = [os.fsencode(name) + b"=" + os.fsencode(text) for name, text in told.items()]
        self.evidence.add("environment of a process", b"\n".join(lines))


WATCH = Watch()
