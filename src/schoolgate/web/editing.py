"""Correcting one proposal. What the machine read is kept; a person's word stands over it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.actions import adopting, papers
from schoolgate.domain.document import Review, ReviewAction
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.web.correcting import EntryForm
from schoolgate.web.proposals import Proposal, proposals
from schoolgate.web.templatetags.words import in_pages
from schoolgate.web.visit import Visit


def edit(request: HttpRequest, visit: Visit, number: int, entry: int) -> HttpResponse:
    rows = proposals_of(visit, number)
    row = rows[entry - 1] if 0 < entry <= len(rows) else None
    if row is None:
        raise NotFound(
            f"There is no entry {entry} in this notice. Go back to the notice, and choose one there."
        )
    form = EntryForm(row.entry, request.POST) if request.method == "POST" else EntryForm(row.entry)
    if form.is_valid():
        return save(request, visit, number, row, form)
    others = [other for other in rows if other is not row and not other.is_out]
    context = {"form": form, "row": row, "number": number, "others": others}
    return render(request, "notices_edit.html", context, status=422 if form.is_bound else 200)


def proposals_of(visit: Visit, number: int) -> tuple[Proposal, ...]:
    reading = adopting.reading_of(adopting.document_of(visit.office, number))
    return proposals(reading, papers.reviews(visit.office, number))


def save(request: HttpRequest, visit: Visit, number: int, row: Proposal, form: EntryForm) -> HttpResponse:
    said = [
        Review(
            document=number,
            entry=row.number - 1,
            field=field,
            action=ReviewAction.EDIT,
            value=value,
            by=visit.by,
            at=visit.at,
        )
        for field, value in form.changes()
    ]
    try:
        papers.decide_all(visit.office, number, said)
    except Invalid as error:
        form.add_error(None, in_pages(error.sentence))
        context = {"form": form, "row": row, "number": number, "others": []}
        return render(request, "notices_edit.html", context, status=422)
    return redirect(f"{reverse('notices-review', args=[number])}#entry-{row.number}")
