"""One agreement: added, edited, assessed, signed, stopped. Every change is a new version."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from schoolgate.actions.drafts import free_slug
from schoolgate.actions.editing import edited
from schoolgate.actions.office import Office
from schoolgate.actions.register import find
from schoolgate.domain.agreement import Agreement, AgreementState, Clause
from schoolgate.domain.assessment import Approval, Assessment, Outcome, Override, SignerRole
from schoolgate.domain.catalogue import known
from schoolgate.domain.errors import Invalid, Refused
from schoolgate.domain.vocabulary import Kind
from schoolgate.feeds.refusals import objections_to_approval
from schoolgate.store import assessments, register
from schoolgate.store import school as schools
from schoolgate.store.rehearsal import rehearsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A risk assessment as somebody made it. review_due None: the school's own number of months on."""

    outcome: Outcome
    by: str
    role: SignerRole
    on: date
    review_due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs. `override_until` lets a service that is merely past its review go on, and needs a reason."""

    by: str
    role: SignerRole
    override_until: date | None = None
    reason: str | None = None


def add(office: Office, name: str, *, by: str, at: datetime, dry_run: bool = False) -> Agreement:
    """A draft that says nothing yet but the service's name."""
    if not name.strip():
        raise Invalid("Nothing was added: the service has no name. Give it, in quotes if it has spaces.")
    service = known(name)
    draft = Agreement(
        slug=free_slug(name, register.slugs(office.tenant)),
        version=1,
        service=name,
        state=AgreementState.DRAFT,
        canonical=service.name if service else None,
        category=service.category if service else None,
        kind=Kind(service.kind) if service else None,
        recipient=service.owner if service else None,
        clauses=(Clause(id="1"),),
    )
    with rehearsed(office.tenant, dry_run=dry_run):
        register.append_version(office.tenant, draft, made_by=by, made_at=at, why="added by hand")
    return draft


def set_value(
    office: Office, name: str, key: str, value: str, *, by: str, why: str, at: datetime, dry_run: bool = False
) -> Agreement:
    """A new version with one value changed; a draft again, unless it was awaiting or stopped."""
    before = find(office, name)
    after = edited(before, key, value)
    with rehearsed(office.tenant, dry_run=dry_run):
        return new_version(office, before, after, by=by, at=at, why=f"{key}: {why}")


def new_version(
    office: Office, before: Agreement, after: Agreement, *, by: str, at: datetime, why: str
) -> Agreement:
    """Written beside the one before. A signature is for one version, so a change is a draft again."""
    state = AgreementState.DRAFT if after.state is AgreementState.APPROVED else after.state
    made = replace(after, version=before.version + 1, state=state)
    register.append_version(office.tenant, made, made_by=by, made_at=at, why=why)
    return made


def assess(office: Office, name: str, look: Look, *, dry_run: bool = False) -> Assessment:
    agreement = find(office, name)
    if look.review_due is not None and look.review_due <= look.on:
        raise Invalid(
            f"Nothing was recorded: the review would be due on {look.review_due}, which is not after the "
            "assessment itself. Give a later --review-due."
        )
    made = Assessment(
        slug=agreement.slug,
        outcome=look.outcome,
        by=look.by,
        role=look.role,
        on=look.on,
        review_due=look.review_due or _due(office, look),
        note=look.note,
    )
    with rehearsed(office.tenant, dry_run=dry_run):
        assessments.add_assessment(office.tenant, made)
    return made


def _due(office: Office, look: Look) -> date | None:
    if look.outcome is not Outcome.APPROVED:
        return None
    return look.on + relativedelta(months=schools.get(office.tenant).review_months)


def approve(
    office: Office, name: str, signature: Signature, *, at: datetime, on: date, dry_run: bool = False
) -> Agreement:
    """Sign the newest version: it is in force from now on, and what it says may leave.

    Raises  Refused, naming every rule that fails; nothing is then written.
    """
    agreement = find(office, name)
    _refuse_ended(agreement, "approved")
    with rehearsed(office.tenant, dry_run=dry_run):
        if signature.override_until is not None:
            _add_override(office, agreement, signature, on, at)
        reasons = objections_to_approval(
            agreement,
            assessments.assessments(office.tenant, agreement.slug),
            assessments.overrides(office.tenant, agreement.slug),
            on,
        )
        if reasons:
            raise Refused(f"{agreement.service} was not approved.", [one.sentence for one in reasons])
        return _sign(office, agreement, signature, at)


def _refuse_ended(agreement: Agreement, what: str) -> None:
    if agreement.state is AgreementState.ENDED:
        raise Refused(
            f"{agreement.service} was not {what}.",
            ["the agreement has ended, and that can't be undone; make a new one: schoolgate agreement add"],
        )


def _add_override(office: Office, agreement: Agreement, signature: Signature, on: date, at: datetime) -> None:
    until = signature.override_until
    if until is None or until < on or not (signature.reason or "").strip():
        raise Invalid("Nothing was approved: an override needs a day that is still to come, and --reason.")
    made = Override(
        slug=agreement.slug,
        by=signature.by,
        role=signature.role,
        reason=signature.reason or "",
        until=until,
        made_at=at,
    )
    assessments.add_override(office.tenant, made)


def _sign(office: Office, agreement: Agreement, signature: Signature, at: datetime) -> Agreement:
    """The signed version is the next one, so that what it was before the signature stays as it was."""
    signed = replace(agreement, version=agreement.version + 1, state=AgreementState.APPROVED)
    register.append_version(office.tenant, signed, made_by=signature.by, made_at=at, why="approved")
    assessments.add_approval(
        office.tenant,
        Approval(slug=signed.slug, version=signed.version, by=signature.by, role=signature.role, made_at=at),
    )
    return signed


def suspend(
    office: Office, name: str, *, by: str, why: str, at: datetime, dry_run: bool = False
) -> Agreement:
    _refuse_ended(find(office, name), "suspended")
    return _stop(office, name, AgreementState.SUSPENDED, by=by, why=why, at=at, dry_run=dry_run)


def end(office: Office, name: str, *, by: str, why: str, at: datetime, dry_run: bool = False) -> Agreement:
    return _stop(office, name, AgreementState.ENDED, by=by, why=why, at=at, dry_run=dry_run)


def _stop(
    office: Office, name: str, state: AgreementState, *, by: str, why: str, at: datetime, dry_run: bool
) -> Agreement:
    before = find(office, name)
    with rehearsed(office.tenant, dry_run=dry_run):
        return new_version(office, before, replace(before, state=state), by=by, at=at, why=why)
