"""The register as it stands and as it was."""

from collections.abc import Iterator
from datetime import date

from schoolgate import checks
from schoolgate.actions.check_records import records
from schoolgate.actions.drafts import facts
from schoolgate.actions.missing import no_agreement
from schoolgate.actions.office import Office
from schoolgate.checks.judging import judge
from schoolgate.domain.agreement import Agreement, AgreementChange
from schoolgate.domain.catalogue import fold
from schoolgate.domain.errors import Ambiguous, NotFound
from schoolgate.domain.finding import Finding
from schoolgate.domain.waiver import REGISTER, Judged
from schoolgate.store import assessments, register, waivers
from schoolgate.store import school as schools
from schoolgate.store.codec import to_json

as_json = to_json


def agreements(office: Office) -> tuple[Agreement, ...]:
    """The newest version of each, by slug."""
    return register.all_current(office.tenant)


def standing(office: Office) -> tuple[Agreement, ...]:
    """What holds now of each, by slug: an approved version goes on while a newer one is only a draft."""
    return register.all_standing(office.tenant)


def find(office: Office, name: str) -> Agreement:
    """The agreement with this slug; else the only one whose service, canonical name or slug's start is this.

    Raises  NotFound; Ambiguous with the slugs to choose from.
    """
    if exact := register.current(office.tenant, name):
        return exact
    everything = agreements(office)
    wanted = fold(name)
    found = [one for one in everything if wanted in (fold(one.service), fold(one.canonical or ""))]
    found = found or [one for one in everything if one.slug.startswith(name.lower())]
    if not wanted:
        # A script's variable that was never filled must not mean the only agreement there is.
        found = [one for one in everything if one.service == name]
    if not found:
        raise NotFound(no_agreement(name))
    if len(found) > 1:
        raise Ambiguous("agreements", name, [one.slug for one in found])
    return found[0]


def find_standing(office: Office, name: str) -> Agreement:
    """As `find`, but the version that holds now: what feeds are made of."""
    newest = find(office, name)
    return register.standing(office.tenant, newest.slug) or newest


def history(office: Office, name: str) -> tuple[AgreementChange, ...]:
    return register.history(office.tenant, find(office, name).slug)


def differences(change: AgreementChange) -> Iterator[tuple[str, object, object]]:
    """Field, before, after: of those that differ."""
    before = facts(change.before) if change.before else {}
    for name, after in facts(change.after).items():
        if name != "version" and change.before is not None and before[name] != after:
            yield name, before[name], after


def raised(office: Office, *, on: date) -> tuple[Finding, ...]:
    """All that the checks say, also what somebody has said is no problem."""
    return checks.run(subject(office, on=on))


def judged(office: Office, *, on: date) -> tuple[Judged, ...]:
    """All that the checks say, each beside what was said to it."""
    return judge(raised(office, on=on), waivers.waivers(office.tenant), source=REGISTER, on=on)


def findings(office: Office, *, on: date) -> tuple[Finding, ...]:
    """What the checks say and nobody has answered, or not for today's words."""
    return tuple(one.finding for one in judged(office, on=on) if not one.is_waived())


def subject(office: Office, *, on: date) -> checks.Subject:
    return checks.subject_of_register(
        schools.get(office.tenant),
        schools.controller(office.tenant),
        agreements(office),
        assessments.assessments(office.tenant),
        on,
        records(office, on=on),
    )
