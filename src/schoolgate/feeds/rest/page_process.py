"""The throw-away process that reads one answer of a server. Started by pages.py; nothing else uses it."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from schoolgate.confine.kernel import confine
from schoolgate.feeds.rest.dialect import Collection, Column, Dialect, File, load_dialect

TOKEN = ""  # asked for in the place of a collection


class Odd(Exception):
    """Whole, and not of the form that the standard gives it. Says what; never a value."""


def answer(question: bytes, shut_in: Callable[[], Sequence[str]] = confine) -> str:
    """JSON with `held` and one of: `page`, `token`, `broken` (half of it is missing), `odd`."""
    header, _, data = question.partition(b"\n")
    asked = json.loads(header)
    collection = asked["collection"]
    dialect = load_dialect(asked["dialect"])
    known = dialect.collection(collection) if collection != TOKEN else None
    held = shut_in()
    return json.dumps({"held": list(held), **_read(data, dialect, known)})


def _read(data: bytes, dialect: Dialect, collection: Collection | None) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError, MemoryError):
        return {"broken": "its answer is not whole JSON"}
    try:
        return {"token": _token(told)} if collection is None else {"page": _page(told, dialect, collection)}
    except Odd as odd:
        return {"odd": str(odd)}


def _token(told: Any) -> str:
    found = told.get("access_token") if isinstance(told, dict) else None
    if not isinstance(found, str) or not found.isascii() or not found.isprintable() or not found:
        raise Odd("its answer to who we are holds no access token")
    return found


def _page(told: Any, dialect: Dialect, collection: Collection) -> dict[str, Any]:
    """ids in their order; files: name → CSV without headings; next: the next page, if the page tells it."""
    name = dialect.rows or collection.path
    rows = told.get(name) if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise Odd(f"its answer holds no list '{name}'")
    if not all(isinstance(row, dict) and isinstance(row.get(dialect.key), str) for row in rows):
        raise Odd(f"something in its list '{name}' has no {dialect.key}")
    texts = {file.file: _csv(file, rows) for file in collection.files}
    return {"ids": [row[dialect.key] for row in rows], "files": texts, "next": _next(told, dialect)}


def _next(told: Any, dialect: Dialect) -> str | None:
    """ "" where it says that there is none."""
    if dialect.next is None or dialect.more is None:
        return None
    (found,) = [*_walk(told, dialect.next.split("."))] or [""]
    (more,) = [*_walk(told, dialect.more.split("."))] or [False]
    if more is True and not (found and isinstance(found, str)):
        raise Odd("it says that there is more, and not where")
    return found if more is True else ""


def _csv(file: File, rows: Sequence[Mapping[str, Any]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for around in rows:
        for row in _each(around, file):
            writer.writerow([_cell(row, around, column) for column in file.columns])
    return buffer.getvalue()


def _each(row: Mapping[str, Any], file: File) -> Sequence[Any]:
    if file.each is None:
        return (row,)
    listed: Any = row
    for name in file.each.split("."):
        listed = _at(listed, name) if listed is not None else None
    if not isinstance(listed, list | None):
        raise Odd(f"'{file.each}' is not a list")
    return listed or ()


def _cell(row: Any, around: Mapping[str, Any], column: Column) -> str:
    if column.fixed is not None:
        return column.fixed
    start = around if column.of.startswith("^") else row
    found = list(_walk(start, column.of.removeprefix("^").split(".")))
    if column.within:
        found = [_at(one, column.within) if isinstance(one, dict) else one for one in found]
    if column.pair:
        found = ["{" + ":".join(_text(_at(one, name), column) for name in column.pair) + "}" for one in found]
    return ",".join(filter(None, (_text(one, column) for one in found)))


def _walk(value: Any, path: Sequence[str]) -> Iterator[Any]:
    """Everything at the end of a path, through lists on the way."""
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, path)
    elif value is None:
        return
    elif not path:
        yield value
    else:
        yield from _walk(_at(value, path[0]), path[1:])


def _at(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        raise Odd(f"'{name}' is looked for in what is no object")
    return value.get(name)


def _text(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    raise Odd(f"'{column.of}' holds no text")


if __name__ == "__main__":
    sys.stdout.write(answer(sys.stdin.buffer.read()))
