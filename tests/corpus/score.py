"""How well notices are read: `make corpus`. Figures for our samples and the sets in tests/corpus/notices.

recipients  F1 of the rows; one is right when its name is (as the catalogue knows it, or by its words)
items       F1 of the data items of rows that were found, whatever their flow, unless denied
fields      share of the other stated values that were read as stated
statements  F1 of the kinds of page-level statement
denied      rows for what the page says gets nothing; one is one too many
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice

ROOT = Path(__file__).parents[2]
NOTICES = Path(__file__).with_name("notices")
SAMPLES = ROOT / "src" / "schoolgate" / "samples"
SETS = (
    *("Kept back", "Open"),
    *(f"Open, {which} set" for which in ("second", "third", "fourth", "fifth", "sixth", "seventh")),
    *(f"Open, {which} set" for which in ("eighth", "ninth", "tenth", "eleventh", "twelfth")),
    *(f"Open, {which} set" for which in ("thirteenth", "fourteenth", "fifteenth")),
)
KINDS = {
    "consent_policy": "consent_policy",
    "storage_region": "storage_region",
    "marketing_claim": "marketing",
    "lawful_bases": "lawful_basis",
    "retention": "retention",
    "rights_listed": "rights",
    "contact_details_present": "contact",
    "complaint_route_ico": "complaint_route",
    "dfe_statement_present": "dfe",
    "npd_statement_present": "npd",
}
PLAIN = ("kind", "service_type", "year_groups", "risk_assessed", "website")
SMALL = {"the", "a", "an", "of", "and", "for", "to", "ltd", "limited"}
ALIKE, HALF = 0.6, 0.5


def half(heading):
    """The names under one heading of notices/README.md; none without that heading."""
    sections = (NOTICES / "README.md").read_text().split(f"## {heading}\n")[1:]
    return [
        name for one in sections for name in re.findall(r"^- ([a-z-]+)$", one.split("\n## ")[0], re.MULTILINE)
    ]


def sets():
    """What is scored: name → pairs of a notice and its answer."""
    samples = sorted((SAMPLES / "answers").glob("*.json"))
    found = {"samples": [(document(SAMPLES / "notices", path.stem), path) for path in samples]}
    for heading in SETS:
        found[heading.lower()] = [pair(name) for name in half(heading)]
    return {name: pairs for name, pairs in found.items() if pairs}


def pair(name):
    return document(NOTICES, name), NOTICES / f"{name}.json"


def document(folder, stem):
    return next(path for path in folder.glob(f"{stem}.*") if path.suffix != ".json")


def words(text):
    folded = (text or "").lower().replace("&", " and ").replace("’", "'")
    return " ".join(re.findall(r"[a-z0-9]+", folded))


def alike(one, other):
    """Between 0 and 1: the share of words two printed values have in common."""
    if words(one) and words(one) == words(other):
        return 1.0
    left, right = set(words(one).split()) - SMALL, set(words(other).split()) - SMALL
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def same_name(answer, entry):
    printed = [name for name in (answer["name"], answer.get("canonical")) if name]
    found = [name for name in (entry["name"], entry.get("canonical")) if name]
    return max(alike(one, other) for one in printed for other in found)


def paired(answers, entries):
    """Place of an answer → place of its entry; the likest names first, each entry once."""
    ranked = sorted(
        ((same_name(one, other), -i, -j) for i, one in enumerate(answers) for j, other in enumerate(entries)),
        reverse=True,
    )
    found = {}
    for likeness, i, j in ranked:
        if likeness >= ALIKE and -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def extra(answer, key):
    return (answer.get("extra") or {}).get(key) or []


def rows(gold, entries, found):
    """Counts of rows right, missed and surplus, and of those that are denied."""
    left = [entry for j, entry in enumerate(entries) if j not in found.values()]
    missed = [answer for i, answer in enumerate(gold["recipients"]) if i not in found]
    for answer in gold["recipients"]:
        parts = [{"name": part} for part in extra(answer, "alt_expansion")]
        covering = [entry for entry in left if any(same_name(part, entry) >= ALIKE for part in parts)]
        left = [entry for entry in left if entry not in covering]
        if covering and answer in missed:
            missed.remove(answer)
    named = {
        receives: [m for m in gold["mentions"] if m["receives_data"] is receives]
        for receives in (True, False)
    }
    left = [entry for entry in left if not any(same_name(m, entry) >= ALIKE for m in named[True])]
    denied = [entry for entry in left if any(same_name(m, entry) >= ALIKE for m in named[False])]
    required = [answer for answer in missed if not extra(answer, "optional_row")]
    return {
        "rows right": len(gold["recipients"]) - len(missed),
        "rows missed": len(required),
        "rows surplus": len(left),
        "denied": len(denied),
    }


def items(answer, entry):
    stated = set(answer["data_items"])
    read = {item["item"] for item in entry["items"] if item["flow"] != "denied"}
    read |= {"parent_entered" for item in entry["items"] if item["flow"] == "entered_by_families"}
    read |= {"none"} if entry["nothing_shared"] else set()
    surplus = read - stated - set(extra(answer, "implied_items"))
    return {
        "items right": len(stated & read),
        "items missed": len(stated - read),
        "items surplus": len(surplus),
    }


def fields(answer, entry):
    verdicts = [words(str(answer[key])) == words(str(entry[key] or "")) for key in PLAIN if answer.get(key)]
    if answer["organisation"]:
        verdicts.append(alike(answer["organisation"], entry["organisation"]) >= ALIKE)
    if answer["purpose"]:
        told = [*entry["purposes"], " ".join(entry["purposes"])]
        verdicts.append(max(alike(answer["purpose"], one) for one in told) >= HALF)
    if answer["data_subjects"]:
        verdicts.append(set(answer["data_subjects"]) == set(entry["subjects"]))
    if answer["optional_for_parents"] is not None:
        chooses = entry["choice"] in ("consent", "permission", "opt_out")
        verdicts.append(chooses if answer["optional_for_parents"] else entry["choice"] == "none")
    return {"fields right": sum(verdicts), "fields": len(verdicts)}


def statements(gold, reading):
    stated = {kind for key, kind in KINDS.items() if gold["school_statements"].get(key)}
    read = {one["kind"] for one in reading["statements"]} & set(KINDS.values())
    return {
        "statements right": len(stated & read),
        "statements missed": len(stated - read),
        "statements surplus": len(read - stated),
    }


def counts(notice, answer):
    """What one notice's reading gets right and wrong, as a Counter."""
    gold = json.loads(answer.read_text())
    reading = json.loads(json.dumps(reading_to_json(read_notice(notice.read_bytes(), notice.name))))
    found = paired(gold["recipients"], reading["entries"])
    total = Counter(rows(gold, reading["entries"], found)) + Counter(statements(gold, reading))
    for i, j in found.items():
        total.update(items(gold["recipients"][i], reading["entries"][j]))
        total.update(fields(gold["recipients"][i], reading["entries"][j]))
    return total


def f1(total, what):
    right = total[f"{what} right"]
    wrong = total[f"{what} missed"] + total[f"{what} surplus"]
    return 2 * right / (2 * right + wrong) if right + wrong else 1.0


def figures(pairs):
    total = Counter()
    for notice, answer in pairs:
        total.update(counts(notice, answer))
    return {
        "recipients": f1(total, "rows"),
        "items": f1(total, "items"),
        "fields": total["fields right"] / total["fields"],
        "statements": f1(total, "statements"),
        "denied": total["denied"],
    }


def main():
    for name, pairs in sets().items():
        told = "  ".join(
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}"
            for key, value in figures(pairs).items()
        )
        sys.stdout.write(f"{name:21} {len(pairs):2} notices  {told}\n")


if __name__ == "__main__":
    main()
