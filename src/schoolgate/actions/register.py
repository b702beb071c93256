"""The register as it stands, as it was, and as a document."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from schoolgate import checks
from schoolgate.actions.documents import read_json
from schoolgate.actions.drafts import facts
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, AgreementChange, AgreementState
from schoolgate.domain.assessment import Assessment
from schoolgate.domain.catalogue import fold
from schoolgate.domain.errors import Ambiguous, Invalid, NotFound
from schoolgate.domain.finding import Finding
from schoolgate.store import assessments, register
from schoolgate.store import school as schools
from schoolgate.store.codec import from_json, to_json
from schoolgate.store.rehearsal import rehearsed

SCHEMA = "schoolgate.register/1"
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
    everything = agreements(office)
    if exact := next((one for one in everything if one.slug == name), None):
        return exact
    wanted = fold(name)
    found = [one for one in everything if wanted in (fold(one.service), fold(one.canonical or ""))]
    found = found or [one for one in everything if one.slug.startswith(name.lower())]
    if not found:
        raise NotFound(f"There is no agreement '{name}'. See them all with: schoolgate register list")
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


def findings(office: Office, *, on: date) -> tuple[Finding, ...]:
    subject = checks.subject_of_register(
        schools.get(office.tenant),
        schools.controller(office.tenant),
        agreements(office),
        assessments.assessments(office.tenant),
        on,
    )
    return checks.run(subject)


def export(office: Office) -> Mapping[str, Any]:
    """The whole register as one document: docs/register.schema.json. `import_file` gives it back."""
    return {
        "schema": SCHEMA,
        "controller": to_json(schools.controller(office.tenant)),
        "school": to_json(schools.get(office.tenant)),
        "agreements": [to_json(one) for one in agreements(office)],
        "assessments": [to_json(one) for one in assessments.assessments(office.tenant)],
    }


def import_file(
    office: Office, path: Path, *, by: str, at: datetime, dry_run: bool = False
) -> tuple[str, ...]:
    """Slugs taken in. An agreement that says the same is left alone; another is a new version, and a draft.

    Raises  Invalid where it is not a register; then nothing was taken in.
    """
    document = read_json(path)
    if document.get("schema") != SCHEMA:
        raise Invalid(
            f"{path.name} was not taken in: it is not a register ({SCHEMA}). Export one and try again."
        )
    incoming = [from_json(Agreement, one) for one in _list(document, "agreements", path)]
    looks = [from_json(Assessment, one) for one in _list(document, "assessments", path)]
    with rehearsed(office.tenant, dry_run=dry_run):
        taken = tuple(one.slug for one in incoming if _take_in(office, one, by, at, path.name))
        known = set(assessments.assessments(office.tenant))
        for look in looks:
            if look not in known:
                assessments.add_assessment(office.tenant, look)
    return taken


def _list(document: Mapping[str, Any], name: str, path: Path) -> list[Any]:
    found = document.get(name)
    if not isinstance(found, list):
        raise Invalid(
            f"{path.name} was not taken in: it has no list '{name}'. Export a register and try again."
        )
    return found


def _take_in(office: Office, incoming: Agreement, by: str, at: datetime, source: str) -> bool:
    before = register.current(office.tenant, incoming.slug)
    if before is not None and replace(incoming, version=before.version, state=before.state) == before:
        return False
    in_force = incoming.state is AgreementState.APPROVED
    draft = replace(
        incoming,
        version=before.version + 1 if before else 1,
        # A signature stays where it was given: what comes from elsewhere is signed here or not in force.
        state=AgreementState.DRAFT if in_force else incoming.state,
    )
    register.append_version(office.tenant, draft, made_by=by, made_at=at, why=f"imported from {source}")
    return True
