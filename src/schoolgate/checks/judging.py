"""Findings beside what people have said to them."""

from collections.abc import Iterable
from datetime import date

from schoolgate.domain.finding import Finding
from schoolgate.domain.waiver import REGISTER, Judged, Waiver


def judge(
    findings: Iterable[Finding], waivers: Iterable[Waiver], *, source: str, on: date
) -> tuple[Judged, ...]:
    """Each finding with the last word on it, in the order given.

    waivers  in the order made
    source   "register", or the document's name. A register's word is not a document's, nor the other way.
    """
    mine = [one for one in waivers if (one.source == REGISTER) == (source == REGISTER)]
    found = tuple(findings)
    raised = {one.id for one in found}
    by_id = {one.finding: one for one in mine}
    gone = {(one.check, one.about, one.source): one for one in mine if one.finding not in raised}
    return tuple(
        _on_the_same_words(one, by_id[one.id], on)
        if one.id in by_id
        else _on_other_words(one, gone.get((one.check, one.about, source)))
        for one in found
    )


def _on_the_same_words(finding: Finding, waiver: Waiver, on: date) -> Judged:
    if on <= waiver.lapses_on:
        return Judged(finding=finding, waiver=waiver)
    said = f'{waiver.by} said it is not a problem: "{waiver.why}" That lapsed after {waiver.lapses_on}.'
    return Judged(finding=finding, waiver=waiver, lapsed=said)


def _on_other_words(finding: Finding, waiver: Waiver | None) -> Judged:
    if waiver is None:
        return Judged(finding=finding)
    said = f'{waiver.by} said it is not a problem: "{waiver.why}" The words have changed since.'
    return Judged(finding=finding, waiver=waiver, lapsed=said)
