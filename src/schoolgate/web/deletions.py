"""Pupils who have left a recipient: who is to be asked what, and what became of each request."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.actions import answering, asking, leavers, register
from schoolgate.actions.answering import Tracked
from schoolgate.actions.missing import no_request
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.deletion import Answered
from schoolgate.domain.errors import Invalid, NotFound, Refused
from schoolgate.web.deletion_forms import AskForm
from schoolgate.web.visit import Visit

WAITING = ("overdue", "waiting")


def deletions(request: HttpRequest, visit: Visit) -> HttpResponse:
    found = answering.tracked(visit.office, on=visit.on)
    context = {
        "needs": leavers.needs(visit.office, at=visit.at),
        "waiting": [shown(visit, one) for state in WAITING for one in found if one.state == state],
        "closed": [shown(visit, one) for one in reversed(found) if one.state not in WAITING],
        "others": [one for one in register.agreements(visit.office) if one.sent()],
    }
    return render(request, "deletions.html", context)


def shown(visit: Visit, one: Tracked) -> Mapping[str, object]:
    return {
        "asked": one.request,
        "service": register.find(visit.office, one.request.slug).service,
        "state": one.state,
        "due_on": one.due_on,
        "steps": one.steps,
        "is_open": one.state != Answered.DONE.value,
        "outcomes": tuple(Answered),
    }


def ask(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    agreement = register.find(visit.office, slug)
    form = AskForm(pupils_of(visit, agreement), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = asking.ask(visit.office, agreement.slug, form.asked(visit.by), clock=lambda: visit.at)
            messages.success(request, f"Written down: {agreement.service} is asked.")
            return redirect("deletions-request", number=made.request.number)
        except Refused as error:
            form.refuse(error.reasons)
    context = {"form": form, "agreement": agreement}
    return render(request, "deletions_ask.html", context, status=422 if form.is_bound else 200)


def pupils_of(visit: Visit, agreement: Agreement) -> Iterable[leavers.Leaver]:
    return leavers.to_be_asked_for(visit.office, agreement, at=visit.at)


def request(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    found = [one for one in answering.tracked(visit.office, on=visit.on) if one.request.number == number]
    if not found:
        raise NotFound(no_request(number))
    return render(request, "deletions_request.html", shown(visit, found[0]))


def paper(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    """One file, saved by the browser and never shown in it."""
    ((name, content),) = asking.paper_again(visit.office, number).items()
    kind = "text/csv" if name.endswith(".csv") else "text/plain; charset=utf-8"
    saved_as = f'attachment; filename="{number}-{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": saved_as})


def answer(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    outcome, said = request.POST.get("outcome", ""), request.POST.get("said", "").strip()
    if outcome not in set(Answered) or not said:
        raise Invalid("No answer was written down: say what the recipient wrote. Go back, and fill it in.")
    answering.answer(visit.office, number, Answered(outcome), said=said, by=visit.by, at=visit.at)
    messages.success(request, "The answer is written down.")
    return redirect("deletions-request", number=number)


def chase(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    said = request.POST.get("said", "").strip()
    if not said:
        raise Invalid("No reminder was written down: say how they were reminded. Go back, and fill it in.")
    found = answering.chase(visit.office, number, said=said, by=visit.by, at=visit.at)
    messages.success(
        request, f"The reminder is written down. Their answer is due on {found.due_on:%d %B %Y}."
    )
    return redirect("deletions-request", number=number)
