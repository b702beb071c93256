""" "Not a problem because …": a named person's word on one finding, for a year or while its words stand."""

from collections.abc import Sequence
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from schoolgate.actions.office import Office
from schoolgate.checks.judging import judge
from schoolgate.domain.errors import Invalid, NotFound
from schoolgate.domain.finding import Finding
from schoolgate.domain.waiver import REGISTER, Judged, Waiver
from schoolgate.store import waivers as store
from schoolgate.store.rehearsal import rehearsed

MONTHS = 12


def waivers(office: Office) -> tuple[Waiver, ...]:
    """Every word given, in the order made; of two on one finding the later holds."""
    return store.waivers(office.tenant)


def judged(
    office: Office, found: Sequence[Finding], *, on: date, source: str = REGISTER
) -> tuple[Judged, ...]:
    """Each finding beside what was said to it. Where there is no school yet, nothing was."""
    said = () if office.is_empty() else store.waivers(office.tenant)
    return judge(found, said, source=source, on=on)


def named(found: Sequence[Finding], name: str) -> Finding:
    """The finding that goes by this name today.

    Raises  NotFound.
    """
    for one in found:
        if one.id == name:
            return one
    raise NotFound(
        f"There is no finding '{name}' today: it was put right, or its words have changed. "
        "See them all with: schoolgate finding list"
    )


def waive(
    office: Office,
    finding: Finding,
    *,
    why: str,
    by: str,
    at: datetime,
    on: date,
    until: date | None = None,
    source: str = REGISTER,
    dry_run: bool = False,
) -> Waiver:
    """Kept beside the finding, which is then not shown until it lapses.

    until   the last day it holds; None: a year
    source  "register", or the name of the document that was checked
    Raises  Invalid: no reason, or a last day already past.
    """
    _refuse_unsaid(finding, why, until, on)
    made = Waiver(
        check=finding.check,
        finding=finding.id,
        source=source,
        about=finding.about,
        words=finding.words,
        why=why.strip(),
        by=by,
        made_at=at,
        lapses_on=until or on + relativedelta(months=MONTHS),
    )
    with rehearsed(office.tenant, dry_run=dry_run):
        store.add_waiver(office.tenant, made)
    return made


def _refuse_unsaid(finding: Finding, why: str, until: date | None, on: date) -> None:
    if not why.strip():
        raise Invalid(
            f"Nothing was recorded: it is not said why {finding.id} is no problem. Say it with --why."
        )
    if until is not None and until < on:
        raise Invalid(
            f"Nothing was recorded: {until} is past. Give the last day on which {finding.id} is no problem."
        )
