"""What one recipient knows the pupils of an authority by, made once for a roll and kept.

An HMAC for each pupil is most of a nation's night. The file has one row for each row of the pupils' files, in
their order: the key where it is one of ours, whether the pupil's key is there and nobody else's, its place in
the order of (school, key), the pupil's number among the school's ids, and the school's among the authority's.
It names no pupil; its own name tells neither roll nor recipient.
"""

import hashlib
import hmac
import os
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from schoolgate.feeds import engine
from schoolgate.feeds.bulk.authority import Authority
from schoolgate.feeds.bulk.folder import reading
from schoolgate.feeds.pseudonym import Pseudonyms

ONLY_OURS = 0o600
BEGUN = "begun"
SHAPE = "3"  # of the file, in its name: one of another shape is not read
NamesOf = Callable[[str], Pseudonyms]  # school → its people's names for this recipient


def kept(folder: Path, authority: Authority, names_of: NamesOf, field: str | None) -> Path:
    """The file; made where it is missing. field  of the roll, where the service keeps a key it knows."""
    path = folder / f"{_name(authority, names_of, field)}.parquet"
    if path.exists():
        path.touch()
    else:
        _ = authority.pupils  # refuses a blank id before anything is made of it
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, authority, _keys(authority, names_of, field), is_ours=field is None)
    return path


def begin(folder: Path) -> None:
    """From here on what is used is told from what is not. Only while nobody else runs."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for one in folder.glob("*.part"):  # what a killed run left
        shutil.rmtree(one, ignore_errors=True) if one.is_dir() else one.unlink()
    (folder / BEGUN).touch()


def forget_unused(folder: Path) -> None:
    """Of a roll that is not there any more, or a recipient, nothing is kept."""
    begun = (folder / BEGUN).stat().st_mtime_ns
    for one in [*folder.glob("*.parquet"), *folder.glob("*.json")]:
        if one.stat().st_mtime_ns < begun:
            one.unlink()


def _name(authority: Authority, names_of: NamesOf, field: str | None) -> str:
    told = f"{authority.name}\0{authority.digest}\0{field or ''}\0{SHAPE}"
    key = names_of("").key if field is None else b"no key of ours"
    return hmac.digest(hashlib.sha256(b"kept" + key).digest(), told.encode(), "sha256").hex()[:32]


def _keys(authority: Authority, names_of: NamesOf, field: str | None) -> list[tuple[str, str, str]]:
    """(school, id, key) in the order of the files' rows."""
    wanted = "id" if field is None else f'id, "{field}"'
    found = authority.reader.ask(
        f"SELECT school::VARCHAR, {wanted} FROM {reading(authority.sources['pupil'])}"
    )
    if field is not None:
        return [(school, pupil, "" if key is None else str(key)) for school, pupil, key in found]
    told: list[tuple[str, str, str]] = []
    for school, rows in groupby(found, key=itemgetter(0)):
        pupils = [pupil for _, pupil in rows]
        keys = names_of(school).of_all("pupil", pupils)
        told += [(school, pupil, key) for pupil, key in zip(pupils, keys, strict=True)]
    return told


def _write(path: Path, authority: Authority, rows: Sequence[tuple[str, str, str]], *, is_ours: bool) -> None:
    places, numbers = [0] * len(rows), {}
    for place, row in enumerate(sorted(range(len(rows)), key=lambda n: (rows[n][0], rows[n][2]))):
        places[row] = place
    for school, pupils in authority.pupils.items():
        numbers[school] = {pupil: number for number, pupil in enumerate(pupils)}
    schools = {school: number for number, school in enumerate(authority.sizes)}
    counted = Counter((school, key) for school, _, key in rows)
    told = {
        "keys": [key if is_ours else None for *_, key in rows],
        "places": places,
        "numbers": [numbers[school][pupil] for school, pupil, _ in rows],
        "schools": [schools[school] for school, *_ in rows],
        "sole": [bool(key) and counted[school, key] == 1 for school, _, key in rows],
    }
    # A name of its own: agreements that know pupils by the same field are made at once, and share the file.
    part = path.with_suffix(f".{secrets.token_hex(8)}.part")
    with engine.connect() as connection:
        connection.execute(
            "CREATE TABLE kept AS SELECT unnest($keys::VARCHAR[]) AS key, "
            "unnest($places::INTEGER[]) AS place, unnest($numbers::INTEGER[]) AS number, "
            "unnest($schools::INTEGER[]) AS school, unnest($sole::BOOLEAN[]) AS is_sole",
            told,
        )
        # The second version spells lengths apart from letters, which halves the time to read random keys.
        connection.execute(f"COPY kept TO '{part}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)")
    part.chmod(ONLY_OURS)
    os.replace(part, path)  # noqa: PTH105 - Path.replace says the same
