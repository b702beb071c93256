"""The ledger: what left, and whether what is written of it holds."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.actions import ledger as acts
from schoolgate.domain.disclosure import Disclosure
from schoolgate.web.visit import Visit

MOST = 100  # on one page: a supplier that fetches makes an entry of each page it reads


def ledger(request: HttpRequest, visit: Visit) -> HttpResponse:
    every = acts.disclosures(visit.office)
    shown = before(every, request.GET.get("before", ""))
    context = {
        "releases": len(every),
        "disclosures": shown,
        "older": shown[-1].entry if shown and shown[-1].entry > every[0].entry else None,
        "is_newest": bool(shown) and shown[0] is every[-1],
        "result": acts.verify(visit.office),
        "head": acts.checkpoint(visit.office),
        "key": acts.key(visit.office),
    }
    return render(request, "ledger.html", context)


def before(every: Sequence[Disclosure], entry: str) -> list[Disclosure]:
    """Those before an entry, newest first; what is no number is no entry."""
    is_number = entry.isdecimal() and len(entry) < 10
    found = [one for one in every if one.entry < int(entry)] if is_number else [*every]
    return found[::-1][:MOST]
