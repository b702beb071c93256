"""Which schools of an authority have cells that no query may write: looked for once in a roll, and kept.

The answer is for a field and not for an agreement, so thirty agreements ask once. It names schools and
fields, and nobody in them.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.folder import reading
from schoolgate.feeds.bulk.once import keep, path_of

# Control characters, and what a spreadsheet takes for a formula, at the beginning of a cell.
STRANGE = "[\\x00-\\x1f\\x7f]|^[=+\\-@＝＋－＠]"


@dataclass(frozen=True, slots=True)
class Doubts:
    """Of one field of the pupils. strange  schools where a cell may have to be refused"""

    strange: tuple[str, ...]
    is_quoted: bool  # in some school a cell has a comma or a quotation mark


def doubts(folder: Path, authority: Authority, fields: Collection[str]) -> Mapping[str, Doubts]:
    """Field → what is doubtful in it. fields  columns of the pupils that hold text"""
    path = path_of(folder, f"doubts\0{authority.name}\0{authority.digest}")
    told = json.loads(path.read_bytes()) if path.exists() else {}
    missing = sorted({*fields} - told.keys())
    if missing:
        told |= _looked_for(authority, missing)
        keep(path, told)  # agreements made at once may both look, and the next looks again
    else:
        path.touch()
    return {field: Doubts(tuple(told[field]["strange"]), told[field]["quoted"]) for field in fields}


def _looked_for(authority: Authority, fields: Collection[str]) -> dict[str, dict[str, object]]:
    asked = ", ".join(
        f"coalesce(bool_or(regexp_matches(\"{one}\", '{STRANGE}')), false), "
        f'coalesce(bool_or(contains("{one}", \',\') OR contains("{one}", \'"\')), false)'
        for one in fields
    )
    source = reading(authority.sources["pupil"])
    found = authority.reader.ask(f"SELECT school::VARCHAR, {asked} FROM {source} GROUP BY school")
    return {
        field: {
            "strange": sorted(str(row[0]) for row in found if row[1 + 2 * place]),
            "quoted": any(row[2 + 2 * place] for row in found),
        }
        for place, field in enumerate(fields)
    }
