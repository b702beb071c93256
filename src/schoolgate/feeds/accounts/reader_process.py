"""The throw-away process that reads a list of accounts. Started by isolate.py; nothing else uses it."""

import codecs
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from schoolgate.confine.kernel import confine
from schoolgate.domain.roll import FieldType, fields_of
from schoolgate.feeds.accounts.listed import WHOLE_NAME, Account, read_list
from schoolgate.feeds.sources.as_json import refused_to_json
from schoolgate.feeds.sources.errors import STOP, RollRefused, refuse
from schoolgate.feeds.tables import Cell, cell_of, cell_text

MEMORY = 512 * 1024 * 1024  # bytes
_SMALL = b"Account,UPN,Forename,Surname,DOB\nk1,B801200005001,A,B,2020-01-01\n"


def shut_in() -> Sequence[str]:
    return confine(MEMORY)


def answer(question: bytes, close: Callable[[], Sequence[str]] = shut_in) -> str:
    """What the process says: JSON with `held` and either `accounts` or `refused`."""
    header, _, data = question.partition(b"\n")
    asked = json.loads(header)
    on = date.fromisoformat(asked["on"])
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):  # a codec is a file, found when first asked for
        codecs.lookup(encoding)
    read_list(_SMALL, "small.csv", on)
    held = close()
    return json.dumps({"held": list(held), **_read(data, asked["name"], on, asked["key_heading"])})


def _read(data: bytes, name: str, on: date, key_heading: str) -> dict[str, Any]:
    try:
        return {"accounts": [accounts_to_json(one) for one in read_list(data, name, on, key_heading)]}
    except RollRefused as refused:
        return {"refused": refused_to_json(refused)}
    except MemoryError:
        return {"refused": refused_to_json(refuse(name, "reading it needed too much memory.", STOP))}


def accounts_to_json(one: Account) -> list[Any]:
    return [one.row, one.key, {name: cell_text(cell) for name, cell in one.facts.items()}]


def account_from_json(told: list[Any]) -> Account:
    """Raises KeyError, TypeError or ValueError for anything that `accounts_to_json` does not write."""
    row, key, facts = told
    cells = {name: _cell(name, text) for name, text in facts.items()}
    return Account(row=int(row), key=str(key), facts=cells)


def _cell(name: str, text: str) -> Cell:
    return cell_of(text, FieldType.TEXT if name == WHOLE_NAME else fields_of("pupil")[name].type)


if __name__ == "__main__":
    sys.stdout.write(answer(sys.stdin.buffer.read()))
