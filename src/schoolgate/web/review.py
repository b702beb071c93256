"""Going through what a machine read in a notice: accept, edit, leave out; then into the register."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.actions import adopting, notices, papers, waivers
from schoolgate.domain.document import Document, Review, ReviewAction
from schoolgate.domain.errors import Invalid
from schoolgate.domain.reading import Reading
from schoolgate.web.findings import grouped
from schoolgate.web.highlight import Passage, passages
from schoolgate.web.proposals import Proposal, RowState, proposals, spans_of, words_at
from schoolgate.web.visit import Visit

DECISIONS = {"accept": ReviewAction.ACCEPT, "reject": ReviewAction.REJECT, "merge": ReviewAction.MERGE}


def review(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    document = adopting.document_of(visit.office, number)
    reading = adopting.reading_of(document)
    rows = proposals(reading, papers.reviews(visit.office, number))
    only = request.GET.get("only") == "check"
    context = page_of(document, reading, rows) | {
        "only": only,
        "shown": [row for row in rows if not only or needs_a_look(row)],
    }
    return render(request, "notices_review.html", context)


def needs_a_look(row: Proposal) -> bool:
    return row.state is not RowState.SURE and not row.is_settled


def page_of(document: Document, reading: Reading, rows: Sequence[Proposal]) -> dict[str, object]:
    return {
        "document": document,
        "reading": reading,
        "rows": rows,
        "counts": counts(rows),
        "passages": list(shown(reading, rows)),
        "statements": [one for one in reading.statements if one.applies_to == "document"],
        "not_understood": [words_at(reading.text, (span,)) for span in reading.not_understood],
    }


def counts(rows: Sequence[Proposal]) -> dict[str, int]:
    by_state = Counter(row.state for row in rows)
    return {
        "sure": by_state[RowState.SURE],
        "check": by_state[RowState.CHECK],
        "missing": by_state[RowState.MISSING],
        "left": sum(not row.is_settled for row in rows),
        "sure_left": len(sure_left(rows)),
        "to_check": sum(needs_a_look(row) for row in rows),
    }


def sure_left(rows: Sequence[Proposal]) -> list[Proposal]:
    return [row for row in rows if row.state is RowState.SURE and not row.is_settled]


def shown(reading: Reading, rows: Sequence[Proposal]) -> Iterable[dict[str, object]]:
    """The notice's passages for the template; `check` where any that read it there is to be looked at."""
    unsure = {row.number for row in rows if row.state is not RowState.SURE}
    for part in passages(reading.text, spans_of(reading)):
        yield _part(part, unsure)


def _part(part: Passage, unsure: set[int]) -> dict[str, object]:
    return {
        "start": part.start,
        "words": part.words,
        "entries": part.entries,
        "check": any(entry in unsure for entry in part.entries),
    }


def decide(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    said = said_of(request, visit, number)
    adopting.decide(visit.office, said)
    shown_only = "?only=check" if request.POST.get("only") == "check" else ""
    return redirect(f"{reverse('notices-review', args=[number])}{shown_only}#entry-{said.entry + 1}")


def said_of(request: HttpRequest, visit: Visit, number: int) -> Review:
    entry, action = request.POST.get("entry", ""), request.POST.get("action", "")
    into = request.POST.get("into", "")
    if not entry.isdecimal() or action not in DECISIONS or (action == "merge" and not into.isdecimal()):
        raise Invalid("Nothing was decided: the form was not whole. Go back, and press the button again.")
    return Review(
        document=number,
        entry=int(entry) - 1,
        field=None,
        action=DECISIONS[action],
        value=int(into) - 1 if action == "merge" else None,
        by=visit.by,
        at=visit.at,
    )


def accept_sure(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    reading = adopting.reading_of(adopting.document_of(visit.office, number))
    sure = sure_left(proposals(reading, papers.reviews(visit.office, number)))
    papers.accept(visit.office, number, [row.number - 1 for row in sure], by=visit.by, at=visit.at)
    messages.success(request, f"{len(sure)} accepted.")
    return redirect("notices-review", number=number)


def adopt(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    document = adopting.document_of(visit.office, number)
    if request.method != "POST":
        rows = proposals(adopting.reading_of(document), papers.reviews(visit.office, number))
        return render(request, "notices_adopt.html", {"document": document} | before_adopting(rows))
    done = adopting.adopt(visit.office, number, by=visit.by, at=visit.at, on=visit.on)
    messages.success(request, adopted(done))
    if done.differing:
        return redirect("notices-differences", number=number)
    return redirect("register")


def before_adopting(rows: Sequence[Proposal]) -> dict[str, object]:
    out = [row for row in rows if row.is_out]
    settled = sum(row.is_settled for row in rows)
    return {
        "rows": rows,
        "out": out,
        "going": len(rows) - len(out),
        "settled": settled,
        "counts": counts(rows),
    }


def adopted(done: adopting.Adoption) -> str:
    made = f"{len(done.drafts)} draft{'' if len(done.drafts) == 1 else 's'} made. "
    left = len(done.already) - len(done.filled)
    grown = f"{len(done.filled)} in the register before, with blanks now filled. " if done.filled else ""
    held = f"{left} in the register before, left as they are. " if left else ""
    return f"{made}{grown}{held}Nothing is in force until a person approves it."


def check(request: HttpRequest, visit: Visit, number: int) -> HttpResponse:
    document = adopting.document_of(visit.office, number)
    asked = notices.asked(visit.office)
    found = notices.findings(adopting.reading_of(document), asked=asked, on=visit.on)
    judged = waivers.judged(visit.office, found, on=visit.on, source=document.name)
    return render(request, "findings.html", {"document": document} | grouped(judged))
