"""Findings as SARIF 2.1.0 (OASIS), which code hosts and pipelines show beside the file.

A question is of kind "review": it is not a failure. What a person said is no problem is a suppression.
"""

import json
from typing import Any
from urllib.parse import quote as as_address

from schoolgate.checks.outputs.report import Report
from schoolgate.domain.finding import Finding, FindingQuote, Severity
from schoolgate.domain.waiver import REGISTER, Judged

IS_TEXT = True
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.QUESTION: "none",
}


def write(report: Report) -> bytes:
    return (json.dumps(as_sarif(report), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def as_sarif(report: Report) -> dict[str, Any]:
    rules = {one.finding.check: _rule(one.finding) for one in report.judged}
    names = list(rules)
    run = {
        "tool": {"driver": {"name": "Schoolgate", "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, names, report) for one in report.judged],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding) -> dict[str, Any]:
    link = {"helpUri": finding.url} if finding.url else {}
    return {
        "id": finding.check,
        "shortDescription": {"text": finding.question},
        "fullDescription": {"text": finding.citation},
        "help": {"text": finding.fix},
        "properties": {"tags": [str(finding.authority)]},
        **link,
    }


def _result(one: Judged, names: list[str], report: Report) -> dict[str, Any]:
    finding = one.finding
    asks = finding.severity is Severity.QUESTION
    return {
        "ruleId": finding.check,
        "ruleIndex": names.index(finding.check),
        "kind": "review" if asks else "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.fix}"},
        "locations": _locations(finding, report),
        "partialFingerprints": {"schoolgateFinding/v1": finding.id},
        "suppressions": _suppressions(one),
        "properties": {"severity": str(finding.severity), "lapsed": one.lapsed},
    }


def _locations(finding: Finding, report: Report) -> list[dict[str, Any]]:
    named = {"logicalLocations": [{"name": finding.entry, "kind": "agreement"}]} if finding.entry else {}
    if report.source == REGISTER:
        return [named] if named else []
    file = {"artifactLocation": {"uri": as_address(report.source)}}
    places = [file | {"region": _region(one)} for one in finding.quotes if one.span] or [file]
    return [{"physicalLocation": place} | named for place in places]


def _region(quote: FindingQuote) -> dict[str, Any]:
    """Counted in characters of the text as read, which of a page or a document is not the file's own."""
    start, end = quote.span or (0, 0)
    return {"charOffset": start, "charLength": end - start, "snippet": {"text": quote.value}}


def _suppressions(one: Judged) -> list[dict[str, Any]]:
    if not (one.is_waived() and one.waiver):
        return []
    return [{"kind": "external", "status": "accepted", "justification": one.waiver.why}]
