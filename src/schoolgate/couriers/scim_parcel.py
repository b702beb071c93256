"""What a parcel says of accounts, read from its own bytes: nothing else is ever sent over SCIM."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schoolgate.couriers.errors import NotDelivered
from schoolgate.domain.disclosure import Delivery

ACCOUNTS, LEAVERS, GONE_GROUPS = "scim.json", "leavers.csv", "gone_groups.csv"
Record = Mapping[str, Any]
DELETED = "deleted"
_BULK_ID = "bulkId:"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Wanted:
    """Key → the SCIM resource as it stands in the parcel. The key is its externalId.

    groups   their members' values are keys, too
    leavers  keys of accounts that are to be made inactive
    emptied, deleted  keys of groups in which nobody is to sit any more; of those that are to go besides
    """

    users: Mapping[str, Record]
    groups: Mapping[str, Record]
    leavers: tuple[str, ...]
    emptied: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()

    def __len__(self) -> int:
        vanished = len(self.emptied) + len(self.deleted)
        return len(self.users) + len(self.groups) + len(self.leavers) + vanished


def wanted_of(files: Mapping[str, bytes]) -> Wanted:
    """Raises NotDelivered where the parcel holds no accounts."""
    if ACCOUNTS not in files:
        raise NotDelivered(
            "Nothing was sent: the parcel is not one of SCIM accounts, and this door takes nothing else. "
            "Let the agreement's format be scim_json.",
            delivery=Delivery.FAILED,
            detail="not-accounts",
        )
    made = json.loads(files[ACCOUNTS])["Operations"]
    gone, vanished = _rows(files, LEAVERS), _rows(files, GONE_GROUPS)
    return Wanted(
        users={one["bulkId"]: one["data"] for one in made if one["path"] == "/Users"},
        groups={one["bulkId"]: _group(one["data"]) for one in made if one["path"] == "/Groups"},
        leavers=tuple(row["externalId"] for row in gone),
        emptied=tuple(row["externalId"] for row in vanished if row["becomes"] != DELETED),
        deleted=tuple(row["externalId"] for row in vanished if row["becomes"] == DELETED),
    )


def _rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.get(name, b"").decode(), newline="")))


def _group(data: Record) -> Record:
    return {**data, "members": [one["value"].removeprefix(_BULK_ID) for one in data["members"]]}
