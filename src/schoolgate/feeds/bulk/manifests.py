"""The manifests of a batch: one line of JSON for each school (schema schoolgate.parcel/1), in one file.

Thousands of schools' manifests differ in the school and its files alone, so the rest is spelled once.
"""

import json
from collections.abc import Iterable, Sequence

from schoolgate.domain.disclosure import ParcelFile
from schoolgate.feeds.bulk.parcels import Asked, compact, own_record
from schoolgate.feeds.explain import reasons
from schoolgate.feeds.manifest import blank

NAME = "manifests.jsonl"


class LineOf:
    """A school's manifest, as compact as parcels.py makes it."""

    def __init__(self, asked: Asked) -> None:
        profile, request = asked.allowed.profile, asked.request
        told = blank(
            request.agreement,
            reasons(asked.allowed.spec),
            profile=f"{profile.name}/{profile.version}",
            created=request.at,
        )
        whole = compact(told.filled(own_record("", request.school.controller_id), []))
        # Quotes within a text are escaped, so a heading stands for itself alone.
        self._before, rest = whole.split(b'"school":""', 1)
        self._between, self._after = rest.split(b'"files":[]', 1)

    def filled(self, school: str, files: Sequence[ParcelFile]) -> bytes:
        name = json.dumps(school, ensure_ascii=False)
        listed = ",".join(
            f'{{"name":{json.dumps(one.name)},"rows":{one.rows},"bytes":{one.bytes},"sha256":"{one.sha256}"}}'
            for one in files
        )
        told = (f'"school":{name}', f'"files":[{listed}]')
        return self._before + told[0].encode() + self._between + told[1].encode() + self._after


def together(lines: Iterable[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in lines)
