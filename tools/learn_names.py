"""Learns which words of a page are a recipient's name, and which of them the page takes back.

    uv sync --group learn && .venv/bin/python tools/learn_names.py [--measure]

It writes recipients.json and denials.json beside the reader. It learns from answers (what a careful person
read in a notice), never from readings; notices that are kept back to judge the reader are left out. --measure
writes nothing: it learns from all sets but one, and prints how well that one's names are told.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from sklearn.metrics import average_precision_score

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schoolgate.notices.blocks import divided  # noqa: E402
from schoolgate.notices.candidates import candidates  # noqa: E402
from schoolgate.notices.coined import coined_names  # noqa: E402
from schoolgate.notices.name_signs import Signs  # noqa: E402
from schoolgate.notices.names import also_known, recognise  # noqa: E402
from schoolgate.notices.readers import READERS  # noqa: E402
from schoolgate.notices.weights import BIAS  # noqa: E402
from tests.corpus import prose  # noqa: E402
from tests.corpus.score import ALIKE, document, same_name, sets  # noqa: E402
from tools.fitting import Fitting  # noqa: E402

FOLDER = ROOT / "src/schoolgate/notices"
BY_OTHERS = (ROOT / "../shared/notices/real", ROOT / "../shared/notices/dev")
STRENGTH = {"recipients": 0.25, "denials": 0.5}
BY_OTHERS_COUNT = 3  # the schools' own pages, and those most like them, before those that we made up
DENIED_COUNTS = 3  # a denied service taken for a recipient is worse than any other mistake
NEITHER, RECIPIENT, DENIED = range(3)


def main(*words):
    pages = examples()
    if "--measure" in words:
        measure(pages)
        return
    told = [one for page in pages.values() for one in page]
    for of, rows in (("recipients", told), ("denials", [one for one in told if one[1] != NEITHER])):
        write(of, learnt(of, rows), len(told))


def examples():
    """Set → its candidates: their signs, and what the answer says they are."""
    found = {name: pairs for name, pairs in sets().items() if name != "kept back"}
    for folder in BY_OTHERS:
        pairs = [(document(folder, path.stem), path) for path in sorted(folder.glob("*.json"))]
        found[folder.name] = pairs * BY_OTHERS_COUNT
    told = {name: [one for pair in pairs for one in of_page(*pair)] for name, pairs in found.items() if pairs}
    return told | {"prose": [*of_prose()]}


def of_page(notice, answer):
    yield from of_text(notice.read_bytes(), notice.name, json.loads(answer.read_text()))


def of_prose():
    """The passages of prose.toml."""
    for case in prose.cases():
        named = [{"name": name, "receives_data": True} for name in case.get("optional", [])]
        named += [{"name": name, "receives_data": False} for name in case.get("denied", [])]
        gold = {"recipients": [{"name": name} for name in case["recipients"]], "mentions": named}
        yield from of_text(prose.notice(case).encode(), "notice.txt", gold)


def of_text(words, name, gold):
    page = divided(READERS[Path(name).suffix](words, name))
    with also_known(coined_names(page)):
        found = candidates(page.text, page.blocks)
        signs = Signs(page.text, page.blocks, found)
        for at, one in enumerate(found):
            known = recognise(one.name)
            meant = kind({"name": one.name, "canonical": known.name if known else None}, gold)
            if meant is not None:
                yield frozenset().union(*signs.of(at)), meant


def kind(entry, gold):
    """None where the page names it as one that gets data, and the answer makes no row of it."""
    if any(same_name(one, entry) >= ALIKE for one in gold["recipients"]):
        return RECIPIENT
    told = {one["receives_data"] for one in gold["mentions"] if same_name(one, entry) >= ALIKE}
    return None if True in told else DENIED if told else NEITHER


def learnt(of, rows):
    """Sign → weight, those that weigh nothing left out."""
    sought = RECIPIENT if of == "recipients" else DENIED
    counts = [DENIED_COUNTS if of == "recipients" and meant == DENIED else 1 for _, meant in rows]
    fitting = Fitting([signs for signs, _ in rows])
    bias, found = fitting.weights([int(meant == sought) for _, meant in rows], STRENGTH[of], counts)
    return {BIAS: bias, **found}


def write(of, weights, examples):
    told = {
        "made": f"by tools/learn_names.py from {examples} words of answered notices; do not edit by hand",
        "weights": {name: round(weights[name], 3) for name in sorted(weights)},
    }
    path = FOLDER / f"{of}.json"
    path.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"Wrote {path.relative_to(ROOT)}: {len(weights)} weights.")


def measure(pages):
    for left_out, rows in pages.items():
        others = [one for name, page in pages.items() if name != left_out for one in page]
        weights = learnt("recipients", others)
        scores = [sum(weights.get(sign, 0) for sign in signs) for signs, _ in rows]
        wanted = [meant == RECIPIENT for _, meant in rows]
        told = average_precision_score(wanted, scores)
        print(f"{left_out:<24} average precision {told:.3f}  {Counter(meant for _, meant in rows)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
