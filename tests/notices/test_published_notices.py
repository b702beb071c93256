"""Real notices and their answers, where they lie beside the repository: the figures we promise."""

import importlib.util
import json
from pathlib import Path

import pytest

from schoolgate.notices.as_json import reading_to_json
from schoolgate.notices.read import read_notice

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = {"real": {"recipients": 0.97}, "dev": {"recipients": 0.90}}

pytestmark = pytest.mark.skipif(
    not (SHARED / "tools" / "score_reader.py").exists(),
    reason="the shared notices are not beside the repository",
)


def scorer():
    spec = importlib.util.spec_from_file_location("score_reader", SHARED / "tools" / "score_reader.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("folder", FLOORS)
def test_published_notices_are_read_as_a_person_reads_them(folder):
    score = scorer()
    total = {"hit": 0, "missed": 0, "surplus": 0, "denied": 0, "held": 0, "spans": 0}
    for path in sorted((SHARED / "notices" / folder).glob("*.txt")):
        answer = json.loads(path.with_suffix(".json").read_text())
        reading = json.loads(json.dumps(reading_to_json(read_notice(path.read_bytes(), path.name))))
        result = score.score(answer, reading)
        total = {key: total[key] + result[key] for key in total}
    assert score.f1(total["hit"], total["surplus"], total["missed"]) >= FLOORS[folder]["recipients"]
    assert total["denied"] == 0
    assert total["held"] == total["spans"]
