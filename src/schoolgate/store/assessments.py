"""Assessments, overrides and approvals: written once, later ones stand over earlier ones."""

from schoolgate.domain.assessment import Approval, Assessment, Outcome, Override
from schoolgate.store import models
from schoolgate.store.tenancy import Tenant, add, of_school, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_assessment(tenant: Tenant, made: Assessment) -> None:
    add(
        tenant,
        models.Assessment,
        slug=made.slug,
        outcome=made.outcome.value,
        by=made.by,
        role=made.role,
        on=made.on,
        review_due=made.review_due,
        note=made.note,
    )


@of_school
def assessments(tenant: Tenant, slug: str | None = None) -> tuple[Assessment, ...]:
    """In the order made; of every agreement where no slug is given."""
    found = rows(tenant, models.Assessment).order_by("id")
    return tuple(_assessment(row) for row in (found.filter(slug=slug) if slug else found))


@change_of_school
def add_override(tenant: Tenant, made: Override) -> None:
    add(
        tenant,
        models.Override,
        slug=made.slug,
        by=made.by,
        role=made.role,
        reason=made.reason,
        until=made.until,
        made_at=made.made_at,
    )


@of_school
def overrides(tenant: Tenant, slug: str | None = None) -> tuple[Override, ...]:
    """In the order made; of every agreement where no slug is given."""
    found = rows(tenant, models.Override).order_by("id")
    return tuple(_override(row) for row in (found.filter(slug=slug) if slug else found))


@change_of_school
def add_approval(tenant: Tenant, made: Approval) -> None:
    add(
        tenant,
        models.Approval,
        slug=made.slug,
        version=made.version,
        by=made.by,
        role=made.role,
        made_at=made.made_at,
    )


@of_school
def approvals(tenant: Tenant, slug: str | None = None) -> tuple[Approval, ...]:
    """In the order made; of every agreement where no slug is given."""
    found = rows(tenant, models.Approval).order_by("id")
    return tuple(_approval(row) for row in (found.filter(slug=slug) if slug else found))


def _assessment(row: models.Assessment) -> Assessment:
    return Assessment(
        slug=row.slug,
        outcome=Outcome(row.outcome),
        by=row.by,
        role=row.role,
        on=row.on,
        review_due=row.review_due,
        note=row.note,
    )


def _override(row: models.Override) -> Override:
    return Override(
        slug=row.slug, by=row.by, role=row.role, reason=row.reason, until=row.until, made_at=row.made_at
    )


def _approval(row: models.Approval) -> Approval:
    return Approval(slug=row.slug, version=row.version, by=row.by, role=row.role, made_at=row.made_at)
