"""SCIM 2.0: one bulk request that makes an account for each person and a group for each class, and beside it
lists of the accounts to be made inactive and of the groups whose class is no more, which no bulk request can
name without the recipient's own ids.

Source  RFC 7644 section 3.7.2: a member is named by the bulkId of the operation that makes it.
"""

import json
from collections.abc import Mapping
from typing import Any

from schoolgate.feeds.encoder import encode
from schoolgate.feeds.formats.profile import Feed, File
from schoolgate.feeds.formats.records import rows_of

FILE, LEAVERS, GONE_GROUPS = "scim.json", "leavers.csv", "gone_groups.csv"
_BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
Record = Mapping[str, str | None]


def write(feed: Feed) -> dict[str, bytes]:
    users, groups, members, leavers, vanished = (_records(feed, file) for file in feed.profile.files)
    operations = [_made("/Users", one, _user(one)) for one in users]
    operations += [_made("/Groups", one, _group(one, members)) for one in groups]
    document = {"schemas": [_BULK], "Operations": operations}
    files = {FILE: (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()}
    left = set(feed.staff_before) - {one["externalId"] for one in users}
    gone = sorted({one["externalId"] or "" for one in leavers} | left)
    if gone:
        files[LEAVERS] = encode(("externalId", "active"), [(key, "false") for key in gone])
    if vanished:
        files[GONE_GROUPS] = encode(tuple(vanished[0]), [tuple(one.values()) for one in vanished])
    return files


def _records(feed: Feed, file: File) -> list[Record]:
    names = [one.heading for one in file.headings]
    return [dict(zip(names, row, strict=True)) for row in rows_of(feed, file)]


def _made(path: str, record: Record, data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"method": "POST", "path": path, "bulkId": record["externalId"], "data": data}


def _user(one: Record) -> Mapping[str, Any]:
    name = {"givenName": one["name.givenName"], "familyName": one["name.familyName"]}
    told = {
        "externalId": one["externalId"],
        "userName": one["userName"],
        "name": {key: value for key, value in name.items() if value},
        "userType": one["userType"],
        "active": True,
        "emails": [{"value": one["emails.value"], "primary": True}] if one["emails.value"] else [],
    }
    return {"schemas": [_USER], **{key: value for key, value in told.items() if value}}


def _group(one: Record, members: list[Record]) -> Mapping[str, Any]:
    of_it = [{"value": f"bulkId:{who['value']}"} for who in members if who["group"] == one["externalId"]]
    return {
        "schemas": [_GROUP],
        "externalId": one["externalId"],
        "displayName": one["displayName"],
        "members": of_it,
    }
