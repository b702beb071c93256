"""Suppliers' keys and tokens, what each was shown, and by what it is told that nothing has changed since."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from schoolgate.domain import pull as domain
from schoolgate.store import models
from schoolgate.store.codec import text_of
from schoolgate.store.leaving_models import AccountKeys
from schoolgate.store.pull_models import KnownEntity, PullKey, PullToken
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school

Stamp = tuple[Any, ...]  # compared, and nothing else
_WRITTEN_ONCE = (
    models.AgreementVersion,
    models.Approval,
    models.Assessment,
    models.Override,
    models.Decision,
)
_CHANGED = ("digest", "modified_at", "is_active", "was_shown", "shell")


@change_of_school
def add_key(tenant: Tenant, key: domain.PullKey) -> None:
    add(
        tenant,
        PullKey,
        key_id=key.id,
        slug=key.slug,
        secret_hash=key.secret_hash,
        made_by=key.made_by,
        confirmed_by=key.confirmed_by,
        made_at=key.made_at,
        known_as=key.known_as,
        reach=text_of(key.reach),
    )


@of_school
def keys(tenant: Tenant) -> tuple[domain.PullKey, ...]:
    """In the order made, the revoked among them."""
    return tuple(_key(row) for row in rows(tenant, PullKey).order_by("id"))


@of_school
def key(tenant: Tenant, key_id: str) -> domain.PullKey | None:
    row = one(tenant, PullKey, key_id=key_id)
    return _key(row) if row else None


@change_of_school
def revoke(tenant: Tenant, key_id: str, *, at: datetime) -> bool:
    """Its tokens go with it. False where there is no such key, or it was revoked before."""
    rows(tenant, PullToken).filter(key_id=key_id).delete()
    return rows(tenant, PullKey).filter(key_id=key_id, revoked_at=None).update(revoked_at=at) == 1


@change_of_school
def add_token(
    tenant: Tenant, token_hash: str, key_id: str, scopes: Iterable[str], *, expires_at: datetime, at: datetime
) -> None:
    """Tokens that have lapsed by `at` go."""
    rows(tenant, PullToken).filter(expires_at__lte=at).delete()
    add(
        tenant,
        PullToken,
        token_hash=token_hash,
        key_id=key_id,
        scopes=" ".join(scopes),
        expires_at=expires_at,
    )


@of_school
def token(tenant: Tenant, token_hash: str) -> domain.PullToken | None:
    """None where there is none; whether it has lapsed is the caller's to see."""
    row = one(tenant, PullToken, token_hash=token_hash)
    owner = one(tenant, PullKey, key_id=row.key_id, revoked_at=None) if row else None
    if row is None or owner is None:
        return None
    return domain.PullToken(key=_key(owner), scopes=tuple(row.scopes.split()), expires_at=row.expires_at)


@of_school
def stamp(tenant: Tenant) -> Stamp:
    """The same as long as nothing has changed that a roster is made of, whatever the school does else.

    Every row that it is made of is written once, but for the accounts' keys and the school's own record.
    """
    whose = (tenant.controller_id, tenant.school_id)
    with connection.cursor() as cursor:
        # One question, spelled out: every page that a supplier reads asks it.
        cursor.execute(_last_rows(), whose * (len(_WRITTEN_ONCE) + 3))
        return tuple(cursor.fetchone())


@cache
def _last_rows() -> str:
    """SQL for the last id of each table, and when the accounts' keys and the school's record last changed."""
    where = "WHERE controller_id = %s AND school_id = %s"
    tables = [model._meta.db_table for model in (*_WRITTEN_ONCE, models.RollSnapshot)]
    last = [f'(SELECT MAX(id) FROM "{table}" {where})' for table in tables]
    keys = f'(SELECT MAX(made_at) FROM "{AccountKeys._meta.db_table}" {where})'
    record = f'(SELECT record FROM "{models.School._meta.db_table}" {where})'
    return f"SELECT {', '.join((*last, keys, record))}"


def pulse() -> tuple[object, int, int] | None:
    """The same while nobody has written anything since, this connection or another. None: ask anew.

    Source  sqlite.org/pragma.html#pragma_data_version counts the commits of others, `total_changes` our own.
    """
    if connection.vendor != "sqlite":
        return None
    connection.ensure_connection()
    opened = connection.connection
    [others] = opened.execute("PRAGMA data_version").fetchone()
    return opened, others, opened.total_changes


@of_school
def known(tenant: Tenant, slug: str) -> Mapping[tuple[str, str], domain.KnownEntity]:
    """(kind, sourcedId) → as it last stood."""
    found = rows(tenant, KnownEntity).filter(slug=slug)
    return {(row.kind, row.sourced_id): _entity(row) for row in found}


@change_of_school
def keep(tenant: Tenant, slug: str, entities: Iterable[domain.KnownEntity]) -> None:
    """New, or in place of the one of the same kind and sourcedId."""
    made = [_row(tenant, slug, one) for one in entities]
    KnownEntity.objects.bulk_create(
        made,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["controller_id", "school_id", "slug", "kind", "sourced_id"],
        update_fields=list(_CHANGED),
    )


@change_of_school
def forget(tenant: Tenant, slug: str, gone: Iterable[tuple[str, str]]) -> None:
    for kind, sourced_id in gone:
        rows(tenant, KnownEntity).filter(slug=slug, kind=kind, sourced_id=sourced_id).delete()


@change_of_school
def say_shown(tenant: Tenant, slug: str, kind: str, ids: Iterable[str]) -> None:
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        some = rows(tenant, KnownEntity).filter(
            slug=slug, kind=kind, sourced_id__in=wanted[start : start + 500], was_shown=False
        )
        some.update(was_shown=True)


def _row(tenant: Tenant, slug: str, entity: domain.KnownEntity) -> KnownEntity:
    return KnownEntity(
        controller_id=tenant.controller_id,
        school_id=tenant.school_id,
        slug=slug,
        kind=entity.kind,
        sourced_id=entity.id,
        digest=entity.digest,
        modified_at=entity.modified_at,
        is_active=entity.is_active,
        was_shown=entity.was_shown,
        shell=text_of(entity.shell),
    )


def _key(row: PullKey) -> domain.PullKey:
    return domain.PullKey(
        id=row.key_id,
        slug=row.slug,
        secret_hash=row.secret_hash,
        made_by=row.made_by,
        confirmed_by=row.confirmed_by,
        made_at=row.made_at,
        known_as=row.known_as,
        reach={name: tuple(whose) for name, whose in json.loads(row.reach).items()},
        revoked_at=row.revoked_at,
    )


def _entity(row: KnownEntity) -> domain.KnownEntity:
    return domain.KnownEntity(
        kind=row.kind,
        id=row.sourced_id,
        digest=row.digest,
        modified_at=row.modified_at,
        is_active=row.is_active,
        was_shown=row.was_shown,
        shell=json.loads(row.shell),
    )
