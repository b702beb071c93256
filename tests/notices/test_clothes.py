"""One meaning reads the same in every kind of document: who receives data, and what of it.

The meaning is taken from the answers of real notices, where they lie beside the repository, and of our own
samples; each is written out by clothes/ and compared with the same meaning in plain text.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice
from tests.corpus import score
from tests.notices.clothes import CLOTHES
from tests.notices.clothes.meaning import meaning_of

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "notices" / "real"
SAMPLES = ROOT / "src" / "schoolgate" / "samples" / "answers"
NAMES = {
    REAL: ("bocking", "hunwick", "minet", "telford", "west-town-lane"),
    SAMPLES: (
        "alderbrook-primary",
        "fernhill-academy",
        "northgate-high",
        "quayside-primary",
        "willowmere-primary",
    ),
}
MOST_BELOW = 0.02
LEAST_IN_PLAIN_TEXT = 0.85  # or the meaning itself was lost, and comparing says nothing
ANSWERS = [
    pytest.param(
        folder / f"{name}.json",
        id=name,
        marks=pytest.mark.skipif(
            not folder.exists(), reason="the real notices are not beside the repository"
        ),
    )
    for folder, names in NAMES.items()
    for name in names
]


@cache
def figures(path, clothing):
    """F1 of recipients and of items, and how many values have no evidence."""
    answer = json.loads(path.read_text())
    reading = json.loads(json.dumps(reading_to_json(read_notice(*CLOTHES[clothing](meaning_of(path))))))
    found = score.paired(answer["recipients"], reading["entries"])
    total = Counter(score.rows(answer, reading["entries"], found))
    for i, j in found.items():
        total.update(score.items(answer["recipients"][i], reading["entries"][j]))
    return score.f1(total, "rows"), score.f1(total, "items")


@pytest.mark.parametrize("path", ANSWERS)
def test_the_meaning_is_whole_in_plain_text(path):
    assert min(figures(path, "txt")) >= LEAST_IN_PLAIN_TEXT


@pytest.mark.parametrize("clothing", [name for name in CLOTHES if name != "txt"])
@pytest.mark.parametrize("path", ANSWERS)
def test_a_meaning_reads_the_same_in_any_clothes(path, clothing):
    plain, dressed = figures(path, "txt"), figures(path, clothing)
    assert dressed[0] >= plain[0] - MOST_BELOW
    assert dressed[1] >= plain[1] - MOST_BELOW
