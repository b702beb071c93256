"""How fast notices are read: `python bench/reading.py [FOLDER]`. Medians of five, ratios to a peer.

Cold      the reader alone, from nothing to printed JSON; its peer is Python started to import lxml alone.
Program   `schoolgate notice read`, which starts and then reads in a throw-away process.
Warm      one notice that is new to a process that has read others; its peer takes the same bytes apart with
          lxml alone. Notices/s is each notice of the folder once, new as well.
Apart     one reading in a throw-away process.
"""

import cProfile
import pstats
import statistics
import subprocess
import sys
import time
from pathlib import Path

from lxml import html

from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS
from schoolgate.notices.wording import compile_all

ROOT = Path(__file__).parents[1]
RUNS = 5
WORDS = 1200


def median(deed):
    """Seconds, the median of RUNS."""
    return statistics.median(timed(deed) for _ in range(RUNS))


def timed(deed):
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def long_notices(paths):
    """Notices of 1,200 words out of those of the folder, none with a word of another."""
    words = "\n\n".join(path.read_text() for path in paths if path.suffix == ".txt").split(" ")
    for at in range(0, (RUNS + 1) * WORDS, WORDS):
        yield " ".join(words[at : at + WORDS]).encode()


def run(*command):
    subprocess.run([sys.executable, *command], capture_output=True, check=True)


def top_five(deed):
    """The functions that take the most time themselves: seconds, calls, where."""
    profile = cProfile.Profile()
    profile.runcall(deed)
    taken = pstats.Stats(profile).stats.items()
    ranked = sorted(taken, key=lambda pair: pair[1][2], reverse=True)[:5]
    for (file, line, name), (_, calls, own, *_rest) in ranked:
        yield f"{own:.3f} s  {calls:>8} calls  {Path(file).name}:{line} {name}"


def main(folder):
    paths = sorted(path for path in folder.rglob("*") if path.suffix in READERS)
    documents = [(path.read_bytes(), path.name) for path in paths]
    new = long_notices(paths)
    data = next(new)
    read_notice(data, "long.txt")
    compile_all()
    whole = timed(lambda: [read_notice(document, name) for document, name in documents])
    warm = median(lambda: read_notice(next(new), "long.txt"))
    cold = median(lambda: run("-m", "schoolgate.notices", str(paths[0])))
    bare = median(lambda: run("-c", "import lxml.html"))
    program = median(lambda: run("-m", "schoolgate.server.main", "notice", "read", str(paths[0]), "--json"))
    peer = median(lambda: html.document_fromstring(b"<pre>" + data).text_content())
    apart = median(lambda: read_isolated(data, "long.txt"))
    print(f"notices         {len(documents)} of {folder}; the long one has {len(data.split())} words")
    print(f"cold reader     {cold:.2f} s   ({cold / bare:.1f} × starting Python with lxml)")
    print(f"cold program    {program:.2f} s   ({program / bare:.1f} × the same)")
    print(f"warm reading    {warm * 1000:.0f} ms   ({warm / peer:.0f} × lxml's text of the same bytes)")
    print(f"notices/s       {len(documents) / whole:.1f}")
    for line in top_five(lambda: [read_notice(data + b" ", "long.txt") for data in long_notices(paths)]):
        print(f"profile         {line}")
    print(f"read apart      {apart:.2f} s   ({apart / cold:.1f} × the cold reader)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "corpus")
