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
    """`must`: what is to be put right, worst first; `questions`: what only the school can answer."""
    worst_first = sorted(found, key=lambda one: SEVERITIES.index(one.severity))
    return {
        "must": [one for one in worst_first if one.severity is not Severity.QUESTION],
        "questions": [one for one in worst_first if one.severity is Severity.QUESTION],
    }
