"""How far `confidence` can be trusted: `python -m tests.corpus.confidence [--each]`.

For each field how many of the values marked sure are right, and of those marked check; then of all. A
value where the answer has none is wrong; only a kind is then not judged, and the section never. Answers:
our samples, all sets of tests/corpus/notices, and the published notices where they lie beside the
repository. `--open` leaves out the kept-back sets; `--each` does too, and prints every sure value that is
wrong.
"""

import json
import sys
from collections import Counter, defaultdict

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.names import recognise
from schoolgate.notices.read import read_notice
from tests.corpus.score import ALIKE, HALF, ROOT, alike, extra, items, paired, sets, words

PUBLISHED = ROOT.parent / "shared" / "notices"
MARKS = ("sure", "check")
AS_PRINTED = ("kind", "service_type", "year_groups", "risk_assessed", "website")


def pairs(*, kept_back):
    """Every notice with its answer."""
    ours = [pair for name, found in sets().items() if kept_back or "kept" not in name for pair in found]
    theirs = [(path.with_suffix(".txt"), path) for path in sorted(PUBLISHED.glob("*/*.json"))]
    return ours + theirs


def verdicts(answer, entry):
    """Field → is its value right, for each field that has one."""
    right = {name: words(str(answer.get(name))) == words(str(entry[name])) for name in AS_PRINTED}
    right["name"] = max(alike(answer["name"], entry[key]) for key in ("name", "canonical")) >= ALIKE
    right["canonical"] = recognise(answer["canonical"] or answer["name"]) == recognise(
        entry["canonical"] or ""
    )
    for name in ("organisation", "status_note"):
        right[name] = alike(answer.get(name), entry[name]) >= HALF
    told = [*entry["purposes"], " ".join(entry["purposes"])]
    right["purposes"] = max((alike(answer["purpose"], one) for one in told), default=0) >= HALF
    counted = items(answer, entry)
    right["items"] = not counted["items missed"] and not counted["items surplus"]
    chooses = entry["choice"] in ("consent", "permission", "opt_out")
    right["choice"] = answer["optional_for_parents"] is not None and chooses is answer["optional_for_parents"]
    unjudged = {"kind"} if answer["kind"] is None else set()
    return {name: is_right for name, is_right in right.items() if entry[name] and name not in unjudged}


def table(*, kept_back=True):
    """(field, mark) → how many right, how many in all; and the sure values that are wrong."""
    counts, wrong = defaultdict(Counter), []
    for notice, answer_file in pairs(kept_back=kept_back):
        gold = json.loads(answer_file.read_text())
        reading = json.loads(json.dumps(reading_to_json(read_notice(notice.read_bytes(), notice.name))))
        for i, j in paired(gold["recipients"], reading["entries"]).items():
            answer, entry = gold["recipients"][i], reading["entries"][j]
            if extra(answer, "alt_expansion"):
                continue
            for name, is_right in verdicts(answer, entry).items():
                mark = entry["confidence"].get(name, "check")
                counts[name, mark].update(right=is_right, all=1)
                if mark == "sure" and not is_right:
                    wrong.append((notice.name, entry["name"], name, entry[name], told_of(answer, name)))
    return counts, wrong


def told_of(answer, name):
    keys = {"purposes": "purpose", "items": "data_items", "choice": "optional_for_parents"}
    return answer.get(keys.get(name, name))


def share(count):
    return f"{int(count['right'])}/{count['all']}"


def trusted(counts):
    """The share of all sure values that are right."""
    sure = [one for (_, mark), one in counts.items() if mark == "sure"]
    return sum(one["right"] for one in sure) / sum(one["all"] for one in sure)


def shared_out(counts):
    """How many values are sure, how many of the wrong ones are marked check."""
    marked = {mark: sum((one for (_, by), one in counts.items() if by == mark), Counter()) for mark in MARKS}
    wrong = {mark: one["all"] - one["right"] for mark, one in marked.items()}
    return marked["sure"]["all"], sum(one["all"] for one in marked.values()), wrong


def main():
    is_open = {"--each", "--open"} & set(sys.argv)
    counts, found = table(kept_back=not is_open)
    for name in sorted({name for name, _ in counts}):
        sure, check = counts[name, "sure"], counts[name, "check"]
        part = f"{sure['right'] / sure['all']:.3f}" if sure["all"] else "-"
        sys.stdout.write(f"{name:16} sure {share(sure):>9} {part:>6}   check {share(check):>9}\n")
    sure, values, wrong = shared_out(counts)
    sys.stdout.write(
        f"of the sure values {trusted(counts):.3f} are right; {sure} of {values} values are sure\n"
    )
    sys.stdout.write(f"of the wrong values {wrong['check']} are marked check, {wrong['sure']} sure\n")
    for one in found if "--each" in sys.argv else ():
        sys.stdout.write(f"{one}\n")


if __name__ == "__main__":
    main()
