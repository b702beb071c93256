"""How long `schoolgate roll load` takes, the first load and the next, beside a plain reading of the same CSV.

    python bench/roll.py [PUPILS …]

Prints seconds, those of computing (which say more on a machine that others use), and the ratio to
`csv.reader` going through every cell once. Each load is the whole command in a process of its own, into a
home made for it.
"""

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from schoolgate.feeds.generator import generate
from schoolgate.feeds.sources.zip_of_csv import write_zip

ON = date(2026, 11, 22)


def main(sizes: list[int]) -> None:
    print("  pupils  plain csv  first load  computing  ratio   next load  computing  ratio")
    for pupils in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(pupils, Path(folder))


def measure(pupils: int, folder: Path) -> None:
    path = folder / "roll.zip"
    path.write_bytes(write_zip(generate(pupils, 1, ON)))
    plain = seconds(lambda: read_plainly(path))
    run(folder, "school", "create", "--name", "Hill", "--nation", "england", "--type", "maintained")
    loads = [load(folder, path) for _ in range(2)]
    told = [f"{wall:>11.2f} {used:>10.2f} {wall / plain:>6.1f}" for wall, used in loads]
    print(f"{pupils:>8} {plain:>10.2f}", *told)


def load(folder: Path, path: Path) -> tuple[float, float]:
    """(seconds, seconds of computing of both its processes)"""
    before = computed()
    wall = seconds(lambda: run(folder, "roll", "load", str(path), "--on", str(ON)))
    return wall, computed() - before


def computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def read_plainly(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8"), newline="")):
                len(row)


def run(folder: Path, *words: str) -> None:
    home = {**os.environ, "SCHOOLGATE_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "schoolgate.server.main", *words]
    done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1_500, 60_000])
