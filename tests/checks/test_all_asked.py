"""Every question that was found by hand to matter is asked, or it is said why it can't be yet."""

import json
from pathlib import Path

import pytest

from schoolgate.checks import CHECKS
from schoolgate.checks.knowledge import table

FOUND_BY_HAND = Path(__file__).parents[3] / "shared" / "facts" / "data" / "compliance_checks.json"


@pytest.mark.skipif(not FOUND_BY_HAND.exists(), reason="../shared/facts is not beside this checkout")
def test_every_question_found_by_hand_is_asked_or_it_is_said_why_not():
    wanted = {row["id"] for row in json.loads(FOUND_BY_HAND.read_text("utf-8"))["checks"]}
    asked = {check.RULE.id for check in CHECKS}
    waiting = {row["id"] for row in table("not_yet")["check"]}
    assert wanted - asked == waiting
