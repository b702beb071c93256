"""The manifest beside a parcel's files (schema schoolgate.parcel/1): what it is, and why each field."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.school import School
from schoolgate.feeds.explain import Reason
from schoolgate.feeds.spec import TABLES

SCHEMA = "schoolgate.parcel/1"
LIFE = timedelta(days=1)  # a file that nobody fetched within a day should not lie about


def manifest(
    agreement: Agreement,
    school: School,
    files: Sequence[ParcelFile],
    reasons: Sequence[Reason],
    *,
    profile: str,
    created: datetime,
) -> bytes:
    """It leaves with the files, so it names no person, and nobody's answers can be told from it."""
    told = {
        "schema": SCHEMA,
        "school": school.name,
        "agreement": agreement.slug,
        "version": agreement.version,
        "service": agreement.service,
        "recipient": agreement.recipient,
        "format": profile,
        "created": created.isoformat(),
        "expires": (created + LIFE).isoformat(),
        "files": [
            {"name": one.name, "rows": one.rows, "bytes": one.bytes, "sha256": one.sha256} for one in files
        ],
        "fields": [_field(one) for table in TABLES for one in reasons if one.table == table],
        "retention": agreement.retention,
        "when_ended": agreement.when_ended,
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _field(reason: Reason) -> dict[str, object]:
    return {
        "heading": reason.heading,
        "about": reason.table,
        "items": list(reason.items),
        "given": reason.transform,
        "because": [
            {
                "clause": one.clause,
                "purposes": list(one.purposes),
                "basis": one.basis,
                "condition": one.condition,
            }
            for one in reason.footings
        ],
    }
