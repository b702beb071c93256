"""After a restore every feed is held until what came later has been told to the register again."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schoolgate.actions.office import Office
from schoolgate.domain.errors import NotFound, Refused
from schoolgate.domain.step import Reason, Step

FILE = "held.json"
WORDS = Reason(
    "Every feed is held: withdrawals and erasures made after the backup are not in it.",
    Step.RELEASE,
    "Record them again, then say so with: schoolgate feed release --by NAME",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    restored_at: str  # RFC 3339, UTC
    backup_of: str


def hold(office_home: Path, *, at: datetime, backup_of: str) -> None:
    body = {"restored_at": at.isoformat(timespec="seconds"), "backup_of": backup_of}
    (office_home / FILE).write_text(json.dumps(body) + "\n", "utf-8")


def held(office: Office) -> Hold | None:
    path = office.home / FILE
    return Hold(**json.loads(path.read_text("utf-8"))) if path.exists() else None


def refuse_while_held(office: Office) -> None:
    if (found := held(office)) is not None:
        raise Refused(f"No feed was run: this home was restored from a backup of {found.backup_of}.", [WORDS])


def release(office: Office, *, by: str, at: datetime, dry_run: bool = False) -> None:
    """Who says that everything later than the backup is in the register again; it is kept beside the home."""
    found = held(office)
    if found is None:
        raise NotFound("Nothing is held: this home was not restored, or its feeds were released before.")
    if dry_run:
        return
    line = {"restored_at": found.restored_at, "released_at": at.isoformat(timespec="seconds"), "by": by}
    with (office.home / "released.jsonl").open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(line) + "\n")
    (office.home / FILE).unlink()
