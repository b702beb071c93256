"""The register: versions of agreements, each written once."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Max, OuterRef, Subquery

from schoolgate.domain.agreement import Agreement, AgreementChange, AgreementState
from schoolgate.domain.errors import Refused
from schoolgate.store.codec import from_text, moment_text, to_text
from schoolgate.store.models import AgreementVersion
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


class VersionTaken(Refused):
    """Somebody else changed the agreement first."""

    def __init__(self, agreement: Agreement, latest: int) -> None:
        reason = (
            f"version {agreement.version} does not follow version {latest}, the newest: look at that one and "
            "make the change again"
        )
        super().__init__(f"{agreement.service} was not changed.", [reason])


@of_school
def current(tenant: Tenant, slug: str) -> Agreement | None:
    """The newest version, in force or not."""
    row = rows(tenant, AgreementVersion).filter(slug=slug).order_by("version").last()
    return _record(row) if row else None


@of_school
def all_current(tenant: Tenant) -> tuple[Agreement, ...]:
    """The newest version of each, by slug."""
    newest = (
        rows(tenant, AgreementVersion)
        .filter(slug=OuterRef("slug"))
        .order_by()
        .values("slug")
        .annotate(newest=Max("version"))
        .values("newest")
    )
    found = rows(tenant, AgreementVersion).filter(version=Subquery(newest)).order_by("slug")
    return tuple(_record(row) for row in found)


@of_school
def standing(tenant: Tenant, slug: str) -> Agreement | None:
    """What holds now: an approved version goes on while a newer one is only a draft; else the newest."""
    newest = current(tenant, slug)
    return newest and _standing(tenant, newest)


@of_school
def all_standing(tenant: Tenant) -> tuple[Agreement, ...]:
    """What holds now of each, by slug."""
    return tuple(_standing(tenant, newest) for newest in all_current(tenant))


def _standing(tenant: Tenant, newest: Agreement) -> Agreement:
    if newest.state is not AgreementState.DRAFT or newest.version == 1:
        return newest
    earlier = rows(tenant, AgreementVersion).filter(slug=newest.slug).order_by("-version")
    settled = (one for one in map(_record, earlier) if one.state is not AgreementState.DRAFT)
    last = next(settled, newest)
    return last if last.state is AgreementState.APPROVED else newest


@of_school
def slugs(tenant: Tenant) -> tuple[str, ...]:
    return tuple(rows(tenant, AgreementVersion).order_by("slug").values_list("slug", flat=True).distinct())


@of_school
def version(tenant: Tenant, slug: str, number: int) -> Agreement | None:
    row = one(tenant, AgreementVersion, slug=slug, version=number)
    return _record(row) if row else None


@of_school
def history(tenant: Tenant, slug: str) -> tuple[AgreementChange, ...]:
    """Oldest first."""
    changes: list[AgreementChange] = []
    for row in rows(tenant, AgreementVersion).filter(slug=slug).order_by("version"):
        changes.append(_change(row, changes[-1].after if changes else None))
    return tuple(changes)


@change_of_school
def append_version(
    tenant: Tenant, agreement: Agreement, *, made_by: str, made_at: datetime, why: str
) -> AgreementChange:
    """Raises VersionTaken unless `agreement.version` is one more than the newest (1 for the first)."""
    before = current(tenant, agreement.slug)
    latest = before.version if before else 0
    if agreement.version != latest + 1:
        raise VersionTaken(agreement, latest)
    row = add(
        tenant,
        AgreementVersion,
        slug=agreement.slug,
        version=agreement.version,
        record=to_text(agreement),
        made_by=made_by,
        made_at=made_at,
        why=why,
    )
    return _change(row, before)


def _record(row: AgreementVersion) -> Agreement:
    return _agreement(row.record)


@lru_cache(maxsize=512)
def _agreement(text: str) -> Agreement:
    """A version is written once, and read for every page and every feed."""
    return from_text(Agreement, text)


def _change(row: AgreementVersion, before: Agreement | None) -> AgreementChange:
    return AgreementChange(
        slug=row.slug,
        version=row.version,
        made_by=row.made_by,
        made_at=moment_text(row.made_at),
        why=row.why,
        before=before,
        after=_record(row),
    )
