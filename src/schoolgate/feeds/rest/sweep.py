"""Every object of every collection, once: page after page, and from the start again where they shift.

A roll that lacks a child must not be loaded, so a sweep whose pages overlap, or that gives fewer than the
server says there are, counts for nothing.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from schoolgate.egress.guard import shown_as
from schoolgate.feeds.rest.asking import Asker, Opened
from schoolgate.feeds.rest.dialect import Collection, Dialect, load_dialect
from schoolgate.feeds.rest.errors import ASK, LATER, NotGiven, NotPulled
from schoolgate.feeds.sources.archive import pack

MOST_PAGES = 2000  # of one collection
SORTED = {"sort": "sourcedId", "orderBy": "asc"}
# How each attempt asks: a server without an order of its own may give its pages in any.
ATTEMPTS: tuple[Mapping[str, str], ...] = ({}, SORTED, {})


class _Shifted(Exception):
    """The pages of one sweep do not fit together. Says how."""


@dataclass(slots=True, kw_only=True, repr=False)
class Swept:
    """data  a zip of the same standard's CSV files. counts  collection → objects. notes  for the office"""

    data: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def sweep(opened: Opened) -> Swept:
    """Raises NotPulled: then nothing of it is given."""
    asker, swept, files = Asker(opened), Swept(), dict[str, bytes]()
    for collection in load_dialect(opened.dialect).collections:
        try:
            found = _collected(asker, collection)
        except NotGiven as refused:
            swept.notes.append(_without(opened, collection, refused))
            continue
        swept.counts[collection.path] = len(found.ids)
        files |= _files(collection, found)
    swept.data = pack(files)
    return swept


def look(opened: Opened) -> dict[str, str]:
    """Collection → how many objects it has, or what can be said in place of that. Raises NotPulled."""
    asker, told, dialect = Asker(opened), dict[str, str](), load_dialect(opened.dialect)
    for collection in dialect.collections:
        try:
            answer = asker.page(_address(opened, collection, _first(dialect, collection, 1)), collection.path)
        except NotGiven as refused:
            _without(opened, collection, refused)
            told[collection.path] = "not given"
            continue
        told[collection.path] = "given, and not counted" if answer.total is None else str(answer.total)
    return told


@dataclass(slots=True, repr=False)
class _Found:
    """ids  in order, each once. texts  file → what its pages gave"""

    ids: dict[str, None] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)


def _without(opened: Opened, collection: Collection, refused: NotGiven) -> str:
    if collection.without is None:
        why = f"its server does not give '{collection.path}' (answer {refused.status})"
        raise NotPulled(shown_as(httpx.URL(opened.address)), why, ASK) from None
    return (
        f"The server does not give '{collection.path}' (answer {refused.status}): "
        f"the roll is without {collection.without}."
    )


def _collected(asker: Asker, collection: Collection) -> _Found:
    why, dialect = "", load_dialect(asker.opened.dialect)
    for manner in ATTEMPTS if dialect.sorts else [{}] * len(ATTEMPTS):
        try:
            return _once(asker, collection, manner)
        except _Shifted as shifted:
            why = str(shifted)
        except NotPulled:
            if manner is not SORTED or not why:
                raise  # else it can't sort, and says so in its own way
    raise NotPulled(
        shown_as(httpx.URL(asker.opened.address)),
        f"'{collection.path}' changed each time it was read, or the server can't page: {why}",
        LATER,
    )


def _once(asker: Asker, collection: Collection, manner: Mapping[str, str]) -> _Found:
    """Raises _Shifted, NotPulled, NotGiven."""
    dialect = load_dialect(asker.opened.dialect)
    found, asked, total, limit = _Found(), set[str](), None, dialect.limit
    address: str | None = _address(asker.opened, collection, {**_first(dialect, collection), **manner})
    while address is not None:
        if address in asked or len(asked) >= MOST_PAGES:
            raise _Shifted("its pages lead round in a circle")
        asked.add(address)
        answer = asker.page(address, collection.path)
        if len(asked) > 1 and answer.total != total:
            raise _Shifted("its number of objects changed on the way")
        total = answer.total
        if _is_all_again(
            found, answer.page.ids, limit, paged=total is not None or answer.leads_to is not None
        ):
            break
        _add(found, answer.page.ids, answer.page.files)
        address = answer.leads_to or None
        if address is None and answer.page.ids and _may_have_more(found, total, answer.leads_to):
            offset = {"limit": str(limit), "offset": str(len(found.ids)), **manner}
            address = _address(asker.opened, collection, offset)
    if total is not None and len(found.ids) != total:
        raise _Shifted(f"it says that there are {total}, and {len(found.ids)} came")
    return found


def _is_all_again(found: _Found, ids: tuple[str, ...], limit: int, *, paged: bool) -> bool:
    """Does a server that says nothing of pages give all it has at each request?"""
    return not paged and len(ids) != limit and bool(ids) and [*found.ids] == [*ids]


def _may_have_more(found: _Found, total: int | None, leads_to: str | None) -> bool:
    return leads_to is None if total is None else len(found.ids) < total


def _add(found: _Found, ids: tuple[str, ...], files: Mapping[str, str]) -> None:
    before = len(found.ids)
    found.ids.update(dict.fromkeys(ids))
    if len(found.ids) != before + len(ids):
        raise _Shifted("it gave the same object twice")
    for name, text in files.items():
        found.texts.setdefault(name, []).append(text)


def _first(dialect: Dialect, collection: Collection, limit: int | None = None) -> Mapping[str, str]:
    """What a collection's first page is asked for with."""
    if dialect.asks is None:
        return {"limit": str(limit or dialect.limit), "offset": "0", **collection.asks}
    return {**dialect.asks, **collection.asks}


def _address(opened: Opened, collection: Collection, asked: Mapping[str, str]) -> str:
    return f"{opened.address}/{collection.path}?{urlencode(asked)}"


def _files(collection: Collection, found: _Found) -> dict[str, bytes]:
    """The headings on top. A collection without an object is a file without a row."""
    told = {}
    for file in collection.files:
        headings = io.StringIO(newline="")
        csv.writer(headings, lineterminator="\r\n").writerow([one.heading for one in file.columns])
        told[file.file] = "".join([headings.getvalue(), *found.texts.get(file.file, ())]).encode()
    return told
