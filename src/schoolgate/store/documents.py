"""Documents taken in with what the machine read, and people's reviews, kept apart."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from schoolgate.domain.document import Document, Review, ReviewAction
from schoolgate.domain.reading import DocumentKind
from schoolgate.store import models
from schoolgate.store.codec import text_of
from schoolgate.store.tenancy import Tenant, add, of_school, one, rows
from schoolgate.store.transactions import change_of_school


@change_of_school
def take_in(
    tenant: Tenant,
    *,
    name: str,
    kind: DocumentKind,
    content: bytes,
    answer: Mapping[str, Any],
    read_at: datetime,
) -> Document:
    """The same bytes with the same answer are one document: then the one kept before comes back."""
    text = text_of(answer)
    digests = {"digest": _sha256(content), "answer_digest": _sha256(text.encode())}
    row = one(tenant, models.Document, **digests)
    if row is None:
        row = add(
            tenant,
            models.Document,
            number=_last_number(tenant) + 1,
            name=name,
            kind=kind.value,
            read_at=read_at,
            answer=text,
            content=content,
            **digests,
        )
    return _document(row)


@of_school
def get(tenant: Tenant, number: int) -> Document | None:
    row = one(tenant, models.Document, number=number)
    return _document(row) if row else None


@of_school
def by_digest(tenant: Tenant, digest: str) -> Document | None:
    """The newest reading of these bytes."""
    row = rows(tenant, models.Document).filter(digest=digest).order_by("number").last()
    return _document(row) if row else None


@of_school
def all_documents(tenant: Tenant) -> tuple[Document, ...]:
    """In the order taken in."""
    return tuple(_document(row) for row in rows(tenant, models.Document).order_by("number"))


@change_of_school
def add_review(tenant: Tenant, review: Review) -> None:
    add(
        tenant,
        models.Review,
        document=review.document,
        entry=review.entry,
        field=review.field,
        action=review.action.value,
        value=text_of(review.value),
        by=review.by,
        at=review.at,
    )


@of_school
def reviews(tenant: Tenant, document: int) -> tuple[Review, ...]:
    """In the order made: a later one stands over an earlier one."""
    found = rows(tenant, models.Review).filter(document=document).order_by("id")
    return tuple(_review(row) for row in found)


def _last_number(tenant: Tenant) -> int:
    return rows(tenant, models.Document).aggregate(last=Max("number"))["last"] or 0


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _document(row: models.Document) -> Document:
    return Document(
        number=row.number,
        digest=row.digest,
        name=row.name,
        kind=DocumentKind(row.kind),
        read_at=row.read_at,
        answer=json.loads(row.answer),
        content=bytes(row.content),
    )


def _review(row: models.Review) -> Review:
    return Review(
        document=row.document,
        entry=row.entry,
        field=row.field,
        action=ReviewAction(row.action),
        value=json.loads(row.value),
        by=row.by,
        at=row.at,
    )
