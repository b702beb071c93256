"""What the law and good practice ask of the register as it stands."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.actions import register
from schoolgate.domain.finding import SEVERITIES, Finding, Severity
from schoolgate.web.visit import Visit


def findings(request: HttpRequest, visit: Visit) -> HttpResponse:
    found = register.findings(visit.office, on=visit.on)
    return render(request, "findings.html", grouped(found))


def grouped(found: Sequence[Finding]) -> dict[str, object]:
    """`must` is to be put right, worst first; `questions` only the school can answer. Both in groups."""
    worst_first = sorted(found, key=lambda one: SEVERITIES.index(one.severity))
    must = [one for one in worst_first if one.severity is not Severity.QUESTION]
    questions = [one for one in worst_first if one.severity is Severity.QUESTION]
    return {
        "must": alike(must),
        "must_count": len(must),
        "questions": alike(questions),
        "questions_count": len(questions),
    }


def alike(found: Sequence[Finding]) -> list[list[Finding]]:
    """Those that one deed puts right, together: what to do is then said once."""
    groups: dict[tuple[str, str, Severity], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.check, one.fix, one.severity), []).append(one)
    return list(groups.values())
