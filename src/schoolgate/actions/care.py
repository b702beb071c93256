"""Keeping a home sound: looking it over, backing it up, bringing it back."""

import io
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from schoolgate.actions import answering, doors, hold, hosts, leavers, ledger, roll, scheduling, unseen
from schoolgate.actions.documents import read_bytes, write_whole
from schoolgate.actions.office import Office
from schoolgate.domain.errors import Invalid, NotFound, Refused, SchoolgateError
from schoolgate.domain.school import SCHOOL_TIME
from schoolgate.domain.sentences import listed
from schoolgate.store import runs
from schoolgate.store.upkeep import copy_database, faults, missing_guards

DATABASE = "schoolgate.sqlite3"
SNAPSHOTS = "snapshots"
SAID = ("mappings", "sources")  # what a school said of its exports' headings, and where its rolls come from
KEYS = "keys"
MADE = "made.txt"
KEY_FILES = tuple(f"{KEYS}/{name}.key" for name in ("ledger", "pages", "pseudonym", "roll"))
LARGEST = 4_000_000_000  # bytes of an archive, and of what it unpacks to
HELD = hold.WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    name: str
    is_well: bool
    says: str


def doctor(office: Office, *, at: datetime) -> tuple[Check, ...]:
    """Every check, well or not, in one order."""
    found = [_database(), _guards(), _keys(office)]
    if office.school is None:
        says = office.unchosen or "none was created here yet"
        return (*found, Check(name="school", is_well=office.is_empty(), says=says))
    return (
        *found,
        _ledger(office),
        _roll(office),
        _runs(office),
        _schedule(office, at),
        _doors(office, at),
        _asked(office, at),
        _looked_at(office, at),
        _held(office),
    )


def _database() -> Check:
    wrong = faults()
    return Check(name="database", is_well=not wrong, says="; ".join(wrong) or "reads and writes safely")


def _guards() -> Check:
    gone = missing_guards()
    says = f"missing or altered: {', '.join(gone)}" if gone else "what is written once can't be changed"
    return Check(name="guards", is_well=not gone, says=says)


def _keys(office: Office) -> Check:
    open_ones = [path.name for path in sorted((office.home / KEYS).iterdir()) if path.stat().st_mode & 0o077]
    says = f"others on this machine can read: {', '.join(open_ones)}; run chmod 600 on them"
    return Check(
        name="keys", is_well=not open_ones, says=says if open_ones else "only their owner can read them"
    )


def _ledger(office: Office) -> Check:
    result = ledger.verify(office)
    says = "; ".join(result.problems) or f"{result.size} entries hold"
    return Check(name="ledger", is_well=result.holds(), says=says)


def _roll(office: Office) -> Check:
    try:
        with roll.opened(office) as snapshot:
            return Check(name="roll", is_well=True, says=f"{snapshot.rows.get('pupil', 0)} pupils, sealed")
    except NotFound as error:
        return Check(name="roll", is_well=True, says=str(error))
    except SchoolgateError as error:
        return Check(name="roll", is_well=False, says=str(error))


def _runs(office: Office) -> Check:
    stopped = runs.unsettled(office.tenant)
    says = f"{len(stopped)} were interrupted; the next 'schoolgate feed run' settles them"
    return Check(name="feeds", is_well=not stopped, says=says if stopped else "none was interrupted")


def _schedule(office: Office, at: datetime) -> Check:
    is_well, says = scheduling.condition(office, at=at)
    return Check(name="schedule", is_well=is_well, says=says)


def _doors(office: Office, at: datetime) -> Check:
    """A key that has run out is not well; that one soon will is only said."""
    on = at.astimezone(SCHOOL_TIME).date()
    ending = doors.ending(office, on=on)
    told = [
        f"{slug}: its key {'ran' if on > last else 'runs'} out on {last}" for slug, last in ending.items()
    ]
    says = "; ".join(told) + "; take a new one with: schoolgate door rotate SERVICE"
    is_well = all(on <= last for last in ending.values())
    return Check(name="doors", is_well=is_well, says=says if told else "no key runs out within 30 days")


def _asked(office: Office, at: datetime) -> Check:
    """Late answers are not well; that somebody is to be asked is only said."""
    late = [one.request.slug for one in answering.overdue(office, on=at.astimezone(SCHOOL_TIME).date())]
    to_ask = [one.slug for one in leavers.needs(office, at=at)]
    says = [f"no answer yet from {listed(late)}; see schoolgate deletion list"] if late else []
    says += [f"{listed(to_ask)} hold pupils who have left; see schoolgate deletion list"] if to_ask else []
    return Check(
        name="deletions", is_well=not late, says="; ".join(says) or "nobody has to be asked or reminded"
    )


def _looked_at(office: Office, at: datetime) -> Check:
    found = [one.sentence(at) for one in unseen.unseen(office)]
    says = "; ".join(found) or "no essential feed waits for a second person"
    return Check(name="essential", is_well=not found, says=says)


def _held(office: Office) -> Check:
    found = hold.held(office)
    says = f"restored at {found.restored_at}. {hold.WORDS}" if found else "nothing is held"
    return Check(name="restore", is_well=found is None, says=says)


def check_as_json(check: Check) -> Mapping[str, Any]:
    return asdict(check)


def backup(office: Office, path: Path, *, at: datetime, dry_run: bool = False) -> tuple[Path, Path]:
    """The archive, and beside it the keys without which its rolls do not open.

    Raises  Refused on PostgreSQL, whose own tools back it up; or where a file is there already.
    """
    if office.database != "sqlite":
        raise Refused(
            "No backup was made.",
            ["this home is on PostgreSQL: back the database up with pg_dump, and the home folder beside it"],
        )
    keys = path.with_name(path.name + ".keys")
    if taken := [one.name for one in (path, keys) if one.exists()]:
        raise Refused("No backup was made.", [f"{taken[0]} is there already; choose another name"])
    if not dry_run:
        write_whole(path, _archive({**dict(_data(office)), MADE: at.isoformat().encode()}))
        with _undone(path):
            write_whole(keys, _archive(dict(_secrets(office))))
    return path, keys


@contextmanager
def _undone(path: Path) -> Iterator[None]:
    """Half a backup looks like a whole one, and half a home can't be restored into again."""
    try:
        yield
    except OSError:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        raise


def _secrets(office: Office) -> Iterator[tuple[str, bytes]]:
    for one in sorted((office.home / KEYS).iterdir()):
        yield f"{KEYS}/{one.name}", one.read_bytes()


def _data(office: Office) -> Iterator[tuple[str, bytes]]:
    yield DATABASE, copy_database()
    for name in hosts.LISTS:  # without them no door of the restored home could be reached
        if (office.home / name).exists():
            yield name, (office.home / name).read_bytes()
    for folder in SAID:
        for one in sorted((office.home / folder).glob("*.json")):
            yield f"{folder}/{one.name}", one.read_bytes()
    for one in sorted(office.snapshots.glob("*.roll")):
        yield f"{SNAPSHOTS}/{one.name}", one.read_bytes()


def _archive(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def restore(home: Path, path: Path, *, keys: Path | None, at: datetime, dry_run: bool = False) -> None:
    """Into an empty or missing home. Every feed is held afterwards.

    Raises  Refused where the home is in use; Invalid where the files are not a backup and its keys.
    """
    if home.exists() and any(home.iterdir()):
        raise Refused(
            "Nothing was restored.",
            [f"{home} is not empty; set SCHOOLGATE_HOME to a new folder and try again"],
        )
    members = _members(path, (DATABASE, MADE))
    secrets = _members(keys or path.with_name(path.name + ".keys"), KEY_FILES)
    if dry_run:
        return
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = members.pop(MADE).decode("utf-8", errors="replace")
    with _undone(home):
        hold.hold(home, at=at, backup_of=made)  # first: half a restore must not send anything either
        for name, content in {**members, **secrets}.items():
            (home / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(home / name, content)


def _members(path: Path, wanted: tuple[str, ...]) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(read_bytes(path, largest=LARGEST))) as archive:
            ours = [one for one in archive.infolist() if _is_ours(one.filename)]
            if sum(one.file_size for one in ours) > LARGEST:
                raise Invalid(
                    f"Nothing was restored: {path.name} would unpack to more than a backup can be. "
                    "Choose a file that 'backup' wrote."
                )
            members = {one.filename: archive.read(one) for one in ours}
    # zipfile raises RuntimeError for a password, NotImplementedError for a packing that it can't read.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Invalid(
            f"Nothing was restored: {path.name} is not a backup, or only half of one. Choose a whole one."
        ) from error
    if missing := [name for name in wanted if name not in members]:
        raise Invalid(
            f"Nothing was restored: {path.name} holds no {missing[0]}. Choose a file that 'backup' wrote."
        )
    return members


def _is_ours(name: str) -> bool:
    """Only names that `backup` writes: an archive can't place a file outside the home."""
    folder, _, file = name.rpartition("/")
    plain = bool(file) and not file.startswith(".") and "\\" not in file
    at_top = not folder and file in (DATABASE, MADE, *hosts.LISTS)
    return plain and (at_top or folder in (SNAPSHOTS, KEYS, *SAID))
