"""The roll: made up for trying things out, loaded, sealed, and opened for one deed at a time."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from schoolgate.actions.documents import write_whole
from schoolgate.actions.office import Office
from schoolgate.actions.roll_file import read_steadily
from schoolgate.actions.roll_mapping import remember
from schoolgate.disk.settling import settle_names
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.run import RollSnapshot
from schoolgate.domain.step import Reason, Step
from schoolgate.feeds.changes import compare, stop_if_too_many_gone
from schoolgate.feeds.generator import generate as made_up
from schoolgate.feeds.rekeying import DoubtfulPupils, match, rekeyed
from schoolgate.feeds.snapshot import Snapshot, SnapshotRefused, open_snapshot, seal
from schoolgate.feeds.sources.corrections import NO_CORRECTIONS, Corrections
from schoolgate.feeds.sources.isolate import read_isolated
from schoolgate.feeds.sources.loaded import Loaded
from schoolgate.feeds.sources.zip_of_csv import write_zip
from schoolgate.feeds.swapped import ColumnsSwapped, swapped
from schoolgate.feeds.tables import Tables, digest
from schoolgate.store import snapshots
from schoolgate.store.rehearsal import rehearsed

NO_ROLL = Reason("No roll is loaded.", Step.LOAD_ROLL, "Load one with: schoolgate roll load FILE")
KEPT = 2  # a feed needs what changed since the last load, and nothing older


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a load found. `notes` are sentences without personal data."""

    snapshot: RollSnapshot
    notes: tuple[str, ...]


def generate(path: Path, *, pupils: int, seed: int, on: date, dry_run: bool = False) -> Mapping[str, int]:
    """Writes a zip of CSVs of people who do not exist; the same seed and day give the same bytes."""
    tables = made_up(pupils, seed, on)
    if not dry_run:
        write_whole(path, write_zip(tables))
    return {name: len(table.rows) for name, table in tables.by_name.items()}


def load(
    office: Office,
    path: Path,
    *,
    at: datetime,
    on: date,
    asked: Corrections = NO_CORRECTIONS,
    accept_changes: bool = False,
    unprotected: bool = False,
    dry_run: bool = False,
) -> Load:
    """As `take_in`, from a file. Raises NotFound, and Invalid where it is still being written."""
    return take_in(
        office,
        read_steadily(path),
        path.name,
        at=at,
        on=on,
        asked=asked,
        accept_changes=accept_changes,
        unprotected=unprotected,
        dry_run=dry_run,
    )


def take_in(
    office: Office,
    data: bytes,
    name: str,
    *,
    at: datetime,
    on: date,
    asked: Corrections = NO_CORRECTIONS,
    accept_changes: bool = False,
    unprotected: bool = False,
    dry_run: bool = False,
) -> Load:
    """All of it or nothing, as one sealed snapshot. name  ends as files of its kind do

    asked   what is said of its headings; remembered for later exports with the same ones
    Raises  Invalid with every fault by row and column; Refused where more than a tenth of the pupils are
            gone or two columns have changed places, and nobody said that this is right; and always where
            a pupil could be somebody else.
    """
    tenant = office.tenant
    loaded = read_isolated(data, name, on, corrections=asked, unprotected=unprotected)
    compared = _compared(office, loaded, name, accept_changes=accept_changes)
    tables = compared.tables
    snapshot = RollSnapshot(
        digest=(told := digest(tables)),
        loaded_at=at,
        source=name,
        path=f"{tenant.school_id}.{told}.roll",
        counts=dict(loaded.report.rows),
        report=asdict(loaded.report),
    )
    if not dry_run:
        sealed = seal(tables, key=office.keys.roll, school_id=tenant.school_id, told=told)
        _keep(office, snapshot, sealed)
        remember(office, loaded.report.signature, asked.given)
    return Load(snapshot=snapshot, notes=(*_notes(loaded), *compared.notes))


class CannotCompare(Refused):
    """Without this a lost or spoilt roll could not be replaced by loading one."""

    def __init__(self, name: str) -> None:
        reason = (
            "the roll before it can't be opened, so nobody can tell who is gone; "
            "if this one is whole, load it with --accept-changes"
        )
        super().__init__(f"The roll in '{name}' was not loaded.", [reason])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """A new roll in this home's keys, and what there is to say of it beside the last one."""

    tables: Tables
    notes: tuple[str, ...] = ()


def _compared(office: Office, loaded: Loaded, name: str, *, accept_changes: bool) -> _Compared:
    """Raises Refused, which a person may overrule, save where pupils could be taken for one another."""
    if snapshots.latest(office.tenant) is None:
        return _Compared(tables=loaded.tables)
    try:
        with opened(office) as snapshot:
            before, rows = snapshot.pupils(), snapshot.rows
    except (NotFound, SnapshotRefused):
        if accept_changes:
            return _Compared(tables=loaded.tables)
        raise CannotCompare(name) from None
    return _beside(before, rows, loaded.tables, name, accept_changes=accept_changes)


def _beside(
    before: Tables, before_rows: Mapping[str, int], after: Tables, name: str, *, accept_changes: bool
) -> _Compared:
    """before  the pupils alone. before_rows  table → how many, of every table"""
    found = match(before, after)
    if found.doubtful:
        raise DoubtfulPupils(found.doubtful, name)
    tables = rekeyed(after, found.keys)
    changes = compare(before, tables)
    if not accept_changes:
        stop_if_too_many_gone(changes, name)
        if pairs := swapped(before, tables):
            raise ColumnsSwapped(pairs, name)
    notes = ([found.sentence()] if found.by else []) + [changes.sentence()]
    return _Compared(tables=tables, notes=(*notes, *_beside_pupils(before_rows, tables)))


def _beside_pupils(before: Mapping[str, int], after: Tables) -> Iterator[str]:
    """Marks and results are counted: a pupil's own change says nothing of them."""
    for name, what in {"attendance": "attendance marks", "assessment": "results"}.items():
        rows = len(after[name].rows)
        if rows or before.get(name):
            yield f"{rows} {what}, against {before.get(name, 0)} in the roll before."


def pupil_ids(office: Office) -> frozenset[str]:
    """Of everybody in the roll now loaded, leavers who are still listed among them. Raises NotFound."""
    with opened(office) as snapshot:
        return frozenset(str(cell) for cell in snapshot.pupils()["pupil"].column("id"))


def _keep(office: Office, snapshot: RollSnapshot, sealed: bytes) -> None:
    """The file first, durably; then the row that names it. This school's other files go, those that a crash
    left among them.
    """
    office.snapshots.mkdir(mode=0o700, parents=True, exist_ok=True)
    with rehearsed(office.tenant, dry_run=False):
        _write(office.snapshots / snapshot.path, sealed)
        snapshots.add_snapshot(office.tenant, snapshot)
        snapshots.keep_last(office.tenant, KEPT)
        named = {one.path for one in snapshots.all_snapshots(office.tenant)}
        for file in office.snapshots.glob(f"{office.tenant.school_id}.*"):
            if file.name not in named:
                file.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and there after a power cut."""
    part = path.with_suffix(".part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # a disk that is full needs the room
        raise
    settle_names(path.parent)


def _notes(loaded: Loaded) -> tuple[str, ...]:
    report = loaded.report
    missing = [f"{table}.{column}" for table, column in report.missing_columns if table == "pupil"]
    notes = list(report.notes)
    if report.not_understood:
        notes.append(f"Not understood, and left out: {', '.join(report.not_understood)}")
    if missing:
        notes.append(f"The file has no column for: {', '.join(missing)}")
    return tuple(notes)


def is_loaded(office: Office) -> bool:
    return snapshots.latest(office.tenant) is not None


@contextmanager
def opened(office: Office) -> Iterator[Snapshot]:
    """The roll now loaded, in memory for as long as the block lasts.

    Raises  NotFound where none was loaded, or its file is gone.
    """
    found = snapshots.latest(office.tenant)
    if found is None:
        raise NotFound(NO_ROLL)
    path = office.snapshots / found.path
    if not path.exists():
        raise NotFound("The roll's file is no longer in this home. Load the roll again.")
    snapshot = open_snapshot(path.read_bytes(), key=office.keys.roll, school_id=office.tenant.school_id)
    try:
        yield snapshot
    finally:
        snapshot.close()


def show(office: Office) -> Mapping[str, object]:
    found = snapshots.latest(office.tenant)
    if found is None:
        raise NotFound(NO_ROLL)
    return {
        "digest": found.digest,
        "loaded_at": found.loaded_at.isoformat(timespec="seconds"),
        "source": found.source,
        "kind": found.report.get("kind", ""),
        **{f"{table}_rows": count for table, count in found.counts.items()},
        "not_understood": list(found.report.get("not_understood", ())),
        "missing_columns": [".".join(pair) for pair in found.report.get("missing_columns", ())],
    }
