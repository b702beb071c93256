"""What the law and good practice ask of the register or of a notice, and where the school's papers part."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.actions import comparing_papers, register
from schoolgate.domain.finding import SEVERITIES, Severity
from schoolgate.domain.waiver import Judged
from schoolgate.web.visit import Visit


def findings(request: HttpRequest, visit: Visit) -> HttpResponse:
    return render(request, "findings.html", grouped(register.judged(visit.office, on=visit.on)))


def papers(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where notice, register, what left and what families were asked do not say the same."""
    found = comparing_papers.of_school(visit.office, on=visit.on)
    return render(request, "findings_papers.html", {"places": found})


def grouped(judged: Sequence[Judged]) -> dict[str, object]:
    """`must` is to be put right, worst first; `questions` only the school can answer. Both in groups.

    `answered` are those that a person has said are no problem, for as long as that holds.
    """
    worst_first = sorted(judged, key=lambda one: SEVERITIES.index(one.finding.severity))
    held = [one for one in worst_first if not one.is_waived()]
    must = [one for one in held if one.finding.severity is not Severity.QUESTION]
    questions = [one for one in held if one.finding.severity is Severity.QUESTION]
    return {
        "must": alike(must),
        "must_count": len(must),
        "questions": alike(questions),
        "questions_count": len(questions),
        "answered": [one for one in worst_first if one.is_waived()],
    }


def alike(judged: Sequence[Judged]) -> list[list[Judged]]:
    """Those that one deed puts right, together: what to do is then said once."""
    groups: dict[tuple[str, str, Severity], list[Judged]] = {}
    for one in judged:
        finding = one.finding
        groups.setdefault((finding.check, finding.fix, finding.severity), []).append(one)
    return list(groups.values())
