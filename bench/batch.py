"""How fast a folder of notices is read on all cores: `python bench/batch.py [NUMBER] [FOLDER]`.

NUMBER documents, the folder's over and over; the peer is one process that reads each of them itself, with
nothing between it and a hostile file. Memory is the most that this process and its readers held.
"""

import itertools
import os
import resource
import sys
import time
from pathlib import Path

from schoolgate.notices.many import read_many
from schoolgate.notices.read import read_notice
from schoolgate.notices.readers import READERS

ROOT = Path(__file__).parents[1]


def main(number, folder):
    paths = sorted(path for path in folder.rglob("*") if path.suffix in READERS and path.stem != "README")
    documents = [(path.name, path.read_bytes()) for path in paths]
    few = list(itertools.islice(itertools.cycle(documents), min(number, 200)))
    read_notice(documents[0][1], documents[0][0])
    began = time.perf_counter()
    for name, data in few:
        read_notice(data, name)
    alone = len(few) / (time.perf_counter() - began)
    print(f"peer            {alone:.1f} notices/s in one process, unprotected")
    for workers in sorted({1, os.cpu_count() or 1}):
        began = time.perf_counter()
        work = itertools.islice(itertools.cycle(documents), number)
        for _ in read_many(work, workers=workers):
            pass
        rate = number / (time.perf_counter() - began)
        print(f"{workers} at a time     {rate:.1f} notices/s   ({rate / alone:.2f} of the peer)")
    here, below = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"memory          {here} MiB here, {below} MiB in the largest reader")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    main(count, Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "src" / "schoolgate" / "samples")
