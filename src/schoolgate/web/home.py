"""What the school needs to do today."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from schoolgate.actions import register, today
from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.web.visit import Visit

# Where a task is dealt with, by the page it names.
PAGES = {
    "register": "register",
    "review": "notices",
    "findings": "findings",
    "ledger": "ledger",
    "deletions": "deletions",
}


def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    tasks = today.tasks(visit.office, on=visit.on)
    agreements = register.agreements(visit.office)
    context = {
        "tasks": [shown(task) for task in tasks],
        "organisations": organisations(agreements),
        "waiting": organisations([one for one in agreements if one.slug in slugs_of(tasks)]),
        "is_empty": not agreements,
    }
    return render(request, "home.html", context)


def organisations(agreements: Sequence[Agreement]) -> int:
    """How many bodies the school shares with. One company may run several services."""
    going_on = [one for one in agreements if one.state is not AgreementState.ENDED and not one.nothing_shared]
    return len({(one.recipient or one.service).casefold() for one in going_on})


def slugs_of(tasks: Sequence[today.Task]) -> set[str]:
    return {slug for task in tasks for slug in task.slugs}


def shown(task: today.Task) -> dict[str, object]:
    """A number links to its rows: the register shows those of one task by its name in the address. What no
    page deals with has no link.
    """
    if task.about not in PAGES:
        return {"task": task, "link": ""}
    link = reverse(PAGES[task.about])
    return {"task": task, "link": f"{link}?task={slugify(task.verb)}" if task.about == "register" else link}
