"""How fast notices are read: `python bench/reading.py [FOLDER]`. Medians of five, ratios to a peer.

Cold      the command, from nothing to printed JSON; its peer is Python started to import lxml alone.
Warm      one reading in a process that has read before; its peer takes the same bytes apart with lxml alone.
Apart     one reading in a throw-away process.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from lxml import html

from schoolgate.notices.isolate import read_isolated
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS

ROOT = Path(__file__).parents[1]
RUNS = 5


def median(deed):
    """Seconds, the median of RUNS."""
    return statistics.median(timed(deed) for _ in range(RUNS))


def timed(deed):
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def long_notice(paths):
    """About 1,200 words of the notices together, fresh each time so that nothing is remembered whole."""
    words = "\n\n".join(path.read_text() for path in paths if path.suffix == ".txt").split(" ")
    return " ".join(words[:1200]).encode()


def run(*command):
    subprocess.run([sys.executable, *command], capture_output=True, check=True)


def main(folder):
    paths = sorted(path for path in folder.rglob("*") if path.suffix in READERS)
    documents = [(path.read_bytes(), path.name) for path in paths]
    data = long_notice(paths)
    for document, name in documents:
        read_notice(document, name)
    cold = median(lambda: run("-m", "schoolgate.notices", str(paths[0])))
    bare = median(lambda: run("-c", "import lxml.html"))
    warm = median(lambda: read_notice(data, "long.txt"))
    peer = median(lambda: html.document_fromstring(b"<pre>" + data).text_content())
    whole = median(lambda: [read_notice(document, name) for document, name in documents])
    apart = median(lambda: read_isolated(data, "long.txt"))
    print(f"notices         {len(documents)} of {folder}; the long one has {len(data.split())} words")
    print(f"cold command    {cold:.2f} s   ({cold / bare:.1f} × starting Python with lxml)")
    print(f"warm reading    {warm * 1000:.0f} ms   ({warm / peer:.0f} × lxml's text of the same bytes)")
    print(f"notices/s       {len(documents) / whole:.1f}")
    print(f"read apart      {apart:.2f} s   ({apart / cold:.1f} × the command)")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "corpus")
