"""Exactly what would be sent now, column by column, and why; or every reason why nothing would."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.actions import feeds, register
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.feeds.encoder import delimiter_of, shown
from schoolgate.web.visit import Visit

SHOWN = 20  # rows of each table
MASKED = "•••••"  # the same for every value, so that its length says nothing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Table:
    """The first rows of one file, as they would leave."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def feed(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    agreement = register.find(visit.office, slug)
    try:
        seen = feeds.preview(visit.office, agreement.slug, at=visit.at)
    except (Refused, NotFound) as error:
        reasons = error.reasons if isinstance(error, Refused) else (error.sentence,)
        return render(request, "register_feed_refused.html", {"agreement": agreement, "reasons": reasons})
    is_open = request.GET.get("rows") == "show"
    context = {"agreement": agreement, "seen": seen, "is_open": is_open, "most": SHOWN}
    return render(request, "register_feed.html", context | {"tables": tuple(tables(seen.contents, is_open))})


def tables(contents: Mapping[str, bytes], is_open: bool) -> Iterable[Table]:
    """A table for each CSV file of the parcel, those in a zip as well."""
    for name, content in contents.items():
        if name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                yield from tables({one: packed.read(one) for one in packed.namelist()}, is_open)
        elif name.endswith(".csv"):
            yield table(name, shown(content), is_open)


def table(name: str, text: str, is_open: bool) -> Table:
    lines = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)), SHOWN + 1))
    rows = [row if is_open else [MASKED if cell else "" for cell in row] for row in lines[1:]]
    return Table(name=name, headings=tuple(lines[0]) if lines else (), rows=tuple(map(tuple, rows)))
