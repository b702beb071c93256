"""How well recipients named in running prose are found: `make corpus`. Each case is a passage of a notice.

Scored as rows of notices are (see score.py): precision and recall, and rows for somebody whom the passage
says gets nothing. A class of cases is a way of naming.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice
from tests.corpus.score import ALIKE, f1, paired, same_name

CASES = Path(__file__).with_name("prose.toml")
TITLE = "Privacy notice for pupils and parents"
HEADING = "Who we share information with"


def cases(path=CASES):
    return tomllib.loads(path.read_text())["case"]


def notice(case):
    heading = case.get("heading", HEADING)
    return f"Meadow View School\n\n{TITLE}\n\n{heading}\n\n{case['text'].strip()}\n"


def entries(case):
    reading = read_notice(notice(case).encode(), "notice.txt")
    return json.loads(json.dumps(reading_to_json(reading)))["entries"]


def verdict(case):
    """What was missed, what was found beside the expected, and what the passage denies."""
    found = entries(case)
    optional = [{"name": name} for name in case.get("optional", [])]
    golds = [{"name": name} for name in case["recipients"]]
    pairs = paired(golds, found)
    missed = [gold["name"] for i, gold in enumerate(golds) if i not in pairs]
    other = [entry for j, entry in enumerate(found) if j not in pairs.values()]
    surplus = [entry["name"] for entry in other if not _is_among(optional, entry)]
    denied = [{"name": name} for name in case.get("denied", [])]
    refused = [entry["name"] for entry in other if _is_among(denied, entry)]
    return missed, surplus, refused


def _is_among(names, entry):
    return any(same_name(name, entry) >= ALIKE for name in names)


def counts(case):
    missed, surplus, refused = verdict(case)
    right = len(case["recipients"]) - len(missed)
    return Counter(
        {
            "rows right": right,
            "rows missed": len(missed),
            "rows surplus": len(surplus),
            "denied": len(refused),
        }
    )


def by_class(judged):
    """Class → its counts; "all" is every case."""
    totals = {}
    for case in judged:
        told = counts(case)
        for group in (case.get("class", "-"), "all"):
            totals.setdefault(group, Counter()).update(told)
    return totals


def recall(told):
    return told["rows right"] / max(told["rows right"] + told["rows missed"], 1)


def precision(told):
    return told["rows right"] / max(told["rows right"] + told["rows surplus"], 1)


def line(group, told):
    return (
        f"  {group:12} recall {recall(told):.3f}  precision {precision(told):.3f}  f1 {f1(told, 'rows'):.3f}"
        f"  rows {told['rows right'] + told['rows missed']}  denied {told['denied']}\n"
    )


def main():
    sys.stdout.write("prose\n")
    for group, told in by_class(cases()).items():
        sys.stdout.write(line(group, told))


if __name__ == "__main__":
    main()
