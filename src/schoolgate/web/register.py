"""The register: who we share with, and each agreement with the words it came from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from schoolgate.actions import assessing, doors, today
from schoolgate.actions import register as acts
from schoolgate.actions.by_itself import by_itself
from schoolgate.domain.agreement import Agreement, AgreementChange, AgreementState, Clause, Quote, Term
from schoolgate.domain.assessment import Assessment
from schoolgate.domain.vocabulary import Flow
from schoolgate.web.visit import Visit

# The facts of an agreement, in the order they are read; each with the words it came from.
FACTS = (
    "canonical",
    "recipient",
    "kind",
    "standing",
    "criticality",
    "service_type",
    "section",
    "risk_printed",
    "retention",
    "storage",
    "transfer",
    "contract",
    "controls",
    "via",
    "access",
    "adverts",
    "when_ended",
    "website",
    "privacy_notice",
)
# The flows in the order they matter to a reader: what leaves first, what nobody knows before what is denied.
FLOWS = (
    Flow.SENT,
    Flow.CREATED,
    Flow.ENTERED_BY_FAMILIES,
    Flow.VIEWED,
    Flow.RECEIVED,
    Flow.UNKNOWN,
    Flow.DENIED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One agreement in the list. review_due None: never assessed, or refused.

    agreement  its newest version
    in_force   the version that holds now: an approved one goes on while a newer one is only a draft
    """

    agreement: Agreement
    in_force: Agreement | None
    purposes: str
    leaves: tuple[str, ...]  # items that we send
    review_due: date | None
    is_overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    field: str
    value: object
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseShown:
    clause: Clause
    flows: tuple[tuple[Flow, tuple[Term, ...]], ...]


def register(request: HttpRequest, visit: Visit) -> HttpResponse:
    looks = assessing.latest(visit.office)
    held = in_force(visit)
    rows = [row_of(one, held, looks.get(one.slug), visit.on) for one in acts.agreements(visit.office)]
    state, task = request.GET.get("state", ""), task_named(visit, request.GET.get("task", ""))
    found = [
        row
        for row in rows
        if state in ("", row.agreement.state) and (task is None or row.agreement.slug in task.slugs)
    ]
    return render(request, "register.html", counted(rows) | {"shown": found, "state": state, "task": task})


def task_named(visit: Visit, name: str) -> today.Task | None:
    """Today's task of this name, as home.py writes it in an address."""
    tasks = today.tasks(visit.office, on=visit.on) if name else ()
    return next((task for task in tasks if slugify(task.verb) == name), None)


def counted(rows: Sequence[Row]) -> dict[str, object]:
    counts = Counter(row.agreement.state for row in rows)
    return {
        "rows": rows,
        "states": [{"state": one, "count": counts[one]} for one in AgreementState if counts[one]],
        "in_force": sum(row.in_force is not None for row in rows),
    }


def in_force(visit: Visit) -> Mapping[str, Agreement]:
    """By slug; what is not in force is not there."""
    standing = acts.standing(visit.office)
    return {one.slug: one for one in standing if one.state is AgreementState.APPROVED}


def row_of(agreement: Agreement, held: Mapping[str, Agreement], look: Assessment | None, on: date) -> Row:
    due = look.review_due if look else None
    return Row(
        agreement=agreement,
        in_force=held.get(agreement.slug),
        purposes="; ".join(purpose for clause in agreement.clauses for purpose in clause.purposes),
        leaves=tuple(dict.fromkeys(term.item for term in agreement.sent())),
        review_due=due,
        is_overdue=due is not None and due < on,
    )


def agreement(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    found = acts.find(visit.office, slug)
    context = {
        **shown(found, in_force(visit).get(found.slug)),
        "history": [changes(one) for one in reversed(acts.history(visit.office, found.slug))],
        "look": assessing.latest(visit.office).get(found.slug),
        "by_itself": by_itself(visit.office, found.slug, clock=lambda: visit.at),
        "key_ends": doors.ending(visit.office, on=visit.on).get(found.slug),
        "today": visit.on,
        "next_year": visit.on + relativedelta(years=1),
    }
    return render(request, "register_agreement.html", context)


def shown(newest: Agreement, holds: Agreement | None) -> dict[str, object]:
    return {
        "agreement": newest,
        "facts": tuple(facts_of(newest)),
        "unsaid": [field for field in FACTS if not getattr(newest, field)],
        "clauses": [clause_shown(clause) for clause in newest.clauses],
        "in_force": holds,
        "leaves": list(dict.fromkeys(term.item for term in holds.sent())) if holds else [],
    }


def facts_of(agreement: Agreement) -> Iterable[Fact]:
    quotes: dict[str, list[Quote]] = {}
    for field, quote in agreement.quotes:
        quotes.setdefault(field, []).append(quote)
    for field in FACTS:
        if value := getattr(agreement, field):
            yield Fact(field=field, value=value, quotes=tuple(quotes.get(field, ())))


def clause_shown(clause: Clause) -> ClauseShown:
    by_flow = [(flow, tuple(term for term in clause.terms if term.flow is flow)) for flow in FLOWS]
    return ClauseShown(clause=clause, flows=tuple(one for one in by_flow if one[1]))


def changes(change: AgreementChange) -> dict[str, object]:
    return {"change": change, "fields": [field for field, _, _ in acts.differences(change)]}
