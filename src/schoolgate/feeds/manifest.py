"""The manifest beside a parcel's files (schema schoolgate.parcel/1): what it is, and why each field."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from schoolgate.domain.agreement import Agreement
from schoolgate.domain.disclosure import ParcelFile
from schoolgate.domain.school import School
from schoolgate.feeds.explain import Reason
from schoolgate.feeds.spec import TABLES

SCHEMA = "schoolgate.parcel/1"
LIFE = timedelta(days=1)  # a file that nobody fetched within a day should not lie about


@dataclass(frozen=True, slots=True)
class Blank:
    """The manifest of one agreement, with room for a school and its files, as text of JSON."""

    before: str
    between: str
    after: str

    def filled(self, school: School, files: Sequence[ParcelFile]) -> bytes:
        """It leaves with the files, so it names no person, and nobody's answers can be told from it."""
        listed = [
            {"name": one.name, "rows": one.rows, "bytes": one.bytes, "sha256": one.sha256} for one in files
        ]
        name, told = (json.dumps(one, ensure_ascii=False, indent=2) for one in (school.name, listed))
        return "".join((self.before, name, self.between, told.replace("\n", "\n  "), self.after)).encode()


def blank(agreement: Agreement, reasons: Sequence[Reason], *, profile: str, created: datetime) -> Blank:
    told = {
        "schema": SCHEMA,
        "school": None,
        "agreement": agreement.slug,
        "version": agreement.version,
        "service": agreement.service,
        "recipient": agreement.recipient,
        "format": profile,
        "created": created.isoformat(),
        "expires": (created + LIFE).isoformat(),
        "files": None,
        "fields": None,
        "retention": agreement.retention,
        "when_ended": agreement.when_ended,
    }
    # Quotes within a text are escaped, so a heading stands for itself alone.
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    text = text.replace('"fields": null', f'"fields": {_fields(tuple(reasons))}', 1)
    before, rest = text.split('"school": null', 1)
    between, after = rest.split('"files": null', 1)
    return Blank(f'{before}"school": ', f'{between}"files": ', after)


@lru_cache(maxsize=256)
def _fields(reasons: tuple[Reason, ...]) -> str:
    """Why each field leaves, as it stands in the manifest: an agreement says the same night after night."""
    told = [_field(one) for table in TABLES for one in reasons if one.table == table]
    return json.dumps(told, ensure_ascii=False, indent=2).replace("\n", "\n  ")


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
