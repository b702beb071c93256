"""Notices: those taken in, and taking in another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.actions import adopting, differences, fetching, papers
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.web.forms import NoticeForm
from schoolgate.web.templatetags.words import in_pages
from schoolgate.web.visit import Visit

PATIENCE = 15.0  # seconds that a page waits for another; whoever serves the pages gives up after 30


def notices(request: HttpRequest, visit: Visit) -> HttpResponse:
    found = papers.documents(visit.office)
    rows = [(one, len(differences.of_document(visit.office, one.number))) for one in found]
    return render(request, "notices.html", {"rows": rows})


def import_notice(request: HttpRequest, visit: Visit) -> HttpResponse:
    if request.method != "POST":
        return render(request, "notices_import.html", {"form": NoticeForm()})
    form = NoticeForm(request.POST, request.FILES, sent=int(request.headers.get("Content-Length") or 0))
    if not form.is_valid():
        return render(request, "notices_import.html", {"form": form}, status=422)
    return take_in(request, visit, form)


def take_in(request: HttpRequest, visit: Visit, form: NoticeForm) -> HttpResponse:
    address = form.cleaned_data["address"]
    try:
        data, name = _fetched(visit, address) if address else form.notice()
        document = adopting.keep(visit.office, data, name, at=visit.at)
    except (Invalid, Refused) as error:
        given = "address" if address else "document" if form.cleaned_data["document"] else "words"
        form.add_error(given, in_pages(error.sentence))
        return render(request, "notices_import.html", {"form": form}, status=422)
    return redirect("notices-review", number=document.number)


def _fetched(visit: Visit, address: str) -> tuple[bytes, str]:
    found = fetching.fetch(visit.office.home, address, seconds=PATIENCE)
    return found.data, found.name
