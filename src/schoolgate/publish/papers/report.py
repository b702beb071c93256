"""The governors' termly report: one page of numbers, each with what it counts, and what needs them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from schoolgate.domain.agreement import Agreement, AgreementState
from schoolgate.domain.assessment import Outcome
from schoolgate.domain.finding import SEVERITIES, Finding, Severity
from schoolgate.domain.vocabulary import OPT_IN, ChoiceKind
from schoolgate.publish.papers.answers import is_at_home
from schoolgate.publish.papers.held import Held
from schoolgate.publish.papers.knowledge import load
from schoolgate.publish.papers.paper import Block, Grid, Paper, Section, Words, points, section
from schoolgate.publish.papers.uses import in_force, is_special
from schoolgate.publish.phrases import day_words

SOON = 90  # days
GRAVE = (Severity.CRITICAL, Severity.HIGH)
REFUSABLE = OPT_IN | {ChoiceKind.OPT_OUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTerm:
    """What happened since the last report. Counts alone: no family is told apart.

    changes   (service, "added" | "approved" | "suspended" | "ended" | "changed"), the latest of each service
    releases  services to which something was released, one for each release
    failed    those of them whose parcel did not arrive, or of which that is not known
    """

    since: date
    changes: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    releases: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    said_no: int = 0
    objections: int = 0


def governors_report(held: Held, term: SchoolTerm) -> Paper:
    words = load("report")["words"]
    parts = (_counts, _changes, _reviews, _findings, _needs)
    return Paper(
        title=words["title"],
        school=held.school.name,
        on=held.on,
        intro=(words["intro"].format(since=day_words(term.since), on=day_words(held.on)),),
        sections=tuple(part(held, term, words) for part in parts),
        foot=(words["made"].format(day=day_words(held.on)),),
        is_dense=True,
    )


def _name(one: Agreement) -> str:
    return one.canonical or one.service


def _names(names: Iterable[str], words: dict[str, Any]) -> str:
    """A few by name, the others as a number: the report is one page."""
    found, most = sorted(set(names), key=str.casefold), words["most_named"]
    if len(found) <= most:
        return ", ".join(found)
    return str(words["more"].format(names=", ".join(found[:most]), count=len(found) - most))


def _counted(names: Sequence[str], words: dict[str, Any]) -> str:
    """As `_names`, so that what is shown and the others come to the number beside it."""
    often, most = Counter(names), words["most_named"]
    listed = sorted(often, key=str.casefold)[:most]
    shown = ", ".join(f"{name} ({often[name]})" if often[name] > 1 else name for name in listed)
    others = len(names) - sum(often[name] for name in listed)
    return str(words["more"].format(names=shown, count=others)) if others else shown


def _few(lines: list[str], words: dict[str, Any]) -> list[str]:
    most = words["most_lines"]
    more = [words["more_lines"].format(count=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *more]


def _counts(held: Held, term: SchoolTerm, words: dict[str, Any]) -> Section:
    labels = load("report")["count"]
    rows = [
        (labels[key], str(len(names)), _counted(names, words))
        for key, names in (*_of_register(held), ("releases", term.releases), ("failed", term.failed))
    ]
    rows += [(labels["said_no"], str(term.said_no), ""), (labels["objections"], str(term.objections), "")]
    return section(words["counts"], [Grid(headings=tuple(words["count_headings"]), rows=tuple(rows))])


def _of_register(held: Held) -> Iterator[tuple[str, Sequence[str]]]:
    sharing = [one for one in in_force(held.agreements) if not one.nothing_shared]
    looks = held.looks
    yield "in_force", [_name(one) for one in sharing]
    yield "special", [_name(one) for one in sharing if any(is_special(t.item) for t in one.sent())]
    yield "choice", [_name(one) for one in sharing if any(c.choice.kind in REFUSABLE for c in one.clauses)]
    yield "abroad", [_name(one) for one in sharing if one.storage and not is_at_home(one.storage)]
    yield "drafts", [_name(one) for one in held.agreements if one.state is AgreementState.DRAFT]
    yield "never", [_name(one) for one in sharing if one.slug not in looks]
    refused = [one for one in held.agreements if _outcome(one, held) is Outcome.REFUSED]
    yield "refused", [_name(one) for one in refused]
    yield "contracts", [_name(one) for one in sharing if _ends_soon(one, held)]


def _outcome(one: Agreement, held: Held) -> Outcome | None:
    look = held.looks.get(one.slug)
    return look.outcome if look else None


def _ends_soon(one: Agreement, held: Held) -> bool:
    found = held.contracts.get(one.slug)
    ends = found.ends_on if found else None
    return ends is not None and ends <= held.on + timedelta(days=SOON)


def _changes(held: Held, term: SchoolTerm, words: dict[str, Any]) -> Section:
    labels = load("report")["change"]
    by_kind: dict[str, list[str]] = {}
    for name, kind in term.changes:
        by_kind.setdefault(kind, []).append(name)
    said = [labels[kind].format(name=_names(by_kind[kind], words)) for kind in labels if kind in by_kind]
    return section(words["changes"], _or_none(said, words["no_changes"]))


def _or_none(said: list[str], none: str) -> list[Block | None]:
    return [points(said)] if said else [Words(none)]


def _reviews(held: Held, term: SchoolTerm, words: dict[str, Any]) -> Section:
    heading = words["reviews"].format(days=SOON)
    late = [words["overdue"].format(name=name, day=day_words(day)) for name, day in _overdue(held)]
    last = held.on + timedelta(days=SOON)
    due = [(name, day) for name, day in _due(held) if held.on <= day <= last]
    soon = [words["due"].format(name=name, day=day_words(day)) for name, day in due]
    return section(heading, _or_none(_few([*late, *soon], words), words["no_reviews"]))


def _due(held: Held) -> list[tuple[str, date]]:
    """Services in force and the day their review is due, the earliest first."""
    looks = ((one, held.looks.get(one.slug)) for one in in_force(held.agreements))
    found = ((_name(one), look.review_due) for one, look in looks if look)
    return sorted(((name, day) for name, day in found if day), key=lambda one: (one[1], one[0]))


def _overdue(held: Held) -> list[tuple[str, date]]:
    return [(name, day) for name, day in _due(held) if day < held.on]


def _findings(held: Held, term: SchoolTerm, words: dict[str, Any]) -> Section:
    """A line for each question, the gravest first: what is asked, how often, of whom."""
    asked: dict[tuple[Severity, str], list[Finding]] = {}
    for one in sorted(term.findings, key=lambda one: SEVERITIES.index(one.severity)):
        asked.setdefault((one.severity, one.question or one.check), []).append(one)
    said = [_asked(severity, question, these, words) for (severity, question), these in asked.items()]
    return section(words["findings"], _or_none(_few(said, words), words["no_findings"]))


def _asked(severity: Severity, question: str, these: Sequence[Finding], words: dict[str, Any]) -> str:
    label = load("report")["severity"][severity]
    names = _names((name for one in these for name in one.entries or filter(None, (one.entry,))), words)
    said = words["finding"].format(count=len(these), severity=label, question=question)
    return f"{said} {words['of_whom'].format(names=names)}" if names else str(said)


def _needs(held: Held, term: SchoolTerm, words: dict[str, Any]) -> Section:
    needed = _overdue(held) or any(one.severity in GRAVE for one in term.findings)
    return section(words["needs"], [Words(words["needs_says" if needed else "needs_nothing"])])
