"""How fast feeds are made, beside what somebody would write by hand: `python bench/feeds.py FOLDER`.

    --only school|trust|nation|provider   one part alone
    --pupils N                            a smaller nation
    --repeat N                            rounds of each, by turns (5); medians and their ratios are printed

FOLDER takes the made-up nation, once, and everything that is written. Every round is a process of its own,
which times itself without its start; a school's, the second time it is asked. Ours: manifests, ledger entries
and outcomes are durable when it ends. The others write the same rows and nothing beside them (contenders.py).
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench import nation  # noqa: E402
from bench.contenders import AGREEMENTS, CONTENDERS, Taken  # noqa: E402

AT_ONCE = 2  # processes that make parcels


def measure(name, *given):
    """(what was taken, peak MiB) of one contender in a process of its own."""
    os.sync()  # what another left to be written is not this one's to wait for
    command = [sys.executable, __file__, "--contender", name, *map(str, given)]
    told = json.loads(subprocess.check_output(command, text=True).splitlines()[-1])
    return Taken.of(told["seconds"], told["processor"]), told["mib"]


def compare(rounds, ours, others):
    """Medians by turns. ours and others: (name, arguments). Gives (our median, our peak, theirs by name)."""
    found = {one: [] for one in (ours, *others)}
    for _ in range(rounds):
        for one in found:
            found[one].append(measure(*one))
    medians = {one: _median([taken for taken, _ in all_of]) for one, all_of in found.items()}
    return medians[ours], max(mib for _, mib in found[ours]), {one[0]: medians[one] for one in others}


def _median(taken):
    return Taken.of(statistics.median(taken), statistics.median(one.processor for one in taken))


def line(what, ours, peak, theirs, wanted):
    ratio = ours / theirs
    kept = "kept" if ratio <= wanted else "MISSED"
    print(
        f"{what:58} {ours:8.3f} s {theirs:9.3f} s  {ratio:6.3f} (at most {wanted}: {kept}) {peak:6.0f} MiB",
        flush=True,
    )
    if isinstance(theirs, Taken):
        ratio = ours.processor / theirs.processor
        told = f"{ours.processor:8.3f} s {theirs.processor:9.3f} s  {ratio:6.3f}"
        print(f"{'  processor seconds, of all cores':58} {told}")


def school(place, rounds):
    at = place / "school"
    shutil.rmtree(at, ignore_errors=True)
    measure("make_school", at)
    ours, peak, theirs = compare(rounds, ("school_ours", at), [("school_sqlite", at), ("school_orm", at)])
    _same_bytes(at)
    line("school 420 x 30, beside sqlite3 + csv", ours, peak, theirs["school_sqlite"], 1.5)
    line("school 420 x 30, beside a Django loop", ours, peak, theirs["school_orm"], 0.03)
    return ours / 420 / AGREEMENTS


def _same_bytes(at):
    for number in range(AGREEMENTS):
        last = sorted((at / "ours" / f"feed-{number}").glob("*/pupils.csv"))[-1].read_bytes()
        assert last == (at / "hand" / f"feed-{number}.csv").read_bytes(), number
        assert last == (at / "orm" / f"feed-{number}.csv").read_bytes(), number


def trust(place, rounds):
    at = place / "trust"
    nation.make(at / "nation", 24_180, 60, 1)
    first, _ = measure("many_ours", at, "existing", AGREEMENTS, 0)
    ours, peak, theirs = compare(rounds, ("many_ours", at, "existing", AGREEMENTS, 0), [("trust_polars", at)])
    line("trust 60 schools x 30, beside Polars", ours, peak, theirs["trust_polars"], 1.0)
    print(f"  the first night, when the order of keys is made: {first:.2f} s")
    return ours / 24_180 / AGREEMENTS


def whole_nation(place, rounds, pupils):
    at = place / f"nation-{pupils}"
    schools = max(153, nation.SCHOOLS * pupils // nation.PUPILS)
    nation.make(at / "nation", pupils, schools)
    firsts = {kind: measure("stream_ours", at, kind)[0] for kind in ("existing", "pseudonym")}
    ours, peak, theirs = compare(rounds, ("stream_ours", at, "existing"), [("stream_duckdb", at)])
    line("nation, one stream, beside DuckDB COPY", ours, peak, theirs["stream_duckdb"], 1.5)
    measure("many_ours", at, "existing", 1, 0)
    others = [("files_duckdb", at), ("files_polars", at)]
    ours, peak, theirs = compare(rounds, ("many_ours", at, "existing", 1, 0), others)
    better = min(theirs, key=theirs.__getitem__)
    line(f"nation, a file a school, beside {better}", ours, peak, theirs[better], 1.0)
    per_pupil = ours / pupils
    ours, peak, theirs = compare(rounds, ("stream_ours", at, "pseudonym"), [("hmac_duckdb", at)])
    line("nation, pseudonyms kept, beside COPY with HMAC", ours, peak, theirs["hmac_duckdb"], 0.6)
    made = f"{firsts['pseudonym']:.1f} s with pseudonyms, {firsts['existing']:.1f} s without"
    print(f"  the first time, when keys are made: {made}")
    some = 3
    taken, peak = measure("many_ours", at, "pseudonym", AGREEMENTS, some)
    night = taken * 153 / some
    line(f"nation x 30 (from {some} of 153 authorities, keys made)", night, peak, 8 * 3600, 0.25)
    return per_pupil


def main(given):
    place = given.folder.resolve()
    place.mkdir(parents=True, exist_ok=True)
    load = f"load at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{load}; {given.repeat} rounds", flush=True)
    print(f"{'':58} {'ours':>10} {'theirs':>11}", flush=True)
    wanted = (given.only,) if given.only else ("school", "trust", "nation", "provider")
    curve = {}
    if "school" in wanted:
        curve["420"] = school(place, given.repeat)
    if "trust" in wanted:
        curve["24,180"] = trust(place, given.repeat)
    if "nation" in wanted:
        curve[f"{given.pupils:,}"] = whole_nation(place, given.repeat, given.pupils)
    if "provider" in wanted:
        subprocess.run([sys.executable, ROOT / "bench/provider.py"], check=True)
    for pupils, seconds in curve.items():
        print(f"cost of one pupil in one feed, of {pupils:>9}: {seconds * 1e6:7.2f} microseconds")
    print(f"load at the end: {os.getloadavg()[0]:.1f}")


def contend(name, at, *more):
    """In a process of its own. The Django loop sets Django up for itself."""
    if name != "school_orm":
        from schoolgate.server import boot

        boot.configure()
    taken = CONTENDERS[name](Path(at), *more)
    print(json.dumps({"seconds": taken, "processor": taken.processor, "mib": _peak(taken) / 1024}))


def _peak(taken):
    """KiB, of all processes together at most: a double's pages are counted though it shares them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + AT_ONCE * taken.double


if __name__ == "__main__":
    if sys.argv[1:2] == ["--contender"]:
        contend(*sys.argv[2:])
    else:
        told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
        told.add_argument("folder", type=Path)
        told.add_argument("--only", choices=("school", "trust", "nation", "provider"))
        told.add_argument("--pupils", type=int, default=nation.PUPILS)
        told.add_argument("--repeat", type=int, default=5)
        main(told.parse_args())
