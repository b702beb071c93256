"""A paper and the register side by side: only what differs, and each difference settled by a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.actions import adopting, editions
from schoolgate.actions import differences as deeds
from schoolgate.compare.values import ITEM
from schoolgate.domain.difference import Difference, Settled
from schoolgate.domain.errors import Invalid
from schoolgate.domain.vocabulary import Flow
from schoolgate.web.templatetags.words import item_label, plain, printed
from schoolgate.web.visit import Visit

WHOLE = "The whole recipient"
CODES = {value.value: value for value in Flow}
NAMED = "Named, but not how it gets there"


def differences(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    document = adopting.document_of(visit.office, number)
    found = deeds.of_document(visit.office, number)
    context = {
        "document": document,
        "last": editions.last_edition(visit.office, document),
        "rows": [shown(one) for one in found],
        "earlier": editions.earlier_than(visit.office, document),
    }
    return render(request, "notices_differences.html", context)


def shown(one: Difference) -> dict[str, object]:
    return {
        "difference": one,
        "what": what_of(one.field),
        "said": value_of(one, one.said)
        if one.said
        else "Nothing any more"
        if one.field
        else "No longer named",
        "held": value_of(one, one.held) if one.held else "Nothing",
        "quotes": list(dict.fromkeys(quote.text for quote in one.quotes)),
    }


def what_of(field: str) -> str:
    if field.startswith(ITEM):
        return item_label(field.removeprefix(ITEM))
    return printed(field) if field else WHOLE


def value_of(one: Difference, value: str) -> str:
    if not one.field:
        return "Named"
    if one.field.startswith(ITEM):
        return "; ".join(_way(part) for part in value.split("; "))
    return value


def _way(part: str) -> str:
    return NAMED if part == Flow.UNKNOWN else plain(CODES.get(part, part))


def settle(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    slug, field, action = (request.POST.get(name, "") for name in ("slug", "field", "action"))
    if action not in set(Settled) or not slug:
        raise Invalid("Nothing was settled: the form was not whole. Go back, and press the button again.")
    why = request.POST.get("why", "").strip() or "settled on the page of differences"
    word = deeds.Word(by=visit.by, at=visit.at, on=visit.on, why=why)
    done = deeds.settle(visit.office, number, slug, field, Settled(action), word)
    verb = "Taken into the register, as a draft" if action == Settled.TAKE else "The register stays as it is"
    messages.success(request, f"{verb}: {done.service}, {what_of(field).lower()}.")
    return redirect("notices-differences", number=number)


def follows(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    last = request.POST.get("last", "")
    if not last.isdecimal():
        raise Invalid("Nothing was kept: the form was not whole. Go back, and choose a document.")
    editions.say_follows(visit.office, number, int(last) or None, by=visit.by, at=visit.at)
    return redirect("notices-differences", number=number)
