"""How well flows are read: `make corpus`. Each case is a little notice; an item is right when its flow is.

An item that was not read at all is wrong, except one that the words deny and the reader leaves out: what is
not there is not sent. `decided` is the share of the items whose words decide the flow; `unknown` is the rest.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice
from tests.corpus.score import ALIKE, document, extra, paired, same_name, sets

HERE = Path(__file__).parent
CASES = {
    "open": HERE / "flows.toml",
    "open, second": HERE / "flows_kept_back.toml",  # kept back till the rules had been written
    "open, third": HERE / "flows_third.toml",
    "open, fourth": HERE / "flows_fourth.toml",
    "open, fifth": HERE / "flows_fifth.toml",
    "open, sixth": HERE / "flows_sixth.toml",
    "open, seventh": HERE / "flows_seventh.toml",
    "open, eighth": HERE / "flows_eighth.toml",
    "own": HERE / "flows_own.toml",
    "kept back": HERE / "flows_shut.toml",
}
GIVEN = {name: HERE.parents[2] / "shared" / "notices" / name for name in ("real", "dev")}
TITLE = "Privacy notice: who has information about our pupils"
FLOWS = ("sent", "created", "entered_by_families", "viewed", "received", "denied", "unknown")


def cases(path):
    return tomllib.loads(path.read_text())["case"]


def notice(case):
    return f"Meadow View School\n\n{TITLE}\n\n{case['heading']}\n\n{case['words']}\n"


def entries(data, filename):
    return json.loads(json.dumps(reading_to_json(read_notice(data, filename))))["entries"]


def flows_of(case):
    """Item → the flow that was read for the case's service."""
    found = entries(notice(case).encode(), "notice.txt")
    named = [entry for entry in found if same_name({"name": case["service"]}, entry) >= ALIKE]
    return {item["item"]: item["flow"] for entry in named for item in entry["items"]}


def verdicts(stated, read):
    """(flow, right, read at all) for each item whose flow is stated."""
    for item, flow in stated.items():
        got = read.get(item, "denied" if flow == "denied" else None)
        yield flow, got == flow, item in read


def of_cases(path):
    for case in cases(path):
        yield from verdicts(dict(item.split(":") for item in case["items"]), flows_of(case))


def stated_flows(answer):
    """Item → flow, where the answer says it; some say only what is made there or typed by families."""
    created = dict.fromkeys(extra(answer, "created_in_service"), "created")
    families = dict.fromkeys({"parent_entered"} & set(answer["data_items"]), "entered_by_families")
    return answer.get("flows") or created | families


def read_flows(entry):
    flows = {item["item"]: item["flow"] for item in entry["items"]}
    by_families = "entered_by_families"
    return flows | ({"parent_entered": by_families} if by_families in flows.values() else {})


def of_notices(pairs):
    """The items of whole notices whose answers say the flow; all of a row that was not found are wrong."""
    for page, answer in pairs:
        gold = json.loads(answer.read_text())["recipients"]
        found = entries(page.read_bytes(), page.name)
        places = paired(gold, found)
        for place, stated in enumerate(map(stated_flows, gold)):
            if place in places or not extra(gold[place], "optional_row"):
                yield from verdicts(stated, read_flows(found[places[place]]) if place in places else {})


def all_notices():
    """Every set of whole notices with answers, the given ones where they are beside the project."""
    given = {name: sorted(folder.glob("*.json")) for name, folder in GIVEN.items()}
    pairs = {name: [(document(one.parent, one.stem), one) for one in found] for name, found in given.items()}
    return {name: found for name, found in (sets() | pairs).items() if found}


def shares(judged):
    """Flow → (right, all), and the same for all decided ones and for those that were read at all."""
    right, total = Counter(), Counter()
    for flow, is_right, is_read in judged:
        groups = [flow] if flow == "unknown" else [flow, "decided", *["of those read"] * is_read]
        total.update(groups)
        right.update(groups if is_right else [])
    return {group: (right[group], total[group]) for group in total}


def told(name, counts):
    order = [*FLOWS, "decided", "of those read"]
    figures = [
        f"{flow} {counts[flow][0] / counts[flow][1]:.3f} ({counts[flow][1]})"
        for flow in order
        if flow in counts
    ]
    return f"flows, {name}\n  {'  '.join(figures)}\n"


def main():
    for name, path in CASES.items():
        if path.exists():
            sys.stdout.write(told(name, shares(of_cases(path))))
    for name, pairs in all_notices().items():
        counts = shares(of_notices(pairs))
        if counts.get("decided"):
            sys.stdout.write(told(f"notices, {name}", counts))


if __name__ == "__main__":
    main()
