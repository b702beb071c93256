"""Findings as JSON, for a program: schema `schoolgate.findings/1`."""

import json
from typing import Any

from schoolgate.checks.as_json import SCHEMA, finding_json
from schoolgate.checks.outputs.report import Report
from schoolgate.domain.waiver import Judged, Waiver

IS_TEXT = True


def write(report: Report) -> bytes:
    return (json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """In the order given. `waived`: who said that it is no problem, and why; `lapsed`: why that is over."""
    return {
        "schema": SCHEMA,
        "findings": [_judged(one) for one in report.judged],
        "source": report.source,
        "on": report.on.isoformat(),
    }


def _judged(one: Judged) -> dict[str, Any]:
    waived = _waiver(one.waiver) if one.waiver and one.is_waived() else None
    return finding_json(one.finding) | {"waived": waived, "lapsed": one.lapsed}


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {"why": waiver.why, "by": waiver.by, "lapses_on": waiver.lapses_on.isoformat()}
