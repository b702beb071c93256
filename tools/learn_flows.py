"""Learns from words how an item comes to be with a recipient: flows.json.

    uv sync --group learn && .venv/bin/python tools/learn_flows.py [--measure]

It learns from answers (what a careful person read), never from what the reader made of them; what is kept
back to judge the reader is left out. --measure writes nothing: for each set it learns from all others, and
prints of how many items the likeliest flow is right, and of how many where it is likely enough.
"""

import json
import sys
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import numpy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from schoolgate.notices.blocks import divided  # noqa: E402
from schoolgate.notices.coined import coined_names  # noqa: E402
from schoolgate.notices.layout import lay_out  # noqa: E402
from schoolgate.notices.listing import theirs  # noqa: E402
from schoolgate.notices.names import also_known, recognise  # noqa: E402
from schoolgate.notices.readers import READERS  # noqa: E402
from schoolgate.notices.weighed_flows import LIKELY, NO_DATA, said_of  # noqa: E402
from schoolgate.notices.weights import BIAS, chance_of  # noqa: E402
from tests.corpus import flows  # noqa: E402
from tests.corpus.score import ALIKE, extra, paired, same_name, sets  # noqa: E402
from tools.fitting import Fitting  # noqa: E402

PATH = ROOT / "src/schoolgate/notices/flows.json"
STRENGTH = 0.5


def main(*words):
    found = examples()
    if "--measure" in words:
        measure(found)
        return
    told = [one for of_set in found.values() for one in of_set]
    write(learnt(told), len(told))


def examples():
    """Set → (signs, flow) of each item that its notices' running words name; "none": there it is no data."""
    found = {}
    for name, path in flows.CASES.items():
        if name != "kept back":
            found[f"flows, {name}"] = [one for case in flows.cases(path) for one in of_case(case)]
    for name, pairs in sets().items():
        if name != "kept back":
            found[name] = [one for pair in pairs for one in of_notice(*pair)]
    return {name: told for name, told in found.items() if told}


def of_case(case):
    stated = dict(item.split(":") for item in case["items"])
    with laid_out(flows.notice(case).encode(), "notice.txt") as (text, found):
        for row in found:
            if same_name({"name": case["service"]}, {"name": row.name}) >= ALIKE:
                yield from of_row(text, row, stated, unsaid=())


def of_notice(notice, answer):
    gold = json.loads(answer.read_text())["recipients"]
    with laid_out(notice.read_bytes(), notice.name) as (text, found):
        named = [{"name": row.name, "canonical": known(row.name)} for row in found]
        for place, at in paired(gold, named).items():
            one = gold[place]
            if one.get("flows"):
                unsaid = {*one["data_items"], *extra(one, "implied_items")}
                yield from of_row(text, found[at], one["flows"], unsaid)


@contextmanager
def laid_out(data, name):
    """The page's text and its rows, while the names it coins are known."""
    page = divided(READERS[Path(name).suffix](data, name))
    with also_known(coined_names(page)):
        yield page.text, lay_out(page).rows


def known(name):
    service = recognise(name)
    return service.name if service else None


def of_row(text, row, stated, unsaid):
    """`unsaid`: items of which the answer does not say how they come there."""
    for _, said in said_of(text, row):
        at_large = [*paired_up(said.signs())]
        for one in said.found:
            keys = (theirs(one.key, one.subject), one.key)
            flow = next((stated[key] for key in keys if key in stated), NO_DATA)
            if not one.denied and (flow != NO_DATA or not {*keys} & {*unsaid}):
                yield [*at_large, *paired_up(said.signs_of(one))], flow


def paired_up(signs):
    return ((where, word) for where, words in signs for word in words)


def learnt(told):
    """Where → word → flow → weight, those that weigh nothing left out."""
    fitting = Fitting([signs for signs, _ in told])
    wanted = numpy.array([flow for _, flow in told])
    weights = defaultdict(lambda: defaultdict(dict))
    for flow in sorted({*wanted}):
        weights[BIAS][BIAS][flow], found = fitting.weights(wanted == flow, STRENGTH)
        for (where, word), weight in found.items():
            weights[where][word][flow] = weight
    return weights


def write(weights, examples):
    rounded = {
        where: {word: rounded_off(words[word]) for word in sorted(words)}
        for where, words in sorted(weights.items())
    }
    told = {
        "made": f"by tools/learn_flows.py from {examples} items of answered notices; do not edit by hand",
        "weights": rounded,
    }
    PATH.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    count = sum(len(of_word) for words in rounded.values() for of_word in words.values())
    print(f"Wrote {PATH.relative_to(ROOT)}: {count} weights.")


def rounded_off(weights):
    return {flow: round(weight, 2) for flow, weight in weights.items()}


def measure(found):
    for left_out, told in found.items():
        others = [one for name, of_set in found.items() if name != left_out for one in of_set]
        weights = learnt(others)
        judged = [(*likeliest(weights, signs), flow) for signs, flow in told]
        sure = [flow == likely for likely, sum_, flow in judged if chance_of(sum_) >= LIKELY]
        right = sum(flow == likely for likely, _, flow in judged)
        print(f"{left_out:<24} right {right / len(judged):.3f} of {len(judged)}, where likely", end=" ")
        print(f"{sum(sure) / max(len(sure), 1):.3f} of {len(sure)}")


def likeliest(weights, signs):
    sums = dict(weights[BIAS][BIAS])
    for where, word in signs:
        for flow, weight in weights.get(where, {}).get(word, {}).items():
            sums[flow] += weight
    return max(sums.items(), key=lambda pair: pair[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
