"""Putting a finding right in the register, where the remedy is certain."""

from datetime import date, datetime

from schoolgate.actions import register, waivers
from schoolgate.actions.agreements import new_version
from schoolgate.actions.editing import edited
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement
from schoolgate.domain.errors import Refused
from schoolgate.domain.finding import Remedy
from schoolgate.store.rehearsal import rehearsed


def fix(
    office: Office, name: str, *, by: str, on: date, at: datetime, dry_run: bool = False
) -> tuple[Remedy, Agreement]:
    """What was done, and the new version it made, which is a draft until it is approved.

    Raises  NotFound: no such finding today. Refused: only a person can put it right.
    """
    finding = waivers.named(register.raised(office, on=on), name)
    if finding.remedy is None or finding.slug is None:
        raise Refused(
            "Nothing was changed.",
            [f"{finding.id} has no fix that is certain. What to do: {finding.fix}"],
        )
    before = register.find(office, finding.slug)
    after = before
    for key, value in finding.remedy.sets:
        after = edited(after, key, value)
    with rehearsed(office.tenant, dry_run=dry_run):
        why = f"{finding.id}: {finding.remedy.says}"
        return finding.remedy, new_version(office, before, after, by=by, at=at, why=why)
