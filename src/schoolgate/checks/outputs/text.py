"""Findings as text, for a person: what one deed puts right stands together, and what to do is said once."""

from collections.abc import Iterator, Sequence

from schoolgate.checks.outputs.report import Report, said_to
from schoolgate.domain.finding import Severity
from schoolgate.domain.waiver import Judged

IS_TEXT = True


def write(report: Report) -> bytes:
    return ("\n".join(_lines(report)) + "\n").encode("utf-8")


def _lines(report: Report) -> Iterator[str]:
    if not report.judged:
        yield "Nothing to put right, and no questions."
    for title, held in report.groups():
        yield f"{title} ({len(held)})"
        yield ""
        for alike in _alike(held):
            yield from _asked_once(alike)


def _alike(held: Sequence[Judged]) -> list[list[Judged]]:
    groups: dict[tuple[str, str, Severity], list[Judged]] = {}
    for one in held:
        groups.setdefault((one.finding.check, one.finding.fix, one.finding.severity), []).append(one)
    return list(groups.values())


def _asked_once(alike: Sequence[Judged]) -> Iterator[str]:
    finding = alike[0].finding
    yield f"{finding.severity.upper()} {finding.check} {finding.question}"
    for one in alike:
        yield from _one(one)
    yield f"  What to do: {finding.fix}"
    yield f"  Source: {finding.citation}"
    if finding.url:
        yield f"  Read: {finding.url}"
    yield ""


def _one(one: Judged) -> Iterator[str]:
    finding = one.finding
    yield f"  - {finding.message} [{finding.id}]"
    for quote in finding.quotes:
        yield f'    "{" ".join(quote.value.split())}"'
    if finding.remedy:
        yield f"    Can be done for you: {finding.remedy.says}"
    if said := said_to(one):
        yield f"    {said}"
