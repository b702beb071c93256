"""Opening this browser with the one-time link that `schoolgate up` prints, and closing it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.actions import links
from schoolgate.web.visit import Visit, close_for, open_for

LONGEST_NAME = 80


def open_link(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """A GET only asks: previews and scanners follow links, and must not use this one up."""
    if request.method != "POST":
        return render(request, "open.html")
    if not links.use_link(visit.office, token, at=visit.at):
        return render(request, "open_spent.html", status=410)
    open_for(request, request.POST.get("name", "")[:LONGEST_NAME])
    return redirect("home")


def close(request: HttpRequest, visit: Visit) -> HttpResponse:
    close_for(request)
    return render(request, "finished.html")
