"""The ledger: what left, and whether what is written of it holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.actions import ledger as acts
from schoolgate.web.visit import Visit


def ledger(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "disclosures": list(reversed(acts.disclosures(visit.office))),
        "result": acts.verify(visit.office),
        "head": acts.checkpoint(visit.office),
        "key": acts.key(visit.office),
    }
    return render(request, "ledger.html", context)
