"""What was published. Written once: a later page stands beside an earlier, never in its place."""

import hashlib
import json
import zlib
from dataclasses import fields

from django.db.models import Max

from schoolgate.domain.publication import Publication
from schoolgate.store import models
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def add_publication(tenant: Tenant, made: Publication) -> Publication:
    """Gives it back with the number and the digest that it gets here."""
    values = {one.name: getattr(made, one.name) for one in fields(made)}
    values |= {
        "number": _last_number(tenant) + 1,
        "digest": hashlib.sha256(made.content).hexdigest(),
        "facts": text_of(made.facts),
        "content": zlib.compress(made.content, 9),
    }
    return _publication(add(tenant, models.Publication, **values))


@of_school
def get(tenant: Tenant, number: int) -> Publication | None:
    row = one(tenant, models.Publication, number=number)
    return _publication(row) if row else None


@of_school
def last(tenant: Tenant) -> Publication | None:
    row = rows(tenant, models.Publication).order_by("number").last()
    return _publication(row) if row else None


@of_school
def publications(tenant: Tenant) -> tuple[Publication, ...]:
    """Oldest first."""
    return tuple(_publication(row) for row in rows(tenant, models.Publication).order_by("number"))


def _last_number(tenant: Tenant) -> int:
    return rows(tenant, models.Publication).aggregate(last=Max("number"))["last"] or 0


def _publication(row: models.Publication) -> Publication:
    values = {one.name: getattr(row, one.name) for one in fields(Publication)}
    values |= {"facts": json.loads(row.facts), "content": zlib.decompress(bytes(row.content))}
    return Publication(**values)
