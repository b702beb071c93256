"""The register as one document, out and in again (docs/register.schema.json)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from schoolgate.actions.documents import read_json
from schoolgate.actions.drafts import slug_of
from schoolgate.actions.office import Office
from schoolgate.domain.agreement import Agreement, AgreementChange, AgreementState
from schoolgate.domain.assessment import Assessment
from schoolgate.domain.contract import Contract
from schoolgate.domain.errors import Invalid
from schoolgate.domain.school import Controller, School
from schoolgate.store import assessments, contracts, register
from schoolgate.store import school as schools
from schoolgate.store.codec import from_json, to_json
from schoolgate.store.json_schema import schema_of
from schoolgate.store.rehearsal import rehearsed

SCHEMA = "schoolgate.register/1"
LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Who takes a register in, when, and from which file."""

    by: str
    at: datetime
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an agreement, with who made it, when and why."""

    made_by: str
    made_at: datetime
    why: str
    agreement: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything the register says. Signatures are not in it: they hold only in the home they were given in.

    agreements  the newest version of each
    history     every version, those of one agreement in their order from 1
    """

    controller: Controller
    school: School
    agreements: tuple[Agreement, ...]
    history: tuple[Version, ...]
    assessments: tuple[Assessment, ...]
    contracts: tuple[Contract, ...] = ()


def export(office: Office) -> Mapping[str, Any]:
    """The whole register as one document. `import_file` gives it back."""
    tenant = office.tenant
    found = Register(
        controller=schools.controller(tenant),
        school=schools.get(tenant),
        agreements=register.all_current(tenant),
        history=tuple(
            _version(change) for slug in register.slugs(tenant) for change in register.history(tenant, slug)
        ),
        assessments=assessments.assessments(tenant),
        contracts=contracts.contracts(tenant),
    )
    return {"schema": SCHEMA, **to_json(found)}


def _version(change: AgreementChange) -> Version:
    return Version(
        made_by=change.made_by,
        made_at=datetime.fromisoformat(change.made_at),
        why=change.why,
        agreement=change.after,
    )


def json_schema() -> dict[str, Any]:
    """Of what `export` gives: JSON Schema 2020-12."""
    found = schema_of(Register)
    body = found["$defs"]["Register"]
    body["properties"] = {"schema": {"const": SCHEMA}, **body["properties"]}
    body["required"] = ["schema", *body["required"]]
    return {**found, "title": f"A school's register of data sharing, {SCHEMA}"}


def import_file(
    office: Office, path: Path, *, by: str, at: datetime, dry_run: bool = False
) -> tuple[str, ...]:
    """Slugs taken in. An agreement that is new here comes with its history; one that says the same is left
    alone; any other is a new version, and a draft. What is stopped, here or there, stays so. The facts of the
    school and its controller are taken in where they are this home's own.

    Raises  Invalid where it is not a register; then nothing was taken in.
    """
    incoming = _read(path)
    taking = Taking(by=by, at=at, source=path.name)
    with rehearsed(office.tenant, dry_run=dry_run):
        _take_in_school(office, incoming)
        taken = tuple(one.slug for one in incoming.agreements if _take_in(office, one, incoming, taking))
        known = set(assessments.assessments(office.tenant))
        for look in incoming.assessments:
            if look not in known:
                assessments.add_assessment(office.tenant, look)
        kept = set(contracts.contracts(office.tenant))
        for contract in incoming.contracts:
            if contract not in kept:
                contracts.add_contract(office.tenant, contract)
    return taken


def _read(path: Path) -> Register:
    document = read_json(path)
    if document.get("schema") != SCHEMA:
        raise Invalid(
            f"{path.name} was not taken in: it is not a register ({SCHEMA}). Export one and try again."
        )
    incoming = from_json(Register, {key: value for key, value in document.items() if key != "schema"})
    if wrong := _first_fault(incoming):
        raise Invalid(f"{path.name} was not taken in: {wrong}. Export the register again and try again.")
    return incoming


def _first_fault(incoming: Register) -> str | None:
    slugs = [one.slug for one in incoming.agreements]
    if len(set(slugs)) < len(slugs):
        return "two of its agreements have the same slug"
    if any(slug_of(slug) != slug or len(slug) > LONGEST_SLUG for slug in slugs):
        # A slug names a folder in which parcels are put.
        return "a slug in it is not made of small letters, digits and single hyphens"
    if any(one.slug not in slugs for one in incoming.assessments):
        return "one of its assessments is of no agreement in it"
    if any(one.slug not in slugs for one in incoming.contracts):
        return "one of its contracts is of no agreement in it"
    if any(not _is_whole(one, incoming) for one in incoming.agreements):
        return "the history of one of its agreements does not lead to it, version by version"
    return None


def _is_whole(newest: Agreement, incoming: Register) -> bool:
    told = [one.agreement for one in incoming.history if one.agreement.slug == newest.slug]
    return [one.version for one in told] == list(range(1, newest.version + 1)) and told[-1] == newest


def _take_in_school(office: Office, incoming: Register) -> None:
    if incoming.school.id == office.tenant.school_id:
        schools.update(office.tenant, replace(incoming.school, controller_id=office.tenant.controller_id))
    if incoming.controller.id == office.tenant.controller_id:
        schools.update_controller(office.tenant, incoming.controller)


def _take_in(office: Office, incoming: Agreement, document: Register, taking: Taking) -> bool:
    before = register.current(office.tenant, incoming.slug)
    if before is None:
        _take_in_history(office, incoming, document, taking)
        return True
    after = replace(incoming, version=before.version, state=_state(before, incoming))
    if after == before:
        return False
    register.append_version(
        office.tenant,
        replace(after, version=before.version + 1),
        made_by=taking.by,
        made_at=taking.at,
        why=f"imported from {taking.source}",
    )
    return True


def _state(before: Agreement, incoming: Agreement) -> AgreementState:
    for stopped in (AgreementState.ENDED, AgreementState.SUSPENDED):
        if stopped in (before.state, incoming.state):
            return stopped
    says_the_same = replace(incoming, version=before.version, state=before.state) == before
    if says_the_same or before.state is AgreementState.AWAITING:
        return before.state
    return AgreementState.DRAFT


def _take_in_history(office: Office, newest: Agreement, document: Register, taking: Taking) -> None:
    for one in document.history:
        made = one.agreement
        if made.slug != newest.slug:
            continue
        note = f" (imported from {taking.source} by {taking.by})" if made == newest else ""
        register.append_version(
            office.tenant, _unsigned(made), made_by=one.made_by, made_at=one.made_at, why=one.why + note
        )


def _unsigned(made: Agreement) -> Agreement:
    """A signature stays where it was given: what comes from elsewhere is signed here or not in force."""
    signed = made.state is AgreementState.APPROVED
    return replace(made, state=AgreementState.DRAFT) if signed else made
