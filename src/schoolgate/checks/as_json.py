"""Findings as the published contract has them: schema `schoolgate.findings/1`."""

from collections.abc import Iterable
from typing import Any

from schoolgate.domain.finding import Finding

SCHEMA = "schoolgate.findings/1"


def findings_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """In the order given. A quote's span counts in the reading's text; null: the register's own words."""
    return {"schema": SCHEMA, "findings": [finding_json(one) for one in findings]}


def finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "entry": finding.entry,
        "quotes": [
            {"value": quote.value, "span": list(quote.span) if quote.span else None}
            for quote in finding.quotes
        ],
        "absent": finding.absent,
        "message": finding.message,
        "citation": finding.citation,
        "fix": finding.fix,
        "id": finding.id,
        "url": finding.url,
        "authority": str(finding.authority),
        "agreement": finding.slug,
        "entries": list(finding.entries),
        "remedy": finding.remedy.says if finding.remedy else None,
        "question": finding.question,
    }
